import { isValidInn } from '../leads/company-name.rules.js';
import { findEmail } from '../leads/email-text.rules.js';
import type { RowValues } from './row-values.rules.js';

export interface TaxNumbers {
  readonly inn: string | null;
  readonly kpp: string | null;
  /** The text of an INN whose checksum fails, for a person to look at. */
  readonly doubtful: string | null;
}

/** "7707083893/770701001" under "ИНН/КПП" is both. */
export function taxNumbersOf(values: RowValues): TaxNumbers {
  const text = values.first('inn') ?? '';
  if (/^\d*$/.test(text)) {
    // The usual cell, or none: a tenth of the time.
    const isValid = text !== '' && isValidInn(text);
    const doubtful = isValid || text === '' ? null : text;
    return { inn: isValid ? text : null, kpp: kppOf(values.first('kpp')), doubtful };
  }
  const runs: readonly string[] = text.match(/\d+/g) ?? [];
  const digits = runs.join('');
  const inn = [...runs, digits].find(isValidInn) ?? null;
  const beside = inn !== null && runs.includes(inn) ? runs.find((run) => run.length === 9) : undefined;
  const kpp = kppOf(values.first('kpp') ?? beside);
  return { inn, kpp, doubtful: inn === null && digits !== '' ? text : null };
}

function kppOf(text: string | undefined): string | null {
  const digits = text?.replace(/\D/g, '') ?? '';
  return digits.length === 9 ? digits : null;
}

export interface Emails {
  readonly first: string | null;
  /** Every further address, with the column it stood in. */
  readonly others: readonly { readonly column: number; readonly value: string }[];
}

/** What stands around an address in a cell. */
const AROUND = /[\s,;<>"]/;

/** The first cell that holds an address wins; a cell with something else stands in nobody's way. */
export function emailsOf(values: RowValues): Emails {
  const cells = values.cellsOf('email');
  const alone = cells.length > 1 ? undefined : (cells[0]?.value ?? values.first('email') ?? '');
  if (alone !== undefined && !AROUND.test(alone)) {
    return { first: findEmail(alone)?.address ?? null, others: [] };
  }
  let first: string | null = null;
  const seen = new Set<string>();
  const others: { column: number; value: string }[] = [];
  for (const { column, value } of cells) {
    const further: string[] = [];
    for (const address of addressesIn(value)) {
      if (!seen.has(address)) {
        seen.add(address);
        further.push(address);
      }
    }
    first ??= further.shift() ?? null;
    if (further.length > 0) {
      others.push({ column, value: further.join(', ') });
    }
  }
  return { first: first ?? findEmail(values.first('email') ?? '')?.address ?? null, others };
}

function addressesIn(cell: string): string[] {
  const found = findEmail(cell)?.address;
  if (found === undefined || cell.length === found.length) {
    return found === undefined ? [] : [found];
  }
  return cell.split(AROUND).flatMap((word) => findEmail(word)?.address ?? []);
}
