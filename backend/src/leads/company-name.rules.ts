import { editDistance } from './matching/letters.rules.js';

/** Legal forms and the words that only say what kind of body it is; they tell nobody apart. Normalised spelling. */
const LEGAL_PHRASES = [
  'федеральное государственное унитарное предприятие',
  'государственное унитарное предприятие',
  'муниципальное унитарное предприятие',
  'частное торговое унитарное предприятие',
  'частное унитарное предприятие',
  'крестьянское фермерское хозяйство',
  'жауапкершілігі шектеулі серіктестігі',
  'общество с ограниченной ответственностью',
  'общество с дополнительной ответственностью',
  'товарищество с ограниченной ответственностью',
  'непубличное акционерное общество',
  'публичное акционерное общество',
  'открытое акционерное общество',
  'закрытое акционерное общество',
  'акционерное общество',
  'индивидуальный предприниматель',
  'автономная некоммерческая организация',
  'некоммерческая организация',
  'некоммерческое партнерство',
  'limited liability company',
];
const SHORTEST_PHRASE = Math.min(...LEGAL_PHRASES.map((phrase) => phrase.length));
/** Characters that composing anew (NFKC) leaves as they are. */
const PLAIN = /^[ -~А-яЁё«»“”„–—]*$/;
const LEGAL_FORMS = new Set(
  (
    'ооо оао зао пао ао нао ип чп нко ано тоо одо чуп уп гуп муп мп фгуп фгбу фгуп гбу мбу мау гау гку мку гбук спбгбук гбоу оп пк тсж жск снт кфх чтуп тдо жшс ' +
    'ltd limited llc inc incorporated corp corporation co company gmbh ag kg sarl sas sa plc llp lp bv nv oy ab srl spa sro'
  ).split(' '),
);
const FORM_WORDS = (
  'общество ограниченной дополнительной ответственностью товарищество акционерное публичное закрытое открытое индивидуальный предприниматель ' +
  'частное унитарное предприятие некоммерческая организация'
).split(' ');
export const TRANSLITERATED_FORMS: ReadonlySet<string> = new Set('ooo zao oao pao ao ip too'.split(' '));
/** Words of many names: they count, but little. */
export const COMMON_WORDS: ReadonlySet<string> = new Set(
  (
    'компания фирма группа холдинг торговый дом центр завод магазин салон красоты студия агентство сеть клуб кафе ресторан ' +
    'кинотеатр кино галерея выставочный зал музей школа клиника аптека отель гостиница санкт петербург спб москва россия ' +
    'санктпетербургское государственное учреждение культуры бюджетное городской детский филиал отдел the group centre center shop store services solutions'
  ).split(' '),
);
export const NOISE_WORDS: ReadonlySet<string> = new Set('и на в по для с от при им имени the of and for'.split(' '));
/** Words of a name that tell little, and those of grammar that tell nothing. */
export const MINOR_NAME_WORDS: readonly string[] = [...COMMON_WORDS, ...NOISE_WORDS];

const LATIN_TO_CYRILLIC: Readonly<Record<string, string>> = {
  a: 'а',
  b: 'в',
  c: 'с',
  e: 'е',
  h: 'н',
  k: 'к',
  m: 'м',
  o: 'о',
  p: 'р',
  t: 'т',
  x: 'х',
  y: 'у',
};
const CYRILLIC_TO_LATIN: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(LATIN_TO_CYRILLIC).map(([latin, cyrillic]) => [cyrillic, latin]),
);

/**
 * A name without its legal form, quotes, case, ё, look-alike letters of the other alphabet and order of words: equal keys are the same name.
 * Never empty for a name that holds a letter or digit.
 */
export function companyNameKey(name: string): string {
  const words = wordsOf(name);
  const kept = words.filter((word) => !LEGAL_FORMS.has(word));
  return [...new Set(kept.length > 0 ? kept : words)].sort().join(' ');
}

/** Sole traders and companies are different bodies; within a family a company may have been registered anew. */
export type LegalFamily = 'sole' | 'limited' | 'joint_stock' | 'other';

const LEGAL_FAMILIES: readonly (readonly [RegExp, LegalFamily])[] = [
  [/(^| )(ип|чп|индивидуальный предприниматель)( |$)/, 'sole'],
  [
    /(^| )(ооо|тоо|одо|жшс|ltd|limited|llc|llp|gmbh|sarl|bv|srl|sro|(общество|товарищество) с (ограниченной|дополнительной) ответственностью)( |$)/,
    'limited',
  ],
  [/(^| )(оао|зао|пао|ао|нао|ag|plc|inc|corp|corporation|nv|spa|акционерное общество)( |$)/, 'joint_stock'],
];

