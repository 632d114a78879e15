import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ListDesk } from '../lists/list-desk.js';
import { Updates } from './updates.js';

let desk: ListDesk;
let updates: Updates;
beforeAll(async () => {
  desk = await ListDesk.open();
  updates = new Updates(desk);
}, 30_000);
afterAll(() => desk.close());

const BY_CODE = {
  mapping: ['custom', 'city'] as ('custom' | 'city')[],
  key: { kind: 'own_id' as const, field: 'Код' },
};
/** A row for each of so many leads. */
const cities = (count: number, city: string): string =>
  `Код;Город\n${Array.from({ length: count }, (_, index) => `${index + 1};${city}\n`).join('')}`;

describe('an installation that loses its power', () => {
  it('goes on with the rest, each change once', async () => {
    const count = 6_000;
    await updates.numberedLeads(count);
    const run = await updates.judge(cities(count, 'Тверь'), BY_CODE);
    expect(run.counts).toMatchObject({ changes: count, facts: count });
    await desk.http.post(`/api/enrichments/${run.id}/commit`);
    await desk.until(`SELECT FROM events WHERE type = 'lead.enriched' AND payload ->> 'enrichmentId' = $1`, run.id);
    await desk.app.kill9();
    expect(await desk.count(`fact_changes WHERE enrichment_id = $1 AND state = 'planned'`, run.id)).toBeGreaterThan(0);
    await desk.app.start();
    const done = await updates.told(run.id, 'enrichment.finished');
    expect(done).toMatchObject({ state: 'done', applied: count, skipped: 0 });
    expect(await desk.count(`leads WHERE city = 'Тверь' AND version = 2`)).toBe(count);
  }, 60_000);
});
