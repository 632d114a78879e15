import type { LeadField } from '@warmline/contracts';
import {
  guessByContent,
  isWholeNumber,
  looksLikePhone,
  shareOfKind,
  type ContentGuess,
} from './column-content.rules.js';
import { guessOwnExport, isOwnWord } from './own-export.rules.js';

export interface ColumnGuess {
  readonly field: LeadField;
  /** 0 to 1. */
  readonly confidence: number;
}

/** Our own people, who made or keep the record: never whom to ask for, and their numbers never those of the lead. */
const OWN_PEOPLE =
  /ответственн|(^| )(менеджер|куратор|автор|создал|создала|создатель|изменил|кем (?:создан|изменен)\S*|кто (?:создал|изменил)|owner|assigned(?: to)?|responsible|created by|modified by|account manager|sales rep)( |$)/;

/** What is written in digits and is no number to ring. */
const NO_PHONE =
  /(^| )(код|договора?|контракта?|снилс|паспорт\S*|заказа?|заявк[аи]|артикул\S*|штрих ?код\S*|карт[аы]|счета?|бик|р с|к с|л с|дата|день рождения|окпо|оквэд|окато|октмо|полис\S*|идентификатор|индекс|id|ид|guid|barcode|sku|order|contract|invoice|passport|date|birthday|zip|postal code|postcode|card)( |$)/;

/**
 * Words of a header (lower case, ё as е, punctuation as spaces) -> field. The first rule that fits wins, so the special stands before the general:
 * "юридический адрес" before "адрес", "факс" before "телефон".
 */
const HEADER_RULES: readonly (readonly [RegExp, LeadField, number])[] = [
  // Of an address book: "E-mail 1 - Label" says "work", the address stands in another column.
  [/(^| )(?:label|type|тип|метка)$/, 'ignore', 0.9],
  [OWN_PEOPLE, 'custom', 0.9],
  // "Тел./факс": a number for both.
  [/(?:тел|phone|(?:^| )tel).*(?:факс|fax)|(?:факс|fax).*(?:тел|phone|tel)/, 'phone', 0.95],
  [/(^| )(факс|fax)/, 'ignore', 0.9],
  [/режим|график|часы|opening|hours/, 'ignore', 0.6],
  [/(^| )(инн|inn|tax id|vat)( |$)|код налогоплательщика|идентификационный номер/, 'inn', 1],
  [/(^| )(кпп|kpp)( |$)/, 'kpp', 1],
  [/(^| )(огрн|огрнип|ogrn)( |$)|регистрационный номер/, 'ogrn', 1],
  [/e ?mail|электронн\S* (почт|адрес)|(^| )(почта|емейл|имейл|мейл|майл)( |$)/, 'email', 1],
  [/(^| )(сайты?|web ?сайты?|веб ?сайты?|website|site|url|www|homepage)( |$)/, 'site', 1],
  [
    /телефон|контактн\S* номер|номер (?:для связи|контакта|моб\S*|сот\S*)|(?:^| )(?:phone|tel|тел|mobile) ?\d{1,2}(?: |$)|(?:^| )(?:мобильн|сотов)\S*(?: |$)|(^| )(whatsapp|viber|ватсап|вотсап|тел|т|phone|phones|tel|telephone|mobile|mob|моб|мобильный|сотовый|сот|номер телефона|cell)( |$)/,
    'phone',
    1,
  ],
  [NO_PHONE, 'custom', 0.85],
  [/должность|(^| )(position|job|job title)( |$)/, 'position', 0.95],
  [
    /контактн\S* лиц|(имя|фамилия) контакт|(^| )(фио|ф и о|контакт|руководитель|директор|владелец|full name|contact|contact name|contact person|director)( |$)/,
    'contact_name',
    0.95,
  ],
  [/(^| )(фамилия|last ?name|surname|family name)( |$)/, 'last_name', 1],
  [/(^| )(отчество|middle ?name|patronymic)( |$)/, 'middle_name', 1],
  [/(^| )(имя|first ?name|given name)( |$)/, 'first_name', 0.9],
  [/(^| )(title|роль)( |$)/, 'position', 0.9],
  [
    /юридическ\S* (наименование|название|лицо)|полное (наименование|название)|legal name|registered name/,
    'legal_name',
    1,
  ],
  [/(юридическ\S*|юр) адрес|legal address|registered address/, 'custom', 0.6],
  [/адрес|(^| )(address|street|улица)( |$)/, 'address', 0.95],
  [/(^| )(город|населенный пункт|city|town)( |$)/, 'city', 1],
  [/(^| )(регион|область|край|субъект|субъект рф|region|state|county)( |$)/, 'region', 0.95],
  [/краткое (наименование|название)|сокращенное (наименование|название)|short name/, 'name', 1],
  [
    /наименование|название|компани|организаци|(^| )(фирма|предприятие|company|organi[sz]ation|firm|business|account|customer|name|клиент|заказчик|контрагент|юрлицо)( |$)/,
    'name',
    0.9,
  ],
  [/отрасль|рубрик|сфера|вид деятельности|оквэд|industry|sector|category/, 'industry', 0.95],
  [/комментари|примечани|заметк|note|comment|remark|(^| )прочее( |$)/, 'note', 0.9],
];

