import { describe, expect, it } from '@jest/globals';
import { showCustomValue } from './custom-value.rules.js';

const WORDS = { language: 'ru', yes: 'да', no: 'нет' } as const;

describe('a custom value on the card', () => {
  it.each([
    ['number', '1234.5', '1\u00a0234,5'],
    ['number', 'много', 'много'],
    ['date', '2026-03-01', '01.03.2026'],
    ['date', 'весной', 'весной'],
    ['yes_no', 'true', 'да'],
    ['yes_no', 'false', 'нет'],
    ['yes_no', 'как когда', 'как когда'],
    ['choice', 'Красный', 'Красный'],
    ['text', '2026-03-01', '2026-03-01'],
  ] as const)('of the type %s: "%s" is shown as "%s"', (type, value, shown) => {
    expect(showCustomValue(value, { type }, WORDS)).toBe(shown);
  });

  it('without a field is shown as it is', () => {
    expect(showCustomValue('true', undefined, WORDS)).toBe('true');
  });
});
