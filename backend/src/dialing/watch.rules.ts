/** How long an attempt may stay as it is before the engine is asked, and what its answer means. telephony.md 5.6 */
import type { AttemptState } from '@warmline/contracts';
import { ATTEMPT_RANK } from '../calls/attempt.rules.js';
import type { Attempt } from '../calls/attempt.rules.js';
import type { CallSnapshot } from '../telephony/snapshot.rules.js';

/** How long a phone rings before the engine gives up. Four to five rings. */
export const RING_TIMEOUT_MS = 25_000;
/** Hard stop of a conversation, counted from the answer. */
export const MAX_CALL_MS = 3_600_000;
/** A call we could not place keeps its number out of reach for so long: longer than any provider queues a dial. */
export const FAILED_TO_PLACE_COOL_DOWN_MS = 600_000;

/** Asked again after this while the engine is silent or the answer changed nothing. */
export const ASK_AGAIN_MS = 15_000;
/** First question after a lost dial answer, and the second one, 60 s after the dial. */
const RESOLVE_FIRST_MS = 20_000;
const RESOLVE_SECOND_MS = 40_000;
const GRACE_MS = 10_000;

/** When to ask, counted from the last change; null where nothing is to be watched. */
export const WATCH_AFTER_MS: Record<AttemptState, number | null> = {
  planned: null,
  dial_requested: RESOLVE_FIRST_MS,
  unknown: RESOLVE_FIRST_MS,
  queued: RING_TIMEOUT_MS + GRACE_MS,
  dialing: RING_TIMEOUT_MS + GRACE_MS,
  ringing: RING_TIMEOUT_MS + GRACE_MS,
  /** Nobody speaks to the customer. */
  answered: 5_000,
  connected: MAX_CALL_MS + GRACE_MS,
  abandoned: GRACE_MS,
  machine: GRACE_MS,
  ended: null,
};

/** After a wish to hang up the end must come soon. */
export const WATCH_HANGUP_MS = GRACE_MS;

export type Judgement =
  /** The engine could not say: ask again, this poll does not count. */
  | { readonly kind: 'ask_again'; readonly afterMs: number; readonly polls: number }
  /** Not placed after two polls over 60 s: it never will be. */
  | { readonly kind: 'fail_to_place' }
  /** The engine had the call and has it no more: it died with it. */
  | { readonly kind: 'lose_engine' }
  | { readonly kind: 'learn'; readonly snapshot: CallSnapshot; readonly thenHangUp: HangUp | null };

export type HangUp = 'operator' | 'abandoned' | 'max_duration';

export interface Question {
  readonly attempt: Attempt;
  readonly hangupRequested: boolean;
  /** How often the engine already said that it has no such call. */
  readonly polls: number;
  readonly now: Date;
}

/** What to do with the engine's answer about one live attempt. The engine's truth wins, its silence never does. */
export function judge(question: Question, answer: CallSnapshot | 'not_found' | 'unknown'): Judgement {
  if (answer === 'unknown') return { kind: 'ask_again', afterMs: ASK_AGAIN_MS, polls: question.polls };
  if (answer === 'not_found') return judgeAbsence(question);
  return { kind: 'learn', snapshot: answer, thenHangUp: reasonToHangUp(question, answer) };
}

function judgeAbsence({ attempt, polls }: Question): Judgement {
  if (attempt.callId !== null) return { kind: 'lose_engine' };
  if (polls > 0) return { kind: 'fail_to_place' };
  return { kind: 'ask_again', afterMs: RESOLVE_SECOND_MS, polls: polls + 1 };
}

function reasonToHangUp({ attempt, hangupRequested, now }: Question, snapshot: CallSnapshot): HangUp | null {
  if (snapshot.state === 'ended') return null;
  if (hangupRequested) return 'operator';
  if (snapshot.answeredAt === null) return null;
  const talkMs = now.getTime() - snapshot.answeredAt.getTime();
  if (talkMs > MAX_CALL_MS) return 'max_duration';
  const isAlone = snapshot.roomId === null && talkMs >= (WATCH_AFTER_MS.answered ?? 0);
  return isAlone && attempt.state !== 'connected' ? 'abandoned' : null;
}

/** Whether the engine knows more than our record, so that asking was worth it. */
export function isBehind(attempt: Pick<Attempt, 'state' | 'callId'>, snapshot: CallSnapshot): boolean {
  const seen = snapshot.state === 'answered' && snapshot.roomId !== null ? 'connected' : snapshot.state;
  return attempt.callId === null || ATTEMPT_RANK[attempt.state] < ATTEMPT_RANK[seen];
}
