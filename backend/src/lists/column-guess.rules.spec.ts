import { describe, expect, it } from '@jest/globals';
import { guessByHeader, guessColumns, guessHeader } from './column-guess.rules.js';

describe('the guess of a column', () => {
  it.each([
    ['Телефон', 'phone'],
    ['Тел.', 'phone'],
    ['Контактный телефон', 'phone'],
    ['Mobile', 'phone'],
    ['Факс', 'ignore'],
    ['ИНН', 'inn'],
    ['ОГРН', 'ogrn'],
    ['КПП', 'kpp'],
    ['Электронный адрес', 'email'],
    ['E-mail', 'email'],
    ['Сайт', 'site'],
    ['Адрес местонахождения', 'address'],
    ['Юридический адрес', 'custom'],
    ['Город', 'city'],
    ['Регион', 'region'],
    ['Контактное лицо', 'contact_name'],
    ['ФИО', 'contact_name'],
    ['Должность', 'position'],
    ['Company name', 'name'],
    ['Название компании', 'name'],
    ['Сокращенное наименование', 'name'],
    ['Полное наименование', 'legal_name'],
    ['Вид деятельности', 'industry'],
    ['Комментарий', 'note'],
    ['Количество мест', 'custom'],
    ['', 'ignore'],
  ])('"%s" is %s', (header, field) => {
    expect(guessByHeader(header).field).toBe(field);
  });

  it.each([
    // 2GIS and other directories
    ['Рубрики', 'industry'],
    ['Телефоны', 'phone'],
    ['Email-ы', 'email'],
    ['Веб-сайты', 'site'],
    ['Почтовый индекс', 'custom'],
    ['Часы работы', 'ignore'],
    ['Широта', 'custom'],
    // 1C
    ['Контрагент', 'name'],
    ['Юр. адрес', 'custom'],
    ['Факт. адрес', 'address'],
    ['Код по ОКПО', 'custom'],
    ['Тел. раб.', 'phone'],
    // amoCRM
    ['Имя контакта', 'contact_name'],
    ['Рабочий телефон (контакт)', 'phone'],
    ['Рабочий email (контакт)', 'email'],
    ['Ответственный', 'custom'],
    ['Теги', 'custom'],
    // Bitrix24
    ['Название компании', 'name'],
    ['Мобильный телефон', 'phone'],
    ['Частный e-mail', 'email'],
    ['Корпоративный сайт', 'site'],
    ['Населённый пункт', 'city'],
    // registers of companies
    ['Краткое наименование', 'name'],
    ['Код налогоплательщика', 'inn'],
    ['Регистрационный номер', 'ogrn'],
    ['Руководитель - ФИО', 'contact_name'],
    ['Руководитель - должность', 'position'],
    ['Должность руководителя', 'position'],
    ['Основной вид деятельности', 'industry'],
    ['Адрес (место нахождения)', 'address'],
    ['Регион регистрации', 'region'],
    ['Сайт в сети Интернет', 'site'],
    ['Выручка, тыс. руб.', 'custom'],
    // web forms and hand-made lists
    ['Ваше имя', 'first_name'],
    ['Организация', 'name'],
    ['Номер тел', 'phone'],
    ['Phone number', 'phone'],
    ['Customer', 'name'],
    ['WhatsApp', 'phone'],
  ])('knows "%s" of real lists as %s', (header, field) => {
    expect(guessByHeader(header).field).toBe(field);
  });

  describe('with its cells', () => {
    const guess = (header: string, cells: readonly string[]) =>
      guessColumns(
        [header],
        cells.map((cell) => [cell]),
      )[0];
    const PHONES = ['+7 921 000-00-01', '8 (812) 310-21-81', '79210000001'];

    it('is surer where both agree', () => {
      expect(guess('Тел', PHONES)).toEqual({ field: 'phone', confidence: 1 });
      expect(guess('Имя', ['Анна', 'Пётр'])?.confidence).toBe(0.9);
      expect(guess('Наименование', ['ООО «Рога»', 'ИП Сидоров'])?.confidence).toBeGreaterThan(0.95);
    });

    it('believes cells that can be checked before the header', () => {
      expect(guess('Контакт', PHONES)).toMatchObject({ field: 'phone' });
      expect(guess('Наименование', ['7707083893', '7728168971'])).toMatchObject({ field: 'inn' });
      expect(guess('Телефон', ['a@example.org', 'b@example.org'])).toMatchObject({ field: 'email' });
      expect(guess('Контакт', PHONES)?.confidence).toBeLessThan(0.8);
    });

    it('does not take a fax for a phone, nor a legal address for one to visit', () => {
      expect(guess('Факс', PHONES)).toMatchObject({ field: 'ignore' });
      expect(guess('Юридический адрес', ['ул. Ленина, д. 5'])).toMatchObject({ field: 'custom' });
    });

    it('doubts a header whose cells look otherwise', () => {
      const doubted = guess('Телефон', ['Красный', 'Синий', 'Зелёный']);
      expect(doubted).toEqual({ field: 'phone', confidence: 0.5 });
    });

    it('is right for files without headers', () => {
      const rows = [
        ['Сидоров Иван Петрович', 'Казань', '310-21-81'],
        ['Синева Анна Ильинична', 'Пермь', '310-21-82'],
      ];
      expect(guessColumns(['', '', ''], rows).map((each) => each.field)).toEqual(['contact_name', 'city', 'phone']);
    });
  });

  it('gives the longer of two names to the legal name and keeps repeated headers apart', () => {
    const guesses = guessColumns(['Сокращенное наименование', 'Наименование', 'Телефон', 'Мест', 'Мест', ''], []);
    expect(guesses.map((guess) => guess.field)).toEqual(['name', 'legal_name', 'phone', 'custom', 'custom', 'ignore']);
  });

  it('takes a column of differing words for the name where nothing else is one, and says that it is unsure', () => {
    const rows = [
      ['да', 'Бобр', '+7 921 000-00-01'],
      ['да', 'Выдра', '+7 921 000-00-02'],
    ];
    expect(guessColumns(['Договор', 'Клиника', 'Тел'], rows)).toMatchObject([
      { field: 'custom' },
      { field: 'name', confidence: 0.4 },
      { field: 'phone' },
    ]);
    expect(guessColumns(['ФИО', 'Клиника', 'Тел'], rows)[1]?.field).toBe('custom');
  });

  it('looks at the cells where the header says nothing', () => {
    const sample = [
      ['ООО Ромашка', '8 (812) 310-21-81', 'info@example.org', '7707083893', '2026-01-02'],
      ['ИП Иванов', '+7 921 000-00-01', 'a@example.org', '7707083893', '2026-01-03'],
    ];
    const guesses = guessColumns(['A', 'B', 'C', 'D', 'E'], sample);
    expect(guesses.map((guess) => guess.field)).toEqual(['name', 'phone', 'email', 'inn', 'custom']);
  });

  it('tells a header from data', () => {
    expect(guessHeader(['Название', 'Телефон'])).toEqual({ header: true, confidence: 1 });
    expect(guessHeader(['ООО Ромашка', '8 (812) 310-21-81']).header).toBe(false);
  });
});
