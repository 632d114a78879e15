/** The life of one simulated call as a list of moments, fixed when it is placed; only joining and hanging up change it. */
import type { AmdMode } from '../telephony.port.js';
import type { AmdVerdict, Cause, EndedBy, Persona } from '../provider-event.rules.js';
import { PERSONA_OF } from './behaviour.rules.js';
import type { Behaviour } from './behaviour.rules.js';
import { between } from './seeded-random.rules.js';
import type { Random } from './seeded-random.rules.js';

/** One moment on the engine's side; `afterMs` counts from the placing of the call. */
export type PlannedMoment =
  | { readonly afterMs: number; readonly t: 'call.queued' | 'call.dialing' | 'call.ringing' | 'call.answered' }
  | { readonly afterMs: number; readonly t: 'call.amd'; readonly verdict: AmdVerdict }
  | { readonly afterMs: number; readonly t: 'call.ended'; readonly cause: Cause; readonly by: EndedBy };

export interface CallPlan {
  /** In the order of time. Ends with `call.ended` only where nobody answers. */
  readonly moments: readonly PlannedMoment[];
  readonly persona: Persona | null;
  /** From the answer: how long the far end bears silence before it hangs up. Null where nobody answers. */
  readonly silencePatienceMs: number | null;
  /** From the answer: how long the far end stays while an operator talks. Null where nobody answers. */
  readonly talkPatienceMs: number | null;
}

export interface PlanQuery {
  readonly behaviour: Behaviour;
  readonly ringTimeoutMs: number;
  readonly amd: AmdMode;
  readonly random: Random;
}

/** SIP and Q.850 codes a real trunk would give for these ends; kept so that reports look the same. */
export const CODES_OF_CAUSE: Partial<Record<Cause, { readonly sip: number; readonly q850: number }>> = {
  busy: { sip: 486, q850: 17 },
  no_answer: { sip: 480, q850: 19 },
  unallocated_number: { sip: 404, q850: 1 },
  congestion: { sip: 503, q850: 34 },
  rejected: { sip: 603, q850: 21 },
};

export function planCall(query: PlanQuery): CallPlan {
  const { behaviour, random, ringTimeoutMs } = query;
  const dialing = between(random, 150, 500);
  const start: PlannedMoment[] = [
    { afterMs: between(random, 20, 120), t: 'call.queued' },
    { afterMs: dialing, t: 'call.dialing' },
  ];
  switch (behaviour) {
    case 'unallocated':
      return unanswered([...start, end(dialing + between(random, 600, 1500), 'unallocated_number', 'network')]);
    case 'congestion':
      return unanswered([...start, end(dialing + between(random, 300, 900), 'congestion', 'network')]);
    case 'busy':
      return unanswered([...start, end(dialing + between(random, 900, 2500), 'busy', 'customer')]);
    case 'declined':
    case 'no_answer':
    case 'decision_maker':
    case 'secretary':
    case 'voice_assistant':
    case 'wrong_person':
    case 'machine':
    case 'hangs_up_early': {
      const ringing = dialing + between(random, 700, 2500);
      const rung = [...start, { afterMs: ringing, t: 'call.ringing' } as const];
      if (behaviour === 'no_answer') return unanswered([...rung, end(ringing + ringTimeoutMs, 'no_answer', 'us')]);
      return ringsThrough({ ...query, behaviour, rung, ringing });
    }
  }
}

interface RungPlan extends PlanQuery {
  readonly rung: readonly PlannedMoment[];
  readonly ringing: number;
}

function ringsThrough({ behaviour, random, ringTimeoutMs, amd, rung, ringing }: RungPlan): CallPlan {
  const [fastest, slowest] = pickUpMs(behaviour);
  const pickedUp = ringing + Math.min(between(random, fastest, slowest), Math.max(0, ringTimeoutMs - 1));
  if (behaviour === 'declined') return unanswered([...rung, end(pickedUp, 'rejected', 'customer')]);
  const verdict = amd === 'off' ? [] : [detection(behaviour, pickedUp, random)];
  const [shortest, longest] = talkMs(behaviour);
  const talkPatienceMs = between(random, shortest, longest);
  const silence = between(random, 5_000, 9_000);
  return {
    moments: [...rung, { afterMs: pickedUp, t: 'call.answered' }, ...verdict],
    persona: PERSONA_OF[behaviour],
    // A machine plays its greeting to nobody, too; a person says "allo" twice and hangs up.
    silencePatienceMs: isRecording(behaviour) ? talkPatienceMs : Math.min(silence, talkPatienceMs),
    talkPatienceMs,
  };
}

/** How long it rings before somebody or something takes the call: machines take it after a fixed number of rings. */
function pickUpMs(behaviour: Behaviour): [number, number] {
  switch (behaviour) {
    case 'machine':
      return [14_000, 18_000];
    case 'voice_assistant':
      return [1_000, 6_000];
    case 'secretary':
      return [2_000, 9_000];
    default:
      return [3_000, 15_000];
  }
}

/** How long the far end stays once it talks. Generous, because a newcomer reads the call script slowly. */
function talkMs(behaviour: Behaviour): [number, number] {
  switch (behaviour) {
    case 'hangs_up_early':
      return [800, 4_000];
    case 'machine':
      return [30_000, 60_000];
    case 'voice_assistant':
      return [60_000, 120_000];
    case 'wrong_person':
      return [60_000, 180_000];
    case 'secretary':
      return [240_000, 600_000];
    default:
      return [600_000, 1_500_000];
  }
}

function isRecording(behaviour: Behaviour): boolean {
  return behaviour === 'machine' || behaviour === 'voice_assistant';
}

/** Detection is measured at 2.6 s for a greeting and 3.1 s for a person; a voice assistant fools it half the time. */
function detection(behaviour: Behaviour, pickedUp: number, random: Random): PlannedMoment {
  const isTakenForMachine = behaviour === 'machine' || (behaviour === 'voice_assistant' && random() < 0.5);
  const afterMs = pickedUp + between(random, 2_400, 3_300);
  return { afterMs, t: 'call.amd', verdict: isTakenForMachine ? 'machine' : 'human' };
}

function end(afterMs: number, cause: Cause, by: EndedBy): PlannedMoment {
  return { afterMs, t: 'call.ended', cause, by };
}

function unanswered(moments: readonly PlannedMoment[]): CallPlan {
  return { moments, persona: null, silencePatienceMs: null, talkPatienceMs: null };
}
