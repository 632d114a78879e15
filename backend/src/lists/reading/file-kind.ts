import type { WorkbookKind } from '@warmline/contracts';
import { DomainError } from '../../kernel/domain-error.js';
import { foreignArchive } from './foreign-kind.rules.js';
import { ZipArchive } from './zip-archive.js';

/** What a file is by its bytes; its name is not asked, since old CRMs call text and web pages ".xls". */
export type FileKind = Exclude<WorkbookKind, 'vcard'> | 'csv';

const ZIP = [0x50, 0x4b, 0x03, 0x04];
const EMPTY_ZIP = [0x50, 0x4b, 0x05, 0x06];
/** Compound file, the container of .xls since 1993 and of encrypted .xlsx: [MS-CFB] 2.2. */
const COMPOUND_FILE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/** Kind by magic bytes, for archives by what is in them. Refuses an archive that is no workbook. */
export async function fileKind(path: string, head: Uint8Array): Promise<FileKind> {
  if (startsWith(head, ZIP) || startsWith(head, EMPTY_ZIP)) {
    return archiveKind(path);
  }
  return startsWith(head, COMPOUND_FILE) || isBareBiff(head) ? 'xls' : 'csv';
}

/** Kind of a text by its first characters: a table of a web page, a workbook of Excel 2003 in XML, or delimited text. */
export function textKind(text: string): 'html' | 'xls' | 'vcard' | 'csv' {
  const start = text
    .slice(0, 4000)
    .replace(/^(?:\uFEFF|\u00ef\u00bb\u00bf)/, '')
    .replace(/<!--[\s\S]*?-->/g, '')
    .trimStart();
  if (/^<\?xml/i.test(start) && /<(\w+:)?Workbook\b|mso-application/i.test(start)) {
    return 'xls';
  }
  if (/^BEGIN:VCARD\s/i.test(start)) {
    return 'vcard';
  }
  return /^(<!doctype html|<html|<head|<body|<table|<meta|<style)/i.test(start.replace(/^<\?xml[^>]*>\s*/i, ''))
    ? 'html'
    : 'csv';
}

async function archiveKind(path: string): Promise<FileKind> {
  const archive = await ZipArchive.open(path);
  try {
    const names = archive.names();
    if (names.some((name) => /^xl\/workbook.*\.bin$/.test(name))) {
      return 'xls';
    }
    if (names.includes('content.xml')) {
      const type = await archive.text('mimetype', 1024);
      if (type !== undefined && !type.includes('spreadsheet')) {
        throw new DomainError('file.document');
      }
      return 'ods';
    }
    if (names.some((name) => name.startsWith('xl/'))) {
      return 'xlsx';
    }
    throw new DomainError(foreignArchive(names));
  } finally {
    await archive.close();
  }
}

/** Excel 2 to 5 without a container: a BOF record ([MS-XLS] 2.4.21) of its usual length. */
function isBareBiff(head: Uint8Array): boolean {
  return (
    head[0] === 9 &&
    [0, 2, 4, 8].includes(head[1] ?? -1) &&
    head[3] === 0 &&
    (head[2] ?? 0) >= 4 &&
    (head[2] ?? 0) <= 16
  );
}

function startsWith(head: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, index) => head[index] === byte);
}