export interface NameWords {
  /** Lower case, in the order written, without the legal form; never empty for a name that holds a letter or digit. */
  readonly words: readonly string[];
  /** Null where no form is written. */
  readonly family: LegalFamily | null;
}

/** The words of a name for comparing it letter by letter: case tells where one word of "СтройГарант" ends. */
export function nameWords(name: string): NameWords {
  const parted = name.replace(/(?<=\p{Ll}{2})(?=\p{Lu}\p{Ll})/gu, ' ');
  const unified = unifiedText(parted);
  const words = withoutMiswrittenForm(withoutPhrases(unified));
  const kept = words.filter((word, index) => !isLegalForm(word, index === 0 || index === words.length - 1));
  const family = LEGAL_FAMILIES.find(([pattern]) => pattern.test(unified))?.[1] ?? null;
  return { words: kept.length > 0 ? kept : words, family: family ?? (kept.length < words.length ? 'other' : null) };
}

/** A long legal form with a slip in it: two of its words, or nearly, are no part of the name. */
function withoutMiswrittenForm(words: readonly string[]): readonly string[] {
  const kept = words.filter((word) => word !== 'с' && !FORM_WORDS.some((form) => isNearly(word, form)));
  return words.length - kept.length >= 2 && kept.length > 0 ? kept : words;
}

function isNearly(word: string, form: string): boolean {
  return word === form || (word.length >= 7 && editDistance(word, form, 2) <= 2);
}

/** Transliterated forms only where a form stands: "IP" inside a name is a protocol. */
function isLegalForm(word: string, atEdge: boolean): boolean {
  return LEGAL_FORMS.has(word) || (atEdge && TRANSLITERATED_FORMS.has(word));
}

/** INN of a company (10 digits) or a person (12) with its check digits right. Order of the Federal Tax Service. */
export function isValidInn(inn: string): boolean {
  if (/^\d{10}$/.test(inn) && !/^0+$/.test(inn)) {
    return checkDigit(inn, [2, 4, 10, 3, 5, 9, 4, 6, 8]) === Number(inn[9]);
  }
  if (/^\d{12}$/.test(inn) && !/^0+$/.test(inn)) {
    const eleventh = checkDigit(inn, [7, 2, 4, 10, 3, 5, 9, 4, 6, 8]);
    const twelfth = checkDigit(inn, [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]);
    return eleventh === Number(inn[10]) && twelfth === Number(inn[11]);
  }
  return false;
}

function checkDigit(inn: string, weights: readonly number[]): number {
  return (weights.reduce((sum, weight, index) => sum + weight * Number(inn[index]), 0) % 11) % 10;
}

function wordsOf(name: string): string[] {
  return withoutPhrases(unifiedText(name));
}

function unifiedText(name: string): string {
  // A name of plain letters, as most are, need not be composed anew: the key is a tenth of what reading a row costs.
  const plain = (PLAIN.test(name) ? name : name.normalize('NFKC')).toLowerCase().replaceAll('ё', 'е');
  const joined = /['’`]/.test(plain) ? plain.replace(/(?<=\p{L})['’`](?=\p{L})/gu, '') : plain;
  const text = joined.replace(/[^\p{L}\d]+/gu, ' ').trim();
  return text.split(' ').map(unifyAlphabet).join(' ');
}

function withoutPhrases(unified: string): string[] {
  const phrases = unified.length < SHORTEST_PHRASE ? [] : LEGAL_PHRASES;
  return phrases
    .reduce((rest, phrase) => rest.replace(phrase, ' '), unified)
    .split(' ')
    .filter((word) => word !== '');
}

/** A word in two alphabets is a typing slip or a trick: the letters of the rarer one are replaced by their look-alikes. "OOO" is "ООО". */
function unifyAlphabet(word: string): string {
  const latin = word.match(/[a-z]/g)?.length ?? 0;
  if (latin === 0) {
    return word;
  }
  const cyrillic = word.match(/[а-я]/g)?.length ?? 0;
  if (cyrillic > 0) {
    const table = cyrillic >= latin ? LATIN_TO_CYRILLIC : CYRILLIC_TO_LATIN;
    return [...word].map((letter) => table[letter] ?? letter).join('');
  }
  const asCyrillic = [...word].map((letter) => LATIN_TO_CYRILLIC[letter] ?? letter).join('');
  return LEGAL_FORMS.has(asCyrillic) ? asCyrillic : word;
}
