import { describe, expect, it } from '@jest/globals';
import { layoutText } from './layout.rules.js';

describe('the layout of a file', () => {
  it('is its headers, whatever their case, spaces and punctuation', () => {
    expect(layoutText(['Имя ', 'Тел.'], [])).toBe(layoutText(['ИМЯ', 'тел'], []));
    expect(layoutText(['Имя', 'Тел'], [])).not.toBe(layoutText(['Тел', 'Имя'], []));
  });

  it('is the kinds of its cells where it has no headers', () => {
    const one = layoutText([], [['ООО «Рога»'], ['+7 921 000-00-01'], ['x']]);
    expect(one).toBe(layoutText(['', '', ''], [['ИП Сидоров'], ['8 (812) 310-21-81'], ['y']]));
    expect(one).not.toBe(layoutText([], [['+7 921 000-00-01'], ['ООО «Рога»'], ['x']]));
    expect(one).not.toBe(layoutText([], [['ООО «Рога»'], ['+7 921 000-00-01']]));
  });
});
