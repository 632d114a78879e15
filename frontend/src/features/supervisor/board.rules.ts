import type { Board, Funnel } from '@warmline/contracts';
import type { ChipOperatorState } from '../../components/Chip.js';

export type BoardOperator = Board['operators'][number];
export type BoardCampaign = Board['campaigns'][number];
export type BoardAlert = Board['alerts'][number];

export const FUNNEL_STEPS = ['attempts', 'reached', 'decisionMakers', 'warm', 'hot', 'customers'] as const;
export type FunnelStep = (typeof FUNNEL_STEPS)[number];

/** Each step is a share of this one; warm and hot both count from talks with a decision maker. */
export const FUNNEL_BASE: Record<FunnelStep, FunnelStep | null> = {
  attempts: null,
  reached: 'attempts',
  decisionMakers: 'reached',
  warm: 'decisionMakers',
  hot: 'decisionMakers',
  customers: 'hot',
};

const HOUR_MS = 3_600_000;
/** Abandoned calls over this share of live answers are the limit most regulators name. */
export const ABANDONED_LIMIT = 0.03;
/** A lunch is half an hour; wrapping up is seldom three minutes. Longer is shown, not punished. */
export const LONG_PAUSE_MS = 30 * 60_000;
export const LONG_WRAP_UP_MS = 3 * 60_000;

/** The board of one campaign: its own funnel and queue, and the people who work in it now. */
export function boardOf(board: Board, campaignId: string | undefined): Board {
  const campaign = board.campaigns.find(({ id }) => id === campaignId);
  if (!campaign) return board;
  return {
    ...board,
    funnel: campaign.funnel,
    abandoned: campaign.abandoned,
    callable: { ready: campaign.ready, total: campaign.total },
    operators: board.operators.filter((operator) => operator.campaignId === campaign.id),
    calls: board.calls.filter((call) => call.campaignId === campaign.id),
    campaigns: [campaign],
  };
}

/** The chip of a row: a lost line outweighs the state it was lost in. */
export function chipState(operator: Pick<BoardOperator, 'state' | 'connected'>): ChipOperatorState {
  if (operator.state === 'offline') return 'offline';
  if (!operator.connected) return 'fault';
  return operator.state === 'wrap_up' ? 'wrapup' : operator.state;
}

/** Order of the counts above the table: who talks first, who needs help last. */
export const STATE_ORDER = [
  'talking',
  'dialing',
  'preview',
  'reserved',
  'ready',
  'wrapup',
  'paused',
  'fault',
] as const satisfies readonly ChipOperatorState[];

export function countStates(operators: readonly BoardOperator[]): { state: ChipOperatorState; count: number }[] {
  const counts = new Map<ChipOperatorState, number>();
  for (const operator of operators) counts.set(chipState(operator), (counts.get(chipState(operator)) ?? 0) + 1);
  return STATE_ORDER.flatMap((state) => {
    const count = counts.get(state) ?? 0;
    return count > 0 ? [{ state, count }] : [];
  });
}

export type OperatorOrder = 'since' | 'name' | 'attempts';

/** Those who are off the line stand last in every order. */
export function orderOperators(operators: readonly BoardOperator[], order: OperatorOrder): BoardOperator[] {
  const compare: Record<OperatorOrder, (a: BoardOperator, b: BoardOperator) => number> = {
    since: (a, b) => Date.parse(a.since) - Date.parse(b.since),
    name: (a, b) => a.name.localeCompare(b.name, 'ru'),
    attempts: (a, b) => b.funnel.attempts - a.funnel.attempts,
  };
  const off = (operator: BoardOperator): number => (operator.state === 'offline' ? 1 : 0);
  return [...operators].sort((a, b) => off(a) - off(b) || compare[order](a, b) || a.id.localeCompare(b.id));
}

export function spanTone(operator: BoardOperator, nowMs: number): 'bad' | 'warn' | undefined {
  const spanMs = nowMs - Date.parse(operator.since);
  const state = chipState(operator);
  if (state === 'fault') return 'bad';
  if (state === 'paused' && spanMs > LONG_PAUSE_MS) return 'bad';
  if (state === 'wrapup' && spanMs > LONG_WRAP_UP_MS) return 'warn';
  return undefined;
}

/** Talks with a decision maker per hour of the last hour, or of the day so far while it is younger. Null in its first minutes. */
export function talksPerHour(board: Board): number | null {
  const dayMs = Date.parse(board.now) - Date.parse(board.dayStartedAt);
  const spanMs = Math.min(HOUR_MS, dayMs);
  if (spanMs < HOUR_MS / 12) return null;
  return Math.round((sum(board.minutes.map((minute) => minute.decisionMakers)) * HOUR_MS) / spanMs);
}

/** How long the leads that may be called now last at the pace of the last hour, ms. Null while the pace says too little. */
export function lastsMs(board: Board): number | null {
  const dials = sum(board.minutes.map((minute) => minute.attempts));
  return dials < 30 ? null : (board.callable.ready / dials) * HOUR_MS;
}

/** How many more abandoned calls fit under the limit; negative when it is passed. */
export function abandonedLeft({ numerator, denominator }: Board['abandoned']): number {
  return Math.floor(denominator * ABANDONED_LIMIT) - numerator;
}

export const stepShare = (funnel: Funnel, step: FunnelStep): { part: number; whole: number } | null => {
  const base = FUNNEL_BASE[step];
  return base === null ? null : { part: funnel[step], whole: funnel[base] };
};

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
