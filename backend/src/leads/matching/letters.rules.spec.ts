import { describe, expect, it } from '@jest/globals';
import { editDistance, foldWord, soundOf } from './letters.rules.js';

describe('the one form of a word', () => {
  it.each([
    ['трейд', 'treyd', 'trejd'],
    ['центр', 'tsentr', 'centr'],
    ['вектор', 'vektor', 'vector'],
    ['щукин', 'shchukin', 'schukin'],
    ['юрий', 'yuriy', 'jurij'],
    ['яковлев', 'yakovlev', 'iakovlev'],
    ['техно', 'tekhno', 'tehno'],
    ['металл', 'metall', 'metal'],
    ['федор', 'fedor', 'fyodor'],
  ])('of %s is that of %s and %s', (cyrillic, one, other) => {
    expect(foldWord(one)).toBe(foldWord(cyrillic));
    expect(foldWord(other)).toBe(foldWord(cyrillic));
  });

  it('leaves digits alone, repeated ones too', () => {
    expect(foldWord('1100')).toBe('1100');
  });

  it('keeps words apart that sound apart', () => {
    expect(foldWord('строй')).not.toBe(foldWord('старт'));
    expect(soundOf(foldWord('борис'))).toBe(soundOf(foldWord('порис')));
  });
});

describe('slips between two words', () => {
  it.each([
    ['вектор', 'вектор', 0],
    ['вектор', 'векотр', 1],
    ['вектор', 'вектр', 1],
    ['вектор', 'вектоор', 1],
    ['вектор', 'сектор', 1],
    ['вектор', 'ветокр', 2],
    ['вектор', 'мотор', 3],
    ['', 'а', 1],
  ])('from %s to %s are %i', (a, b, slips) => {
    expect(editDistance(a, b, 2)).toBe(slips);
    expect(editDistance(b, a, 2)).toBe(slips);
  });
});
