/** A person's name taken apart. */
export interface FullName {
  readonly last: string;
  readonly first: string;
  readonly middle: string;
}

const PATRONYMIC = /^[А-ЯЁ][а-яё]+(ович|евич|ьич|кич|мич|нич|тич|овна|евна|ична|инична|оглы|кызы)$/;
const SURNAME =
  /^[А-ЯЁ][а-яё]+(ов|ев|ёв|ин|ын|ский|цкий|ой|ко|ук|юк|ян|дзе|швили|ова|ева|ёва|ина|ына|ская|цкая|ая|их|ых|ец|ич)(-[А-ЯЁ][а-яё]+)?$/;
const WORD = /^[А-ЯЁ][а-яё]+(-[А-ЯЁ]?[а-яё]+)?$/;
/** Common first names with the ending of a surname or none at all: without them "Иванова Марина" could be read backwards. */
const FIRST_NAMES = new Set(
  (
    'александр алексей анатолий андрей антон аркадий артем артур борис вадим валентин валерий василий виктор виталий владимир владислав вячеслав ' +
    'геннадий георгий григорий денис дмитрий евгений егор иван игорь илья кирилл константин лев леонид максим марат михаил никита николай олег ' +
    'павел петр роман руслан рустам сергей станислав степан тимур федор эдуард юрий яков ярослав ' +
    'александра алина алла анастасия анна антонина валентина валерия вера вероника виктория галина дарья диана евгения екатерина елена елизавета ' +
    'жанна зинаида инна ирина карина кристина ксения лариса лидия любовь людмила маргарита марина мария надежда наталия наталья нина оксана ' +
    'ольга полина раиса светлана софия софья тамара татьяна ульяна элина эльвира юлия яна'
  ).split(' '),
);

const isFirstName = (word: string): boolean => FIRST_NAMES.has(word.toLowerCase().replaceAll('ё', 'е'));

/**
 * The parts of a Russian full name, whichever way round it was written ("Иван Петрович Сидоров", "СИДОРОВ И. П.");
 * undefined for what is none: a company, a name of one word, a foreign order nobody can know.
 */
export function splitFullName(text: string): FullName | undefined {
  const words = text
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/\.(?=\S)/g, '. ')
    .split(' ')
    .map(titleCase);
  if (words.length === 3) {
    return splitThree(words as [string, string, string]);
  }
  if (words.length !== 2 || !words.every((word) => WORD.test(word))) {
    return undefined;
  }
  const [one = '', two = ''] = words;
  if (isFirstName(two) && !isFirstName(one)) {
    return { last: one, first: two, middle: '' };
  }
  if (isFirstName(one) && !isFirstName(two)) {
    return PATRONYMIC.test(two) ? { last: '', first: one, middle: two } : { last: two, first: one, middle: '' };
  }
  return undefined;
}

function splitThree([one, two, three]: [string, string, string]): FullName | undefined {
  const initials = /^[А-ЯЁ]\.$/;
  if (WORD.test(one) && initials.test(two) && initials.test(three)) {
    return { last: one, first: two, middle: three };
  }
  if (initials.test(one) && initials.test(two) && WORD.test(three)) {
    return { last: three, first: one, middle: two };
  }
  if (![one, two, three].every((word) => WORD.test(word))) {
    return undefined;
  }
  if (PATRONYMIC.test(three) && !(PATRONYMIC.test(two) && isFirstName(one))) {
    return { last: one, first: two, middle: three };
  }
  return PATRONYMIC.test(two) ? { last: three, first: one, middle: two } : undefined;
}

/** "Фамилия Имя Отчество"; what cannot be told apart stays as written. */
export function orderedFullName(text: string): string {
  const parts = splitFullName(text);
  return parts === undefined ? text : [parts.last, parts.first, parts.middle].filter((part) => part !== '').join(' ');
}

/** For guessing what a column holds. */
export function looksLikeFullName(text: string): boolean {
  const words = text.trim().split(/\s+/).map(titleCase);
  return (
    splitFullName(text) !== undefined ||
    (words.length === 2 &&
      words.every((word) => WORD.test(word)) &&
      words.some((word) => SURNAME.test(word)) &&
      words.some(isFirstName))
  );
}

/** "ИВАНОВ" and "иванов" as "Иванов"; mixed case is left to its writer. */
function titleCase(word: string): string {
  const plain = word === word.toUpperCase() || word === word.toLowerCase();
  return plain && /^[А-ЯЁа-яё-]{2,}$/.test(word)
    ? word.toLowerCase().replace(/(^|-)[а-яё]/g, (letter) => letter.toUpperCase())
    : word;
}
