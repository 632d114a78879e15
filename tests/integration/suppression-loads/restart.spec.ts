import { describe, expect, it } from '@jest/globals';
import { LoadDesk } from './load-desk.js';

const loads = LoadDesk.ofSuite();

const file = (first: number, count: number): string =>
  Array.from({ length: count }, (_, n) => `8916${first + n}`).join('\n');

describe('an installation that loses its power', () => {
  it('in the middle of the yes has stopped nothing, and stops everything once when it is back', async () => {
    const load = await loads.judge(file(1_000_000, 5_000));
    // The last thing a load does before it commits.
    const held = await loads.desk.hold('LOCK TABLE ledger_entries IN SHARE MODE');
    await loads.desk.http.post(`/api/suppression-loads/${load.id}/commit`);
    await held.awaited();
    await loads.desk.app.kill9();
    expect(await loads.desk.count('suppressions')).toBe(0);
    await held.release();
    await loads.desk.app.start();
    expect(await loads.told(load.id, 'suppression_load.finished')).toMatchObject({ state: 'done', added: 5_000 });
    expect(await loads.desk.count('suppressions WHERE lifted_at IS NULL')).toBe(5_000);
    expect(await loads.tables()).toBe(0);
  }, 60_000);

  it('in the middle of a reading reads the file again and counts it once', async () => {
    const held = await loads.desk.hold('LOCK TABLE suppression_load_rows IN SHARE MODE');
    const upload = await loads.desk.upload(`${file(2_000_000, 500)}\nнет\n`);
    const { id } = await loads.desk.http.post<{ id: string }>('/api/suppression-loads', {
      fileId: upload.fileId,
      format: { kind: 'csv', charset: 'utf-8', delimiter: ';', header: false },
      columns: [0],
    });
    await held.awaited();
    await loads.desk.app.kill9();
    await loads.desk.app.start();
    await held.release();
    const load = await loads.told(id, 'suppression_load.judged');
    expect(load).toMatchObject({ state: 'review', counts: { rows: 501, unreadable: 1, numbers: 500 } });
    expect(await loads.desk.count('suppression_load_rows WHERE load_id = $1', id)).toBe(1);
    await loads.desk.http.post(`/api/suppression-loads/${id}/cancel`);
    expect(await loads.tables()).toBe(0);
  }, 60_000);

  it('in the middle of an undo lifts all of it once, with the reason given', async () => {
    const load = await loads.load(file(3_000_000, 2_000));
    const held = await loads.desk.hold('LOCK TABLE ledger_entries IN SHARE MODE');
    await loads.desk.http.post(`/api/suppression-loads/${load.id}/undo`, { reason: 'не тот файл' });
    await held.awaited();
    await loads.desk.app.kill9();
    await held.release();
    await loads.desk.app.start();
    expect(await loads.told(load.id, 'suppression_load.finished', 2)).toMatchObject({ state: 'undone', lifted: 2_000 });
    expect(
      await loads.desk.count(
        `suppressions WHERE load_id = $1 AND lift_reason = 'не тот файл' AND lifted_by IS NOT NULL`,
        load.id,
      ),
    ).toBe(2_000);
  }, 60_000);
});
