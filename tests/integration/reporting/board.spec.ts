import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { performance } from 'node:perf_hooks';
import { type Board, boardSchema } from '../../../contracts/src/index.js';
import { uuidv7 } from '../../../backend/src/kernel/ids.js';
import { before, DAY, HOUR, openOffice, type Office, ReportingDesk } from './reporting-desk.js';

const MINUTE = 60_000;
let desk: ReportingDesk;
let office: Office;
let opened: Awaited<ReturnType<typeof openOffice>>;

beforeAll(async () => {
  opened = await openOffice();
  ({ desk, office } = opened);
  await desk.tell('campaign.created', {}, { campaignId: office.campaignId });
});
afterAll(() => opened.close());

async function turn(from: string, to: string, reason?: string, operatorId = office.operatorId): Promise<void> {
  const about = { operatorId, campaignId: office.campaignId };
  await desk.tell('operator.state_changed', { from, to, reason, version: 1 }, about);
}

async function openConsole(name: string): Promise<string> {
  const operatorId = await desk.person('operator', name);
  await comeOnLine(operatorId);
  return operatorId;
}

const comeOnLine = (operatorId: string) =>
  desk.transaction.rows(
    `INSERT INTO operator_states (operator_id, state, pause_reason, since, connected) VALUES ($1, 'paused', 'signed_in', $2, true)`,
    [operatorId, desk.clock.now()],
  );

/** A call from the dial to its result. */
async function call(lead: { leadId: string; phoneId: string }, operatorId = office.operatorId): Promise<string> {
  const attemptId = uuidv7();
  const about = { operatorId, campaignId: office.campaignId, leadId: lead.leadId, attemptId };
  await desk.tell('call.dial_requested', { provider: 'simulator' }, about);
  desk.pass(10_000);
  await desk.tell('call.answered', {}, about);
  await desk.tell('call.connected', {}, about);
  desk.pass(2 * MINUTE);
  await desk.tell('call.ended', { cause: 'completed', talkMs: 2 * MINUTE }, about);
  await desk.tell('attempt.result_recorded', { code: 'interested', reached: true, decisionMaker: true }, about);
  return attemptId;
}

async function shown(of = desk): Promise<Board> {
  await of.settled();
  return boardSchema.parse(of.board.snapshot());
}

/** Queues and waiting leads are counted once a second at most, while somebody watches: a telling that follows the count has them. */
async function shownOnce(isWanted: (board: Board) => boolean, of = desk): Promise<Board> {
  let heard: () => void = () => undefined;
  of.board.onChange(() => heard());
  for (;;) {
    const next = new Promise<void>((resolve) => (heard = resolve));
    const board = await shown(of);
    if (isWanted(board)) {
      return board;
    }
    await next;
  }
}

/** What does not depend on when it is looked at by whom. */
const picture = ({
  position,
  funnel,
  minutes,
  abandoned,
  operatorWait,
  operators,
  calls,
  campaigns,
  alerts,
}: Board) => ({
  ...{ position, funnel, minutes, abandoned, operatorWait, operators, calls, campaigns, alerts },
});

