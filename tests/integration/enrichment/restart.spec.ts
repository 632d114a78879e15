import { describe, expect, it } from '@jest/globals';
import { Updates } from './updates.js';

const updates = Updates.ofSuite();

const BY_CODE = {
  mapping: ['custom', 'city'] as ('custom' | 'city')[],
  key: { kind: 'own_id' as const, field: 'Код' },
};
/** A row for each of so many leads. */
const cities = (count: number, city: string): string =>
  `Код;Город\n${Array.from({ length: count }, (_, index) => `${index + 1};${city}\n`).join('')}`;

const tables = async (): Promise<object[]> =>
  (await updates.desk.db.query<object>(`SELECT FROM pg_tables WHERE schemaname = 'enrichment_staging'`)).rows;

describe('an installation that loses its power', () => {
  it('goes on with the rest, each change once', async () => {
    const count = 6_000;
    await updates.numberedLeads(count);
    const run = await updates.judge(cities(count, 'Тверь'), BY_CODE);
    expect(run.counts).toMatchObject({ changes: count, facts: count });
    await updates.desk.http.post(`/api/enrichments/${run.id}/commit`);
    await updates.desk.until(
      `SELECT FROM events WHERE type = 'lead.enriched' AND payload ->> 'enrichmentId' = $1`,
      run.id,
    );
    await updates.desk.app.kill9();
    expect(
      await updates.desk.count(`fact_changes WHERE enrichment_id = $1 AND state = 'planned'`, run.id),
    ).toBeGreaterThan(0);
    await updates.desk.app.start();
    const done = await updates.told(run.id, 'enrichment.finished');
    expect(done).toMatchObject({ state: 'done', applied: count, skipped: 0 });
    expect(await updates.desk.count(`leads WHERE city = 'Тверь' AND version = 2`)).toBe(count);
  }, 60_000);

  it('reads a file again whose judging was broken off, and judges it once', async () => {
    const count = 500;
    await updates.desk.db.query('DELETE FROM leads');
    await updates.numberedLeads(count);
    const held = await updates.desk.hold('LOCK TABLE enrichment_rows IN SHARE MODE');
    const { id } = await updates.start(cities(count, 'Клин'), BY_CODE);
    await held.awaited();
    expect(await tables()).not.toEqual([]);
    await updates.desk.app.kill9();
    await updates.desk.app.start();
    // The broken judging still waits in the database and holds the run.
    await updates.desk.waiting(`query LIKE '%UPDATE enrichments SET reading_id%'`);
    await held.release();
    const run = await updates.told(id, 'enrichment.judged');
    expect(run).toMatchObject({ state: 'review', counts: { rows: count, changes: count, facts: count } });
    expect(
      await updates.desk.count(`events WHERE type = 'enrichment.judged' AND payload ->> 'enrichmentId' = $1`, id),
    ).toBe(1);
    expect(await updates.desk.count('enrichment_rows WHERE enrichment_id = $1', id)).toBe(count);
    expect(await updates.commit(run)).toMatchObject({ state: 'done', applied: count });
    expect(await tables()).toEqual([]);
  }, 60_000);
});

describe('a reading that another process has overtaken', () => {
  it('judges nothing and leaves no table', async () => {
    // Creating its table is the first thing after it has said that it reads.
    const creating = await updates.desk.hold('LOCK TABLE pg_class IN SHARE MODE');
    const { id } = await updates.start(cities(2, 'Омск'), BY_CODE);
    await creating.awaited();
    await updates.desk.db.query(
      `UPDATE enrichments SET reading_id = NULL, state = 'review' WHERE id = $1 AND state = 'reading' AND reading_id IS NOT NULL`,
      [id],
    );
    const judging = await updates.desk.hold('SELECT FROM enrichments WHERE id = $1 FOR UPDATE', [id]);
    await creating.release();
    await judging.awaited();
    expect(await tables()).not.toEqual([]);
    await judging.release();
    await updates.desk.soon(`SELECT WHERE NOT EXISTS (SELECT FROM pg_tables WHERE schemaname = 'enrichment_staging')`);
    expect((await updates.get(id)).state).toBe('review');
    expect(await updates.desk.count('enrichment_rows WHERE enrichment_id = $1', id)).toBe(0);
    expect(
      await updates.desk.count(`events WHERE type = 'enrichment.judged' AND payload ->> 'enrichmentId' = $1`, id),
    ).toBe(0);
  });
});
