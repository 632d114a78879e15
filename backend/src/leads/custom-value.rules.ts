import type { CustomFieldType, TypedField } from '@warmline/contracts';

const MONTHS = ['янв', 'фев', 'мар', 'апр', 'ма', 'июн', 'июл', 'авг', 'сен', 'окт', 'ноя', 'дек'];
const YES = new Set(['да', 'есть', 'yes', 'true', 'истина', '1', '+', 'y', 'д', 'v', '✓', 'x', 'х']);
const NO = new Set(['нет', 'no', 'false', 'ложь', '0', '-', '–', 'n', 'н']);

/** A cell in the one form its type is kept in (see customFieldSchema); undefined when it is not of that type. */
export function readCustomValue(text: string, field: Pick<TypedField, 'type' | 'choices'>): string | undefined {
  const value = text.trim();
  const readers: Record<CustomFieldType, () => string | undefined> = {
    text: () => value,
    number: () => readNumber(value),
    date: () => readDate(value),
    yes_no: () => readYesNo(value.toLowerCase()),
    choice: () => field.choices.find((choice) => sameWord(choice, value)),
  };
  return readers[field.type]();
}

/** Field names are one field whatever their case and spaces. */
export function customFieldKey(name: string): string {
  return name.trim().replace(/\s+/g, ' ').toLowerCase().replaceAll('ё', 'е');
}

const sameWord = (one: string, other: string): boolean => customFieldKey(one) === customFieldKey(other);

/** "1 234,50 руб." and "1,234.50" are 1234.5. A comma alone parts decimals: in Russian it does, and "1,234" is 1.234 there. */
function readNumber(text: string): string | undefined {
  const bare = text
    .replace(/(?<=\d)\s*(руб\.?|р\.?|₽|тыс\.?|шт\.?|чел\.?|%|\$|€)$/i, '')
    .replace(/[\s\u00a0\u202f']/g, '');
  const point =
    /^[-+]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(bare) && bare.includes('.')
      ? bare.replaceAll(',', '')
      : bare.replace(',', '.');
  return /^[-+]?\d+(\.\d+)?$/.test(point) ? String(Number(point)) : undefined;
}

function readDate(text: string): string | undefined {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$/.exec(text);
  if (iso !== null) {
    return dateOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  }
  const local = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})(?:\s.*)?$/.exec(text);
  if (local !== null) {
    return dateOf(fullYear(local[3] ?? ''), Number(local[2]), Number(local[1]));
  }
  const worded = /^(\d{1,2})\s+([а-яё]+)\.?\s+(\d{4})(?:\s*г\.?)?$/i.exec(text);
  const month = MONTHS.findIndex((start) => worded?.[2]?.toLowerCase().startsWith(start));
  return worded === null || month < 0 ? undefined : dateOf(Number(worded[3]), month + 1, Number(worded[1]));
}

const fullYear = (year: string): number =>
  year.length === 4 ? Number(year) : Number(year) + (Number(year) < 50 ? 2000 : 1900);

function dateOf(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  const real = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year >= 1000;
  return real ? date.toISOString().slice(0, 10) : undefined;
}

function readYesNo(text: string): string | undefined {
  return YES.has(text) ? 'true' : NO.has(text) ? 'false' : undefined;
}
