import type { EnrichmentVerdict } from '@warmline/contracts';

type Words = Readonly<Record<'ru' | 'en', string>>;

/** What stands in the reason column of rows that are given back. */
const WORDS: Readonly<Record<string, Words>> = {
  changes: { ru: 'Меняет лид', en: 'Changes a lead' },
  unchanged: { ru: 'Ничего нового', en: 'Nothing new' },
  ours_kept: { ru: 'По правилам поля осталось наше значение', en: 'By the rule of the field our value stays' },
  repeated_in_file: { ru: 'То же сказано другой строкой файла', en: 'Another row of the file tells it' },
  not_found: { ru: 'Лида с таким ключом нет', en: 'No lead has this key' },
  ambiguous: { ru: 'Ключ подходит нескольким лидам', en: 'The key fits several leads' },
  key_missing: { ru: 'Ключ не заполнен', en: 'The key is empty' },
  key_invalid: { ru: 'Ключ не распознан', en: 'The key is not recognised' },
  day_invalid: { ru: 'Дата сведений не распознана', en: 'The day of the facts is not recognised' },
  day_in_future: { ru: 'Дата сведений в будущем', en: 'The day of the facts is in the future' },
  value_invalid: { ru: 'Значение не подходит к типу поля', en: 'A value is not of its field’s type' },
  phone_rounded: { ru: 'Номер округлён таблицей', en: 'A spreadsheet has rounded the number' },
  check_before_calling: { ru: 'В строке сказано не звонить', en: 'The row says not to call' },
  unbalanced_quotes: { ru: 'Кавычка не закрыта', en: 'A quote is not closed' },
  nul_byte: { ru: 'Повреждённые символы в строке', en: 'Damaged characters in the row' },
  hidden_row: {
    ru: 'Строка скрыта или отобрана фильтром в файле',
    en: 'The row is hidden or filtered out in the file',
  },
  cell_too_long: { ru: 'Слишком длинный текст в ячейке', en: 'The text of a cell is too long' },
};

export const RETURNED_COLUMNS: Readonly<Record<'ru' | 'en', readonly [string, string, string]>> = {
  ru: ['_строка', '_код', '_причина'],
  en: ['_row', '_code', '_reason'],
};

/** What the file of such rows is called. */
export const VERDICT_NAMES: Readonly<Record<'ru' | 'en', Readonly<Record<EnrichmentVerdict, string>>>> = {
  ru: {
    changes: 'меняют',
    unchanged: 'без изменений',
    not_found: 'не найдены',
    ambiguous: 'неоднозначные',
    invalid: 'с ошибками',
  },
  en: {
    changes: 'changing',
    unchanged: 'unchanged',
    not_found: 'not found',
    ambiguous: 'ambiguous',
    invalid: 'invalid',
  },
};

export const enrichmentReasonWords = (reason: string, lang: 'ru' | 'en'): string => WORDS[reason]?.[lang] ?? reason;
