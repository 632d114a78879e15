import * as library from '@e965/xlsx';
import { describe, expect, it } from '@jest/globals';
import type { Page, Suppression } from '@warmline/contracts';
import { LoadDesk } from './load-desk.js';

const loads = LoadDesk.ofSuite();

const workbook = (cells: (string | number)[]): Buffer => {
  const book = library.utils.book_new();
  library.utils.book_append_sheet(book, library.utils.aoa_to_sheet(cells.map((cell) => [cell])), 'Стоп');
  return library.write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer;
};

const counts = (of: object) => ({ counts: expect.objectContaining(of) as object });

describe('a file of numbers', () => {
  it('of one column without a header is read in every writing of them, each number once', async () => {
    const load = await loads.judge('9161110001\n8 (916) 111-00-02\n+7 916 111 00 03\n79161110001\nне номер\n\n');
    expect(load).toMatchObject({
      state: 'review',
      added: 0,
      ...counts({
        rows: 5,
        readable: 4,
        unreadable: 1,
        numbers: 3,
        repeated: 1,
        alreadyStopped: 0,
        fresh: 3,
        leads: 0,
      }),
    });
    expect((await loads.search('8 916 111-00-01')).stopped).toBe(false);
    const { status, body } = await loads.desk.http.request<string>({
      method: 'GET',
      path: `/api/suppression-loads/${load.id}/unreadable.csv?lang=ru`,
    });
    expect([status, String(body)]).toEqual([
      200,
      expect.stringContaining('не номер;5;phone_invalid;Номер не распознан'),
    ]);
    expect(await loads.commit(load)).toMatchObject({ state: 'done', added: 3 });
    expect(await loads.live('89161110003')).toMatchObject([{ source: 'file', kind: 'opt_out', fileName: 'стоп.csv' }]);
    expect(await loads.tables()).toBe(0);
  });

  it('of several columns gives the numbers of each, and leaves INN and dates alone', async () => {
    const csv =
      'ИНН,Название,Тел 1,Тел 2,Дата\n7707083893,Сбыт,9162220001,"8-916-222-00-02, 8-916-222-00-03",01.02.2026\n';
    const upload = await loads.desk.upload(csv);
    const { columns } = await loads.preview(upload);
    expect(columns.map(({ isNumber }) => isNumber)).toEqual([false, false, true, true, false]);
    expect(await loads.load(csv)).toMatchObject({ added: 3 });
  });

  it('may be a workbook, of numbers as numbers', async () => {
    expect(await loads.load(workbook(['Телефон', 79163330001, '8 916 333-00-02', 9163330003]))).toMatchObject({
      state: 'done',
      ...counts({ rows: 3, readable: 3, numbers: 3 }),
    });
    expect(await loads.live('+79163330003')).toHaveLength(1);
  });

  it('without a single number ends as a refusal, and leaves nothing', async () => {
    const load = await loads.judge('Телефон;Имя\nнет;Анна\n', { columns: [0] });
    expect(load).toMatchObject({ state: 'failed', error: { code: 'suppression_load.no_numbers' } });
    expect(await loads.tables()).toBe(0);
  });
});

describe('leads in the queues', () => {
  it('are counted before and stop with the yes, of the client alone where it is for a client', async () => {
    const leadId = await loads.lead('Тишина', '+7 916 444-00-01');
    const load = await loads.judge('89164440001\n89164440002\n');
    expect(load).toMatchObject(counts({ leads: 1, fresh: 2 }));
    await loads.commit(load);
    const found = await loads.search('89164440001');
    expect(found).toMatchObject({ e164: '+79164440001', stopped: true, leads: [{ id: leadId, name: 'Тишина' }] });
    expect(found.stops).toMatchObject([{ leadName: 'Тишина', byName: expect.any(String) as unknown }]);
  });
});

describe('an undo', () => {
  it('lifts what the load stopped and leaves what others stop, before it and after', async () => {
    await loads.refused('/api/suppressions/batch', { numbers: '89165550001', reason: 'просил сам' });
    const first = await loads.load('89165550001\n89165550002\n89165550003\n89165550004\n');
    expect(first).toMatchObject({ added: 4, ...counts({ alreadyStopped: 1 }) });
    const second = await loads.load('89165550002\n');
    expect(second).toMatchObject({ added: 1, ...counts({ alreadyStopped: 1, fresh: 0 }) });
    // One of them says no meanwhile.
    await loads.refused('/api/suppressions', { e164: '+79165550003' });
    expect(await loads.undo(first)).toMatchObject({ state: 'undone', lifted: 4, undoReason: 'не тот файл' });
    const stopped = await Promise.all(
      ['1', '2', '3', '4'].map(async (last) => (await loads.search(`8916555000${last}`)).stopped),
    );
    expect(stopped).toEqual([true, true, true, false]);
    const [lifted] = (await loads.search('89165550004')).stops;
    expect(lifted).toMatchObject({ liftedReason: 'не тот файл', liftedByName: expect.any(String) as unknown });
    expect(await loads.load('89165550004\n')).toMatchObject({ added: 1 });
    expect((await loads.refused(`/api/suppression-loads/${first.id}/undo`, { reason: 'ещё раз' })).body.code).toBe(
      'suppression_load.wrong_state',
    );
  });

  it('of one load beside another load of the same numbers at once leaves the other whole', async () => {
    const numbers = Array.from({ length: 3_000 }, (_, n) => `8916${6_000_000 + n}`).join('\n');
    const [one, two] = await Promise.all([loads.load(numbers), loads.load(numbers)]);
    expect([one.added, two.added]).toEqual([3_000, 3_000]);
    await loads.undo(one);
    expect(await loads.desk.count('suppressions WHERE load_id = $1 AND lifted_at IS NULL', two.id)).toBe(3_000);
  });
});

