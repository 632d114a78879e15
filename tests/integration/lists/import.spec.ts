import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ImportRow, LeadCard, LeadRow, Page } from '@warmline/contracts';
import exceljs from 'exceljs';
import { ListDesk } from './list-desk.js';

const CSV = { kind: 'csv', charset: 'utf-8', delimiter: ';', header: true } as const;
const INN_A = '7707083893';
const INN_B = '7728168971';

/** "Ромашка, 310-21-81" in windows-1251. */
function windows1251(text: string): Uint8Array {
  return Uint8Array.from([...text], (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code >= 0x410 && code <= 0x44f ? code - 0x350 : code;
  });
}

let desk: ListDesk;

beforeAll(async () => {
  desk = await ListDesk.open();
}, 30_000);
afterAll(() => desk.close());

async function verdicts(importId: string): Promise<[number, string, string | null][]> {
  const page = await desk.http.get<Page<ImportRow>>(`/api/imports/${importId}/rows`);
  return page.items.map((row) => [row.rowNumber, row.verdict, row.reason]);
}

describe('loading a list', () => {
  it('shows the file as it would be loaded before anything is loaded', async () => {
    const upload = await desk.upload(
      windows1251('Название;Телефон;Адрес\nПервая;310-21-11 доб. 5, 310-21-12;г.Пермь\nВторая;;\n'),
    );
    expect(upload.alreadyLoaded).toEqual([]);
    const preview = await desk.preview(upload, { areaCode: '812' });
    expect(preview.format).toEqual({ kind: 'csv', charset: 'windows-1251', delimiter: ';', header: true });
    expect(preview.columns.map((column) => column.field)).toEqual(['name', 'phone', 'address']);
    expect(preview.rows.map((row) => [row.rowNumber, row.problem])).toEqual([
      [2, null],
      [3, 'phone_missing'],
    ]);
    expect(preview.rows[0]?.phones).toMatchObject([
      { e164: '+78123102111', extension: '5', zones: ['Asia/Yekaterinburg'] },
      { e164: '+78123102112', extension: '' },
    ]);
    expect(preview.columns.map((column) => column.recognised)).toEqual([null, 1, null]);
    const overruled = await desk.preview(upload, { delimiter: ',', mapping: ['name'] });
    expect(overruled.columns.map((column) => column.field)).toEqual(['name', 'ignore']);
  });

  it('accounts for every row and keeps what belongs together together', async () => {
    const { list, done } = await desk.load(
      'Разное',
      [
        'Название;Телефон;ИНН;Адрес;Контактное лицо',
        `Альфа;210-11-01;${INN_A};Невский пр., 1;Иванов Иван`,
        `ООО «Альфа»;210-11-01, 210-11-02;;Литейный пр., 2;Петров Пётр`,
        'Бета;210-11-01;;;',
        `Гамма;210-11-03;${INN_B};;`,
        `Гамма Север;210-11-03;${INN_A};;`,
        'Дельта;;;;',
        ';210-11-04;;;',
        '"Эпсилон;210-11-05;;;',
        'Дзета;12;;;',
        '',
      ].join('\n'),
    );
    expect(done.state).toBe('done');
    expect(await verdicts(done.id)).toEqual([
      [2, 'shared_number', 'incompatible_name'],
      [3, 'branch', 'same_number'],
      [4, 'shared_number', 'incompatible_name'],
      [5, 'shared_number', 'different_inn'],
      [6, 'shared_number', 'different_inn'],
      [7, 'invalid', 'phone_missing'],
      [8, 'invalid', 'name_missing'],
      [9, 'invalid', 'unbalanced_quotes'],
      [10, 'invalid', 'phone_invalid'],
    ]);
    expect(done.counts).toMatchObject({
      rows: 9,
      added: 0,
      sharedNumber: 4,
      branches: 1,
      duplicateInFile: 0,
      duplicateOfList: 0,
      invalid: 4,
      leadsCreated: 4,
      leadsInList: 4,
      contacts: 2,
      phones: 5,
    });
    expect(done.reasons).toEqual({ phone_missing: 1, name_missing: 1, unbalanced_quotes: 1, phone_invalid: 1 });
    const page = await desk.http.get<Page<LeadRow>>(`/api/leads?listId=${list.id}&q=${encodeURIComponent('Альфа')}`);
    expect(page.items).toHaveLength(1);
    const card = await desk.http.get<LeadCard>(`/api/leads/${page.items[0]?.id}`);
    expect(card).toMatchObject({ name: 'Альфа', inn: INN_A, lists: [{ name: 'Разное', legalSourceComplete: false }] });
    expect(card.addresses.map((address) => address.raw).sort()).toEqual(['Литейный пр., 2', 'Невский пр., 1']);
    expect(card.contacts.map((contact) => contact.fullName).sort()).toEqual(['Иванов Иван', 'Петров Пётр']);
    expect(card.phones.map((phone) => phone.e164).sort()).toEqual(['+78122101101', '+78122101102']);
    expect(card.phones.find((phone) => phone.e164 === '+78122101101')?.sharedWith).toMatchObject([{ name: 'Бета' }]);
  });

  it('recognises a file it has loaded and makes no second leads when told to load it again', async () => {
    const content = 'Название;Телефон\nКаппа;210-12-01\nЛямбда;210-12-02\n';
    const { list, done } = await desk.load('Первый раз', content);
    expect(done.counts).toMatchObject({ added: 2 });
    const upload = await desk.upload(content);
    expect(upload.alreadyLoaded).toMatchObject([{ listId: list.id, listName: 'Первый раз' }]);
    const second = await desk.newList('Второй раз');
    const order = { fileId: upload.fileId, format: CSV, mapping: ['name', 'phone'] } as const;
    const refused = await desk.tryStart(second, order);
    expect([refused.status, refused.body.code]).toEqual([409, 'import.already_loaded']);
    const again = await desk.run(second, { ...order, mapping: [...order.mapping], again: true });
    expect(again.counts).toMatchObject({ added: 0, duplicateOfList: 2, leadsCreated: 0, leadsInList: 2 });
    const rows = await desk.http.get<Page<ImportRow>>(`/api/imports/${again.id}/rows?verdict=duplicate_of_list`);
    expect(rows.items.map((row) => row.otherListName)).toEqual(['Первый раз', 'Первый раз']);
    expect(await desk.count(`leads WHERE name IN ('Каппа', 'Лямбда')`)).toBe(2);
  });

  it('adds to a lead it knows by number or INN and never overwrites', async () => {
    await desk.load(
      'Старое',
      `Название;Телефон;ИНН;Сайт\nМирт;210-13-01;;old.example\nСирень;210-13-02;${'7736207543'};\n`,
    );
    const { done } = await desk.load(
      'Новое',
      'Название;Телефон;ИНН;Сайт;Адрес\nООО Мирт;210-13-01, 210-13-09;5001007322;new.example;Садовая, 1\nСирень плюс;210-13-03;7736207543;s.example;\n',
    );
    expect(done.counts).toMatchObject({ updated: 2, duplicateOfList: 0, leadsCreated: 0 });
    const rows = await desk.db.query(
      `SELECT name, site, (SELECT count(*)::int FROM phones p WHERE p.lead_id = l.id) AS phones FROM leads l
       WHERE name IN ('Мирт', 'Сирень') ORDER BY name`,
    );
    expect(rows.rows).toEqual([
      { name: 'Мирт', site: 'old.example', phones: 2 },
      { name: 'Сирень', site: 's.example', phones: 2 },
    ]);
  });

  it('joins by an own e-mail and a compatible name, never by a shared one', async () => {
    const first = await desk.load(
      'Почта',
      [
        'Название;Телефон;ИНН;E-mail',
        'Пихта;230-11-01;;ivanova@pihta.example',
        'ООО «Пихта»;230-11-02;;Ivanova@Pihta.example',
        'Сосна;230-11-03;;ivanova@pihta.example',
        'Липа;230-11-04;;info@lipa.example',
        'ООО «Липа»;230-11-05;;info@lipa.example',
        'Ольха;230-11-06;;olha@mail.ru',
        'ООО «Ольха»;230-11-07;;olha@mail.ru',
      ].join('\n'),
    );
    expect(await verdicts(first.done.id)).toEqual([
      [2, 'added', null],
      [3, 'duplicate_in_file', 'same_email'],
      [4, 'added', null],
      [5, 'added', null],
      [6, 'added', null],
      [7, 'added', null],
      [8, 'added', null],
    ]);
    const second = await desk.load(
      'Почта, позже',
      [
        'Название;Телефон;ИНН;E-mail',
        `Пихта;230-11-08;${INN_A};ivanova@pihta.example`,
        'Ясень;230-11-09;;ivanova@pihta.example',
        'Липа;230-11-10;;info@lipa.example',
        'Ольха;230-11-11;;olha@mail.ru',
      ].join('\n'),
    );
    expect((await verdicts(second.done.id)).map(([, verdict]) => verdict)).toEqual([
      'updated',
      'added',
      'added',
      'added',
    ]);
  });

  it('gives two loads of one file at the same time the leads of one', async () => {
    const rows = Array.from({ length: 300 }, (_, index) => `Фирма${index} Омега${index};220-${String(1000 + index)}`);
    const upload = await desk.upload(`Название;Телефон\n${rows.join('\n')}\n`);
    const lists = await Promise.all([desk.newList('Разом 1'), desk.newList('Разом 2')]);
    const order = { fileId: upload.fileId, format: CSV, mapping: ['name', 'phone'] as ('name' | 'phone')[] };
    const done = await Promise.all(lists.map((list) => desk.run(list, order)));
    expect(done.map((one) => one.state)).toEqual(['done', 'done']);
    expect(done.map((one) => one.counts?.leadsCreated).sort()).toEqual([0, 300]);
    expect(done.map((one) => one.counts?.leadsInList)).toEqual([300, 300]);
    expect(await desk.count(`leads WHERE name LIKE 'Фирма%Омега%'`)).toBe(300);
  });

  it('lets a person list take people', async () => {
    const { done } = await desk.load(
      'Люди',
      'Фамилия;Имя;Телефон\nСинева;Анна;8 921 300-40-50\nСинев;Пётр;8 921 300-40-50\n',
      {
        audience: 'b2c',
      },
    );
    expect(done.counts).toMatchObject({ rows: 2, sharedNumber: 2, leadsCreated: 2 });
    const kinds = await desk.db.query(
      `SELECT kind, name FROM leads WHERE name LIKE 'Син%' AND kind = 'person' ORDER BY name`,
    );
    expect(kinds.rows).toEqual([
      { kind: 'person', name: 'Синев Пётр' },
      { kind: 'person', name: 'Синева Анна' },
    ]);
  });

  it('takes numbers of the demo into synthetic lists alone', async () => {
    const content = 'Название;Телефон;Город\nТест Один;+999 555 01 01;Омск\n';
    expect((await desk.load('Настоящий', content)).done.counts).toMatchObject({ added: 0, invalid: 1 });
    const { done } = await desk.load('Показ', content, { synthetic: true });
    expect(done.counts).toMatchObject({ added: 1 });
    const phones = await desk.db.query(
      `SELECT country, zones, zone_source, synthetic FROM phones WHERE e164 = '+9995550101'`,
    );
    expect(phones.rows).toEqual([{ country: 'ZZ', zones: ['Asia/Omsk'], zone_source: 'address', synthetic: true }]);
  });

  it('takes the first sheet of a workbook, phones kept as numbers too', async () => {
    const workbook = new exceljs.Workbook();
    const sheet = workbook.addWorksheet('База');
    workbook.addWorksheet('Черновик').addRow(['Не сюда', 79213000001]);
    sheet.addRows([
      [],
      ['Company', 'Phone', 'Since'],
      ['Rowan', 79213004060, new Date('2026-03-01')],
      ['Hazel', 'x', null],
    ]);
    const { done, list } = await desk.load('Книга', new Uint8Array(await workbook.xlsx.writeBuffer()));
    expect(done.counts).toMatchObject({ rows: 2, added: 1, invalid: 1 });
    expect(await verdicts(done.id)).toEqual([
      [3, 'added', null],
      [4, 'invalid', 'phone_missing'],
    ]);
    const page = await desk.http.get<Page<LeadRow>>(`/api/leads?listId=${list.id}`);
    expect(page.items).toMatchObject([{ name: 'Rowan', phones: ['+79213004060'] }]);
    const reply = await desk.http.request<Buffer>({
      method: 'GET',
      path: `/api/imports/${done.id}/rejected.csv?lang=en`,
    });
    expect(reply.body.toString()).toBe(
      '\uFEFFCompany;Phone;Since;_row;_code;_reason\r\nHazel;x;;4;phone_missing;No phone number\r\n',
    );
  });

  it('reports its progress and its end in the event log', async () => {
    const { done } = await desk.load('События', 'Название;Телефон\nТополь;210-14-01\n');
    const events = await desk.db.query<{ type: string }>(
      `SELECT type FROM events WHERE payload ->> 'importId' = $1 ORDER BY id`,
      [done.id],
    );
    const types = events.rows.map((event) => event.type);
    expect(types[0]).toBe('import.started');
    expect(types.filter((type) => type !== 'import.progressed')).toEqual([
      'import.started',
      'import.judged',
      'import.finished',
    ]);
    expect(types.at(-1)).toBe('import.finished');
  });

  it('leaves nothing in the staging tables', async () => {
    expect(await desk.stagedTables()).toBe(0);
  });
});

