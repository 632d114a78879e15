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
  const runs = text.match(/\d+/g) ?? [];
  const digits = runs.join('');
  const inn = [...runs, digits].find(isValidInn) ?? null;
  const beside = inn !== null && runs.includes(inn) ? runs.find((run) => run.length === 9) : undefined;
  const kpp = values.first('kpp')?.replace(/\D/g, '') ?? beside ?? '';
  return { inn, kpp: /^\d{9}$/.test(kpp) ? kpp : null, doubtful: inn === null && digits !== '' ? text : null };
}

export interface Emails {
  readonly first: string | null;
  /** Every further address, with the column it stood in. */
  readonly others: readonly { readonly column: number; readonly value: string }[];
}

/** The first cell that holds an address wins; a cell with something else stands in nobody's way. */
export function emailsOf(values: RowValues): Emails {
  let first: string | null = null;
  const seen = new Set<string>();
  const others: { column: number; value: string }[] = [];
  for (const { column, value } of values.cellsOf('email')) {
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
  return cell.split(/[\s,;<>"]/).flatMap((word) => findEmail(word)?.address ?? []);
}
