/** Stands for ten thousand brackets within brackets, which no JSON of this side could be made of. */
const DEEP = '@deep@';

const TEXTS: readonly string[] = [
  ...['\0', 'a\0b', '1\0', '\ud800', 'x\udc00y', '\u202Eright to left', '\u200F', '\uFEFF', '\u2028', 'a\u2029b'],
  ...['a\nb', 'a\r=cmd|calc', '\r\n', '\t', '=HYPERLINK("http://evil.example")', '+1', '-1', '@SUM(A1)', '', ' '],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'null',
    'NaN',
    "'; DROP TABLE leads; --",
    '%',
    '%00',
    '\\',
    '{{1}}',
    '\u{1F600}',
  ],
  ...[
    '0',
    '2147483648',
    '9223372036854775807',
    '9223372036854775808',
    '99999999999999999999',
    '1e309',
    '-9223372036854775809',
  ],
  ...['0000-01-01', '-0001-01-01', '9999-12-31', '2026-02-30', '0000-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z'],
  ...[
    '+271821-01-01T00:00:00Z',
    '2026-03-18T24:61:00Z',
    '+79211234567',
    '8 (921) 123-45-67',
    'ffffffff-ffff-ffff-ffff-ffffffffffff',
  ],
  ...['x'.repeat(401), 'я'.repeat(20_000), '\u0301'.repeat(500), 'a,'.repeat(2_000), '0'.repeat(400)],
];

const NUMBERS: readonly number[] = [-1, 0, -0, 0.5, 2_147_483_648, -2_147_483_649, 2 ** 53, 2 ** 63, 1e308, -1e308];

const OTHERS: readonly unknown[] = [
  ...[null, true, false, [], {}, [[]], [null], [{}], { length: -1 }, { toString: 1 }, DEEP, [DEEP], { a: DEEP }],
  JSON.parse('{"__proto__": {"role": "administrator"}, "constructor": {"prototype": 1}}'),
  Array.from({ length: 2_000 }, (_, at) => at),
  Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`key ${at}\0`, '\ud800'])),
];

export const HOSTILE_VALUES: readonly unknown[] = [...TEXTS, ...NUMBERS, ...OTHERS];

/** JSON of the value, with its depths; for the wire, where nothing has to hold it as a value. */
export function hostileJson(value: unknown, levels = 10_000): string {
  return JSON.stringify(value).replaceAll(`"${DEEP}"`, '['.repeat(levels) + ']'.repeat(levels));
}

/** The same as a value, nested as deep as a client can still send. */
export function hostileMessage(value: unknown): unknown {
  return JSON.parse(hostileJson(value, 1_500));
}

/** A part of an address; what is no text becomes one, and halves of characters become bytes that are no UTF-8. */
export function hostileAddress(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  try {
    return encodeURIComponent(text.slice(0, 4_000));
  } catch {
    return '%ED%A0%80';
  }
}
