import { describe, expect, it } from '@jest/globals';
import { NO_RULES, type ImportRules } from '@warmline/contracts';
import { customCells } from './custom-cells.rules.js';

const HEADERS = ['Имя', 'Мест', 'Мест', '', 'Договор'];
const cell = (column: number, value: string) => ({ column, value });
const rules = (change: Partial<ImportRules>): ImportRules => ({ ...NO_RULES, ...change });

describe('the custom cells of a row', () => {
  it('stand under their headers, repeated and missing ones by number', () => {
    expect(customCells([cell(1, '10'), cell(2, '20'), cell(3, 'x')], { headers: HEADERS })).toEqual({
      custom: { Мест: '10', 'Мест (3)': '20', '#4': 'x' },
      warnings: [],
    });
  });

  it('stand under the name chosen for their column', () => {
    const settings = { headers: HEADERS, rules: rules({ customNames: [null, 'Посадка', null] }) };
    expect(customCells([cell(1, '10'), cell(2, '20')], settings).custom).toEqual({ Посадка: '10', Мест: '20' });
  });

  it('take the form of their type, and stay as written with a warning where they have another', () => {
    const customFields = [
      { name: 'Дата договора', type: 'date' as const, choices: [] },
      { name: 'Мест', type: 'number' as const, choices: [] },
    ];
    const settings = {
      headers: HEADERS,
      customFields,
      rules: rules({ customNames: [null, null, null, null, 'дата  ДОГОВОРА'] }),
    };
    expect(customCells([cell(1, 'около 10'), cell(4, '1 марта 2026')], settings)).toEqual({
      custom: { Мест: 'около 10', 'Дата договора': '2026-03-01' },
      warnings: ['Мест'],
    });
  });

  it('are joined by constants that no cell of the row speaks of', () => {
    const constants = [
      { field: 'custom' as const, name: 'Источник', value: 'выставка' },
      { field: 'custom' as const, name: 'Мест', value: '0' },
      { field: 'industry' as const, name: '', value: 'не сюда' },
    ];
    expect(customCells([cell(1, '10')], { headers: HEADERS, rules: rules({ constants }) }).custom).toEqual({
      Мест: '10',
      Источник: 'выставка',
    });
  });
});
