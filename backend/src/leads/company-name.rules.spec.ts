import { describe, expect, it } from '@jest/globals';
import { companyNameKey, isValidInn } from './company-name.rules.js';

describe('the key of a company name', () => {
  it.each([
    ['ООО "Ромашка"', 'ромашка'],
    ['Ромашка, ООО', 'ромашка'],
    ['Общество с ограниченной ответственностью «Ромашка»', 'ромашка'],
    ['OOO Ромашка', 'ромашка'],
    ['РОМАШКА', 'ромашка'],
    ['Рoмашка', 'ромашка'],
    ['ИП Королёв А.Б.', 'а б королев'],
    ['Acme Ltd.', 'acme'],
    ["Wendy's Diner LLC", 'diner wendys'],
    ['ООО', 'ооо'],
  ])('of %s is "%s"', (name, key) => {
    expect(companyNameKey(name)).toBe(key);
  });
});

describe('an INN', () => {
  it.each([
    ['7707083893', true],
    ['7707083894', false],
    ['500100732259', true],
    ['500100732258', false],
    ['0000000000', false],
    ['770708389', false],
    ['', false],
  ])('%s is valid: %s', (inn, expected) => {
    expect(isValidInn(inn)).toBe(expected);
  });
});
