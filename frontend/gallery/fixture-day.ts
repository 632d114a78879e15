const now = Date.now();
const at = (minutes: number): string => new Date(now + minutes * 60_000).toISOString();

const COURSE = [
  'talking',
  'wrap_up',
  'ready',
  'talking',
  'wrap_up',
  'paused',
  'ready',
  'talking',
  'wrap_up',
  'ready',
  'talking',
  'wrap_up',
  'paused',
  'talking',
  'wrap_up',
  'ready',
  'talking',
  'wrap_up',
  'ready',
];
const LENGTHS = [25, 8, 7, 33, 9, 13, 6, 41, 13, 11, 29, 11, 19, 37, 15, 19, 25, 11, 17];

export function dayIntervals() {
  const whole = LENGTHS.reduce((sum, length) => sum + length, 0);
  let from = -whole * 0.8;
  return COURSE.map((state, index) => {
    const start = from;
    from += (LENGTHS[index] ?? 0) * 0.8;
    return { state, from: at(start), to: index === COURSE.length - 1 ? null : at(from) };
  });
}

export const queue = {
  at: at(0),
  total: 1204,
  ready: 0,
  waiting: [
    { reason: 'outside_hours', count: 312, until: at(18), zones: ['Europe/Moscow'] },
    { reason: 'outside_hours', count: 547, until: at(18 * 60), zones: ['Asia/Irkutsk', 'Asia/Vladivostok'] },
    { reason: 'cooling', count: 196, until: at(43), zones: [] },
    { reason: 'callback_of_colleague', count: 97, until: null, zones: [] },
    { reason: 'zone_unknown', count: 40, until: null, zones: [] },
    { reason: 'suppressed', count: 12, until: null, zones: [] },
  ],
  opens: [
    { at: at(18), count: 312 },
    { at: at(48), count: 58 },
    { at: at(78), count: 74 },
    { at: at(108), count: 41 },
    { at: at(138), count: 23 },
    { at: at(18 * 60), count: 547 },
  ],
  nextOpensAt: at(18),
};
