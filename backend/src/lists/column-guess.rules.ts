import type { LeadField } from '@warmline/contracts';

export interface ColumnGuess {
  readonly field: LeadField;
  /** 0 to 1. */
  readonly confidence: number;
}

/**
 * Words of a header (lower case, ё as е, punctuation as spaces) -> field. The first rule that fits wins, so the special stands before the general:
 * "юридический адрес" before "адрес", "факс" before "телефон".
 */
const HEADER_RULES: readonly (readonly [RegExp, LeadField, number])[] = [
  [/(^| )(факс|fax)/, 'ignore', 0.9],
  [/режим|график|часы|opening|hours/, 'ignore', 0.6],
  [/(^| )(инн|inn|tax id|vat)( |$)/, 'inn', 1],
  [/(^| )(кпп|kpp)( |$)/, 'kpp', 1],
  [/(^| )(огрн|огрнип|ogrn)( |$)/, 'ogrn', 1],
  [/e ?mail|электронн\S* (почт|адрес)|(^| )(почта|емейл|имейл|мейл|майл)( |$)/, 'email', 1],
  [/(^| )(сайт|web ?сайт|веб ?сайт|website|site|url|www|homepage)( |$)/, 'site', 1],
  [
    /телефон|(^| )(тел|т|phone|phones|tel|telephone|mobile|mob|моб|мобильный|сотовый|сот|номер телефона|cell)( |$)/,
    'phone',
    1,
  ],
  [
    /контактн\S* лиц|(^| )(фио|ф и о|контакт|руководитель|директор|владелец|full name|contact|contact name|contact person|owner|director)( |$)/,
    'contact_name',
    0.95,
  ],
  [/(^| )(фамилия|last ?name|surname|family name)( |$)/, 'last_name', 1],
  [/(^| )(отчество|middle ?name|patronymic)( |$)/, 'middle_name', 1],
  [/(^| )(имя|first ?name|given name)( |$)/, 'first_name', 0.9],
  [/(^| )(должность|position|job|job title|title|роль)( |$)/, 'position', 0.95],
  [
    /юридическ\S* (наименование|название|лицо)|полное (наименование|название)|legal name|registered name/,
    'legal_name',
    1,
  ],
  [/юридическ\S* адрес|legal address|registered address/, 'custom', 0.6],
  [/адрес|(^| )(address|street|улица)( |$)/, 'address', 0.95],
  [/(^| )(город|населенный пункт|city|town)( |$)/, 'city', 1],
  [/(^| )(регион|область|край|субъект|субъект рф|region|state|county)( |$)/, 'region', 0.95],
  [/краткое (наименование|название)|сокращенное (наименование|название)|short name/, 'name', 1],
  [
    /наименование|название|компани|организаци|(^| )(фирма|предприятие|company|organi[sz]ation|firm|business|account|name|клиент|юрлицо)( |$)/,
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
  const guesses = headers.map((header, column) => {
    const guess = guessByHeader(header);
    return guess.confidence > 0 && header.trim() !== '' ? guess : (guessByContent(column, sample) ?? guess);
  });
  return keepOneName(guesses);
}

/** True when the first row names columns rather than being data. */
export function guessHeader(first: readonly string[]): { header: boolean; confidence: number } {
  const known = first.filter(
    (cell) => cell.length < 60 && guessByHeader(cell).confidence > 0.5 && !/\d{5}/.test(cell),
  ).length;
  const dataLike = first.filter((cell) => phoneLike(cell) || /@/.test(cell) || /^\d{10,15}$/.test(cell.trim())).length;
  if (dataLike > 0) {
    return { header: false, confidence: 0.9 };
  }
  return { header: true, confidence: known >= 2 ? 1 : known === 1 ? 0.8 : 0.5 };
}

function guessByContent(column: number, sample: readonly (readonly string[])[]): ColumnGuess | undefined {
  const cells = sample.map((row) => row[column]?.trim() ?? '').filter((cell) => cell !== '');
  if (cells.length === 0) {
    return undefined;
  }
  const share = (test: (cell: string) => boolean) => cells.filter(test).length / cells.length;
  const candidates: readonly (readonly [LeadField, number])[] = [
    ['email', share((cell) => /^\S+@\S+\.\S+$/.test(cell))],
    ['site', share((cell) => /^(https?:\/\/|www\.)\S+$/i.test(cell))],
    ['phone', share(phoneLike)],
    ['inn', share((cell) => /^(\d{10}|\d{12})$/.test(cell) && !/^[789]9\d{9}$/.test(cell))],
    ['address', share((cell) => /(^|[\s,])(ул|улица|пр|просп|проспект|г|д|дом)[.\s]/i.test(cell))],
    ['name', share((cell) => /(^|[\s"«])(ООО|ОАО|ЗАО|ПАО|АО|ИП|Ltd|LLC|Inc|GmbH)([\s"».]|$)/i.test(cell))],
  ];
  const best = [...candidates].sort((a, b) => b[1] - a[1])[0];
  return best !== undefined && best[1] >= 0.6 ? { field: best[0], confidence: best[1] * 0.8 } : undefined;
}

/** Ten or eleven digits in a phone's clothes, or a bare mobile number. */
function phoneLike(cell: string): boolean {
  const digits = cell.replace(/\D/g, '');
  if (digits.length < 7 || /\p{L}{4}/u.test(cell) || /^\d{4}-\d{2}-\d{2}/.test(cell)) {
    return false;
  }
  return (
    /^\+/.test(cell.trim()) || /^[78]9\d{9}$/.test(digits) || (/[()\-\s]/.test(cell.trim()) && digits.length <= 33)
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
