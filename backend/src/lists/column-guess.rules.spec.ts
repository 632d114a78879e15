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

  it('gives the longer of two names to the legal name and keeps repeated headers apart', () => {
    const guesses = guessColumns(['Сокращенное наименование', 'Наименование', 'Телефон', 'Мест', 'Мест', ''], []);
    expect(guesses.map((guess) => guess.field)).toEqual(['name', 'legal_name', 'phone', 'custom', 'custom', 'ignore']);
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
