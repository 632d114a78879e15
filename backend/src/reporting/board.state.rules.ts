import type { AttemptState, OperatorState } from '@warmline/contracts';
import {
  addTally,
  type BoardAttempt,
  type Credit,
  type LeadDay,
  NO_TALLY,
  type Tally,
  type TallyChange,
} from './board.tally.rules.js';
import { dayOf, type OrganisationDay } from '../compliance/day.rules.js';

export const MINUTE_MS = 60_000;
export const MINUTES_SHOWN = 60;

/** An operator as the log tells of him. Instants in ms. */
export interface OperatorTrack {
  readonly state: OperatorState;
  readonly pauseReason: string | null;
  readonly since: number;
  readonly campaignId: string | null;
  /** Since when his line is silent; a later change of state does not say that he is back. */
  readonly vanishedAt: number | null;
  /** Of the board's day, up to `accountedTo`: time on the line, and of it the time at work. */
  readonly onLineMs: number;
  readonly busyMs: number;
  readonly accountedTo: number;
}

export interface LiveCall {
  readonly operatorId: string;
  readonly campaignId: string;
  readonly state: AttemptState;
  readonly since: number;
}

export interface MinuteTally {
  readonly attempts: number;
  readonly decisionMakers: number;
}

/** Everything the board knows from the log. Plain data; the same events give the same state, in whatever portions they come. */
export interface BoardState {
  readonly zone: string;
  /** Of the last event folded in. */
  readonly position: number;
  readonly day: OrganisationDay;
  /** The latest instant any event told of. */
  readonly latest: number;
  readonly total: Tally;
  readonly perCampaign: ReadonlyMap<string, Tally>;
  readonly perOperator: ReadonlyMap<string, Tally>;
  /** Attempts of today and of the last hour. */
  readonly attempts: ReadonlyMap<string, BoardAttempt>;
  /** Attempts whose result was corrected today: to which. */
  readonly corrected: ReadonlyMap<string, string>;
  /** Leads that moved today. */
  readonly leads: ReadonlyMap<string, LeadDay>;
  readonly operators: ReadonlyMap<string, OperatorTrack>;
  readonly calls: ReadonlyMap<string, LiveCall>;
  /** By the minute's first instant; the last hour. */
  readonly minutes: ReadonlyMap<number, MinuteTally>;
  /** How often an operator stood ready that many whole seconds before the next call began, today. */
  readonly waits: ReadonlyMap<number, number>;
  /** Providers that are not up, and since when. */
  readonly providersDown: ReadonlyMap<string, number>;
  /** Who took more than work needs, by person and kind: the last time and how much. */
  readonly copying: ReadonlyMap<string, Copying>;
}

export interface Copying {
  readonly userId: string;
  readonly what: string;
  readonly count: number;
  readonly refused: boolean;
  readonly since: number;
}

/** A board that has seen nothing, on the day of `instant` (ms); events after `position` follow. */
export function emptyBoard(zone: string, instant: number, position: number): BoardState {
  return {
    zone,
    position,
    day: dayOf(instant, zone),
    latest: instant,
    total: NO_TALLY,
    perCampaign: new Map(),
    perOperator: new Map(),
    attempts: new Map(),
    corrected: new Map(),
    leads: new Map(),
    operators: new Map(),
    calls: new Map(),
    minutes: new Map(),
    waits: new Map(),
    providersDown: new Map(),
    copying: new Map(),
  };
}

type Writable<Type> = {
  -readonly [Key in keyof Type]: Type[Key] extends ReadonlyMap<infer K, infer V> ? Map<K, V> : Type[Key];
};
/** A state being folded: its maps are its own. */
export type Draft = Writable<BoardState>;

export function copyOf(state: BoardState): Draft {
  return {
    ...state,
    perCampaign: new Map(state.perCampaign),
    perOperator: new Map(state.perOperator),
    attempts: new Map(state.attempts),
    corrected: new Map(state.corrected),
    leads: new Map(state.leads),
    operators: new Map(state.operators),
    calls: new Map(state.calls),
    minutes: new Map(state.minutes),
    waits: new Map(state.waits),
    providersDown: new Map(state.providersDown),
    copying: new Map(state.copying),
  };
}

/* Counting */

export const talkBegan = (attempt: BoardAttempt): number => attempt.connectedAt ?? attempt.dialledAt;

export function count(draft: Draft, { operatorId, campaignId }: Credit, change: TallyChange): void {
  draft.total = addTally(draft.total, change);
  if (operatorId !== null) addTo(draft.perOperator, operatorId, change);
  if (campaignId !== null) addTo(draft.perCampaign, campaignId, change);
}

function addTo(tallies: Map<string, Tally>, id: string, change: TallyChange): void {
  tallies.set(id, addTally(tallies.get(id) ?? NO_TALLY, change));
}

export function countMinute(draft: Draft, at: number, change: Partial<MinuteTally>): void {
  const minute = minuteOf(at);
  const { attempts, decisionMakers } = draft.minutes.get(minute) ?? { attempts: 0, decisionMakers: 0 };
  draft.minutes.set(minute, {
    attempts: attempts + (change.attempts ?? 0),
    decisionMakers: decisionMakers + (change.decisionMakers ?? 0),
  });
}

export const minuteOf = (at: number): number => Math.floor(at / MINUTE_MS) * MINUTE_MS;

/** Only grows with `latest`, so when it is done does not matter: what is forgotten would be forgotten again. */
export function forgetOldMinutes(draft: Draft): void {
  for (const minute of draft.minutes.keys()) {
    if (minute < hourBefore(draft.latest)) draft.minutes.delete(minute);
  }
}

export const hourBefore = (at: number): number => minuteOf(at) - MINUTES_SHOWN * MINUTE_MS;

/* Working time */

/** At work: preparing, dialing, talking, wrapping up. */
const BUSY: Record<OperatorState, boolean> = {
  offline: false,
  paused: false,
  ready: false,
  preview: true,
  reserved: true,
  dialing: true,
  talking: true,
  wrap_up: true,
};

/** The operator's working time of the day, counted up to `until` (ms). */
export function accounted(
  track: OperatorTrack | undefined,
  until: number,
  day: OrganisationDay,
): Pick<OperatorTrack, 'onLineMs' | 'busyMs' | 'accountedTo'> {
  if (track === undefined) return { onLineMs: 0, busyMs: 0, accountedTo: until };
  const spanMs = Math.max(0, until - Math.max(track.accountedTo, day.startsAt));
  return {
    onLineMs: track.onLineMs + (track.state === 'offline' ? 0 : spanMs),
    busyMs: track.busyMs + (BUSY[track.state] ? spanMs : 0),
    accountedTo: Math.max(track.accountedTo, until),
  };
}
