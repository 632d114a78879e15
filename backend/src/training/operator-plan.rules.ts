/** A simulated operator's intention: what he will do and when, kept while the picture it was decided on lasts. Pure. */
import type { ConsoleSnapshot } from '@warmline/contracts';
import { seededRandom } from '../telephony/simulator/seeded-random.rules.js';
import { nextStep, situationOf } from './operator-brain.rules.js';
import type { OperatorCommand } from './operator-brain.rules.js';

export interface OperatorPlan {
  readonly situation: string;
  readonly refusals: number;
  /** Null: nothing to do until the picture changes. */
  readonly command: OperatorCommand | null;
  /** On the application clock. */
  readonly dueAt: Date;
}

/** The plan for what the console shows now: the one there was, if it was made for the same picture. */
export function planFor(before: OperatorPlan | null, snapshot: ConsoleSnapshot, seed: string): OperatorPlan {
  const situation = situationOf(snapshot);
  return before?.situation === situation ? before : decide(snapshot, seed, 0);
}

/** The step was refused for another reason than an old picture: the same picture is thought over anew. */
export function planAfterRefusal(before: OperatorPlan, snapshot: ConsoleSnapshot, seed: string): OperatorPlan {
  const isSame = before.situation === situationOf(snapshot);
  return decide(snapshot, seed, isSame ? before.refusals + 1 : 0);
}

/** The step was taken: the picture will change by itself. */
export function planWhenDone(before: OperatorPlan): OperatorPlan {
  return { ...before, command: null };
}

function decide(snapshot: ConsoleSnapshot, seed: string, refusals: number): OperatorPlan {
  const situation = situationOf(snapshot);
  const random = seededRandom(`${seed}|${situation}|${refusals}`);
  const step = nextStep({ snapshot, random, refusals });
  const dueAt = new Date(new Date(snapshot.now).getTime() + (step?.afterMs ?? 0));
  return { situation, refusals, command: step?.command ?? null, dueAt };
}