describe('the live board', () => {
  it('follows the log: states, calls, counts of the day', async () => {
    await comeOnLine(office.operatorId);
    await turn('offline', 'paused', 'signed_in');
    desk.pass(MINUTE);
    await turn('paused', 'ready');
    desk.pass(7_000);
    await turn('ready', 'preview');
    const lead = await desk.lead(office);
    const attemptId = await call(lead);
    const moved = {
      fromTemperature: 'cold',
      toTemperature: 'hot',
      fromStage: 'open',
      toStage: 'open',
      reason: 'interested',
    };
    await desk.tell('lead.moved', moved, { ...office, leadId: lead.leadId, attemptId });
    await desk.transaction.rows(
      `INSERT INTO queue_entries (campaign_id, lead_id, state, reason, updated_at) VALUES ($1, $2, 'finished', 'done', $3)`,
      [office.campaignId, lead.leadId, desk.clock.now()],
    );
    await desk.tell('queue.filled', { added: 1 }, { campaignId: office.campaignId });

    const board = await shownOnce(({ campaigns }) => campaigns[0]?.total === 1);
    expect(board.funnel).toEqual({ attempts: 1, reached: 1, decisionMakers: 1, warm: 0, hot: 1, customers: 0 });
    expect(board.abandoned).toEqual({ numerator: 0, denominator: 1 });
    expect(board.operatorWait).toEqual({ medianSeconds: 7, p90Seconds: 7, count: 1 });
    expect(board.calls).toEqual([]);
    expect(board.operators).toMatchObject([
      { name: 'Anna Ivanova', state: 'preview', connected: true, occupancy: { busySeconds: 130, totalSeconds: 197 } },
    ]);
    expect(board.campaigns).toMatchObject([{ name: 'Spring', operators: 1, ready: 0, total: 1, funnel: board.funnel }]);
    expect(board.dayStartedAt).toBe('2026-03-17T21:00:00.000Z');
  });

  it('counts a corrected result by the effect it has in the database', async () => {
    const attemptId = await call(await desk.lead(office));
    const about = { operatorId: office.operatorId, campaignId: office.campaignId, attemptId };
    await desk.tell('attempt.result_corrected', { from: 'interested', to: 'secretary' }, about);
    expect((await shown()).funnel).toMatchObject({ attempts: 2, reached: 2, decisionMakers: 1 });
    await desk.transaction.rows(
      `INSERT INTO campaign_dispositions (campaign_id, disposition_code, effect) VALUES ($1, 'secretary', '{"reached": false, "decisionMaker": false}')`,
      [office.campaignId],
    );
    await desk.tell('campaign.changed', { fields: ['dispositions'] }, { campaignId: office.campaignId });
    await desk.settled();
    await desk.tell('attempt.result_corrected', { from: 'interested', to: 'secretary' }, about);
    expect((await shown()).funnel).toMatchObject({ attempts: 2, reached: 1, decisionMakers: 1 });
  });

  it('stands in a second process where it stands in the first, with what lasts since before midnight', async () => {
    const boris = await openConsole('Boris Brown');
    await turn('offline', 'paused', 'lunch', boris);
    const lead = await desk.lead(office);
    const attemptId = uuidv7();
    await desk.insert('attempts', {
      ...{
        id: attemptId,
        campaign_id: office.campaignId,
        lead_id: lead.leadId,
        phone_id: lead.phoneId,
        operator_id: boris,
      },
      ...{
        number_key: Buffer.alloc(16),
        call_script_version_id: office.versionId,
        state: 'dialing',
        provider: 'simulator',
      },
      ...{ planned_at: desk.clock.now() },
    });
    const about = { operatorId: boris, campaignId: office.campaignId, leadId: lead.leadId, attemptId };
    await desk.tell('call.dial_requested', { provider: 'simulator' }, about);
    await desk.tell('call.dialing', {}, about);
    await shown();
    desk.pass(DAY);
    await turn('paused', 'ready');

    await desk.tell('lead.changed', { fields: ['temperature'] }, { leadId: lead.leadId });
    const isCounted = ({ campaigns, alerts }: Board) => campaigns[0]?.total === 1 && alerts[0]?.params['count'] === 3;
    const live = await shownOnce(isCounted);
    const fresh = await ReportingDesk.open({ databaseUrl: opened.database.url, now: desk.clock.now() });
    try {
      expect(picture(await shownOnce(isCounted, fresh))).toEqual(picture(live));
    } finally {
      await fresh.close();
    }
    expect(live.funnel.attempts).toBe(0);
    expect(live.calls).toMatchObject([{ attemptId, state: 'dialing' }]);
    expect(live.operators.map(({ name, state }) => [name, state])).toEqual([
      ['Anna Ivanova', 'ready'],
      ['Boris Brown', 'paused'],
    ]);
    expect(live.alerts.map(({ code }) => code)).toEqual(['handover_waiting', 'long_pause']);
  });

  it('warns of a lost line and of hot leads that nobody accepts', async () => {
    const clara = await openConsole('Clara Stone');
    await turn('ready', 'talking', undefined, clara);
    await desk.transaction.rows('UPDATE operator_states SET connected = false WHERE operator_id = $1', [clara]);
    await desk.tell('operator.vanished', {}, { operatorId: clara });
    await desk.lead(office, { temperature_at: before(26 * HOUR, desk.clock.now()) });
    await desk.tell('lead.changed', { fields: ['temperature'] });
    const board = await shownOnce(({ alerts }) => alerts.some(({ code }) => code === 'handover_waiting'));
    expect(board.alerts).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ code: 'connection_lost', params: { operatorId: clara, state: 'talking' } }),
        expect.objectContaining({ code: 'handover_waiting', severity: 'warning' }),
      ]),
    );
  });

  it('tells of changes four times a second at most, however much happens', async () => {
    await desk.settled();
    const told: number[] = [];
    desk.board.onChange(() => told.push(performance.now()));
    const startedAt = performance.now();
    while (performance.now() - startedAt < 1_100) {
      await turn('ready', 'ready');
    }
    expect(told.length).toBeGreaterThanOrEqual(2);
    expect(told.length).toBeLessThanOrEqual(6);
  });

  it('tells nothing while nobody watches', async () => {
    await desk.settled();
    let told = 0;
    desk.board.onChange(
      () => (told += 1),
      () => false,
    );
    await turn('ready', 'ready');
    await desk.settled();
    expect(told).toBe(0);
  });
});
