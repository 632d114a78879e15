/** What may go wrong between a healthy engine and us: the call itself goes its way, only the news of it suffers. */
import { between } from './seeded-random.rules.js';
import type { Random } from './seeded-random.rules.js';

/** Probabilities in [0, 1], drawn for each delivery (`timeout`: for each dial request). */
export interface Faults {
  readonly loss: number;
  readonly duplicate: number;
  readonly reorder: number;
  readonly delay: number;
  readonly timeout: number;
}

export const NO_FAULTS: Faults = { loss: 0, duplicate: 0, reorder: 0, delay: 0, timeout: 0 };
export const FAULT_NAMES = ['loss', 'duplicate', 'reorder', 'delay', 'timeout'] as const;
export type FaultName = (typeof FAULT_NAMES)[number];

const DEFAULT_PROBABILITY = 0.1;

/**
 * Reads `none`, `loss` or a list such as `loss:0.2,timeout`. Returns null for anything else, so that the command line
 * can name what it expects.
 */
export function parseFaults(text: string): Faults | null {
  const faults = { ...NO_FAULTS };
  for (const part of text.split(',').filter((one) => one !== '' && one !== 'none')) {
    const [name, share] = part.split(':');
    const probability = share === undefined ? DEFAULT_PROBABILITY : Number(share);
    if (!isFaultName(name) || !(probability >= 0 && probability <= 1)) return null;
    faults[name] = probability;
  }
  return faults;
}

function isFaultName(name: string | undefined): name is FaultName {
  return FAULT_NAMES.some((known) => known === name);
}

/**
 * When, in milliseconds after it happened, an event is delivered: nothing = lost, two entries = delivered twice.
 * `reorder` holds an event back for 1-20 s, longer than most gaps within a call; `delay` for 5-45 s.
 */
export function deliveryDelaysMs(faults: Faults, random: Random): number[] {
  if (random() < faults.loss) return [];
  const late = random() < faults.delay ? between(random, 5_000, 45_000) : 0;
  const swapped = random() < faults.reorder ? between(random, 1_000, 20_000) : 0;
  const first = late + swapped;
  return random() < faults.duplicate ? [first, first + between(random, 0, 5_000)] : [first];
}

/** What happens to a dial request: it comes back, or times out although (or because not) the call was placed. */
export type DialFault = 'none' | 'timeout_but_placed' | 'timeout_not_placed';

export function dialFault(faults: Faults, random: Random): DialFault {
  if (random() >= faults.timeout) return 'none';
  return random() < 0.5 ? 'timeout_but_placed' : 'timeout_not_placed';
}
