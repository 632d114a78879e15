import { parsePhoneCell } from '../leads/phone-cell.rules.js';

/** The country of numbers written without a code. */
const COUNTRY = 'RU';

export interface TypedNumbers {
  /** E.164, each once, in the order written. */
  readonly numbers: readonly string[];
  /** Lines without a number, as they were written. */
  readonly unreadable: readonly string[];
}

/** Numbers as people type or paste them, one or several to a line. +999 numbers of a demonstration count. */
export function typedNumbers(text: string): TypedNumbers {
  const numbers = new Set<string>();
  const unreadable: string[] = [];
  for (const line of text.split(/[\r\n;]+/).map((each) => each.trim())) {
    const { phones } = parsePhoneCell(line, { country: COUNTRY, acceptSynthetic: true });
    phones.forEach(({ e164 }) => numbers.add(e164));
    if (line !== '' && phones.length === 0) {
      unreadable.push(line);
    }
  }
  return { numbers: [...numbers], unreadable };
}
