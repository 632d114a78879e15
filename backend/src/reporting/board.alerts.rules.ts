import type { Board, CampaignStatus, DialingMode } from '@warmline/contracts';
import { HANDOVER_WAIT_MS } from '../calls/handover.rules.js';
import type { BoardState, OperatorTrack } from './board.state.rules.js';

/** What the board shows and the log does not hold: names, and what only the tables know. */
export interface BoardFacts {
  readonly people: ReadonlyMap<string, BoardPerson>;
  readonly campaigns: ReadonlyMap<string, BoardCampaign>;
  readonly queues: ReadonlyMap<string, { readonly ready: number; readonly total: number }>;
  /** Hot leads that nobody has accepted, by since when (ms), longest first. */
  readonly waitingLeads: readonly number[];
  /** Of everybody with an account. */
  readonly names?: ReadonlyMap<string, string>;
  /** Open promises that are due or soon will be and are not before an operator, in order of their times. */
  readonly promises: readonly BoardPromise[];
}

export interface BoardPromise {
  /** The promised time, ms. */
  readonly dueAt: number;
  /** Null: anybody's. */
  readonly ownerId: string | null;
  readonly campaignId: string;
}

export interface BoardPerson {
  readonly name: string;
  readonly training: boolean;
  readonly connected: boolean;
}

export interface BoardCampaign {
  readonly name: string;
  readonly mode: DialingMode;
  readonly status: CampaignStatus;
}

export const NO_FACTS: BoardFacts = {
  people: new Map(),
  campaigns: new Map(),
  queues: new Map(),
  waitingLeads: [],
  promises: [],
};

type Alert = Board['alerts'][number];

export const LONG_PAUSE_MS = 30 * 60_000;
/** An operator who stands ready that long has nobody to call. */
export const NOTHING_RINGS_MS = 2 * 60_000;

/** A promise that nobody has begun to keep so long after its time. */
export const PROMISE_BEGUN_MS = 2 * 60_000;
export const COPYING_SHOWN_MS = 3_600_000;

const WEIGHT: Record<Alert['severity'], number> = { bad: 0, warning: 1, info: 2 };

/** What a supervisor must see now, gravest and oldest first. `params` holds ids and counts; `since` is when it began. */
export function boardAlerts(state: BoardState, facts: BoardFacts, now: number): Alert[] {
  const operators = [...state.operators].filter(([id]) => facts.people.has(id));
  return [
    ...providersDown(state),
    ...operators.flatMap(([id, track]) => operatorAlerts(id, track, facts, now)),
    ...nothingRings(operators, facts, now),
    ...handoversWaiting(facts, now),
    ...promisesAtRisk(state, facts, now),
    ...copying(state, facts, now),
  ].sort((a, b) => WEIGHT[a.severity] - WEIGHT[b.severity] || a.since.localeCompare(b.since));
}

function providersDown(state: BoardState): Alert[] {
  return [...state.providersDown].map(([provider, since]) => alert('provider_down', 'bad', since, { provider }));
}

function operatorAlerts(operatorId: string, track: OperatorTrack, facts: BoardFacts, now: number): Alert[] {
  if (track.state === 'offline') return [];
  if (facts.people.get(operatorId)?.connected === false) {
    return [alert('connection_lost', 'bad', track.vanishedAt ?? track.since, { operatorId, state: track.state })];
  }
  const isLong = track.state === 'paused' && now - track.since > LONG_PAUSE_MS;
  return isLong ? [alert('long_pause', 'warning', track.since, { operatorId, reason: track.pauseReason })] : [];
}

/** Per running campaign: somebody of it has stood ready for long. Who is ready for all his campaigns counts for the only running one. */
function nothingRings(operators: [string, OperatorTrack][], facts: BoardFacts, now: number): Alert[] {
  const running = [...facts.campaigns].filter(([, { status }]) => status === 'running').map(([id]) => id);
  const only = running.length === 1 ? (running[0] ?? null) : null;
  const idle = new Map<string | null, number[]>();
  for (const [, { state, since, campaignId }] of operators) {
    if (state !== 'ready' || now - since <= NOTHING_RINGS_MS) continue;
    const key = campaignId ?? only;
    idle.set(key, [...(idle.get(key) ?? []), since]);
  }
  return [...idle].map(([campaignId, sinces]) =>
    alert('nothing_rings', 'warning', Math.min(...sinces), { campaignId, count: sinces.length }),
  );
}

function handoversWaiting({ waitingLeads }: BoardFacts, now: number): Alert[] {
  const late = waitingLeads.filter((since) => now - since > HANDOVER_WAIT_MS);
  const oldest = late[0];
  return oldest === undefined ? [] : [alert('handover_waiting', 'warning', oldest, { count: late.length })];
}

/** Told so long before the time of a promise that nobody is there to keep. */
export const PROMISE_WARNED_MS = 10 * 60_000;

/** Late: the grace runs and nobody has begun. Soon: the time comes and there is nobody to call, the owner away or the campaign not running. */
function promisesAtRisk(state: BoardState, facts: BoardFacts, now: number): Alert[] {
  const isThere = ({ ownerId, campaignId }: BoardPromise): boolean => {
    const isAway = (id: string): boolean =>
      (state.operators.get(id)?.state ?? 'offline') === 'offline' || facts.people.get(id)?.connected === false;
    const isRunning = facts.campaigns.get(campaignId)?.status === 'running';
    return isRunning && (ownerId === null ? [...facts.people.keys()].some((id) => !isAway(id)) : !isAway(ownerId));
  };
  const late = facts.promises.filter(({ dueAt }) => now - dueAt >= PROMISE_BEGUN_MS);
  const soon = facts.promises.filter(
    (promise) =>
      promise.dueAt - now <= PROMISE_WARNED_MS && now - promise.dueAt < PROMISE_BEGUN_MS && !isThere(promise),
  );
  const told = (code: 'promises_late' | 'promises_soon', severity: 'bad' | 'warning', of: readonly BoardPromise[]) =>
    of[0] === undefined ? [] : [alert(code, severity, of[0].dueAt, { count: of.length })];
  return [...told('promises_late', 'bad', late), ...told('promises_soon', 'warning', soon)];
}

/** Somebody who took leads, numbers or files faster than work explains; shown for an hour, the trail keeps it. */
function copying({ copying: takers }: BoardState, { names }: BoardFacts, now: number): Alert[] {
  return [...takers.values()]
    .filter(({ since }) => now - since < COPYING_SHOWN_MS)
    .map(({ userId, what, count, refused, since }) => {
      const params = { userId, name: names?.get(userId) ?? userId, what, count };
      return alert('copying', refused ? 'bad' : 'warning', since, params);
    });
}

function alert(code: Alert['code'], severity: Alert['severity'], since: number, params: Alert['params']): Alert {
  return { code, severity, params, since: new Date(since).toISOString() };
}
