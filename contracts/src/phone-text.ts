/**
 * E.164 as people read it: Russian and Kazakh numbers as `+7 921 123-45-67`, others in groups of three with the last four split.
 * A string that is not E.164 is shown as it is.
 */
export function formatPhone(e164: string): string {
  if (!/^\+\d{7,15}$/.test(e164)) return e164;
  const russian = /^\+7(\d{3})(\d{3})(\d{2})(\d{2})$/.exec(e164);
  if (russian) return `+7 ${russian[1]} ${russian[2]}-${russian[3]}-${russian[4]}`;
  const code = countryCode(e164);
  const rest = e164.slice(code.length);
  const head = rest.slice(0, -4).replace(/(\d{3})(?=\d)/g, '$1 ');
  return `${code} ${head} ${rest.slice(-4, -2)}-${rest.slice(-2)}`.replace(/ {2,}/g, ' ');
}

const ONE_DIGIT = /^\+[17]/;
const TWO_DIGITS = /^\+(20|27|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/;

function countryCode(e164: string): string {
  if (ONE_DIGIT.test(e164)) return e164.slice(0, 2);
  return TWO_DIGITS.test(e164) ? e164.slice(0, 3) : e164.slice(0, 4);
}
