import { describe, expect, it } from '@jest/globals';
import { findEmail, withoutEnd } from './email-text.rules.js';

describe('the e-mail address in a cell', () => {
  it.each([
    ['info@romashka.ru', 'info@romashka.ru'],
    ['  E-mail: Info@Romashka.RU, второй: b@c.ru', 'info@romashka.ru'],
    ['"Анна" <anna@sub.romashka.ru>', 'anna@sub.romashka.ru'],
    ['пишите на почта@ромашка.рф.', 'почта@ромашка.рф'],
    ['a@b@romashka.ru', 'b@romashka.ru'],
    ['a@localhost b@c.ru', 'b@c.ru'],
  ])('of %j is %s', (cell, address) => {
    expect(findEmail(cell)?.address).toBe(address);
  });

  it.each(['', 'нет', '@', 'a@', '@b.ru', 'a@.ru', 'a@ru.', 'собака (a) b.ru', 'a @ b.ru'])(
    'is not there in %j',
    (cell) => {
      expect(findEmail(cell)).toBeUndefined();
    },
  );

  it('is cut without the signs at its end', () => {
    expect(withoutEnd('info-2026', '0123456789-')).toBe('info');
    expect(withoutEnd('...', '.')).toBe('');
  });
});
