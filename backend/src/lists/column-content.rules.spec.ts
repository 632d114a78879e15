import { describe, expect, it } from '@jest/globals';
import { guessByContent, isOgrn, looksLikePhone } from './column-content.rules.js';

describe('what cells look like', () => {
  it.each([
    ['phone', ['+7 921 000-00-01', '8 (812) 310-21-81', '79210000001', '310-21-81, 310-21-82', 'тел. 310-21-81']],
    ['inn', ['7707083893', '7728168971', '500100732259']],
    ['ogrn', ['1027700132195', '1037843062575', '304500116000157']],
    ['kpp', ['770801001', '784201001', '780245001']],
    ['email', ['info@example.org', 'a.b@почта.рф']],
    ['site', ['www.example.org', 'https://example.ru/page', 'ромашка.рф']],
    ['date', ['2026-03-01', '01.03.2026', '1/3/2026 14:00']],
    ['name', ['ООО «Ромашка»', 'ИП Сидоров И. П.', '"Вектор-Строй" ЗАО', 'Акционерное общество Альфа']],
    ['contact_name', ['Сидоров Иван Петрович', 'Анна Ильинична Синева', 'Синев П. С.']],
    ['position', ['Генеральный директор', 'менеджер по продажам', 'Главный бухгалтер']],
    ['address', ['ул. Ленина, д. 5', 'Невский пр., 1', 'г. Пермь, улица Мира, 3']],
    ['city', ['Пермь', 'г. Казань', 'Санкт-Петербург', 'Орёл']],
    ['region', ['Пермский край', 'Московская обл.', 'Республика Татарстан']],
  ])('%s', (kind, cells) => {
    expect(guessByContent(cells)).toMatchObject({ kind });
  });

  it.each([[['100', '2500', '31']], [['17 400 руб.', '2 500 руб.']], [['Красный', 'Синий', 'Зелёный']], [['', ' ']]])(
    '%j is nothing in particular',
    (cells) => {
      expect(guessByContent(cells)).toBeUndefined();
    },
  );

  it('tells a tax number from a phone and a date from both', () => {
    expect(['7707083893', '2026-03-01', '01.03.2026', '100'].map(looksLikePhone)).toEqual([false, false, false, false]);
    expect(['1027700132195', '1027700132196', '304500116000157'].map(isOgrn)).toEqual([true, false, true]);
  });

  it('needs most of the cells, not all', () => {
    expect(guessByContent(['a@b.ru', 'c@d.ru', 'нет', 'e@f.ru'])).toMatchObject({ kind: 'email', share: 0.75 });
    expect(guessByContent(['a@b.ru', 'нет', 'нет'])).toBeUndefined();
  });
});
