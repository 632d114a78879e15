import { describe, expect, it } from '@jest/globals';
import { boardSchema } from '@warmline/contracts';
import { HANDOVER_WAIT_MS } from '../calls/handover.rules.js';
import { type BoardFacts, LONG_PAUSE_MS, NO_FACTS, NOTHING_RINGS_MS } from './board.alerts.rules.js';
import { type BoardState, emptyBoard, type OperatorTrack } from './board.state.rules.js';
import { NO_TALLY } from './board.tally.rules.js';
import { presentBoard } from './board.view.rules.js';

const NOW = Date.parse('2026-03-18T09:30:15Z');
const MINUTE = 60_000;

const facts: BoardFacts = {
  ...NO_FACTS,
  people: new Map([
    ['7', { name: 'Anna Smith', training: false, connected: true }],
    ['8', { name: 'Boris Brown', training: true, connected: true }],
  ]),
  campaigns: new Map([
    ['1', { name: 'Spring', mode: 'preview', status: 'running' }],
    ['2', { name: 'Autumn', mode: 'progressive', status: 'paused' }],
    ['3', { name: 'Winter', mode: 'preview', status: 'running' }],
  ]),
  queues: new Map([
    ['1', { ready: 10, total: 50 }],
    ['3', { ready: 1, total: 5 }],
  ]),
};

const track = (change: Partial<OperatorTrack> = {}): OperatorTrack => ({
  state: 'talking',
  pauseReason: null,
  since: NOW - MINUTE,
  campaignId: '1',
  vanishedAt: null,
  onLineMs: 10 * MINUTE,
  busyMs: 2 * MINUTE,
  accountedTo: NOW - MINUTE,
  ...change,
});
const board = (change: Partial<BoardState> = {}, known: Partial<BoardFacts> = {}) =>
  presentBoard({ ...emptyBoard('Europe/Moscow', NOW, 12), ...change }, { ...facts, ...known }, NOW);
const alertsOf = (operators: Record<string, OperatorTrack>, known: Partial<BoardFacts> = {}) =>
  board({ operators: new Map(Object.entries(operators)) }, known).alerts;

describe('the board as it is shown', () => {
  it('keeps its contract, also before anything was folded or named', () => {
    expect(boardSchema.parse(board({ operators: new Map([['7', track()]]) })).position).toBe(12);
    expect(boardSchema.parse(presentBoard(emptyBoard('UTC', NOW, 0), NO_FACTS, NOW)).operators).toEqual([]);
  });

  it('tells the state and the working time of an operator up to now', () => {
    const [operator] = board({ operators: new Map([['7', track()]]) }).operators;
    expect(operator).toMatchObject({ name: 'Anna Smith', state: 'talking', connected: true });
    expect(operator?.occupancy).toEqual({ busySeconds: 180, totalSeconds: 660 });
  });

  it('leaves out who was not on the line today', () => {
    const gone = track({ state: 'offline', onLineMs: 0 });
    expect(board({ operators: new Map([['7', gone]]) }).operators).toEqual([]);
    expect(board({ operators: new Map([['7', { ...gone, onLineMs: 1000 }]]) }).operators).toHaveLength(1);
  });

  it('shows running campaigns and those that were worked in, and what can be called in the running ones', () => {
    const shown = board({
      perCampaign: new Map([['2', { ...NO_TALLY, attempts: 4 }]]),
      operators: new Map([['7', track()]]),
    });
    expect(shown.campaigns.map(({ id, operators }) => [id, operators])).toEqual([
      ['1', 1],
      ['2', 0],
      ['3', 0],
    ]);
    expect(shown.callable).toEqual({ ready: 11, total: 55 });
    expect(board().campaigns.map(({ id }) => id)).toEqual(['1', '3']);
  });

  it('draws sixty minutes, the present one last', () => {
    const minute = Date.parse('2026-03-18T09:30:00Z');
    const { minutes } = board({ minutes: new Map([[minute, { attempts: 3, decisionMakers: 1 }]]) });
    expect(minutes).toHaveLength(60);
    expect(minutes[0]).toEqual({ at: '2026-03-18T08:31:00.000Z', attempts: 0, decisionMakers: 0 });
    expect(minutes[59]).toEqual({ at: '2026-03-18T09:30:00.000Z', attempts: 3, decisionMakers: 1 });
  });

  it.each([
    [[], null, null, 0],
    [[[4, 1]], 4, 4, 1],
    [
      [
        [19, 1],
        [2, 4],
        [7, 5],
      ],
      7,
      7,
      10,
    ],
    [
      [
        [30, 2],
        [1, 8],
      ],
      1,
      30,
      10,
    ],
  ] as [[number, number][], number | null, number | null, number][])(
    'of the waits %j has the median %s and the 90th percentile %s',
    (waits, medianSeconds, p90Seconds, count) => {
      expect(board({ waits: new Map(waits) }).operatorWait).toEqual({ medianSeconds, p90Seconds, count });
    },
  );
});

