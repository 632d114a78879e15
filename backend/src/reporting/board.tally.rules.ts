import type { Funnel } from '@warmline/contracts';

/** What is counted, for the whole floor, a campaign or an operator: the funnel, and the calls lost among the live answers. */
export interface Tally extends Readonly<Funnel> {
  /** Answered by a live person: reached an operator, or was lost before. */
  readonly liveAnswers: number;
  /** Of the live answers those that met nobody. */
  readonly abandoned: number;
}

export const NO_TALLY: Tally = {
  attempts: 0,
  reached: 0,
  decisionMakers: 0,
  warm: 0,
  hot: 0,
  customers: 0,
  liveAnswers: 0,
  abandoned: 0,
};

export type TallyChange = Partial<Tally>;

export function addTally(tally: Tally, change: TallyChange): Tally {
  const sum = { ...tally };
  for (const key of Object.keys(change) as (keyof Tally)[]) sum[key] += change[key] ?? 0;
  return sum;
}

export function funnelOf(tally: Tally): Funnel {
  const { attempts, reached, decisionMakers, warm, hot, customers } = tally;
  return { attempts, reached, decisionMakers, warm, hot, customers };
}

/** An attempt that was dialled, as far as the board counts it. Instants in ms. */
export interface BoardAttempt {
  readonly operatorId: string | null;
  readonly campaignId: string | null;
  readonly dialledAt: number;
  readonly connectedAt: number | null;
  readonly abandoned: boolean;
  /** A machine took the call, whoever was put through to it. */
  readonly machine: boolean;
  readonly reached: boolean;
  readonly decisionMaker: boolean;
  /** Dialled on the board's day. Yesterday's last hour is kept for the minutes alone. */
  readonly today: boolean;
}

/** What the attempt adds to each tally it belongs to. */
export function contributionOf(attempt: BoardAttempt | undefined): TallyChange {
  if (attempt === undefined || !attempt.today) return {};
  const live = !attempt.machine && (attempt.connectedAt !== null || attempt.abandoned);
  return {
    attempts: 1,
    reached: Number(attempt.reached),
    decisionMakers: Number(attempt.decisionMaker),
    liveAnswers: Number(live),
    abandoned: Number(live && attempt.abandoned),
  };
}

export function difference(after: TallyChange, before: TallyChange): TallyChange {
  const change: { -readonly [Key in keyof Tally]?: number } = { ...after };
  for (const key of Object.keys(before) as (keyof Tally)[]) change[key] = (change[key] ?? 0) - (before[key] ?? 0);
  return change;
}

/** Levels a lead can come to; each is counted once a day, for whoever brought it there first. */
export const LEAD_LEVELS = ['warm', 'hot', 'customers'] as const;
export type LeadLevel = (typeof LEAD_LEVELS)[number];

export interface Credit {
  readonly operatorId: string | null;
  readonly campaignId: string | null;
}

/** Where a lead stands. */
export interface LeadStanding {
  readonly temperature: string;
  readonly stage: string;
}

export interface LeadDay {
  /** Before its first move of the day. */
  readonly began: LeadStanding;
  readonly credits: Partial<Readonly<Record<LeadLevel, Credit>>>;
}

/** The levels a move comes to: cold -> warm, anything -> hot, anything -> customer. Cooling down comes to none. */
export function levelsOf(from: LeadStanding, to: LeadStanding): LeadLevel[] {
  const levels: LeadLevel[] = [];
  if (from.temperature === 'cold' && to.temperature === 'warm') levels.push('warm');
  if (from.temperature !== 'hot' && to.temperature === 'hot') levels.push('hot');
  if (from.stage !== 'customer' && to.stage === 'customer') levels.push('customers');
  return levels;
}

/** Levels that a lead which stands here after a corrected mistake never came to. */
export function levelsAbove(standing: LeadStanding): LeadLevel[] {
  return LEAD_LEVELS.filter((level) => {
    switch (level) {
      case 'warm':
        return standing.temperature === 'cold';
      case 'hot':
        return standing.temperature !== 'hot';
      case 'customers':
        return standing.stage !== 'customer';
    }
  });
}
