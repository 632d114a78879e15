type Words = Readonly<Record<'ru' | 'en', string>>;

/** What stands in the reason column of rows without a number. */
const WORDS: Readonly<Record<string, Words>> = {
  no_number: { ru: 'В колонках с номерами пусто', en: 'The columns of numbers are empty' },
  phone_invalid: { ru: 'Номер не распознан', en: 'No number is recognised' },
  unbalanced_quotes: { ru: 'Кавычка не закрыта', en: 'A quote is not closed' },
  nul_byte: { ru: 'Повреждённые символы в строке', en: 'Damaged characters in the row' },
};

export const UNREADABLE_COLUMNS: Readonly<Record<'ru' | 'en', readonly [string, string, string]>> = {
  ru: ['_строка', '_код', '_причина'],
  en: ['_row', '_code', '_reason'],
};

export const UNREADABLE_NAME: Words = { ru: 'не прочитаны', en: 'unreadable' };

export const unreadableWords = (problem: string, lang: 'ru' | 'en'): string => WORDS[problem]?.[lang] ?? problem;
