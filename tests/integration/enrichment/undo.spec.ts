import { describe, expect, it } from '@jest/globals';
import type { Enrichment } from '@warmline/contracts';
import { pastCall } from '../past-call.js';
import { type Order, Updates } from './updates.js';

const PORTION = 1_000;

const updates = Updates.ofSuite();

const BY_CODE: Order = { mapping: ['custom', 'city'], key: { kind: 'own_id', field: 'Код' } };

describe('an update cancelled in the middle', () => {
  it('keeps whole portions, which the undo takes back to the last one', async () => {
    const count = 5 * PORTION;
    await updates.numberedLeads(count);
    const before = await updates.picture();
    const rows = Array.from({ length: count }, (_, index) => `${index + 1};Тверь\n`);
    const run = await updates.judge(`Код;Город\n${rows.join('')}`, BY_CODE);
    const held = await updates.desk.hold(`SELECT FROM leads WHERE custom ->> 'Код' = '2500' FOR UPDATE`);
    await updates.desk.http.post(`/api/enrichments/${run.id}/commit`);
    await held.awaited();
    // The cancel waits for the portion that is being made; the next one finds it, unless it is quicker to the lock than who has waited for it.
    const cancelling = updates.desk.http.post<Enrichment>(`/api/enrichments/${run.id}/cancel`);
    await updates.desk.waiting(`query LIKE '%FROM enrichments%FOR UPDATE%'`);
    await held.release();
    await cancelling;
    const cancelled = await updates.told(run.id, 'enrichment.finished');
    const { applied } = cancelled;
    expect(cancelled).toMatchObject({ state: 'cancelled', skipped: 0 });
    expect([3 * PORTION, 4 * PORTION]).toContain(applied);
    expect(await updates.desk.count(`leads WHERE city = 'Тверь'`)).toBe(applied);
    const rest = await updates.told((await updates.again(run)).id, 'enrichment.judged');
    expect(rest).toMatchObject({
      state: 'review',
      key: BY_CODE.key,
      counts: { changes: count - applied, unchanged: applied },
    });
    expect(await updates.undo(run)).toMatchObject({ state: 'undone', undone: applied, kept: 0 });
    expect(await updates.picture()).toEqual(before);
  }, 60_000);
});

describe('the undo of an update', () => {
  const ORDER: Order = { mapping: ['inn', 'phone'], key: { kind: 'inn' }, rules: { phones: 'add' } };

  it('keeps a number that was rung since, and names it', async () => {
    const id = await updates.lead({ name: 'Рябина', inn: '7707083893' });
    const done = await updates.commit(await updates.judge('ИНН;Тел\n7707083893;"89211002031, 89211002032"\n', ORDER));
    await pastCall(updates.desk.db, '+79211002032');
    expect(await updates.undo(done)).toMatchObject({ state: 'undone', undone: 1, kept: 1 });
    expect(await updates.leftBy(done)).toEqual([{ leadId: id, leadName: 'Рябина', field: 'phone', state: 'kept' }]);
    expect((await updates.card(id)).phones).toMatchObject([{ e164: '+79211002032', state: 'active' }]);
  });

  it('that cannot be done says what is in its way, is tried again, and ends once it can', async () => {
    const id = await updates.lead({ name: 'Самшит', inn: '7736050003' });
    const done = await updates.commit(await updates.judge('ИНН;Тел\n7736050003;89211002041\n', ORDER));
    await updates.desk.refuseDeleting('phones', `OLD.e164 = '+79211002041'`);
    await updates.desk.http.post(`/api/enrichments/${done.id}/undo`);
    const failing = await updates.told(done.id, 'enrichment.failed', 2);
    expect(failing).toMatchObject({ state: 'undoing', error: { code: 'server.failed' }, undone: 0 });
    const { rows } = await updates.desk.db.query<{ wait: number }>(
      `SELECT extract(epoch FROM max(at) - min(at))::float8 AS wait FROM events WHERE type = 'enrichment.failed' AND payload ->> 'enrichmentId' = $1`,
      [done.id],
    );
    expect(rows[0]?.wait).toBeGreaterThanOrEqual(1);
    await updates.desk.allowDeleting('phones');
    const undone = await updates.told(done.id, 'enrichment.finished', 2);
    expect(undone).toMatchObject({ state: 'undone', error: null, undone: 1, kept: 0 });
    expect((await updates.card(id)).phones).toEqual([]);
  }, 30_000);
});
