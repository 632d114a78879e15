import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import ExcelJS from 'exceljs';
import { ListDesk } from '../lists/list-desk.js';

let desk: ListDesk;

/** What a hostile list could hold: each begins a formula in some spreadsheet. */
const FORMULAS = ['=HYPERLINK("http://evil.example")', '+1+2', '-2+3', '@SUM(A1)', '\t=1', '=cmd|calc'];

beforeAll(async () => {
  desk = await ListDesk.open();
  const list = await desk.newList('=Опасная база');
  for (const [at, formula] of FORMULAS.entries()) {
    const lead = await desk.http.post<{ id: string }>('/api/leads', {
      listId: list.id,
      kind: 'company',
      name: `${formula} Вредный`,
      city: formula,
      phones: [{ number: `+7913800220${at}` }],
      contacts: [{ fullName: formula, position: formula }],
    });
    await desk.db.query('UPDATE leads SET custom = $2, site = $3 WHERE id = $1', [
      lead.id,
      { '=Поле': formula },
      formula,
    ]);
  }
  await desk.http.post('/api/leads', {
    kind: 'company',
    name: 'Мирный; "Вектор"',
    phones: [{ number: '+79138003300' }],
  });
}, 60_000);
afterAll(() => desk.close());

async function rows(path: string, delimiter: string): Promise<Record<string, string>[]> {
  const file = await desk.http.get<Buffer>(path);
  expect(file.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
  return parse(file, { bom: true, delimiter, columns: true });
}

describe('an export of leads', () => {
  it('holds what the same filter shows, with numbers as text, in the words and marks of the language', async () => {
    const russian = await rows('/api/exports/leads.csv?q=мирный&lang=ru', ';');
    expect(russian).toMatchObject([
      { Название: 'Мирный; "Вектор"', Телефон: '+7 913 800-33-00', Температура: 'Холодный' },
    ]);
    expect(russian[0]?.['Добавлен']).toMatch(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/);
    expect(await rows('/api/exports/leads.csv?q=мирный&lang=en', ',')).toMatchObject([
      { Name: 'Мирный; "Вектор"', Temperature: 'Cold' },
    ]);
    expect(await rows('/api/exports/leads.csv?temperature=hot&lang=en', ',')).toEqual([]);
  });

  it('has no cell that a spreadsheet would run, in CSV and XLSX', async () => {
    const found = parse(await desk.http.get<Buffer>('/api/exports/leads.csv?q=вредный&lang=en'), { bom: true });
    expect(found).toHaveLength(FORMULAS.length + 1);
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(
      (await desk.http.get<Buffer>('/api/exports/leads.xlsx?q=вредный&lang=en')) as unknown as ExcelJS.Buffer,
    );
    const sheet = workbook.worksheets[0]?.getSheetValues() as (unknown[] | undefined)[];
    const cells = [...found.flat(), ...sheet.flatMap((row) => row ?? [])];
    expect(cells.filter((cell) => typeof cell === 'object')).toEqual([]);
    const running = cells.filter(
      (cell) => /^[=+\-@\t\r]/.test(String(cell)) && !/^\+[0-9][0-9 -]+$/.test(String(cell)),
    );
    expect(running).toEqual([]);
  });

  it('is written down with who, how many and by which filter, and without what was typed', async () => {
    await desk.http.get('/api/exports/leads.csv?q=79138003300&stage=open');
    const event = await desk.db.query(
      `SELECT e.payload, u.login FROM events e JOIN users u ON u.id = e.actor_id WHERE e.type = 'export.finished' ORDER BY e.id DESC LIMIT 1`,
    );
    expect(event.rows[0]).toMatchObject({
      payload: { what: 'leads', format: 'csv', rows: 1, complete: true, filter: { q: '*', stage: 'open' } },
    });
    expect(JSON.stringify(event.rows[0])).not.toContain('3300');
  });
});

describe('an export of lists and results', () => {
  it('holds every list of the page', async () => {
    expect(await rows('/api/exports/lists.csv?lang=en', ',')).toMatchObject([
      { List: "'=Опасная база", Leads: String(FORMULAS.length), Archived: 'no' },
    ]);
    expect(await rows('/api/exports/lists.csv?lang=en&archived=true', ',')).toEqual([]);
  });

  it('holds the lists that were searched and filtered for, in the order of the page', async () => {
    const facts = { register_name: 'Реестр', collected_from: '2026-01-10', license: 'договор 5', company_only: true };
    const complete = { kind: 'collected_open_data', facts, confirmed: true };
    for (const [name, legalSource] of [
      ['Клиники Юга', complete],
      ['Аптеки 100%', { kind: 'unknown_legacy' }],
    ] as const) {
      await desk.http.post('/api/lists', { name, audience: 'b2b', legalSource });
    }
    const names = async (query: string) =>
      (await rows(`/api/exports/lists.csv?lang=en&${query}`, ',')).map((row) => row['List']);
    expect(await names(`q=${encodeURIComponent('КЛИНИК')}`)).toEqual(['Клиники Юга']);
    expect(await names(`q=${encodeURIComponent('100%')}`)).toEqual(['Аптеки 100%']);
    expect(await names('legalIncomplete=true')).not.toContain('Клиники Юга');
    expect(await names('zoneUnknown=true')).not.toContain('Аптеки 100%');
    expect((await names('sort=name')).slice(-2)).toEqual(['Аптеки 100%', 'Клиники Юга']);
    expect((await names('')).slice(0, 2)).toEqual(['Аптеки 100%', 'Клиники Юга']);
  });

  it('of results has its titles when there is none yet', async () => {
    const file = await desk.http.get<Buffer>('/api/exports/results.csv?lang=en&from=2026-01-01&to=2026-12-31');
    expect(file.toString('utf8')).toContain('Call,Lead,City,Phone,Campaign,Operator,Result');
  });
});
