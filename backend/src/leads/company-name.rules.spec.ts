import { describe, expect, it } from '@jest/globals';
import { areNamesCompatible, companyNameKey, isValidInn } from './company-name.rules.js';

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

describe('two names behind one number', () => {
  it.each([
    ['Кинотеатр «Север Синема»', 'Кинотеатр "Север Синема" Балканский', true],
    ['Галерея Михайлова', 'Галерея Михайлова. Фонд искусства', true],
    ['Заря-Фильм на Пионерской', 'Заря-Фильм на Байконурской', true],
    ['Мори Синема', 'МориСинема', true],
    ['Стройинвест', 'Стройинвестт', true],
    ['Вектор', 'Вектор Строй', true],
    ['Вектор Строй', 'Вектор Транс', false],
    ['Салон красоты Лилия', 'Салон красоты Роза', false],
    ['Рога', 'Копыта', false],
    ['Магазин', 'Магазин Цветы', false],
    ['Иванов Иван', 'Иванов Иван Иванович', true],
    ['Иванов Иван', 'Иванов Пётр', false],
  ])('%s and %s are compatible: %s', (a, b, expected) => {
    expect(areNamesCompatible(companyNameKey(a), companyNameKey(b))).toBe(expected);
    expect(areNamesCompatible(companyNameKey(b), companyNameKey(a))).toBe(expected);
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
