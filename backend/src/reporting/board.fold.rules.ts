import type { AttemptState, EventPayloads, EventType, FeedEvent, OperatorState } from '@warmline/contracts';
import {
  accounted,
  type BoardState,
  copyOf,
  count,
  countMinute,
  type Draft,
  forgetOldMinutes,
  hourBefore,
  talkBegan,
} from './board.state.rules.js';
import {
  type BoardAttempt,
  contributionOf,
  type Credit,
  difference,
  type LeadLevel,
  levelsAbove,
  levelsOf,
  NO_TALLY,
} from './board.tally.rules.js';
import { dayOf, isWithin } from '../compliance/day.rules.js';

/** What a result counts for, by campaign and code: campaigns may give a result another effect. Undefined = unknown, counts for nothing. */
export type ResultCounts = (
  campaignId: string | null,
  code: string,
) => { readonly reached: boolean; readonly decisionMaker: boolean } | undefined;

/**
 * Folds events, in the order of the log, into a new state. Events up to the state's position are passed over.
 * The maps are copied once for each call, so fold in portions: with 10 000 attempts a copy takes about 0.3 ms.
 */
export function foldBoard(state: BoardState, events: readonly FeedEvent[], counts: ResultCounts): BoardState {
  const news = events.filter(({ position }) => position > state.position);
  if (news.length === 0) return state;
  const draft = copyOf(state);
  for (const event of news) applyEvent(draft, event, counts);
  forgetOldMinutes(draft);
  return draft;
}

/** The board as the log would have it at `now`: on the next day all counters begin anew, states and calls stay. */
export function boardAt(state: BoardState, now: number): BoardState {
  if (now < state.day.endsAt) return state;
  const draft = copyOf(state);
  beginDay(draft, now);
  return draft;
}

function applyEvent(draft: Draft, event: FeedEvent, counts: ResultCounts): void {
  const at = Date.parse(event.at);
  if (at >= draft.day.endsAt) beginDay(draft, at);
  draft.position = event.position;
  draft.latest = Math.max(draft.latest, at);
  const apply = APPLY[event.type as EventType];
  apply?.({ draft, event, at, counts });
}

interface Step {
  readonly draft: Draft;
  readonly event: FeedEvent;
  readonly at: number;
  readonly counts: ResultCounts;
}

/** One small function for each event the board looks at; the rest of the log passes by. */
const APPLY: Partial<Record<EventType, (step: Step) => void>> = {
  'operator.state_changed': operatorChanged,
  'operator.vanished': operatorVanished,
  'call.dial_requested': (step) => {
    attemptDialled(step);
    callIs(step, 'dial_requested');
  },
  'call.unknown': (step) => callIs(step, 'unknown'),
  'call.queued': (step) => callIs(step, 'queued'),
  'call.dialing': (step) => callIs(step, 'dialing'),
  'call.ringing': (step) => callIs(step, 'ringing'),
  'call.answered': (step) => callIs(step, 'answered'),
  'call.connected': (step) => {
    changeAttempt(step, { connectedAt: step.at });
    callIs(step, 'connected');
  },
  'call.abandoned': (step) => {
    changeAttempt(step, { abandoned: true });
    callIs(step, 'abandoned');
  },
  'call.machine_detected': (step) => {
    const { verdict } = payloadOf<'call.machine_detected'>(step.event);
    changeAttempt(step, { machine: verdict !== 'human' && verdict !== 'unknown' });
  },
  'call.ended': callOver,
  'attempt.cancelled': callOver,
  'attempt.result_recorded': (step) => {
    const { reached, decisionMaker } = payloadOf<'attempt.result_recorded'>(step.event);
    changeAttempt(step, { reached, decisionMaker });
  },
  'attempt.result_corrected': resultCorrected,
  'lead.moved': leadMoved,
  'provider.state_changed': ({ draft, event, at }) => {
    const { provider, health } = payloadOf<'provider.state_changed'>(event);
    if (health === 'up') draft.providersDown.delete(provider);
    else draft.providersDown.set(provider, draft.providersDown.get(provider) ?? at);
  },
  'access.limit_reached': ({ draft, event, at }) => {
    const { userId, what, count: amount, refused } = payloadOf<'access.limit_reached'>(event);
    draft.copying.set(`${userId} ${what}`, { userId, what, count: amount, refused, since: at });
  },
};

/** The log is written by us through the same map of types. */
function payloadOf<Type extends EventType>(event: FeedEvent): EventPayloads[Type] {
  return event.payload as EventPayloads[Type];
}

/* Operators */

const CALL_BEGINS: ReadonlySet<string> = new Set<OperatorState>(['preview', 'reserved', 'dialing']);

function operatorChanged({ draft, event, at }: Step): void {
  const { operatorId, campaignId } = event;
  if (operatorId === null) return;
  const { to, reason } = payloadOf<'operator.state_changed'>(event);
  const before = draft.operators.get(operatorId);
  const pauseReason = reason ?? null;
  const isSame = before !== undefined && before.state === to && before.pauseReason === pauseReason;
  if (before?.state === 'ready' && CALL_BEGINS.has(to)) countWait(draft, before.since, at);
  draft.operators.set(operatorId, {
    ...accounted(before, at, draft.day),
    state: to as OperatorState,
    pauseReason,
    since: isSame ? before.since : at,
    campaignId,
    vanishedAt: to === 'offline' ? null : (before?.vanishedAt ?? null),
  });
}

