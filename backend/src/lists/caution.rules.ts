const PHRASES = [
  'не\\s?(?:звонить|звоните|беспокоить|тревожить|обзванивать|набирать)',
  'стоп(?:[\\s-]?лист)?',
  'stop',
  'умер(?:ла)?',
  'скончал(?:ся|ась)',
  'не\\s?актуал\\p{L}*',
  'отказ(?:ался|алась|ались)?',
  'просил[аи]? не звонить',
  'черный список',
  'жалоба',
  'закрыт[аоы]?',
  'закрыл(?:ся|ась|ись)',
  'ликвидир\\p{L}*',
  'dnc',
  'do not call',
  "don't call",
  'blacklist(?:ed)?',
  'wrong number',
  'deceased',
].join('|');
const ANYWHERE = new RegExp(`(?<!\\p{L})(?:${PHRASES})(?!\\p{L})`, 'iu');
const AT_THE_START = new RegExp(`^[\\s!(*-]{0,5}(?:${PHRASES})(?!\\p{L})`, 'iu');
/** A longer text tells a story in which such words may mean anything. */
const REMARK_MAX_CHARACTERS = 60;

/** Whether a phone cell says beside its number, or in place of it, that nobody is to be called there. */
export function warnsInPhoneCell(cell: string): boolean {
  return cell.length < 2000 && /[A-Za-zА-Яа-яЁё]{3}/.test(cell) && ANYWHERE.test(unified(cell));
}

/** Whether a cell of free words, a status or a remark, is such a warning. */
export function isWarning(cell: string): boolean {
  return cell.length <= REMARK_MAX_CHARACTERS && AT_THE_START.test(unified(cell));
}

function unified(text: string): string {
  return /[Ёё]/.test(text) ? text.replace(/ё/gi, 'е') : text;
}
