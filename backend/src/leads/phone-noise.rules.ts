import type { Leftover } from './phone-number.rules.js';

const HOUR = String.raw`\d{1,2}(?:[:.]\d{2})?`;
const RANGE = String.raw`${HOUR}\s?(?:до|по|to|-)\s?${HOUR}(?![\d-])`;
const DAY = String.raw`(?:пн|вт|ср|чт|пт|сб|вс|понедельник\p{L}*|вторник\p{L}*|сред[аыу]|четверг\p{L}*|пятниц\p{L}*|суббот\p{L}*|воскресень\p{L}*|будни\p{L}*|выходн\p{L}*|ежедневно|обед\p{L}*|перерыв\p{L}*|круглосуточно|mon|tue|wed|thu|fri|sat|sun|daily|lunch)(?!\p{L})`;
const IS_WORD = String.raw`(?<!\p{L})`;
const ID = String.raw`\d[\d/.\p{L}-]{0,30}`;
const PAPERS =
  'договор\\p{L}*|дог|контракт\\p{L}*|заказ\\p{L}*|заявк\\p{L}*|счет\\p{L}*|л/с|р/с|к/с|инн|кпп|огрн(?:ип)?|снилс|паспорт\\p{L}*|полис\\p{L}*|бик|окпо|оквэд|артикул\\p{L}*|арт|карт[аыу]|индекс\\p{L}*|лиценз\\p{L}*|свидетельств\\p{L}*|id|uid|order|contract|invoice|passport|код\\s(?:клиента|товара|заказа|домофона|подъезда|доступа|абонента)|таб|табельн\\p{L}*|цена|стоимость|сумма|бюджет|price|от';
const PLACES =
  'офис\\p{L}*|оф|кабинет\\p{L}*|каб|комнат\\p{L}*|комн|ком|квартир\\p{L}*|кв|помещени\\p{L}*|пом|строени\\p{L}*|стр|корпус\\p{L}*|корп|дом|этаж\\p{L}*|эт|подъезд\\p{L}*|секци\\p{L}*|павильон\\p{L}*|пав|домофон\\p{L}*|литер\\p{L}*|ряд|место|room|office|apt|suite|floor';
const UNITS =
  'руб\\p{L}*|р|тыс\\p{L}*|млн|₽|\\$|€|usd|eur|%|шт|чел\\p{L}*|мин\\p{L}*|час\\p{L}*|ч|лет|год\\p{L}*|г|дн\\p{L}*|м2|кв\\.?\\s?м';

/**
 * What stands in a phone cell and is none: hours, papers, rooms, prices. The order tells: a range before its hours.
 * Each pattern is linear: between two digits or words stands a bounded number of signs.
 */
const WORDED: readonly RegExp[] = [
  new RegExp(
    `${IS_WORD}(?:${PAPERS})(?!\\p{L})[\\s.:№#-]{0,4}(?:(?:номер|ном|no|n)(?!\\p{L})[\\s.:№#]{0,3})?(?:\\d{4} \\d{6}|\\d{3}-\\d{3}-\\d{3}[ -]\\d{2}|${ID})`,
    'giu',
  ),
  new RegExp(
    `${IS_WORD}(?:${PLACES})(?!\\p{L})[\\s.№#]{0,3}\\d{1,4}\\p{L}?(?![\\d\\p{L}-]|\\s\\d{2}[\\s-]\\d{2}(?!\\d))`,
    'giu',
  ),
  new RegExp(`${IS_WORD}${DAY}(?:[\\s.,:-]{1,3}${DAY}){0,7}(?:[\\s.:,-]{1,3}(?:[сc]\\s)?${RANGE})?`, 'giu'),
  new RegExp(`${IS_WORD}(?:[сc]|from)\\s?${RANGE}(?:\\s?(?:час\\p{L}*|ч)(?!\\p{L}))?`, 'giu'),
  new RegExp(`(?<![\\d-])(?:\\d{1,3}(?:\\s\\d{3}){1,3}|\\d{1,9})(?:,\\d{1,2})?\\s?(?:${UNITS})(?![\\p{L}\\d])`, 'giu'),
];

