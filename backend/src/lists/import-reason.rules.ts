import type { RowProblem } from './row-normalise.rules.js';

type Words = Readonly<Record<'ru' | 'en', string>>;

/** What stands in the reason column of the file of rejected rows, for whoever mends them in a spreadsheet. */
const REASON_WORDS: Readonly<Record<RowProblem, Words>> = {
  name_missing: { ru: 'Нет названия компании или имени', en: 'No company or person name' },
  phone_missing: { ru: 'Нет номера телефона', en: 'No phone number' },
  phone_invalid: {
    ru: 'Номер не распознан: проверьте код города и число цифр',
    en: 'Number not recognised: check the area code and the digits',
  },
  unbalanced_quotes: { ru: 'Кавычка не закрыта', en: 'A quote is not closed' },
  nul_byte: { ru: 'Повреждённые символы в строке', en: 'Damaged characters in the row' },
};

/** Names of the columns put behind the original ones: row, code, reason. */
export const REJECTED_COLUMNS: Readonly<Record<'ru' | 'en', readonly [string, string, string]>> = {
  ru: ['_строка', '_код', '_причина'],
  en: ['_row', '_code', '_reason'],
};

export function reasonWords(reason: string, lang: 'ru' | 'en'): string {
  return isRowProblem(reason) ? REASON_WORDS[reason][lang] : reason;
}

function isRowProblem(reason: string): reason is RowProblem {
  return reason in REASON_WORDS;
}
