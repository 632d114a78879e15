import type { EventType, FeedEvent } from '@warmline/contracts';
import { foldBoard, type ResultCounts } from './board.fold.rules.js';
import { type BoardState, emptyBoard } from './board.state.rules.js';

/* A day at the board, told as events. */

export const ZONE = 'Europe/Moscow';
export const MORNING = Date.parse('2026-03-18T06:00:00Z');
export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const MIDNIGHT = Date.parse('2026-03-18T21:00:00Z');

export const COUNTS: ResultCounts = (campaignId, code) =>
  campaignId === '2' && code === 'interested'
    ? { reached: true, decisionMaker: false }
    : {
        interested: { reached: true, decisionMaker: true },
        secretary: { reached: true, decisionMaker: false },
        busy: { reached: false, decisionMaker: false },
      }[code];

export interface Told {
  at: number;
  type: EventType;
  payload?: Record<string, unknown>;
  operatorId?: string | null;
  campaignId?: string | null;
  leadId?: string | null;
  attemptId?: string | null;
}

export const feed = (told: Told[]): FeedEvent[] =>
  told.map(({ at, type, payload = {}, ...subjects }, index) => ({
    position: index + 1,
    type,
    at: new Date(at).toISOString(),
    clientId: '1',
    campaignId: '1',
    leadId: null,
    operatorId: null,
    attemptId: null,
    payload,
    ...subjects,
  }));

export const fold = (told: Told[], from = MORNING): BoardState =>
  foldBoard(emptyBoard(ZONE, from, 0), feed(told), COUNTS);

export const ATTEMPT = 'a1';
export const about = { attemptId: ATTEMPT, operatorId: '7', leadId: '5' };
export const dial = (at: number, more: Partial<Told> = {}): Told => ({
  at,
  type: 'call.dial_requested',
  payload: { provider: 'simulator' },
  ...about,
  ...more,
});
export const result = (at: number, reached: boolean, decisionMaker: boolean, more: Partial<Told> = {}): Told => ({
  at,
  type: 'attempt.result_recorded',
  payload: { code: 'interested', reached, decisionMaker },
  ...about,
  ...more,
});
export const correct = (at: number, to: string, more: Partial<Told> = {}): Told => ({
  at,
  type: 'attempt.result_corrected',
  payload: { from: 'interested', to },
  ...about,
  ...more,
});
export const move = (at: number, [from, to]: [string, string], more: Partial<Told> = {}): Told => {
  const [fromTemperature = '', fromStage = 'open'] = from.split('/');
  const [toTemperature = '', toStage = 'open'] = to.split('/');
  const payload = { fromTemperature, fromStage, toTemperature, toStage, reason: 'result', ...more.payload };
  return { at, type: 'lead.moved', ...about, ...more, payload };
};
export const turn = (at: number, from: string, to: string, more: Partial<Told> = {}): Told => ({
  at,
  type: 'operator.state_changed',
  operatorId: '7',
  ...more,
  payload: { from, to, version: 1, ...more.payload },
});
