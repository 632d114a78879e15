export type Charset = 'utf-8' | 'windows-1251' | 'utf-16le' | 'utf-16be' | 'koi8-r' | 'ibm866';

/** Bytes of a text; one-byte pages by asking their decoder for all of their letters. */
export function encode(text: string, charset: Charset): Buffer {
  if (charset === 'utf-8') {
    return Buffer.from(text);
  }
  if (charset === 'utf-16le' || charset === 'utf-16be') {
    const bytes = Buffer.from(text, 'utf16le');
    return charset === 'utf-16le' ? bytes : bytes.swap16();
  }
  const page = new TextDecoder(charset).decode(Uint8Array.from({ length: 256 }, (_, byte) => byte));
  return Buffer.from([...text].map((character) => page.indexOf(character)));
}