/** The field a header speaks of; `custom` with confidence 0 for words nobody knows. */
export function guessByHeader(header: string): ColumnGuess {
  const words = normaliseHeader(header);
  if (words === '') {
    return { field: 'ignore', confidence: 0.5 };
  }
  for (const [pattern, field, confidence] of HEADER_RULES) {
    if (pattern.test(words)) {
      return { field, confidence };
    }
  }
  return { field: 'custom', confidence: 0 };
}

/**
 * A field for every column. Where two columns claim the name, the first with the best word keeps it and a longer "Наименование" beside
 * "Сокращенное наименование" becomes the legal name; a person's first name alone is the contact, and in a list of people the name.
 */
export function guessColumns(headers: readonly string[], sample: readonly (readonly string[])[]): ColumnGuess[] {
  const own = guessOwnExport(headers);
  const guesses = headers.map((header, column) => {
    const cells = sample.map((row) => row[column] ?? '');
    if (isOwnWord(header, cells)) {
      return { field: 'ignore', confidence: 1 } as const;
    }
    return weighGuesses(guessByHeader(header), guessByContent(cells), { header, cells });
  });
  return own === undefined ? keepOneName(withLikelyName(guesses, sample)) : keepOneName(guesses).map(own);
}

/** What a header cannot be talked out of by its cells: kinds that look like others ("Факс" is a phone by its cells). */
const HEADER_RULES_OVER_CONTENT: ReadonlySet<LeadField> = new Set<LeadField>(['ignore', 'note']);
/** Headers of free words may hold anything; a checkable kind must fill nearly all of such a column to overrule them. */
const OVERRULE_SHARE = 0.9;
/** Too few of the cells are what the header says. */
const DISAGREES_BELOW = 0.3;

/**
 * Header and cells together: where they agree the guess is surer than either; where they do not, cells with a checksum or a fixed shape win
 * (a "Контакты" full of phones is a phone column), and a word against free text is only trusted less.
 */
function weighGuesses(
  said: ColumnGuess,
  seen: ContentGuess | undefined,
  column: { readonly header: string; readonly cells: readonly string[] },
): ColumnGuess {
  const isNamed = said.confidence > 0 && column.header.trim() !== '';
  if (!isNamed) {
    const sure = seen?.kind === 'phone' && !column.cells.some(isWholeNumber) ? 0.5 : 0.8;
    return seen === undefined || seen.kind === 'date' ? said : { field: seen.kind, confidence: seen.share * sure };
  }
  if (seen?.kind === said.field) {
    return { field: said.field, confidence: 1 - (1 - said.confidence) * (1 - seen.share) };
  }
  const overrules =
    seen?.checkable === true && seen.share >= OVERRULE_SHARE && !HEADER_RULES_OVER_CONTENT.has(said.field);
  if (overrules && !isSaidOtherwise(column.header, seen.kind)) {
    return seen.kind === 'date'
      ? { field: 'custom', confidence: 0.6 }
      : { field: seen.kind, confidence: seen.share * 0.7 };
  }
  const share = shareOfKind(column.cells, said.field);
  return share !== undefined && share < DISAGREES_BELOW && CHECKABLE_FIELDS.has(said.field)
    ? { field: said.field, confidence: said.confidence * 0.5 }
    : said;
}

