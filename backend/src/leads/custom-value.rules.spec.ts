import { describe, expect, it } from '@jest/globals';
import { customFieldKey, readCustomValue } from './custom-value.rules.js';

describe('a value of a custom field', () => {
  it.each([
    ['number', '1 234,50 руб.', '1234.5'],
    ['number', '1,234.50', '1234.5'],
    ['number', '12', '12'],
    ['number', '-3,5%', '-3.5'],
    ['number', 'около 12', undefined],
    ['date', '01.03.2026', '2026-03-01'],
    ['date', '2026-03-01 14:30', '2026-03-01'],
    ['date', '1/3/26', '2026-03-01'],
    ['date', '1 марта 2026 г.', '2026-03-01'],
    ['date', '9 мая 1999', '1999-05-09'],
    ['date', '31.02.2026', undefined],
    ['date', 'весной', undefined],
    ['yes_no', 'Да', 'true'],
    ['yes_no', '-', 'false'],
    ['yes_no', 'может быть', undefined],
    ['choice', 'КРАСНЫЙ', 'Красный'],
    ['choice', 'зелёный', undefined],
    ['text', ' как есть ', 'как есть'],
  ] as const)('%s: "%s" is %s', (type, text, value) => {
    expect(readCustomValue(text, { type, choices: ['Красный', 'Синий'] })).toBe(value);
  });

  it('stands under one name whatever its case and spaces', () => {
    expect(customFieldKey('  Объём   закупки ')).toBe(customFieldKey('объем закупки'));
  });
});
