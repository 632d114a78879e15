import { describe, expect, it } from '@jest/globals';
import { normaliseRow, type NormaliseSettings } from './row-normalise.rules.js';

const COMPANY: NormaliseSettings = {
  audience: 'b2b',
  country: 'RU',
  areaCode: '812',
  mapping: ['name', 'phone', 'address', 'inn', 'contact_name', 'custom', 'custom'],
  headers: ['Название', 'Телефон', 'Адрес', 'ИНН', 'Контакт', 'Мест', 'Мест'],
};

describe('a row of a list', () => {
  it('becomes a company with its phones, place and custom fields', () => {
    const row = normaliseRow(
      [
        'ООО «Ромашка»',
        '310-21-81, 8-914-711-22-33',
        'г.Санкт-Петербург, Невский пр., 1',
        '7707083893',
        'Иванов Иван',
        '10',
        '20',
      ],
      COMPANY,
    );
    expect(row).toMatchObject({
      kind: 'company',
      name: 'ООО «Ромашка»',
      nameKey: 'ромашка',
      inn: '7707083893',
      region: 'Санкт-Петербург',
      addressZone: 'Europe/Moscow',
      contactName: 'Иванов Иван',
      custom: { Мест: '10', 'Мест (7)': '20' },
      problem: null,
      phoneCells: 1,
      phoneCellsParsed: 1,
    });
    expect(row.phones.map(({ e164, zones, zoneSource }) => [e164, zones, zoneSource])).toEqual([
      ['+78123102181', ['Europe/Moscow'], 'address'],
      ['+79147112233', ['Europe/Moscow'], 'address'],
    ]);
  });

  it('takes the zone from the number when the address tells none, then from the list, else leaves it unknown', () => {
    const zones = (cells: string[], defaultZone?: string) => normaliseRow(cells, { ...COMPANY, defaultZone }).phones[0];
    expect(zones(['Ромашка', '8-914-711-22-33'])).toMatchObject({
      zones: ['Asia/Vladivostok'],
      zoneSource: 'numbering_plan',
    });
    expect(zones(['Ромашка', '8-800-555-01-01'], 'Asia/Omsk')).toMatchObject({
      zones: ['Asia/Omsk'],
      zoneSource: 'list',
    });
    expect(zones(['Ромашка', '8-800-555-01-01'])).toMatchObject({ zones: [], zoneSource: 'unknown' });
  });

  it.each([
    [['', '310-21-81'], 'name_missing', null],
    [['Ромашка', ''], 'phone_missing', null],
    [['Ромашка', 'нет'], 'phone_missing', null],
    [['Ромашка', '12'], 'phone_invalid', { leftovers: ['too_short'] }],
  ])('%j is invalid: %s', (cells, problem, problemParams) => {
    expect(normaliseRow(cells, COMPANY)).toMatchObject({ problem, problemParams });
  });

  it('keeps a tax number that fails its checksum out of the key and in sight', () => {
    const row = normaliseRow(['Ромашка', '310-21-81', '', '7707083894'], COMPANY);
    expect(row.inn).toBeNull();
    expect(row.custom).toEqual({ 'inn?': '7707083894' });
  });

  it('puts the parts of a name together for a person', () => {
    const row = normaliseRow(['Мария', 'Иванова', '8 921 000-00-01', ' Info@Example.ORG '], {
      ...COMPANY,
      audience: 'b2c',
      mapping: ['first_name', 'last_name', 'phone', 'email'],
    });
    expect(row).toMatchObject({ kind: 'person', name: 'Иванова Мария', contactName: null, email: 'info@example.org' });
  });

  it('names a number once although two columns hold it', () => {
    const row = normaliseRow(['Ромашка', '310-21-81', '+7 812 310 21 81'], {
      ...COMPANY,
      mapping: ['name', 'phone', 'phone'],
    });
    expect(row.phones).toHaveLength(1);
    expect(row.phoneCells).toBe(2);
  });
});
