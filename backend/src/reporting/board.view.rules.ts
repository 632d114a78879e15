import { attemptIdSchema, type Board, campaignIdSchema, type OperatorState, userIdSchema } from '@warmline/contracts';
import { boardAlerts, type BoardFacts } from './board.alerts.rules.js';
import { boardAt } from './board.fold.rules.js';
import {
  accounted,
  type BoardState,
  MINUTE_MS,
  minuteOf,
  MINUTES_SHOWN,
  type OperatorTrack,
} from './board.state.rules.js';
import { funnelOf, NO_TALLY, type Tally } from './board.tally.rules.js';

/** The board as it stands at `now` (ms). Operators and campaigns without a name in `facts` are left out until it is known. */
export function presentBoard(folded: BoardState, facts: BoardFacts, now: number): Board {
  const state = boardAt(folded, now);
  const campaigns = presentCampaigns(state, facts);
  return {
    position: state.position,
    now: instant(now),
    dayStartedAt: instant(state.day.startsAt),
    funnel: funnelOf(state.total),
    minutes: lastHour(state, now),
    abandoned: abandonedOf(state.total),
    callable: {
      ready: sum(campaigns.map(({ status, ready }) => (status === 'running' ? ready : 0))),
      total: sum(campaigns.map(({ status, total }) => (status === 'running' ? total : 0))),
    },
    operatorWait: waitOf(state.waits),
    operators: presentOperators(state, facts, now),
    calls: [...state.calls].map(([attemptId, call]) => ({
      attemptId: attemptIdSchema.parse(attemptId),
      operatorId: userIdSchema.parse(call.operatorId),
      campaignId: campaignIdSchema.parse(call.campaignId),
      state: call.state,
      since: instant(call.since),
    })),
    campaigns,
    alerts: boardAlerts(state, facts, now),
  };
}

/** Who was on the line today. */
function presentOperators(state: BoardState, facts: BoardFacts, now: number): Board['operators'] {
  return [...state.operators].flatMap(([id, track]) => {
    const person = facts.people.get(id);
    const { onLineMs, busyMs } = accounted(track, now, state.day);
    const tally = state.perOperator.get(id);
    if (person === undefined || (track.state === 'offline' && onLineMs === 0 && tally === undefined)) return [];
    return [
      {
        id: userIdSchema.parse(id),
        name: person.name,
        training: person.training,
        state: track.state,
        connected: track.state !== 'offline' && person.connected,
        pauseReason: track.pauseReason,
        since: instant(track.since),
        campaignId: track.campaignId === null ? null : campaignIdSchema.parse(track.campaignId),
        funnel: funnelOf(tally ?? NO_TALLY),
        occupancy: { busySeconds: seconds(busyMs), totalSeconds: seconds(onLineMs) },
      },
    ];
  });
}

/** The running ones, and those somebody worked in today. */
function presentCampaigns(state: BoardState, facts: BoardFacts): Board['campaigns'] {
  const working = new Map<string, number>();
  for (const track of state.operators.values()) {
    if (isOnLine(track)) working.set(track.campaignId, (working.get(track.campaignId) ?? 0) + 1);
  }
  return [...facts.campaigns].flatMap(([id, { name, mode, status }]) => {
    const tally = state.perCampaign.get(id);
    const operators = working.get(id) ?? 0;
    if (status !== 'running' && tally === undefined && operators === 0) return [];
    const { ready, total } = facts.queues.get(id) ?? { ready: 0, total: 0 };
    return [
      {
        id: campaignIdSchema.parse(id),
        name,
        mode,
        status,
        operators,
        ready,
        total,
        funnel: funnelOf(tally ?? NO_TALLY),
        abandoned: abandonedOf(tally ?? NO_TALLY),
      },
    ];
  });
}

function isOnLine(track: OperatorTrack): track is OperatorTrack & { readonly campaignId: string } {
  return track.state !== ('offline' satisfies OperatorState) && track.campaignId !== null;
}

function lastHour(state: BoardState, now: number): Board['minutes'] {
  const first = minuteOf(now) - (MINUTES_SHOWN - 1) * MINUTE_MS;
  return Array.from({ length: MINUTES_SHOWN }, (_, index) => {
    const at = first + index * MINUTE_MS;
    return { at: instant(at), attempts: 0, decisionMakers: 0, ...state.minutes.get(at) };
  });
}

function abandonedOf(tally: Tally): Board['abandoned'] {
  return { numerator: tally.abandoned, denominator: tally.liveAnswers };
}

function waitOf(waits: BoardState['waits']): Board['operatorWait'] {
  const sorted = [...waits].sort(([a], [b]) => a - b);
  const count = sum(sorted.map(([, times]) => times));
  return { medianSeconds: percentile(sorted, count, 0.5), p90Seconds: percentile(sorted, count, 0.9), count };
}

/** The nearest rank: the smallest value that at least this share of all does not exceed. */
function percentile(sorted: [seconds: number, times: number][], count: number, share: number): number | null {
  let seen = 0;
  for (const [value, times] of sorted) {
    seen += times;
    if (seen >= share * count) return value;
  }
  return null;
}

const instant = (ms: number): string => new Date(ms).toISOString();
const seconds = (ms: number): number => Math.round(ms / 1000);
const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
