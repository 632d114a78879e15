import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { ImportRow, LeadList, Page } from '@warmline/contracts';
import { ListDesk } from './list-desk.js';

const CSV = { kind: 'csv', charset: 'utf-8', delimiter: ';', header: true } as const;

let desk: ListDesk;

beforeAll(async () => {
  desk = await ListDesk.open();
}, 30_000);
afterAll(() => desk.close());

it('rows that load without a complete legal source are shown and can be taken away, until it is completed', async () => {
  const upload = await desk.upload('Название;Телефон\nКлён;210-51-01\nКлён;210-51-01\nЯсень;12\n');
  const list = await desk.newList('Без основания');
  const judged = await desk.judge(list, { fileId: upload.fileId, format: CSV, mapping: ['name', 'phone'] });
  const rows = async () => {
    const path = `/api/imports/${judged.id}/rows?verdict=legal_source_missing`;
    const page = await desk.http.get<Page<ImportRow>>(path);
    return page.items.map(({ rowNumber, verdict }) => [rowNumber, verdict]);
  };
  const file = () =>
    desk.http.get<Buffer>(`/api/imports/${judged.id}/rejected.csv?lang=en&verdict=legal_source_missing`);
  expect(await rows()).toEqual([
    [2, 'added'],
    [3, 'duplicate_in_file'],
  ]);
  const reason = 'legal_source_missing;Loaded, not to be called: the legal source of the list is incomplete';
  expect(
    String(await file())
      .trim()
      .split(/\r?\n/),
  ).toEqual(['Название;Телефон;_row;_code;_reason', `Клён;210-51-01;2;${reason}`, `Клён;210-51-01;3;${reason}`]);
  await desk.http.post(`/api/imports/${judged.id}/commit`);
  await desk.finished(judged.id);
  expect((await rows()).map(([number]) => number)).toEqual([2, 3]);

  const { version } = await desk.http.get<LeadList>(`/api/lists/${list.id}`);
  const facts = { register_name: '2ГИС', collected_from: '2026-01-10', license: 'договор 5', company_only: true };
  const legalSource = { kind: 'collected_open_data', facts, confirmed: true };
  const changed = await desk.http.patch<LeadList>(`/api/lists/${list.id}`, { version, legalSource });
  expect(changed.legalSource.missing).toEqual([]);
  expect(await rows()).toEqual([]);
});
