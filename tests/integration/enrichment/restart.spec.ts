import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Enrichment } from '@warmline/contracts';
import { ListDesk } from '../lists/list-desk.js';

let desk: ListDesk;
beforeAll(async () => {
  desk = await ListDesk.open();
}, 30_000);
afterAll(() => desk.close());

const told = (type: string, id: string): Promise<void> =>
  desk.until(`SELECT FROM events WHERE type = $2 AND payload ->> 'enrichmentId' = $1`, id, type);

describe('an installation that loses its power', () => {
  it('goes on with the rest, each change once', async () => {
    const count = 6_000;
    await desk.db.query(
      `INSERT INTO leads (client_id, kind, name, custom, created_at)
       SELECT (SELECT id FROM clients WHERE is_own), 'company', 'Фирма ' || n, jsonb_build_object('Код', n::text), now() FROM generate_series(1, $1::int) n`,
      [count],
    );
    const rows = Array.from({ length: count }, (_, index) => `${index + 1};Тверь`);
    const upload = await desk.upload(`Код;Город\n${rows.join('\n')}\n`);
    const { id } = await desk.http.post<Enrichment>('/api/enrichments', {
      fileId: upload.fileId,
      format: { kind: 'csv', charset: 'utf-8', delimiter: ';', header: true },
      mapping: ['custom', 'city'],
      key: { kind: 'own_id', field: 'Код' },
    });
    await told('enrichment.judged', id);
    const run = await desk.http.get<Enrichment>(`/api/enrichments/${id}`);
    expect(run.counts).toMatchObject({ changes: count, facts: count });
    await desk.http.post(`/api/enrichments/${run.id}/commit`);
    await told('lead.enriched', run.id);
    await desk.app.kill9();
    expect(await desk.count(`fact_changes WHERE enrichment_id = $1 AND state = 'planned'`, run.id)).toBeGreaterThan(0);
    await desk.app.start();
    await told('enrichment.finished', run.id);
    const done = await desk.http.get<Enrichment>(`/api/enrichments/${run.id}`);
    expect(done).toMatchObject({ state: 'done', applied: count, skipped: 0 });
    expect(await desk.count(`leads WHERE city = 'Тверь' AND version = 2`)).toBe(count);
  }, 60_000);
});
