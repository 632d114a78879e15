import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Import, LeadCard } from '@warmline/contracts';
import { ListDesk } from './list-desk.js';

let desk: ListDesk;

beforeAll(async () => {
  desk = await ListDesk.open();
}, 30_000);
afterAll(() => desk.close());

type Choice = 'by_name' | 'one_lead' | 'lead_each';
const CSV = { kind: 'csv', charset: 'utf-8', delimiter: ';', header: true } as const;
const MAPPING = ['name', 'inn', 'phone', 'address', 'contact_name', 'note', 'custom'] as ('name' | 'phone')[];
const HEADER = 'Название;ИНН;Телефон;Адрес;Контакт;Заметка;Код\n';

async function judge(name: string, rows: string, branches?: Choice): Promise<Import> {
  const upload = await desk.upload(HEADER + rows);
  const list = await desk.newList(name);
  const rules = branches === undefined ? {} : { rules: { branches } };
  return desk.judge(list, { fileId: upload.fileId, format: CSV, mapping: MAPPING, again: true, ...rules });
}

async function load(name: string, rows: string, branches?: Choice): Promise<Import> {
  const { id } = await judge(name, rows, branches);
  await desk.http.post(`/api/imports/${id}/commit`);
  return desk.finished(id);
}

async function undo(id: string): Promise<void> {
  await desk.http.post(`/api/imports/${id}/undo`);
  await desk.until(
    `SELECT FROM events WHERE type IN ('import.undone', 'import.failed') AND payload ->> 'importId' = $1`,
    id,
  );
}

async function cards(name: string): Promise<LeadCard[]> {
  const { rows } = await desk.db.query<{ id: string }>(
    `SELECT l.id::text FROM leads l JOIN list_members m ON m.lead_id = l.id JOIN lead_lists x ON x.id = m.list_id WHERE x.name = $1 ORDER BY l.id`,
    [name],
  );
  return Promise.all(rows.map(({ id }) => desk.http.get<LeadCard>(`/api/leads/${id}`)));
}

/** A head office and what stands under its INN. */
const museum = (inn: string, numbers: string): string =>
  [
    `Музей авангарда;${inn};${numbers}01;Профессора Попова, 10;Анна;головной;м-1`,
    `Петропавловская башня;${inn};${numbers}02;Байконурская улица, 14;Борис;касса с 10;м-2`,
    `Комендантский дом;${inn};${numbers}03;Садовая улица, 3;;;м-3`,
    `Музей авангарда;${inn};${numbers}04;Профессора Попова, 10;;второй вход;м-4`,
  ].join('\n') + '\n';

const numbersOf = (card: LeadCard, at: number): string[] =>
  card.phones.filter(({ id }) => card.branches[at]?.phoneIds.includes(id)).map(({ e164 }) => e164);

