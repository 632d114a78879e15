import { describe, expect, it } from '@jest/globals';
import { guessByHeader, guessColumns } from './column-guess.rules.js';

describe('headers of lists from other programs', () => {
  it.each([
    ['Тел./факс', 'phone'],
    ['Телефон (факс)', 'phone'],
    ['Факс/телефон', 'phone'],
    ['Телефон/факс', 'phone'],
    ['PHONE1', 'phone'],
    ['Phone 1 - Value', 'phone'],
    ['Контактный номер', 'phone'],
    ['Сотовый', 'phone'],
    ['Мобильные', 'phone'],
    ['Факс', 'ignore'],
    ['E-mail 1 - Label', 'ignore'],
    ['Phone 1 - Type', 'ignore'],
    ['E-mail 1 - Value', 'email'],
    ['Ответственный', 'custom'],
    ['Ответственный менеджер', 'custom'],
    ['Менеджер', 'custom'],
    ['Кем создан', 'custom'],
    ['Owner', 'custom'],
    ['Assigned To', 'custom'],
    ['Куратор', 'custom'],
    ['Автор', 'custom'],
    ['Телефон ответственного', 'custom'],
    ['Код клиента', 'custom'],
    ['Договор', 'custom'],
    ['Номер договора', 'custom'],
    ['СНИЛС', 'custom'],
    ['Номер заказа', 'custom'],
    ['Дата создания', 'custom'],
    ['ID компании', 'custom'],
    ['Штрихкод', 'custom'],
    ['Номер карты', 'custom'],
    ['ИНН/КПП', 'inn'],
  ])('"%s" is %s', (header, field) => {
    expect(guessByHeader(header).field).toBe(field);
  });

  it('that name codes, contracts and papers are no phone, whatever their digits look like', () => {
    const headers = ['Код клиента', 'Компания', 'Телефон', 'Договор', 'СНИЛС', 'Номер заказа', 'Номер', 'F1'];
    const rows = [
      ['23-45671', 'ООО Ромашка', '89000000001', '12-34561', '123-456-789 00', '2026-00123', '1', '45-67812'],
      ['23-45672', 'ООО Лютик', '89000000002', '310-21-84', '123-456-789 01', '2026-00124', '2', '45-67813'],
    ];
    const fields = guessColumns(headers, rows).map((guess) => guess.field);
    expect(fields).toEqual(['custom', 'name', 'phone', 'custom', 'custom', 'custom', 'custom', 'custom']);
  });

  it('leave a "Номер" to its cells, and local numbers under no word at all are less sure', () => {
    const guess = (header: string, cells: string[]) =>
      guessColumns(
        [header],
        cells.map((cell) => [cell]),
      )[0];
    expect(guess('Номер', ['8 921 000-00-01', '+7 921 000-00-02'])?.field).toBe('phone');
    expect(guess('Номер', ['1', '2', '3'])?.field).toBe('custom');
    expect(guess('', ['310-21-84', '310-21-85'])?.confidence).toBe(0.5);
    expect(guess('Телефон ответственного', ['8 921 000-00-01', '8 921 000-00-02'])?.field).toBe('custom');
  });

  it('keep our own people out of the contact', () => {
    const rows = [['ООО Ромашка', 'Иван', 'Сидоров', '89000000001', 'Ольга Петрова']];
    const headers = ['Компания', 'Имя', 'Фамилия', 'Телефон', 'Ответственный'];
    const fields = guessColumns(headers, rows).map((each) => each.field);
    expect(fields).toEqual(['name', 'first_name', 'last_name', 'phone', 'custom']);
  });
});
