import { describe, expect, it } from '@jest/globals';
import { companyNameKey } from './company-name.rules.js';
import { areNamesCompatible } from './name-compatibility.rules.js';

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
    ['СтройМонтаж', 'Строй Монтаж', true],
    ['СтройМонтаж', 'Монтаж Строй', true],
    ['АльфаБанк', 'Альфа-Банк', true],
    ['АО «Альфа Строй Монтаж»', 'АльфаСтрой Монтаж', true],
    ['Ёлочка', 'елочка', true],
    ['СтройМонтаж', 'Строй Сервис', false],
    ['Строймонтажсервис', 'Строй Монтаж', false],
    ['ООО Ромашка', 'OOO Romashka', true],
    ['ООО «Ромашка»', 'Romashka LLC', true],
    ['ЗАО Ромашка', 'ZAO Romashka', true],
    ['СтройМонтаж', 'Stroy Montazh', true],
    ['Ромашка', 'Rosinka', false],
    ['Гостиница Ромашка', 'Romashka', true],
    ['Точка 1', 'Точка 2', false],
  ])('%s and %s are compatible: %s', (a, b, expected) => {
    expect(areNamesCompatible(companyNameKey(a), companyNameKey(b))).toBe(expected);
    expect(areNamesCompatible(companyNameKey(b), companyNameKey(a))).toBe(expected);
  });

  it('are compared quickly, however their words could be put together', () => {
    const pieces = Array.from({ length: 8 }, (_, at) => 'а'.repeat(at + 2));
    const started = performance.now();
    for (let round = 0; round < 200; round += 1) {
      areNamesCompatible('а'.repeat(43) + 'б', pieces.join(' '));
    }
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});
