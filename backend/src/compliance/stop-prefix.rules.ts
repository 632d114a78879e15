/** As the table keeps it: + and at most as many digits as leave one for the number. */
const MOST_DIGITS = 14;
/** Fewer digits are a country, a region or an operator of mobile numbers. */
const NARROW_DIGITS = 6;
/** More leads than this are not stopped by a slip of the finger. */
const FEW_LEADS = 1_000;

/**
 * A prefix as people write it (`+7 921`, `8 (800)`, `7495`) in E.164, or null: without + it is Russian and begins with 8 or 7, as its numbers do.
 */
export function normalPrefix(text: string): string | null {
  const compact = text
    .trim()
    .replace(/^00/, '+')
    .replace(/[\s().-]/g, '');
  const digits = /^(?:\+(\d+)|[78](\d+))$/.exec(compact);
  if (digits === null) {
    return null;
  }
  const prefix = digits[1] === undefined ? `+7${digits[2]}` : `+${digits[1]}`;
  return prefix.length - 1 <= MOST_DIGITS && !prefix.startsWith('+0') ? prefix : null;
}

/** Whether the person is to say how many leads it stops before it does. */
export function isBroadPrefix(prefix: string, leads: number): boolean {
  return prefix.length - 1 < NARROW_DIGITS || leads > FEW_LEADS;
}
