/** Stands for "extension" after `markExtensions`; occurs in no file (private use area, taken out of cells). */
export const EXTENSION_MARK = '\uE000';

/** Behind the word for an extension: "вн. №12", "добавочный номер 12", "ext=105", "внутр. тел.: (12)". */
const TO_DIGITS = String.raw`[\s.,:№#()=-]{0,4}(?:(?:номер|ном|телефон|тел|number|no|n)(?!\p{L})[\s.:№#()=-]{0,4})?(?=\d)`;
const WORDS =
  'добавочн\\p{L}*|доб(?![а-я])|дополнительн\\p{L}*|доп(?![а-я])|внутр(?:енн\\p{L}*)?|вн(?![а-я])|тональн\\p{L}*(?:\\s(?:набор\\p{L}*|режим\\p{L}*))?|тоном|extension|extn?(?![a-z])';
const EXTENSION_WORDS = new RegExp(`(?<!\\p{L})(?:${WORDS})${TO_DIGITS}`, 'giu');
/** Signs and single letters mean it only right behind digits: "x12", "#12", "*105", "д.105", "p105" of a phone's memory. */
const EXTENSION_SIGNS =
  /(?<=\d[\s)(]{0,3})(?:[xх#*]|[дd]\.?|[pw](?=\d{1,6}(?:\D|$)))\s?[.:№]?\s?(?=\d{1,6}(?![\d\p{L}]))/giu;
/** "(123)" behind a number; a year is none. */
const BRACKETED_EXTENSION = /(?<=\d{2}[\d\s-]{0,20})\(\s?(?!(?:19|20)\d{2}\D)(\d{2,5})\s?\)\s?(?=$|[,;/\n])/g;
/** "8(812)3102189,105" and the pauses of a phone's memory: "3102190,,105". */
const COMMA_EXTENSION = /(^|[;\n])([^;,\n]{5,40})(,{1,3})(?!(?:19|20)\d{2}(?!\d))(\d{1,5})(?=\s?(?:$|[;\n]))/g;
/** What follows the digits of an extension is another number. */
const BEHIND_EXTENSION = new RegExp(`(${EXTENSION_MARK}\\d{1,7})[\\s)]+(?=[+(\\d])`, 'g');

/** Brings the many ways to say "extension" to one mark, so that splitting cannot tear it from its digits. */
export function markExtensions(text: string): string {
  const signed = text.includes(',') ? text.replace(COMMA_EXTENSION, asExtension) : text;
  const bracketed = signed.includes('(') ? signed.replace(BRACKETED_EXTENSION, ` ${EXTENSION_MARK}$1`) : signed;
  const marked = /[\p{L}#*]/u.test(bracketed)
    ? bracketed.replace(EXTENSION_WORDS, ` ${EXTENSION_MARK}`).replace(EXTENSION_SIGNS, ` ${EXTENSION_MARK}`)
    : bracketed;
  return marked.includes(EXTENSION_MARK) ? marked.replace(BEHIND_EXTENSION, '$1,') : marked;
}

function asExtension(whole: string, ...groups: string[]): string {
  const [before = '', body = '', commas = '', digits = ''] = groups;
  return isExtended(body, commas) ? `${before}${body} ${EXTENSION_MARK}${digits}` : whole;
}

/** One comma parts numbers as well: only behind a number in full it leads to an extension. */
function isExtended(body: string, commas: string): boolean {
  const digits = body.replace(/\D/g, '').length;
  return commas.length > 1 ? digits >= 5 : digits >= 10 && digits <= 12;
}
