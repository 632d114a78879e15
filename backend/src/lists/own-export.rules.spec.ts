import { describe, expect, it } from '@jest/globals';
import { guessColumns } from './column-guess.rules.js';
import { OWN_EXPORT } from './own-export.rules.js';

const fields = (headers: readonly string[], rows: readonly (readonly string[])[] = []) =>
  guessColumns(headers, rows).map(({ field }) => field);

describe('our own export read back', () => {
  it.each(['ru', 'en'] as const)('knows its own columns, and all behind them as own fields (%s)', (language) => {
    const own = OWN_EXPORT.map((column) => column[language]);
    expect(fields([...own, 'Телефон', 'Менеджер', 'Стадия', 'Комментарий'])).toEqual([
      ...OWN_EXPORT.map(({ field }) => field),
      'custom',
      'custom',
      'custom',
      'custom',
    ]);
  });

  it('knows them where columns were moved or left out', () => {
    expect(fields(['Базы', 'Название', 'Стадия', 'Телефон', 'Температура', 'Сайт'])).toEqual([
      'ignore',
      'name',
      'ignore',
      'phone',
      'ignore',
      'site',
    ]);
  });

  it('knows one column alone by its cells, and leaves the like of others to them', () => {
    const rows = [
      ['Клён', '310-21-84', 'Тёплый', 'Осень', 'В работе'],
      ['Ясень', '310-21-85', '', 'Весна', 'Отказ'],
    ];
    expect(fields(['Название', 'Телефон', 'Температура', 'Базы', 'Стадия'], rows).slice(2)).toEqual([
      'ignore',
      'ignore',
      'ignore',
    ]);
    const others = [
      ['Клён', '310-21-84', '+18', '2 этап'],
      ['Ясень', '310-21-85', '-5', '3 этап'],
    ];
    expect(fields(['Название', 'Телефон', 'Температура', 'Стадия'], others).slice(2)).toEqual(['custom', 'custom']);
  });
});
