/** What a number format makes of a number, as far as a list needs it. `zeros`: a fixed number of digits ("0000000000" of a tax number). */
export type NumberStyle = 'plain' | 'date' | { readonly zeros: number };

/** Built-in formats that show dates or times: ECMA-376 part 1, 18.8.30, with the East Asian ones. */
const BUILT_IN_DATES: ReadonlySet<number> = new Set([
  14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 45, 46, 47, 50, 51, 52, 53, 54, 55, 56,
  57, 58,
]);

export function styleOfFormat(id: number, code: string | undefined): NumberStyle {
  if (code === undefined) {
    return BUILT_IN_DATES.has(id) ? 'date' : 'plain';
  }
  if (/^0{2,20}$/.test(code)) {
    return { zeros: code.length };
  }
  // Quoted words, escaped characters, colours and locales say nothing about dates; "General" holds no letter of theirs after this.
  const bare = code.replace(/"[^"]*"|\\.|_.|\*.|\[[^\][]*\]|general/gi, '').split(';')[0] ?? '';
  return /[dmyhs]/i.test(bare) ? 'date' : 'plain';
}

const DAY_MS = 86_400_000;
/** Day 0 of the two calendars. Excel believes 29 February 1900 existed, so days before March 1900 are one off; lists have none. */
const EPOCH_1900_MS = Date.UTC(1899, 11, 30);
const EPOCH_1904_MS = Date.UTC(1904, 0, 1);
/** 31 December 9999, the last day a spreadsheet shows. */
const LAST_SERIAL = 2_958_465;

/**
 * A number as a person means it, without the sheet's number format: a phone must not become 7.9E+10, a date not 46082.
 * Dates come as 2026-03-01, 2026-03-01 14:30 or 14:30. Give `raw` as the sheet stores it.
 */
export function textOfNumber(raw: string, style: NumberStyle, is1904 = false): string {
  const value = Number(raw);
  if (raw.trim() === '' || !Number.isFinite(value)) {
    return raw.trim();
  }
  if (style === 'date' && value >= 0 && value <= LAST_SERIAL) {
    return textOfSerial(value, is1904);
  }
  const text = Number.isInteger(value) && Math.abs(value) < 1e21 ? value.toFixed(0) : String(roundNoise(value));
  return typeof style === 'object' && /^\d+$/.test(text) ? text.padStart(style.zeros, '0') : text;
}

function textOfSerial(serial: number, is1904: boolean): string {
  const ms = Math.round((serial * DAY_MS) / 1000) * 1000;
  const iso = new Date((is1904 ? EPOCH_1904_MS : EPOCH_1900_MS) + ms).toISOString();
  if (serial < 1) {
    return iso.slice(11, 16);
  }
  return ms % DAY_MS === 0 ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${iso.slice(11, 16)}`;
}

/** 0.30000000000000004 was 0.3 in the sheet: it keeps fifteen digits. */
const roundNoise = (value: number): number => Number(value.toPrecision(15));
