import type { LeadFilter } from '@warmline/contracts';

/** Ids per cell of the search documents, a power of two; the tables are named after the cell's number. */
export const CELL_IDS = 65_536n;

export function cellOf(leadId: string | bigint): bigint {
  return BigInt(leadId) / CELL_IDS;
}

/** What a filter asks of a document. */
export interface SearchCriteria {
  /** All of these facts. */
  readonly tokens: readonly string[];
  /** All of these. */
  readonly words: readonly WordPattern[];
  readonly created: DayRange;
  readonly touched: DayRange;
  /** Asked for words in which nothing can be searched. */
  readonly isImpossible: boolean;
}

/** `like`: a pattern of LIKE. `either`: two spellings in letters alone, a pattern of `~`; an OR of two conditions is twice as slow. */
export interface WordPattern {
  readonly kind: 'like' | 'either';
  readonly pattern: string;
}

export interface DayRange {
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** Spellings of facts; `lead-search-document.repository.ts` writes the same. */
export const TOKEN = {
  client: (id: string) => `c${id}`,
  list: (id: string) => `l${id}`,
  temperature: (temperature: string) => `t${temperature}`,
  stage: (stage: string) => `s${stage}`,
  city: (city: string) => `y${fold(city)}`,
  field: (name: string) => `n${name}`,
  value: (name: string, value: string) => `f${name}=${fold(value)}`,
  untouched: 'u',
} as const;

/** Letters and signs that fold to another; the SQL of the documents does the same with `translate`. */
export const FOLD_FROM = 'ё"«»„“”(';
export const FOLD_TO = 'е       ';

/** As it stands in a document: lower case, ё as е, no quotation marks, so that a word begins after a space. */
export function fold(text: string): string {
  return [...text.toLowerCase()].map((letter) => FOLD_TO[FOLD_FROM.indexOf(letter)] ?? letter).join('');
}

export function criteriaOf(filter: LeadFilter): SearchCriteria {
  const words = filter.q === undefined ? [] : wordsOf(filter.q);
  return {
    tokens: tokensOf(filter),
    words: words.map(patternOf),
    created: { from: filter.createdFrom, to: filter.createdTo },
    touched: { from: filter.touchedFrom, to: filter.touchedTo },
    isImpossible: filter.q !== undefined && words.length === 0,
  };
}

/** Whether client and list alone are asked for: those are read from the leads themselves, fresh to the moment. */
export function isPlain({ clientId: _client, listId: _list, ...others }: LeadFilter): boolean {
  return Object.values(others).every((value) => value === undefined || value === false);
}

function tokensOf(filter: LeadFilter): string[] {
  const { clientId, listId, temperature, stage, city, field, value, untouched } = filter;
  return [
    clientId && TOKEN.client(clientId),
    listId && TOKEN.list(listId),
    temperature && TOKEN.temperature(temperature),
    stage && TOKEN.stage(stage),
    city && TOKEN.city(city),
    field && (value === undefined ? TOKEN.field(field) : TOKEN.value(field, value)),
    untouched === true && TOKEN.untouched,
  ].filter((token) => typeof token === 'string');
}

/** A number written with its signs; each piece of what remains is looked for by itself. */
const NUMBER = /^[+]?[\d\s()./-]+$/;
/** Between words. A percent sign or an underscore is a sign like any letter. */
const BETWEEN = /[\s"«»„“”'`()[\]{}<>,.;:!?/\\|–—+*=~^-]+/u;

/** The words of what somebody typed. A phone number is one word, without +7 or 8 in front, which may be written either way. */
export function wordsOf(typed: string): string[] {
  const digits = typed.replace(/\D/g, '');
  if (NUMBER.test(typed.trim()) && digits.length >= 3) {
    return [digits.length === 11 && /^[78]/.test(digits) ? digits.slice(1) : withoutTrunk(digits)];
  }
  return [...new Set(fold(typed).split(BETWEEN))].filter((word) => /[\p{L}\p{N}]/u.test(word)).slice(0, MOST_WORDS);
}

/** Each word costs a look into the index; more than these nobody types. */
const MOST_WORDS = 12;

/** The beginning of a number with its 8: "8 921 123" is "921123", as the document has 7921123.... */
function withoutTrunk(digits: string): string {
  return digits.length >= 5 && /^8[3489]/.test(digits) && digits.length < 11 ? digits.slice(1) : digits;
}

/** A word in letters is looked for in the other alphabet too: a sign says Vektor where the marketer types Вектор. */
function patternOf(word: string): WordPattern {
  if ([...word].length <= 2) {
    // A trigram index cannot look for two letters in the middle of a word; at its start, after a space, it can.
    return { kind: 'like', pattern: `% ${escapeLike(word)}%` };
  }
  const other = /^[а-я]+$/.test(word) ? toLatin(word) : /^[a-z]+$/.test(word) ? toCyrillic(word) : word;
  return other === word || other.length <= 2
    ? { kind: 'like', pattern: `%${escapeLike(word)}%` }
    : { kind: 'either', pattern: `${word}|${other}` };
}

function escapeLike(word: string): string {
  return word.replace(/[\\%_]/g, '\\$&');
}

const LATIN: readonly (readonly [string, string])[] = [
  ['щ', 'shch'],
  ['ш', 'sh'],
  ['ч', 'ch'],
  ['ж', 'zh'],
  ['ю', 'yu'],
  ['я', 'ya'],
  ['х', 'kh'],
  ['ц', 'ts'],
  ...[...'абвгдезийклмнопрстуфыэ'].map((letter, at) => [letter, 'abvgdeziyklmnoprstufye'[at] ?? ''] as const),
  ['ъ', ''],
  ['ь', ''],
];

/** As a Cyrillic name is written on a letterhead: "вектор" -> "vektor". */
export function toLatin(word: string): string {
  return LATIN.reduce((text, [cyrillic, latin]) => text.replaceAll(cyrillic, latin), word);
}

const CYRILLIC: readonly (readonly [string, string])[] = [
  ...LATIN.filter(([, latin]) => latin.length > 1).map(([cyrillic, latin]) => [latin, cyrillic] as const),
  ['ck', 'к'],
  ['x', 'кс'],
  ['w', 'в'],
  ['j', 'дж'],
  ['c', 'к'],
  ['h', 'х'],
  ['q', 'к'],
  ...[...'abvgdeziyklmnoprstuf'].map((letter, at) => [letter, 'абвгдезийклмнопрстуф'[at] ?? ''] as const),
];

/** The other way; what is typed in Latin letters is mostly a Russian name. Words with other letters stay as they are. */
export function toCyrillic(word: string): string {
  return CYRILLIC.reduce((text, [latin, cyrillic]) => text.replaceAll(latin, cyrillic), word);
}

/** The whole number or INN that was typed, if it is one: a Russian number with or without its +7 or 8, a foreign one with its plus. */
export function exactNumberOf(typed: string): { e164: string | null; inn: string | null } {
  const digits = typed.replace(/\D/g, '');
  if (!NUMBER.test(typed.trim())) {
    return { e164: null, inn: null };
  }
  const hasPlus = typed.trim().startsWith('+');
  const isForeign = hasPlus && !digits.startsWith('7') && digits.length >= 7 && digits.length <= 15;
  const russian = digits.length === 11 && /^[78]/.test(digits) ? digits.slice(1) : digits;
  return {
    e164: isForeign
      ? `+${digits}`
      : russian.length === 10 && !(hasPlus && digits.length === 10)
        ? `+7${russian}`
        : null,
    inn: digits.length === 10 || digits.length === 12 ? digits : null,
  };
}
