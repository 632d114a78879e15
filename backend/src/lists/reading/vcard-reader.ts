import { readFile, stat } from 'node:fs/promises';
import { DomainError } from '../../kernel/domain-error.js';
import { charsetOfLabel, detectCharset } from './charset.rules.js';
import type { FileRow } from './file-format.rules.js';

/** A phone book of 100 000 cards without pictures. */
const FILE_MAX_BYTES = 24 * 1024 ** 2;
const COLUMNS = [
  'Организация',
  'Контактное лицо',
  'Должность',
  'Телефон',
  'E-mail',
  'Адрес',
  'Сайт',
  'Примечание',
] as const;
type Column = (typeof COLUMNS)[number];
const BATCH_CARDS = 256;

const COLUMN_OF: ReadonlyMap<string, Column> = new Map([
  ['ORG', 'Организация'],
  ['FN', 'Контактное лицо'],
  ['TITLE', 'Должность'],
  ['TEL', 'Телефон'],
  ['EMAIL', 'E-mail'],
  ['ADR', 'Адрес'],
  ['URL', 'Сайт'],
  ['NOTE', 'Примечание'],
]);

/** The cards of a phone book, a row each, numbered from 1, under a header of our own. Several numbers of a card share its cell, a line each. */
export async function* readVcards(path: string): AsyncGenerator<readonly FileRow[]> {
  const { size } = await stat(path);
  if (size > FILE_MAX_BYTES) {
    const maxMb = FILE_MAX_BYTES / 1024 ** 2;
    throw new DomainError('import.old_format_too_large', { kind: 'vcard', mb: Math.ceil(size / 1024 ** 2), maxMb });
  }
  const bytes = await readFile(path);
  const text = new TextDecoder(detectCharset(bytes).charset).decode(bytes);
  const header = { rows: 1, lowest: [...COLUMNS], above: [] };
  let batch: FileRow[] = [{ rowNumber: 0, cells: [...COLUMNS], header }];
  let rowNumber = 0;
  for (const card of cardsOf(text)) {
    rowNumber += 1;
    batch.push({ rowNumber, cells: COLUMNS.map((column) => (card.get(column) ?? []).join('\n')) });
    if (batch.length >= BATCH_CARDS) {
      yield batch;
      batch = [];
    }
  }
  yield batch;
}

type Card = Map<Column, string[]>;

function* cardsOf(text: string): Generator<Card> {
  let card: Card | undefined;
  for (const line of unfolded(text)) {
    const colon = line.indexOf(':');
    const [name = '', ...parameters] = line.slice(0, Math.max(0, colon)).toUpperCase().split(';');
    const property = name.slice(name.indexOf('.') + 1);
    const value = line.slice(colon + 1);
    if (property === 'BEGIN') {
      card = new Map();
    } else if (property === 'END' && card !== undefined) {
      yield card;
      card = undefined;
    } else if (card !== undefined) {
      put(card, property, plainValue(property, decoded(value, parameters)));
    }
  }
}

function put(card: Card, property: string, value: string): void {
  // A card without a formatted name still has the parts of one.
  const column = property === 'N' && !card.has('Контактное лицо') ? 'Контактное лицо' : COLUMN_OF.get(property);
  if (column === undefined || value === '') {
    return;
  }
  const values = property === 'FN' || property === 'N' ? [] : (card.get(column) ?? []);
  card.set(column, [...values, value]);
}

/** Lines as they were before they were cut: by a space at the beginning of the next, or by "=" at the end in quoted-printable. */
function* unfolded(text: string): Generator<string> {
  let line = '';
  let isSoft = false;
  for (const next of text.split(/\r\n|\n|\r/)) {
    if (isSoft || ((next.startsWith(' ') || next.startsWith('\t')) && line !== '')) {
      line = isSoft ? line.slice(0, -1) + next : line + next.slice(1);
    } else {
      yield line;
      line = next;
    }
    isSoft = line.endsWith('=') && /^[^:]*QUOTED-PRINTABLE/i.test(line.slice(0, 200));
  }
  yield line;
}

function decoded(value: string, parameters: readonly string[]): string {
  if (!parameters.some((parameter) => parameter.endsWith('QUOTED-PRINTABLE'))) {
    return value;
  }
  const label = parameters.find((parameter) => parameter.startsWith('CHARSET='))?.slice('CHARSET='.length);
  const charset = (label === undefined ? undefined : charsetOfLabel(label)) ?? 'utf-8';
  const bytes: number[] = [];
  for (let at = 0; at < value.length; at += 1) {
    const hex = value.slice(at + 1, at + 3);
    if (value.charAt(at) === '=' && /^[\dA-F]{2}$/i.test(hex)) {
      bytes.push(Number.parseInt(hex, 16));
      at += 2;
    } else {
      bytes.push(...Buffer.from(value.charAt(at)));
    }
  }
  return new TextDecoder(charset).decode(Uint8Array.from(bytes));
}

/** Parts of a name or an address in words, escapes resolved. */
function plainValue(property: string, value: string): string {
  const parts = value.split(/(?<!\\);/).map((part) =>
    part
      .replace(/\\n/gi, '\n')
      .replace(/\\([,;:\\])/g, '$1')
      .trim(),
  );
  const filled = parts.filter((part) => part !== '');
  if (property === 'TEL' || property === 'URL') {
    return value.replace(/^tel:/i, '').trim();
  }
  return filled.join(property === 'N' ? ' ' : ', ');
}
