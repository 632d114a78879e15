import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Import } from '@warmline/contracts';
import { ListDesk } from './list-desk.js';

const CSV = { kind: 'csv', charset: 'utf-8', delimiter: ';', header: true } as const;
const ROWS = 15_000;

let desk: ListDesk;

beforeAll(async () => {
  desk = await ListDesk.open({ UPLOAD_MAX_MB: '1' });
}, 30_000);
afterAll(() => desk.close());

function manyRows(): string {
  const rows = Array.from({ length: ROWS }, (_, index) => `Фирма ${index};+7921${1_000_000 + index};${index}`);
  return `Название;Телефон;Мест\n${rows.join('\n')}\n`;
}

describe('an installation that loses its power', () => {
  it('finishes the import by itself after the restart, each row once', async () => {
    const upload = await desk.upload(manyRows());
    const list = await desk.newList('Обрыв');
    const started = await desk.http.post<Import>(`/api/lists/${list.id}/imports`, {
      fileId: upload.fileId,
      format: CSV,
      mapping: ['name', 'phone', 'custom'],
    });
    await desk.until(`SELECT FROM events WHERE type = 'import.progressed' AND payload ->> 'importId' = $1`, started.id);
    await desk.app.kill9();
    expect(await desk.count('leads')).toBe(0);
    await desk.app.start();
    const judged = await desk.judged(started.id);
    expect([judged.state, judged.counts?.added, await desk.count('leads')]).toEqual(['review', ROWS, 0]);
    await desk.http.post(`/api/imports/${started.id}/commit`);
    const done = await desk.finished(started.id);
    expect(done.state).toBe('done');
    expect(done.counts).toMatchObject({ rows: ROWS, added: ROWS, leadsCreated: ROWS });
    expect(await desk.count('leads')).toBe(ROWS);
    expect(await desk.count('import_verdicts WHERE import_id = $1', started.id)).toBe(ROWS);
    expect(await desk.count(`events WHERE type = 'import.finished'`)).toBe(1);
  }, 60_000);
});

describe('a file beyond the limit', () => {
  it('is refused and leaves nothing', async () => {
    const files = await desk.count('files');
    const reply = await desk.tryUpload('x'.repeat(1024 * 1024 + 1));
    expect([reply.status, reply.body.code]).toEqual([413, 'file.too_large']);
    expect(await desk.count('files')).toBe(files);
  });
});