describe('rows of one INN whose names have nothing in common', () => {
  it('are a lead each by default, linked by their legal entity', async () => {
    const done = await load('Порознь', museum('7707083893', '310-11-'));
    expect(done.counts).toMatchObject({ added: 3, duplicateInFile: 1, branches: 0, sameInnLeads: 3, leadsCreated: 3 });
    const leads = await cards('Порознь');
    expect(leads.map(({ name }) => name)).toEqual(['Музей авангарда', 'Петропавловская башня', 'Комендантский дом']);
    expect(leads[1]?.sameInn.map(({ name }) => name)).toEqual(['Музей авангарда', 'Комендантский дом']);
    expect(leads[0]?.branches).toMatchObject([
      { kind: 'repeat', name: 'Музей авангарда', custom: { Заметка: 'второй вход', Код: 'м-4' }, rowNumber: 5 },
    ]);
    const entities = await desk.db.query(`SELECT import_id FROM legal_entities WHERE inn = '7707083893'`);
    expect(entities.rows).toEqual([{ import_id: done.id }]);
    // The same file again finds each of them.
    const again = await judge('Порознь снова', museum('7707083893', '310-11-'));
    expect(again.counts).toMatchObject({ duplicateOfList: 4, leadsCreated: 0 });
  });

  it('are branches of one lead where the marketer says so, and keep what their rows said', async () => {
    const judged = await judge('Вместе', museum('7736207543', '310-12-'));
    expect([judged.branches, judged.counts?.leadsCreated]).toEqual(['by_name', 3]);
    const events = await desk.count(`events WHERE type = 'import.judged' AND payload ->> 'importId' = $1`, judged.id);
    await desk.http.post(`/api/imports/${judged.id}/branches`, { choice: 'one_lead' });
    await desk.until(
      `SELECT FROM events WHERE type = 'import.judged' AND payload ->> 'importId' = $1 OFFSET ${events} LIMIT 1`,
      judged.id,
    );
    const chosen = await desk.http.get<Import>(`/api/imports/${judged.id}`);
    expect(chosen).toMatchObject({ state: 'review', branches: 'one_lead', counts: { leadsCreated: 1, branches: 2 } });
    await desk.http.post(`/api/imports/${judged.id}/commit`);
    await desk.finished(judged.id);
    const [card, ...others] = await cards('Вместе');
    expect(others).toEqual([]);
    expect(card).toMatchObject({
      name: 'Музей авангарда',
      custom: { Заметка: 'головной', Код: 'м-1' },
      branches: [
        {
          kind: 'branch',
          name: 'Петропавловская башня',
          address: 'Байконурская улица, 14',
          contactName: 'Борис',
          custom: { Код: 'м-2' },
        },
        { kind: 'branch', name: 'Комендантский дом', address: 'Садовая улица, 3', custom: { Код: 'м-3' } },
        { kind: 'repeat', name: 'Музей авангарда', custom: { Код: 'м-4' } },
      ],
    });
    expect([0, 1, 2].map((at) => numbersOf(card!, at))).toEqual([['+78123101202'], ['+78123101203'], ['+78123101204']]);
    const { items } = await desk.http.get<{ items: object[] }>(`/api/imports/${judged.id}/rows`);
    expect(items).toMatchObject([
      { rowNumber: 2, verdict: 'added', name: 'Музей авангарда', joinedRow: null },
      { rowNumber: 3, verdict: 'branch', name: 'Петропавловская башня', joinedRow: 2, reason: 'same_inn' },
      { rowNumber: 4, verdict: 'branch', name: 'Комендантский дом', joinedRow: 2, reason: 'same_inn' },
      { rowNumber: 5, verdict: 'duplicate_in_file', name: 'Музей авангарда', joinedRow: 2, reason: 'same_inn' },
    ]);
    const file = await desk.http.get<Buffer>(`/api/imports/${judged.id}/rejected.csv?verdict=branch&lang=ru`);
    expect(file.toString()).toContain(';3;branch;Филиал: тот же ИНН, строка 2');
    for (const word of ['Байконурск', 'башня', 'касса с 10']) {
      const found = await desk.http.get<{ items: { id: string }[] }>(
        `/api/leads?clientId=${card!.clientId}&q=${encodeURIComponent(word)}`,
      );
      expect([word, found.items.map(({ id }) => id).includes(card!.id)]).toEqual([word, true]);
    }
    // By default the same file again would be a lead each: what is known as a branch stays one.
    const again = await judge('Вместе снова', museum('7736207543', '310-12-'));
    expect(again.counts).toMatchObject({ duplicateOfList: 4, leadsCreated: 0, branches: 0 });
  });

  it('are a lead for each name and place where the marketer says so', async () => {
    const rows =
      'Клён;7710140679;310-13-01;Мира, 1;;;\nКлён;7710140679;310-13-01;Мира, 2;;;\nКлён;7710140679;310-13-02;Мира, 1;;;\n';
    const done = await load('Каждой своё', rows, 'lead_each');
    expect(done.counts).toMatchObject({ leadsCreated: 2, sharedNumber: 2, duplicateInFile: 1 });
    const { items } = await desk.http.get<{ items: object[] }>(`/api/imports/${done.id}/rows`);
    expect(items[0]).toMatchObject({ verdict: 'shared_number', reason: 'same_entity' });
  });
});

describe('a second list', () => {
  it('adds a branch to a lead there was, and its undo takes back all of it exactly', async () => {
    await load('Было', 'Ольха;7728168971;310-14-01;Лесная, 1;Анна;первая;о-1\nРябина;;310-14-05;Полевая, 1;;;\n');
    const before = await desk.world();
    const done = await load(
      'Станет',
      'Ольха;7728168971;310-14-02;Луговая, 2;Вера;вторая;о-2\nРябина;;310-14-05;Речная, 9;;третья;р-2\n' +
        'Ясень;;310-14-06;;;;\nВяз;7728168971;310-14-07;Горная, 7;;;\n',
    );
    expect(done.counts).toMatchObject({ branches: 2, added: 2, leadsCreated: 2, sameInnLeads: 1 });
    const [alder] = await cards('Было');
    expect(alder?.branches).toMatchObject([
      {
        kind: 'branch',
        name: 'Ольха',
        address: 'Луговая, 2',
        contactName: 'Вера',
        custom: { Заметка: 'вторая', Код: 'о-2' },
      },
    ]);
    expect(alder?.custom).toEqual({ Заметка: 'первая', Код: 'о-1' });
    expect(await desk.count(`legal_entities WHERE inn = '7728168971'`)).toBe(1);
    await undo(done.id);
    expect(await desk.world()).toEqual(before);
  });
});

describe('people behind one number', () => {
  it('are two leads where they are relatives, and one where initials agree', async () => {
    const upload = await desk.upload(
      'ФИО;Телефон\nИванов Иван Иванович;89000000001\nИванов Пётр Иванович;89000000001\nИванов И.И.;89000000001\n' +
        'Сидорова Анна Петровна;89000000002\nСидорова Анна Сергеевна;89000000002\n',
    );
    const list = await desk.newList('Семья', { audience: 'b2c' });
    const judged = await desk.judge(list, { fileId: upload.fileId, format: CSV, mapping: ['contact_name', 'phone'] });
    expect(judged.counts).toMatchObject({ sharedNumber: 4, duplicateInFile: 1, leadsCreated: 4 });
  });
});
