/**
 * How the far end of a simulated call behaves. Numbers that end in 00-10 do what their digits say, so that a test or a
 * demo can choose; all others draw from a mix that is fixed by (seed, number, try), so that a run can be repeated.
 */
import type { Persona } from '../provider-event.rules.js';
import { seededRandom } from './seeded-random.rules.js';

export const BEHAVIOURS = [
  'decision_maker',
  'busy',
  'no_answer',
  'unallocated',
  'machine',
  'congestion',
  'hangs_up_early',
  'declined',
  'secretary',
  'voice_assistant',
  'wrong_person',
] as const;
export type Behaviour = (typeof BEHAVIOURS)[number];

/** Who speaks, per behaviour; null where nobody picks up. */
export const PERSONA_OF: Record<Behaviour, Persona | null> = {
  decision_maker: 'decision_maker',
  busy: null,
  no_answer: null,
  unallocated: null,
  machine: 'machine',
  congestion: null,
  hangs_up_early: 'decision_maker',
  declined: null,
  secretary: 'secretary',
  voice_assistant: 'voice_assistant',
  wrong_person: 'wrong_person',
};

/** Shares in percent of a cold Russian B2B list by landline and mobile; they add up to 100. */
export const B2B_MIX: Record<Behaviour, number> = {
  no_answer: 35,
  decision_maker: 20,
  secretary: 18,
  voice_assistant: 7,
  busy: 6,
  machine: 5,
  unallocated: 3,
  hangs_up_early: 3,
  congestion: 1,
  declined: 1,
  wrong_person: 1,
};

/** `digits`: the last two digits decide where they name a behaviour. `mix`: every number draws. */
export type BehaviourSource = 'digits' | 'mix';

export interface BehaviourQuery {
  readonly seed: number;
  readonly number: string;
  /** From 1. */
  readonly tryNo: number;
  readonly source: BehaviourSource;
}

export function behaviourOf(query: BehaviourQuery): Behaviour {
  const scripted = query.source === 'digits' ? scriptedBehaviour(query.number) : null;
  return scripted ?? drawnBehaviour(query);
}

/** The behaviour that the last two digits name (00 is BEHAVIOURS[0], 01 the next ...), else null. */
export function scriptedBehaviour(number: string): Behaviour | null {
  const digits = /(\d\d)$/.exec(number)?.[1];
  return digits === undefined ? null : (BEHAVIOURS[Number(digits)] ?? null);
}

function drawnBehaviour({ seed, number, tryNo }: BehaviourQuery): Behaviour {
  // Whether a number exists does not change from one try to the next; everything else does.
  const isUnallocated = seededRandom(`${seed}|${number}`)() * 100 < B2B_MIX.unallocated;
  if (isUnallocated) return 'unallocated';
  let left = seededRandom(`${seed}|${number}|${tryNo}`)() * (100 - B2B_MIX.unallocated);
  for (const behaviour of BEHAVIOURS) {
    if (behaviour === 'unallocated') continue;
    left -= B2B_MIX[behaviour];
    if (left < 0) return behaviour;
  }
  return 'no_answer';
}