/** The same written in digits and signs: identity papers, hours, dates. */
const SIGNED: readonly RegExp[] = [
  /(?<![\d+-])(?:\d{3}-\d{3}-\d{3}[ -]\d{2}|\d{2} \d{2} \d{6}|\d{4}[ -]\d{4}[ -]\d{4}[ -]\d{4})(?![\d-])/g,
  /(?<![\d.-])\d{1,2}[:.]\d{2}\s?(?:-|до|по|to)\s?\d{1,2}[:.]\d{2}(?![\d.-])/g,
  /(?<![\d:])\d{1,2}:\d{2}(?::\d{2})?(?![\d:])/g,
  /(?<![\d-])(?:24\s?[/xх*]\s?7|7\s?\/\s?24)(?![\d-])/g,
  /(?<![\d.])(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.(?:\d{4}|\d{2})(?![\d.])/g,
  /(?<![\d-])(?:19|20)\d{2}-\d{2}-\d{2}(?![\d-])/g,
  // Hours in front of a number: "10-18 310-21-84".
  /^\d{1,2}-\d{1,2}(?=\s\d)/g,
];

/** "№ 12-34567", which no word says to be a phone. */
const NUMBERED = /(?<!(?:тел|телефон|моб|номер|phone|tel)[\s.:]{0,2})№\s?\d[\d/-]{0,20}/giu;
const LOOKS_LIKE_PHONE = /^№\s?(?:\d{2,3}-\d{2}-\d{2}|[78]?[\d-]{10,16})$/;
/** "1) 310-21-84 2) 310-21-85": a bracket that nothing opens. */
const COUNTING = /(^|[\s;,])\d{1,2}\)\s?(?=[+\d])/g;
/** Cells without any of these hold nothing that `SIGNED` looks for. */
const SIGNS = /\d[:.]\d|24|^\d{1,2}-\d{1,2}\s|\d{3}-\d{3}-\d{3}|\d{2} \d{6}|\d{4}-\d{2}-|\d{4}[ -]\d{4}/;

/** How the words of `WORDED` begin. Looking a word up costs a tenth of the patterns, and most cells hold a label or a name. */
const BEGINNINGS: ReadonlySet<string> = new Set(
  [PAPERS, PLACES, UNITS, DAY, 'с|c|from']
    .join('|')
    .replace(/\\[ps](?:\{L\})?\*?/g, ' ')
    .split(/[^a-zа-я0-9/]+/)
    .flatMap((word) => (word === '' ? [] : [word.slice(0, 3)])),
);

function holdsWords(text: string): boolean {
  return (
    /[₽$€%]/.test(text) || (text.match(/\p{L}+/gu) ?? []).some((word) => BEGINNINGS.has(word.slice(0, 3).toLowerCase()))
  );
}

/** Takes out of a cell what is no number, so that its digits neither complete nor spoil one. */
export function withoutNoise(text: string): { text: string; leftovers: Leftover[] } {
  const leftovers: Leftover[] = [];
  const take = (found: string): string => {
    leftovers.push({ text: found.trim(), reason: 'note' });
    return '; ';
  };
  const drop = (patterns: readonly RegExp[], from: string): string =>
    patterns.reduce((left, pattern) => left.replace(pattern, take), from);
  let rest = !text.includes(')') || text.includes('(') ? text : text.replace(COUNTING, '$1; ');
  rest = holdsWords(rest) ? drop(WORDED, rest) : rest;
  rest = SIGNS.test(rest) ? drop(SIGNED, rest) : rest;
  rest = rest.includes('№')
    ? rest.replace(NUMBERED, (found) => (LOOKS_LIKE_PHONE.test(found) ? found : take(found)))
    : rest;
  return leftovers.length === 0 && rest === text ? { text, leftovers } : { text: trimEdges(rest), leftovers };
}

function trimEdges(text: string): string {
  return text.replace(/^[\s;,]+/, '').replace(/(?<![\s;,])[\s;,]+$/, '');
}
