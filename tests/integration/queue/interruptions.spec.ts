import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ConsoleClient } from '../../support/console-client.js';
import { Floor } from '../../support/floor.js';
import { connectSocket } from '../../support/socket-client.js';

/** Answered by a voice assistant, which picks up soonest and waits longest. */
const patientNumber = (at: number): string => `+999000001${at}09`;
let floor: Floor;

beforeAll(async () => {
  floor = await Floor.open('real');
});
afterAll(async () => {
  await floor.close();
});

const isAt =
  (state: string) =>
  (snapshot: ConsoleClient['snapshot']): boolean =>
    snapshot.state === state;

async function talk(operator: ConsoleClient): Promise<void> {
  await operator.do('operator.ready', {});
  await operator.until(isAt('preview'));
  await operator.do('attempt.dial', { attemptId: operator.attempt.id });
  await operator.until(isAt('talking'), 20_000);
}

describe('a call whose backend is killed', () => {
  it('goes on at the same step with the same seq and ends with its result', async () => {
    const operator = await floor.operator();
    await floor.campaign({
      leads: [{ name: 'Interrupted', phone: patientNumber(0) }],
      operators: [operator],
      synthetic: true,
    });
    await talk(operator);
    const attemptId = operator.attempt.id;
    const answer = (event: string, seq: number) =>
      operator.do('script.send', { attemptId, seq, event: `answer.${event}` });
    const { script: opened } = await operator.until(({ script }) => script !== null);
    await answer('through', opened?.seq ?? 0);
    const { script: before } = await operator.until(({ script }) => script?.step?.stepId === 'introduce');

    await floor.app.kill9();
    await floor.app.start();
    // The console comes back by itself, as a browser's does.
    await operator.socket.events.awaitNext('connect', () => true, 20_000);
    const { script: after } = await operator.until(({ script }) => script !== null);
    expect(after).toMatchObject({
      seq: before?.seq,
      versionNumber: before?.versionNumber,
      step: { stepId: 'introduce' },
    });
    expect(operator.state).toBe('talking');
    expect(operator.attempt).toMatchObject({ id: attemptId, state: 'connected' });

    const stale = { attemptId, seq: (before?.seq ?? 1) - 1, event: 'answer.through' };
    expect(await operator.refusal('script.send', stale)).toBe('script.seq_stale');
    await answer('not_interested', before?.seq ?? 0);
    const { script: next } = await operator.until(({ script }) => script?.step?.stepId === 'why_not');
    await answer('price', next?.seq ?? 0);
    await operator.do('call.hang_up', { attemptId });
    await operator.until(isAt('wrap_up'));
    expect(operator.snapshot.suggestedResult).toBe('refusal_price');
    await operator.do('result.save', { attemptId, dispositionCode: 'refusal_price', then: 'pause' });
    const audit = await floor.administrator.get('/api/simulation/audit');
    expect(audit).toMatchObject({
      attempts: 1,
      doubleDials: 0,
      lostDispositions: 0,
      strandedLeads: 0,
      dispositions: { refusal_price: 1 },
    });
  });
});

describe('an operator whose line dies', () => {
  it('gives the previewed lead back after the lease, and a colleague gets it', async () => {
    await floor.app.restart({ OPERATOR_LEASE_SECONDS: '1' });
    const vanishing = await floor.operator();
    const colleague = await floor.operator();
    await floor.campaign({
      leads: [{ name: 'Returned', phone: patientNumber(1) }],
      operators: [vanishing, colleague],
      synthetic: true,
    });
    const feed = await connectSocket(floor.administrator);
    await feed.send('feed.resume', { since: null });
    await vanishing.do('operator.ready', {});
    await vanishing.until(isAt('preview'));
    const { id: leadId } = vanishing.snapshot.lead ?? { id: '' };
    vanishing.close();
    const isReturn = ({ events }: { events: { type: string; leadId: string | null }[] }) =>
      events.some((event) => event.type === 'queue.entry_returned' && event.leadId === leadId);
    await feed.events.awaitNext('feed.events', isReturn, 20_000);
    feed.close();
    const [row] = await floor.rows(
      'SELECT state, attempt_id FROM operator_states WHERE operator_id = $1',
      vanishing.me.id,
    );
    expect(row).toEqual({ state: 'offline', attempt_id: null });
    await colleague.do('operator.ready', {});
    await colleague.until(({ lead }) => lead?.id === leadId);
    expect(colleague.state).toBe('preview');
  });

  it('has his call hung up and finds its wrap-up when he comes back', async () => {
    const operator = await floor.operator();
    await floor.campaign({
      leads: [{ name: 'Left alone', phone: patientNumber(2) }],
      operators: [operator],
      synthetic: true,
    });
    await talk(operator);
    const attemptId = operator.attempt.id;
    const feed = await connectSocket(floor.administrator);
    await feed.send('feed.resume', { since: null });
    operator.close();
    const isEnd = ({ events }: { events: { type: string; attemptId: string | null }[] }) =>
      events.some((event) => event.type === 'call.ended' && event.attemptId === attemptId);
    await feed.events.awaitNext('feed.events', isEnd, 20_000);
    feed.close();
    const back = await floor.reopen(operator);
    await back.until(isAt('wrap_up'));
    expect(back.attempt.id).toBe(attemptId);
    await back.do('result.save', { attemptId, dispositionCode: 'hung_up', then: 'pause' });
    expect(back.state).toBe('paused');
  });
});

it('left nothing in the backend`s log that anybody would have to look into', () => {
  expect(floor.complaints).toEqual([]);
});
