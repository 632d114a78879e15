import { describe, expect, it } from '@jest/globals';
import { normaliseRow, readsPhone, type NormaliseSettings } from './row-normalise.rules.js';

describe('the cells of a row', () => {
  const settings: NormaliseSettings = {
    audience: 'b2b',
    country: 'RU',
    areaCode: '812',
    mapping: ['name', 'phone', 'email', 'email', 'inn', 'custom'],
    headers: ['Компания', 'Телефон', 'E-mail рабочий', 'E-mail личный', 'ИНН/КПП', 'Статус'],
  };
  const read = (...cells: string[]) => normaliseRow(cells, settings);

  it('give the first address that can be read, and keep the others under their column', () => {
    expect(read('Раз', '310-21-84', 'нет', 'a@r.example')).toMatchObject({ email: 'a@r.example', custom: {} });
    expect(read('Два', '310-21-84', 'b@r.example, d@r.example', 'c@r.example')).toMatchObject({
      email: 'b@r.example',
      custom: { 'E-mail рабочий': 'd@r.example', 'E-mail личный': 'c@r.example' },
    });
  });

  it('give both numbers of "ИНН/КПП"', () => {
    const both = { inn: '7707083893', kpp: '770701001' };
    expect(read('Раз', '310-21-84', '', '', '7707083893/770701001')).toMatchObject(both);
    expect(read('Раз', '310-21-84', '', '', '7707 083893')).toMatchObject({ inn: '7707083893', kpp: null });
  });

  it('give the text of a formula that is nothing but a text', () => {
    const row = read('="ООО ""Ромашка"" СПб"', '="89210000001"');
    expect(row).toMatchObject({ name: 'ООО "Ромашка" СПб', problem: null });
    expect(row.phones.map((phone) => phone.e164)).toEqual(['+79210000001']);
  });

  it('say what else stood beside the number', () => {
    const { problemParams } = read('Раз', '310-21-84, 10-18');
    expect(problemParams).toEqual({ dropped: [{ text: '10-18', reason: 'too_short' }] });
    expect(read('Раз', '310-21-84').problemParams).toBeNull();
  });

  it('tell a rounded number from a wrong one, in an update too', () => {
    expect(read('Раз', '7,92E+10').problem).toBe('phone_rounded');
    expect(normaliseRow(['Раз', '7,92E+10'], { ...settings, isPartial: true }).problem).toBe('phone_rounded');
  });

  it.each([
    ['310-21-84 не звонить', ''],
    ['умер', ''],
    ['310-21-84', 'Стоп'],
  ])('keep a row out that says not to call: "%s", "%s"', (phone, status) => {
    expect(read('Раз', phone, '', '', '', status).problem).toBe('check_before_calling');
  });

  it('are counted for the preview with the area code of their own city', () => {
    const local: NormaliseSettings = {
      audience: 'b2b',
      country: 'RU',
      mapping: ['name', 'phone', 'city'],
      headers: [],
    };
    expect(readsPhone(['Раз', '310-21-84', 'Санкт-Петербург'], local)).toBe(true);
    expect(readsPhone(['Раз', '310-21-84', ''], local)).toBe(false);
  });
});