function operatorVanished({ draft, event, at }: Step): void {
  const track = event.operatorId === null ? undefined : draft.operators.get(event.operatorId);
  if (event.operatorId !== null && track !== undefined) {
    draft.operators.set(event.operatorId, { ...track, vanishedAt: at });
  }
}

function countWait(draft: Draft, since: number, at: number): void {
  if (!isWithin(draft.day, at)) return;
  const seconds = Math.max(0, Math.round((at - since) / 1000));
  draft.waits.set(seconds, (draft.waits.get(seconds) ?? 0) + 1);
}

/* Calls and attempts */

function callIs({ draft, event, at }: Step, state: AttemptState): void {
  const { attemptId, operatorId, campaignId } = event;
  if (attemptId !== null && operatorId !== null && campaignId !== null) {
    draft.calls.set(attemptId, { operatorId, campaignId, state, since: at });
  }
}

function callOver({ draft, event }: Step): void {
  if (event.attemptId !== null) draft.calls.delete(event.attemptId);
}

function attemptDialled({ draft, event, at }: Step): void {
  if (event.attemptId === null || draft.attempts.has(event.attemptId)) return;
  replaceAttempt(draft, event.attemptId, {
    operatorId: event.operatorId,
    campaignId: event.campaignId,
    dialledAt: at,
    connectedAt: null,
    abandoned: false,
    machine: false,
    reached: false,
    decisionMaker: false,
    today: isWithin(draft.day, at),
  });
}

function resultCorrected(step: Step): void {
  const { to } = payloadOf<'attempt.result_corrected'>(step.event);
  changeAttempt(step, step.counts(step.event.campaignId, to) ?? { reached: false, decisionMaker: false });
  if (step.event.attemptId !== null) step.draft.corrected.set(step.event.attemptId, to);
}

/** Only what was dialled is counted: a result of another day changes nothing of today. */
function changeAttempt({ draft, event }: Step, change: Partial<BoardAttempt>): void {
  const before = event.attemptId === null ? undefined : draft.attempts.get(event.attemptId);
  if (event.attemptId !== null && before !== undefined) {
    replaceAttempt(draft, event.attemptId, { ...before, ...change });
  }
}

function replaceAttempt(draft: Draft, attemptId: string, after: BoardAttempt): void {
  const before = draft.attempts.get(attemptId);
  draft.attempts.set(attemptId, after);
  count(draft, after, difference(contributionOf(after), contributionOf(before)));
  if (before === undefined) countMinute(draft, after.dialledAt, { attempts: 1 });
  if (before?.decisionMaker === true) countMinute(draft, talkBegan(before), { decisionMakers: -1 });
  if (after.decisionMaker) countMinute(draft, talkBegan(after), { decisionMakers: 1 });
}

/* Leads */

function leadMoved({ draft, event, at }: Step): void {
  if (event.leadId === null || !isWithin(draft.day, at)) return;
  const move = payloadOf<'lead.moved'>(event);
  const from = { temperature: move.fromTemperature, stage: move.fromStage };
  const to = { temperature: move.toTemperature, stage: move.toStage };
  const lead = draft.leads.get(event.leadId) ?? { began: from, credits: {} };
  // What a corrected result takes back is not counted any more. Such a move gives the right result as its reason.
  const isCorrection = event.attemptId !== null && draft.corrected.get(event.attemptId) === move.reason;
  const credits = { ...lead.credits };
  for (const level of isCorrection ? levelsAbove(to) : []) takeBack(draft, credits, level);
  for (const level of levelsOf(isCorrection ? lead.began : from, to)) give(draft, credits, level, event);
  draft.leads.set(event.leadId, { began: lead.began, credits });
}

type Credits = { -readonly [Level in LeadLevel]?: Credit };

function takeBack(draft: Draft, credits: Credits, level: LeadLevel): void {
  const credit = credits[level];
  if (credit === undefined) return;
  delete credits[level];
  count(draft, credit, { [level]: -1 });
}

function give(draft: Draft, credits: Credits, level: LeadLevel, { operatorId, campaignId }: FeedEvent): void {
  if (credits[level] !== undefined) return;
  credits[level] = { operatorId, campaignId };
  count(draft, { operatorId, campaignId }, { [level]: 1 });
}

/* The next day */

function beginDay(draft: Draft, at: number): void {
  draft.day = dayOf(at, draft.zone);
  draft.total = NO_TALLY;
  draft.perCampaign.clear();
  draft.perOperator.clear();
  draft.corrected.clear();
  draft.leads.clear();
  draft.waits.clear();
  for (const [id, track] of draft.operators) {
    draft.operators.set(id, {
      ...track,
      onLineMs: 0,
      busyMs: 0,
      accountedTo: Math.max(track.accountedTo, draft.day.startsAt),
    });
  }
  // A talk of the last hour may still turn out to be one with a decision maker: its minute is shown, its day is over.
  for (const [id, attempt] of draft.attempts) {
    const isRecent = talkBegan(attempt) >= hourBefore(at) || draft.calls.has(id);
    if (isRecent) draft.attempts.set(id, { ...attempt, today: false });
    else draft.attempts.delete(id);
  }
}