describe('alerts', () => {
  it('name a pause of more than half an hour', () => {
    const paused = track({ state: 'paused', pauseReason: 'lunch', since: NOW - LONG_PAUSE_MS - 1 });
    expect(alertsOf({ 7: paused })).toMatchObject([
      { code: 'long_pause', params: { operatorId: '7', reason: 'lunch' } },
    ]);
    expect(alertsOf({ 7: { ...paused, since: NOW - LONG_PAUSE_MS } })).toEqual([]);
  });

  it('name an operator whose line is lost, since when', () => {
    const people = new Map([['7', { name: 'Anna Smith', training: false, connected: false }]]);
    const lost = track({ vanishedAt: NOW - 125_000 });
    const since = new Date(NOW - 125_000).toISOString();
    expect(alertsOf({ 7: lost }, { people })).toMatchObject([{ code: 'connection_lost', severity: 'bad', since }]);
    expect(alertsOf({ 7: { ...lost, state: 'offline' } }, { people })).toEqual([]);
  });

  it('name a campaign in which ready operators wait for long, with how many', () => {
    const idle = track({ state: 'ready', since: NOW - NOTHING_RINGS_MS - 1 });
    expect(alertsOf({ 7: idle, 8: idle })).toMatchObject([
      { code: 'nothing_rings', params: { campaignId: '1', count: 2 } },
    ]);
    expect(alertsOf({ 7: track({ state: 'ready' }) })).toEqual([]);
  });

  it('take the only running campaign where an operator is ready for all of his', () => {
    const idle = track({ state: 'ready', since: NOW - NOTHING_RINGS_MS - 1, campaignId: null });
    const campaigns = new Map([['3', { name: 'Winter', mode: 'preview' as const, status: 'running' as const }]]);
    expect(alertsOf({ 7: idle }, { campaigns })[0]?.params).toEqual({ campaignId: '3', count: 1 });
    expect(alertsOf({ 7: idle })[0]?.params).toEqual({ campaignId: null, count: 1 });
  });

  it('count the hot leads that wait for a salesperson for more than a day, since the oldest', () => {
    const oldest = NOW - 3 * HANDOVER_WAIT_MS;
    const [alert] = board({}, { waitingLeads: [oldest, NOW - HANDOVER_WAIT_MS - 1, NOW - 1000] }).alerts;
    const since = new Date(oldest).toISOString();
    expect(alert).toEqual({ code: 'handover_waiting', severity: 'warning', since, params: { count: 2 } });
  });

  it('stand in the order of their weight, then of their age', () => {
    const paused = track({ state: 'paused', pauseReason: 'lunch', since: NOW - 2 * LONG_PAUSE_MS });
    const { alerts } = board({
      operators: new Map([['7', paused]]),
      providersDown: new Map([['simulator', NOW - 1000]]),
    });
    expect(alerts.map(({ code }) => code)).toEqual(['provider_down', 'long_pause']);
  });
});
