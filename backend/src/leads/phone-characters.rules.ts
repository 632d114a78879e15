/** A cell's text in one spelling, and the digits in it that a spreadsheet has cut. */
export interface UnifiedCell {
  readonly text: string;
  readonly rounded: readonly string[];
}

/** Bare digits that end in so many zeros are what `7,92E+10` leaves when it is saved as a number: three or four digits of a number are true. */
const ROUNDED_ZEROS = '0000000';

/** Without a sign, a bracket or a space a person has not written them. */
export function looksRounded(text: string): boolean {
  return text.endsWith(ROUNDED_ZEROS) && /^\d{10,11}$/.test(text);
}

/** Hyphens, spaces and pluses of every kind, full-width digits; the sign № stays what it is. */
export function unifyCharacters(cell: string): UnifiedCell {
  return withoutRounded(isPlain(cell) ? cell : unified(cell));
}

/** Nothing but digits and the signs between them: most cells, and nothing to unify. */
export function isPlain(text: string): boolean {
  return /^[\d ()+,;/.-]*$/.test(text) && !text.includes('  ') && !text.includes('+ ');
}

function unified(cell: string): string {
  return cell
    .split('№')
    .map((part) => part.normalize('NFKC'))
    .join('№')
    .replace(/[\u2010-\u2015\u2212\uFE58\uFE63\uFF0D]/g, '-')
    .replace(/[\u2795\uFF0B\uFE62]/g, '+')
    .replace(/[\p{Cf}\uE000-\uE0FF]/gu, '')
    .replace(/[~_'"`´’«»]/g, ' ')
    .replace(/[^\S\n\r]+/g, ' ')
    .replace(/\+ (?=\d|\()/g, '+')
    .replace(/[Ёё]/g, 'е')
    .replace(/\[/g, '(')
    .replace(/\]/g, ')')
    .trim();
}

/** `7,92E+10`, also with a Cyrillic letter and in engineering notation (`79,2E+9`). */
const SCIENTIFIC = /(?<![\d.,\p{L}])(\d{1,3})(?:[.,](\d{1,16}))?[eе]\+?(\d{1,2})(?![\d\p{L}])/giu;
/** Two numbers that a spreadsheet took for one with a decimal: of the second only the first digits are left. */
const CUT_DECIMAL = /(^|[;|\n\r])(\s?)(\d{5,11})[.,](\d{1,8})(?=\s?(?:$|[;|\n\r]))/g;

function withoutRounded(text: string): UnifiedCell {
  if (!/\d[eеEЕ.,]\d|\d[eеEЕ]\+/.test(text)) {
    return looksRounded(text) ? { text: '', rounded: [text] } : { text, rounded: [] };
  }
  const rounded: string[] = [];
  const whole = text
    .replace(SCIENTIFIC, (token: string, head: string, ...groups: (string | undefined)[]) => {
      const [digits = '', power] = groups;
      if (digits.length === Number(power)) {
        return head + digits;
      }
      rounded.push(token);
      return ';';
    })
    .replace(CUT_DECIMAL, (token: string, ...groups: string[]) => {
      const [before = '', space = '', head = '', tail = ''] = groups;
      if (/^0+$/.test(tail) && head.length >= 7) {
        return `${before}${space}${head}`;
      }
      if (!isCut(head, tail)) {
        return token;
      }
      rounded.push(tail);
      return `${before}${space}${head}`;
    });
  return { text: whole, rounded };
}

/** As many digits behind the point as before it are a second number; one to three behind a number in full are its extension. */
function isCut(head: string, tail: string): boolean {
  return head.length >= 10 ? tail.length > 3 && tail.length < head.length : tail.length < head.length;
}