/** Fields whose cells can be checked; an address or a name may look like nothing and be one. */
const CHECKABLE_FIELDS: ReadonlySet<LeadField> = new Set<LeadField>(['phone', 'email', 'site', 'inn', 'ogrn', 'kpp']);

/** A legal address, a fax, a code or our own manager says on purpose that it is not for calling. */
function isSaidOtherwise(header: string, kind: ContentGuess['kind']): boolean {
  const words = normaliseHeader(header);
  const isNoPhone = kind === 'phone' && guessByHeader(header).field === 'custom' && NO_PHONE.test(words);
  return isNoPhone || OWN_PEOPLE.test(words) || /факс|fax|юридич|registered/.test(words);
}

/** True when the first row names columns rather than being data. */
export function guessHeader(first: readonly string[]): { header: boolean; confidence: number } {
  const known = first.filter(
    (cell) => cell.length < 60 && guessByHeader(cell).confidence > 0.5 && !/\d{5}/.test(cell),
  ).length;
  const dataLike = first.filter(
    (cell) => looksLikePhone(cell) || /@/.test(cell) || /^\d{10,15}$/.test(cell.trim()),
  ).length;
  if (dataLike > 0) {
    return { header: false, confidence: 0.9 };
  }
  return { header: true, confidence: known >= 2 ? 1 : known === 1 ? 0.8 : 0.5 };
}

const NAME_FIELDS: ReadonlySet<LeadField> = new Set<LeadField>([
  'name',
  'legal_name',
  'contact_name',
  'last_name',
  'first_name',
]);
/** A guess that asks to be looked at. */
const LIKELY_NAME_CONFIDENCE = 0.4;

/** Without a name nothing loads: the first unknown column of words that differ from row to row ("Клиника") may be it. */
function withLikelyName(guesses: readonly ColumnGuess[], sample: readonly (readonly string[])[]): ColumnGuess[] {
  const hasName = guesses.some((guess) => NAME_FIELDS.has(guess.field));
  const likely = hasName
    ? -1
    : guesses.findIndex((guess, column) => {
        const cells = sample.map((row) => row[column]?.trim() ?? '').filter((cell) => cell !== '');
        const words = cells.filter((cell) => /\p{L}{2}/u.test(cell)).length;
        const isUnknown = guess.field === 'custom' && guess.confidence === 0;
        return isUnknown && cells.length > 1 && words / cells.length > 0.9 && new Set(cells).size / cells.length > 0.8;
      });
  return guesses.map((guess, column) =>
    column === likely ? { field: 'name', confidence: LIKELY_NAME_CONFIDENCE } : guess,
  );
}

function keepOneName(guesses: readonly ColumnGuess[]): ColumnGuess[] {
  const names = guesses.flatMap((guess, column) =>
    guess.field === 'name' ? [{ column, confidence: guess.confidence }] : [],
  );
  const best = names.reduce<number | undefined>((chosen, { column, confidence }) => {
    const current = chosen === undefined ? -1 : (guesses[chosen]?.confidence ?? 0);
    return confidence > current ? column : chosen;
  }, undefined);
  let legal = guesses.some((guess) => guess.field === 'legal_name');
  return guesses.map((guess, column) => {
    if (guess.field !== 'name' || column === best) {
      return guess;
    }
    const field = legal ? 'custom' : 'legal_name';
    legal = true;
    return { field, confidence: 0.7 };
  });
}

function normaliseHeader(header: string): string {
  return header
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[^\p{L}\d]+/gu, ' ')
    .trim();
}
