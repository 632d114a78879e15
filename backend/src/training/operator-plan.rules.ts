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
  return before?.situation === situation
    ? before
    : decide({ snapshot, seed, refusals: 0, from: new Date(snapshot.now) });
}

/** The step was refused for another reason than an old picture: the same picture is thought over anew, from the refusal on. */
export function planAfterRefusal(before: OperatorPlan, snapshot: ConsoleSnapshot, seed: string): OperatorPlan {
  const isSame = before.situation === situationOf(snapshot);
  const from = new Date(Math.max(before.dueAt.getTime(), new Date(snapshot.now).getTime()));
  return decide({ snapshot, seed, refusals: isSame ? before.refusals + 1 : 0, from });
}

/** The step was taken: the picture will change by itself. */
export function planWhenDone(before: OperatorPlan): OperatorPlan {
  return { ...before, command: null };
}

/** The plan of one who wants to go: he ends what he has begun, takes nothing new and signs off. */
export function planToLeave(before: OperatorPlan | null, snapshot: ConsoleSnapshot, seed: string): OperatorPlan {
  const command = leavingCommand(snapshot);
  if (command === null) return planFor(before, snapshot, seed);
  const situation = `leaving|${situationOf(snapshot)}`;
  return before?.situation === situation ? before : { situation, refusals: 0, command, dueAt: new Date(snapshot.now) };
}

function leavingCommand({ state }: ConsoleSnapshot): OperatorCommand | null {
  switch (state) {
    case 'ready':
    case 'paused':
      return { name: 'operator.sign_off', body: {} };
    case 'preview':
      return { name: 'operator.pause', body: { reason: 'personal' } };
    case 'offline':
    case 'reserved':
    case 'dialing':
    case 'talking':
    case 'wrap_up':
      return null;
  }
}

function decide(thought: { snapshot: ConsoleSnapshot; seed: string; refusals: number; from: Date }): OperatorPlan {
  const { snapshot, seed, refusals, from } = thought;
  const situation = situationOf(snapshot);
  const random = seededRandom(`${seed}|${situation}|${refusals}`);
  const step = nextStep({ snapshot, random, refusals });
  return {
    situation,
    refusals,
    command: step?.command ?? null,
    dueAt: new Date(from.getTime() + (step?.afterMs ?? 0)),
  };
}
