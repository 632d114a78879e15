import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { LeadList } from '@warmline/contracts';
import { parse } from 'csv-parse/sync';
import { ListDesk } from '../lists/list-desk.js';

let desk: ListDesk;
let list: LeadList;

const HEADER = 'Компания;ИНН;Телефон;Контактное лицо;Должность;Почта;Сайт;Город;Адрес;Код;Менеджер;Комментарий\n';
const ROWS = [
  'ООО Рога;7707083893;+7 812 310-21-84 доб. 12, +7 812 310-21-85;Осипова Анна;директор;rogа@roga.example;roga.example;Санкт-Петербург;Садовая, 1;A-1;Вера;"первая\nвторая"',
  'Петров и сыновья;;+47 22 24 90 90, +7 921 123-45-67;;;;;;;=1+1;;"-скидка; ""да"""',
  "Д'Артаньян;;8 812 310-21-86;;;;;;;+7;'=1;@all",
  'Клён;7736207543;310-21-87, 310-21-88, 310-21-89, 310-21-90 доб. 5;;;;;;Лесная, 1;к-1;;',
  'Ясень;7736207543;310-21-91;Борис;;;;;Горная, 2;к-2;;без звонков',
];

beforeAll(async () => {
  desk = await ListDesk.open();
  ({ list } = await desk.load('Откуда', HEADER + ROWS.join('\n') + '\n'));
  const other = await desk.http.post<{ id: string }>('/api/clients', { name: 'Другой заказчик' });
  await desk.load('Чужая', 'Компания;Телефон;Тайное поле\nЧужой;310-99-99;1\n', { clientId: other.id });
}, 60_000);
// Nobody takes so many files in a minute; what is tried here is another thing.
beforeEach(() => desk.db.query('DELETE FROM takings'));
afterAll(() => desk.close());

const exported = (format: string, lang: string, of: LeadList = list): Promise<Buffer> =>
  desk.http.get<Buffer>(`/api/exports/leads.${format}?listId=${of.id}&lang=${lang}`);

describe('an export of leads', () => {
  it.each([
    ['csv', 'ru'],
    ['csv', 'en'],
    ['xlsx', 'ru'],
    ['xlsx', 'en'],
  ])(
    'as %s in %s reads back into another list: the same leads, nothing new, every cell equal',
    async (format, lang) => {
      const before = await desk.world();
      const file = await exported(format, lang);
      const upload = await desk.upload(file, `leads.${format}`);
      const preview = await desk.preview(upload);
      const target = await desk.newList(`Куда ${format} ${lang}`);
      const mapping = preview.columns.map(({ field }) => field);
      const done = await desk.run(target, { fileId: upload.fileId, format: preview.format, mapping, again: true });
      expect(done.counts).toMatchObject({ rows: 5, duplicateOfList: 5, leadsCreated: 0, leadsInList: 5 });
      const { members: _, ...after } = (await desk.world()) as { members: unknown };
      const { members: __, ...was } = before as { members: unknown };
      expect(after).toEqual(was);
      const delimiter = lang === 'ru' ? ';' : ',';
      const cells = (content: Buffer): string[][] => parse(content, { bom: true, delimiter });
      const lists = cells(await exported('csv', lang))[0]!.indexOf(lang === 'ru' ? 'Базы' : 'Lists');
      const without = (rows: string[][]) => rows.map((row) => row.filter((_cell, column) => column !== lists));
      expect(without(cells(await exported('csv', lang, target)))).toEqual(without(cells(await exported('csv', lang))));
    },
  );

  it('names extensions as people do, and has no own field of another client', async () => {
    const rows = parse<Record<string, string>>(await exported('csv', 'ru'), {
      bom: true,
      delimiter: ';',
      columns: true,
    });
    expect(rows.map((row) => row['Телефон'])).toContain('+7 812 310-21-84 доб. 12');
    expect(rows.map((row) => row['Телефон 3'])).toContain('+7 812 310-21-89; +7 812 310-21-90 доб. 5');
    expect(Object.keys(rows[0]!).slice(-3)).toEqual(['Код', 'Комментарий', 'Менеджер']);
    const titles = parse(await exported('csv', 'en'), { bom: true, delimiter: ',', to: 1 })[0];
    expect(titles).not.toContain('Тайное поле');
  });
});
