import { describe, expect, it } from '@jest/globals';
import { looksLikeFullName, orderedFullName, splitFullName } from './full-name.rules.js';

describe('a full name', () => {
  it.each([
    ['Сидоров Иван Петрович', 'Сидоров', 'Иван', 'Петрович'],
    ['Иван Петрович Сидоров', 'Сидоров', 'Иван', 'Петрович'],
    ['СИДОРОВА АННА ИЛЬИНИЧНА', 'Сидорова', 'Анна', 'Ильинична'],
    ['Салтыков-Щедрин Михаил Евграфович', 'Салтыков-Щедрин', 'Михаил', 'Евграфович'],
    ['Сидоров И. П.', 'Сидоров', 'И.', 'П.'],
    ['И.П. Сидоров', 'Сидоров', 'И.', 'П.'],
    ['Сидорова Марина', 'Сидорова', 'Марина', ''],
    ['Марина Сидорова', 'Сидорова', 'Марина', ''],
    ['Иван Петрович', '', 'Иван', 'Петрович'],
  ])('%s is taken apart', (text, last, first, middle) => {
    expect(splitFullName(text)).toEqual({ last, first, middle });
  });

  it.each(['ООО Ромашка', 'Иван', 'Rowan Smith', 'отдел продаж', 'Вектор Строй Плюс', ''])('"%s" is none', (text) => {
    expect(splitFullName(text)).toBeUndefined();
    expect(looksLikeFullName(text)).toBe(false);
  });

  it('is written surname first, and left alone where nobody can tell', () => {
    expect(orderedFullName('Иван Петрович Сидоров')).toBe('Сидоров Иван Петрович');
    expect(orderedFullName('Rowan Smith')).toBe('Rowan Smith');
  });
});
