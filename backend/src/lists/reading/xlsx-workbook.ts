import { DomainError } from '../../kernel/domain-error.js';
import type { Sheet } from './file-format.rules.js';
import { styleOfFormat, type NumberStyle } from './sheet-number.rules.js';
import { attribute, scanXml } from './xml-scanner.js';
import type { ZipArchive } from './zip-archive.js';

export interface XlsxSheet extends Sheet {
  /** Name of its part in the archive. */
  readonly part: string;
}

/** What the small parts of a workbook say about the big ones. */
export interface XlsxWorkbook {
  readonly sheets: readonly XlsxSheet[];
  readonly sharedStrings: string | undefined;
  readonly styles: string | undefined;
  readonly is1904: boolean;
}

const DEFAULT_WORKBOOK = 'xl/workbook.xml';

/** Reads `workbook.xml` and its relations. Refuses `import.workbook_unreadable`. */
export async function readWorkbook(archive: ZipArchive): Promise<XlsxWorkbook> {
  const part = await workbookPart(archive);
  const text = await archive.text(part);
  if (text === undefined) {
    throw new DomainError('import.workbook_unreadable', { why: 'not_a_workbook' });
  }
  const relations = await readRelations(archive, part);
  const sheets: XlsxSheet[] = [];
  let is1904 = false;
  scanXml(text, {
    open: (name, attributes) => {
      if (name === 'workbookPr') {
        is1904 = /^(1|true)$/.test(attribute(attributes, 'date1904') ?? '');
      }
      const target = name === 'sheet' ? relations.get(attribute(attributes, 'id') ?? '') : undefined;
      if (target !== undefined && /worksheet$/i.test(target.type)) {
        const hidden = (attribute(attributes, 'state') ?? 'visible') !== 'visible';
        sheets.push({ name: attribute(attributes, 'name') ?? '', hidden, part: target.part });
      }
    },
  });
  const partOf = (type: string) => [...relations.values()].find((relation) => relation.type.endsWith(type))?.part;
  return { sheets, sharedStrings: partOf('/sharedStrings'), styles: partOf('/styles'), is1904 };
}

/** Number style of every cell format, by its index. */
export async function readStyles(archive: ZipArchive, part: string | undefined): Promise<NumberStyle[]> {
  const text = part === undefined ? undefined : await archive.text(part);
  const codes = new Map<number, string>();
  const styles: NumberStyle[] = [];
  let inCellFormats = false;
  scanXml(text ?? '', {
    open: (name, attributes) => {
      if (name === 'numFmt') {
        codes.set(Number(attribute(attributes, 'numFmtId')), attribute(attributes, 'formatCode') ?? '');
      } else if (name === 'cellXfs') {
        inCellFormats = true;
      } else if (name === 'xf' && inCellFormats) {
        const id = Number(attribute(attributes, 'numFmtId') ?? 0);
        styles.push(styleOfFormat(id, codes.get(id)));
      }
    },
    close: (name) => {
      inCellFormats = inCellFormats && name !== 'cellXfs';
    },
  });
  return styles;
}

async function workbookPart(archive: ZipArchive): Promise<string> {
  const text = (await archive.text('_rels/.rels')) ?? '';
  let part = DEFAULT_WORKBOOK;
  scanXml(text, {
    open: (name, attributes) => {
      if (name === 'Relationship' && /\/officeDocument$/.test(attribute(attributes, 'Type') ?? '')) {
        part = (attribute(attributes, 'Target') ?? part).replace(/^\//, '');
      }
    },
  });
  return archive.has(part) ? part : DEFAULT_WORKBOOK;
}

async function readRelations(
  archive: ZipArchive,
  part: string,
): Promise<Map<string, { readonly type: string; readonly part: string }>> {
  const slash = part.lastIndexOf('/');
  const folder = part.slice(0, slash + 1);
  const text = (await archive.text(`${folder}_rels/${part.slice(slash + 1)}.rels`)) ?? '';
  const relations = new Map<string, { type: string; part: string }>();
  scanXml(text, {
    open: (name, attributes) => {
      if (name === 'Relationship') {
        const target = attribute(attributes, 'Target') ?? '';
        relations.set(attribute(attributes, 'Id') ?? '', {
          type: attribute(attributes, 'Type') ?? '',
          part: target.startsWith('/') ? target.slice(1) : resolvePart(folder, target),
        });
      }
    },
  });
  return relations;
}

/** "xl/" and "../customXml/a.xml" -> "customXml/a.xml". */
function resolvePart(folder: string, target: string): string {
  const steps = folder.split('/').filter(Boolean);
  for (const step of target.split('/')) {
    if (step === '..') {
      steps.pop();
    } else if (step !== '.' && step !== '') {
      steps.push(step);
    }
  }
  return steps.join('/');
}