describe('a register', () => {
  const register = { kind: 'register', register: { name: 'TPS', date: '2026-01-05', maxAgeDays: 28 } } as const;

  it('needs its name and date, says when it is out of date, and stays in force', async () => {
    const refused = await loads.refused('/api/suppression-loads', {
      fileId: '1',
      format: { kind: 'csv', charset: 'utf-8', delimiter: ';', header: false },
      columns: [0],
      kind: 'register',
    });
    expect(refused.status).toBe(400);
    const load = await loads.load('89167770001\n89167770002\n', register);
    expect(load).toMatchObject({ register: { name: 'TPS', freshUntil: '2026-02-02' }, isStale: true, state: 'done' });
    expect((await loads.search('89167770001')).stopped).toBe(true);
  });

  it('cannot be lifted number by number, with another stop beside it or not', async () => {
    const [stop] = await loads.live('89167770001');
    const reason = 'ошибка';
    const lift = (body: object) => loads.refused('/api/suppressions/lift', { reason, ...body });
    expect((await lift({ ids: [stop?.id] })).body.code).toBe('suppression.of_register');
    expect((await lift({ number: '89167770001' })).body.code).toBe('suppression.of_register');
    await loads.refused('/api/suppressions', { e164: '+79167770002' });
    expect((await lift({ number: '89167770002' })).body).toEqual({ lifted: 1 });
    expect((await loads.search('89167770002')).stopped).toBe(true);
  });
});

describe('an exclusion', () => {
  it('has a last day, and a refusal has none', async () => {
    const until = { kind: 'open_deal', expiresOn: '2099-01-01' } as const;
    await loads.load('89168880001\n', until);
    expect(await loads.live('89168880001')).toMatchObject([{ expiresOn: '2099-01-01', kind: 'open_deal' }]);
    const body = { numbers: '89168880002', reason: 'сделка', ...until };
    expect((await loads.refused('/api/suppressions/batch', { ...body, kind: 'opt_out' })).status).toBe(400);
    expect((await loads.refused('/api/suppressions/batch', { ...body, expiresOn: '2020-01-01' })).body.code).toBe(
      'suppression.expired_already',
    );
  });
});

describe('the page', () => {
  it('keeps what people stopped apart from what files brought, and from what was lifted', async () => {
    const page = (filter: string) =>
      loads.desk.http.get<Page<Suppression>>(`/api/suppressions?filter=${filter}&limit=500`);
    const sources = async (filter: string) => new Set((await page(filter)).items.map(({ source }) => source));
    expect(await sources('own')).toEqual(new Set(['hand']));
    expect(await sources('file')).toEqual(new Set(['file']));
    expect((await page('lifted')).items.every(({ liftedAt }) => liftedAt !== null)).toBe(true);
  });

  it('adds typed numbers, says which lines it cannot read, and lifts with a reason so that they can be stopped again', async () => {
    const add = (numbers: string) =>
      loads.refused('/api/suppressions/batch', { numbers, kind: 'complaint', reason: 'жалоба от 3 марта' });
    expect((await add('8 916 999-00-01\n89169990002; +7(916)9990001\nпозвонить Ивану')).body).toEqual({
      added: 2,
      alreadyStopped: 0,
      unreadable: ['позвонить Ивану'],
    });
    const [stop] = await loads.live('89169990001');
    const lift = () => loads.refused('/api/suppressions/lift', { ids: [stop?.id], reason: 'просил вернуть' });
    expect((await lift()).body).toEqual({ lifted: 1 });
    expect((await lift()).body.code).toBe('suppression.lifted_already');
    expect((await add('89169990001')).body).toMatchObject({ added: 1 });
    expect((await loads.search('89169990001')).stops).toMatchObject([
      { liftedAt: null },
      { liftedReason: 'просил вернуть' },
    ]);
    expect((await loads.refused('/api/suppressions/lift', { ids: ['999999999'], reason: 'нет' })).body.code).toBe(
      'record.not_found',
    );
  });

  it('writes numbers out while a lead has them, and every export into the log', async () => {
    const { status, body } = await loads.desk.http.request<string>({
      method: 'GET',
      path: '/api/exports/stops.csv?filter=all&lang=ru',
    });
    expect(status).toBe(200);
    expect(String(body)).toContain('+7 916 444-00-01');
    expect(String(body)).not.toContain('916 999-00-02');
    await loads.desk.until(
      `SELECT FROM events WHERE type = 'export.finished' AND payload ->> 'what' = 'stops' AND (payload ->> 'complete')::boolean`,
    );
  });
});
