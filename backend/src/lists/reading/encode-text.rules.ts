import type { Charset } from '@warmline/contracts';

const BYTE_ORDER_MARK = '\uFEFF';
const QUESTION_MARK = 0x3f;

/** Near enough for what a one-byte page lacks; everything else it cannot hold becomes "?". */
const SUBSTITUTES: Readonly<Record<string, string>> = {
  '«': '"',
  '»': '"',
  '„': '"',
  '“': '"',
  '”': '"',
  '‘': "'",
  '’': "'",
  '–': '-',
  '—': '-',
  '…': '...',
  '№': 'N',
  '\u00a0': ' ',
  ё: 'е',
  Ё: 'Е',
};

/**
 * Text back into the bytes of its file, so that rejected rows return in the encoding they came in. One-byte pages take near substitutes
 * for typographic characters they lack ("№" as "N" in koi8-r) and "?" for the rest; utf-8 and utf-16 hold everything.
 */
export function encodeText(text: string, charset: Charset): Uint8Array {
  switch (charset) {
    case 'utf-8':
      return new TextEncoder().encode(text);
    case 'utf-16le':
    case 'utf-16be':
      return encodeUtf16(text, charset === 'utf-16le');
    case 'windows-1251':
    case 'koi8-r':
    case 'ibm866':
    case 'iso-8859-5':
    case 'x-mac-cyrillic':
    case 'windows-1252':
      return encodeOneByte(text, tableOf(charset));
  }
}

/** What a file in this encoding begins with so that spreadsheets recognise it; empty for one-byte pages. */
export function byteOrderMark(charset: Charset): Uint8Array {
  return charset.startsWith('utf-') ? encodeText(BYTE_ORDER_MARK, charset) : new Uint8Array();
}

function encodeUtf16(text: string, littleEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(text.length * 2));
  for (let index = 0; index < text.length; index += 1) {
    view.setUint16(index * 2, text.charCodeAt(index), littleEndian);
  }
  return new Uint8Array(view.buffer);
}

function encodeOneByte(text: string, table: ReadonlyMap<string, number>): Uint8Array {
  const bytes: number[] = [];
  for (const character of text) {
    const byte = table.get(character);
    if (byte === undefined) {
      bytes.push(...[...(SUBSTITUTES[character] ?? '?')].map((near) => table.get(near) ?? QUESTION_MARK));
    } else {
      bytes.push(byte);
    }
  }
  return Uint8Array.from(bytes);
}

type OneByte = Exclude<Charset, 'utf-8' | 'utf-16le' | 'utf-16be'>;
const tables = new Map<OneByte, ReadonlyMap<string, number>>();

function tableOf(charset: OneByte): ReadonlyMap<string, number> {
  const known = tables.get(charset);
  if (known !== undefined) {
    return known;
  }
  const characters = [...new TextDecoder(charset).decode(Uint8Array.from({ length: 256 }, (_, byte) => byte))];
  const table = new Map(characters.map((character, byte) => [character, byte] as const));
  tables.set(charset, table);
  return table;
}
