import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';

export interface ZipPart {
  readonly name: string;
  readonly content: string | Buffer;
  /** What the directory claims the part unpacks to; the truth when absent. */
  readonly claimedBytes?: number;
}

/** A zip archive made by hand, so that it may lie. */
export function zipOf(parts: readonly ZipPart[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, claimedBytes } of parts) {
    const bytes = Buffer.from(content);
    const packed = deflateRawSync(bytes);
    const nameBytes = Buffer.from(name);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    local.writeUInt16LE(nameBytes.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(claimedBytes ?? bytes.length, 24);
    entry.writeUInt16LE(nameBytes.length, 28);
    entry.writeUInt32LE(offset, 42);
    files.push(local, nameBytes, packed);
    directory.push(entry, nameBytes);
    offset += 30 + nameBytes.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, ...directory, end]);
}

const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A workbook of hand-written sheets. `strings` and `styles` are the inside of their parts. */
export function xlsxOf(
  sheets: readonly { readonly name: string; readonly xml: string; readonly state?: string }[],
  parts: { readonly strings?: string; readonly styles?: string; readonly workbookPr?: string } = {},
): Buffer {
  const relation = (id: string, type: string, target: string): string =>
    `<Relationship Id="${id}" Type="${RELATIONS}/${type}" Target="${target}"/>`;
  const list = sheets.map(
    ({ name, state }, index) =>
      `<sheet name="${name}" sheetId="${index + 1}" r:id="r${index}"${state ? ` state="${state}"` : ''}/>`,
  );
  const relations = sheets.map((_, index) => relation(`r${index}`, 'worksheet', `worksheets/s${index}.xml`));
  return zipOf([
    {
      name: '_rels/.rels',
      content: `<Relationships>${relation('a', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      content: `<workbook>${parts.workbookPr ?? ''}<sheets>${list.join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `<Relationships>${relations.join('')}${relation('s', 'sharedStrings', 'sharedStrings.xml')}${relation('t', 'styles', '/xl/styles.xml')}</Relationships>`,
    },
    ...sheets.map(({ xml }, index) => ({ name: `xl/worksheets/s${index}.xml`, content: xml })),
    ...(parts.strings === undefined ? [] : [{ name: 'xl/sharedStrings.xml', content: `<sst>${parts.strings}</sst>` }]),
    ...(parts.styles === undefined
      ? []
      : [{ name: 'xl/styles.xml', content: `<styleSheet>${parts.styles}</styleSheet>` }]),
  ]);
}

/** A folder for the files of a spec. */
export class FixtureFolder {
  private constructor(readonly path: string) {}

  static async make(): Promise<FixtureFolder> {
    return new FixtureFolder(await mkdtemp(join(tmpdir(), 'warmline-')));
  }

  async file(name: string, content: string | Uint8Array): Promise<string> {
    const path = join(this.path, name);
    await writeFile(path, content);
    return path;
  }

  async remove(): Promise<void> {
    await rm(this.path, { recursive: true });
  }
}
