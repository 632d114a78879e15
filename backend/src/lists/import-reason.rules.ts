import type { JoinReason, RowChoice, RowProblem } from '@warmline/contracts';

type Words = Readonly<Record<'ru' | 'en', string>>;

/** What stands in the reason column of the file of rejected rows, for whoever mends them in a spreadsheet. */
const REASON_WORDS: Readonly<Record<RowProblem, Words>> = {
  name_missing: { ru: 'Нет названия компании или имени', en: 'No company or person name' },
  phone_missing: { ru: 'Нет номера телефона', en: 'No phone number' },
  phone_invalid: {
    ru: 'Номер не распознан: проверьте код города и число цифр',
    en: 'Number not recognised: check the area code and the digits',
  },
  phone_rounded: {
    ru: 'Номер округлён таблицей: возьмите его из исходного файла',
    en: 'A spreadsheet has rounded the number: take it from the original file',
  },
  check_before_calling: {
    ru: 'В строке сказано не звонить: проверьте её, прежде чем загружать',
    en: 'The row says not to call: check it before loading',
  },
  unbalanced_quotes: { ru: 'Кавычка не закрыта', en: 'A quote is not closed' },
  field_missing: {
    ru: 'Нет обязательного поля базы',
    en: 'A field the list requires is missing',
  },
  format_wrong: {
    ru: 'Значение не в том виде, какой требует база',
    en: 'A value is not in the form the list requires',
  },
  nul_byte: { ru: 'Повреждённые символы в строке', en: 'Damaged characters in the row' },
  hidden_row: {
    ru: 'Строка скрыта или отобрана фильтром в файле',
    en: 'The row is hidden or filtered out in the file',
  },
  cell_too_long: { ru: 'Слишком длинный текст в ячейке', en: 'The text of a cell is too long' },
};

const VERDICT_WORDS: Readonly<Partial<Record<string, Words>>> = {
  added: { ru: 'Новый лид', en: 'New lead' },
  updated: { ru: 'Дополняет лид, который уже есть', en: 'Adds to a lead we have' },
  duplicate_in_file: { ru: 'Повтор строки этого файла', en: 'Repeats a row of this file' },
  duplicate_of_list: { ru: 'Такой лид уже есть', en: 'We have this lead' },
  branch: { ru: 'Филиал', en: 'Branch' },
  same_entity: {
    ru: 'Общий номер: одно юрлицо, лиды порознь',
    en: 'Shared number: one legal entity, leads kept apart',
  },
  suppressed: { ru: 'Все номера в стоп-листе', en: 'All numbers are on a stop list' },
  legal_source_missing: {
    ru: 'Загружено, звонить нельзя: основание базы неполное',
    en: 'Loaded, not to be called: the legal source of the list is incomplete',
  },
  different_inn: { ru: 'Общий номер: ИНН различаются', en: 'Shared number: different INN' },
  incompatible_name: { ru: 'Общий номер: названия несовместимы', en: 'Shared number: incompatible names' },
};

/** What the file of such rows is called. */
export const VERDICT_NAMES: Readonly<Record<'ru' | 'en', Readonly<Record<RowChoice, string>>>> = {
  ru: {
    added: 'новые',
    updated: 'дополняют',
    duplicate_in_file: 'повторы в файле',
    duplicate_of_list: 'уже есть',
    branch: 'филиалы',
    shared_number: 'общий номер',
    suppressed: 'стоп-лист',
    invalid: 'отвергнутые',
    legal_source_missing: 'без основания',
  },
  en: {
    added: 'new',
    updated: 'updating',
    duplicate_in_file: 'repeated',
    duplicate_of_list: 'known',
    branch: 'branches',
    shared_number: 'shared number',
    suppressed: 'suppressed',
    invalid: 'rejected',
    legal_source_missing: 'no legal source',
  },
};

/** Names of the columns put behind the original ones: row, code, reason. */
export const REJECTED_COLUMNS: Readonly<Record<'ru' | 'en', readonly [string, string, string]>> = {
  ru: ['_строка', '_код', '_причина'],
  en: ['_row', '_code', '_reason'],
};

export function reasonWords(reason: string, lang: 'ru' | 'en'): string {
  return (isRowProblem(reason) ? REASON_WORDS[reason] : VERDICT_WORDS[reason])?.[lang] ?? reason;
}

const JOIN_WORDS: Readonly<Record<JoinReason, Words>> = {
  same_inn: { ru: 'тот же ИНН', en: 'the same INN' },
  same_number: { ru: 'тот же номер', en: 'the same number' },
  same_email: { ru: 'та же почта', en: 'the same e-mail' },
};
const ROW_WORDS: Words = { ru: 'строка', en: 'row' };

/** A judged row, as far as its words go. */
export interface JudgedRow {
  readonly verdict: string;
  readonly reason: string | null;
  /** First row of the lead it joined. */
  readonly joinedRow: number | null;
}

/** A row that joined another one says which and why; a verdict of its own says it all. */
export function verdictWords(row: JudgedRow, lang: 'ru' | 'en'): string {
  const why = JOINED.has(row.verdict) ? JOIN_WORDS[row.reason as JoinReason]?.[lang] : undefined;
  if (why === undefined) {
    return reasonWords(row.reason ?? row.verdict, lang);
  }
  const joined = row.joinedRow === null ? why : `${why}, ${ROW_WORDS[lang]} ${row.joinedRow}`;
  return `${reasonWords(row.verdict, lang)}: ${joined}`;
}

/** What stands in the column of codes: of a row that joined, its verdict. */
export const codeOf = ({ verdict, reason }: Omit<JudgedRow, 'joinedRow'>): string =>
  JOINED.has(verdict) ? verdict : (reason ?? verdict);

const JOINED: ReadonlySet<string> = new Set(['duplicate_in_file', 'duplicate_of_list', 'updated', 'branch']);

function isRowProblem(reason: string): reason is RowProblem {
  return reason in REASON_WORDS;
}