describe('the rows that were rejected', () => {
  it('come back in the encoding of the file with row, code and reason, and load once mended', async () => {
    const text = 'Название;Телефон\nВерба;12\nИва;210-15-02\n=1+1;\n';
    const upload = await desk.upload(windows1251(text), 'Деревья.csv');
    const list = await desk.newList('Деревья');
    const format = { ...CSV, charset: 'windows-1251' } as const;
    const done = await desk.run(list, { fileId: upload.fileId, format, mapping: ['name', 'phone'] });
    const reply = await desk.http.request<Buffer>({ method: 'GET', path: `/api/imports/${done.id}/rejected.csv` });
    expect(reply.headers.get('content-type')).toBe('text/csv; charset=windows-1251');
    const lines = new TextDecoder('windows-1251').decode(reply.body).split('\r\n');
    expect(lines).toEqual([
      'Название;Телефон;_строка;_код;_причина',
      'Верба;12;2;phone_invalid;Номер не распознан: проверьте код города и число цифр',
      `'=1+1;;4;phone_missing;Нет номера телефона`,
      '',
    ]);
    const mended = await desk.upload(windows1251(lines.join('\n').replace(';12;', ';210-15-01;')));
    const preview = await desk.preview(mended);
    const second = await desk.run(list, {
      fileId: mended.fileId,
      format,
      mapping: preview.columns.map((column) => column.field),
    });
    expect(second.counts).toMatchObject({ rows: 2, added: 1, invalid: 1 });
  });
});
