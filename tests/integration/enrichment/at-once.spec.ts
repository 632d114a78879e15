import { expect, it } from '@jest/globals';
import { type Order, Updates } from './updates.js';

const LEADS = 3_000;

const updates = Updates.ofSuite();

const order = (field: 'city' | 'site'): Order => ({
  mapping: ['custom', field, 'phone'],
  key: { kind: 'own_id', field: 'Код' },
  rules: { phones: 'add' },
});

function file(column: string, value: string, numbers: number[]): string {
  return `Код;${column};Тел\n${numbers.map((number) => `${number};${value};8921${1_000_000 + number}\n`).join('')}`;
}

it('two updates at once of the same leads, in opposite orders, both end, and each fact and number is there once', async () => {
  await updates.numberedLeads(LEADS);
  const before = await updates.picture();
  const numbers = Array.from({ length: LEADS }, (_, index) => index + 1);
  const [cities, sites] = [
    await updates.judge(file('Город', 'Тверь', numbers), order('city')),
    await updates.judge(file('Сайт', 'firma.example', numbers.toReversed()), order('site')),
  ];
  const done = await Promise.all([updates.commit(cities), updates.commit(sites)]);
  expect(done.map(({ state, error }) => [state, error])).toEqual([
    ['done', null],
    ['done', null],
  ]);
  // Each number is given by one of the two and left by the other.
  expect(done.map(({ applied }) => applied).reduce((sum, applied) => sum + applied)).toBe(3 * LEADS);
  expect(done.map(({ skipped }) => skipped).reduce((sum, skipped) => sum + skipped)).toBe(LEADS);
  expect(await updates.desk.count(`leads WHERE city = 'Тверь' AND site = 'firma.example'`)).toBe(LEADS);
  expect(await updates.desk.count('phones')).toBe(LEADS);
  const undone = await Promise.all(done.map((run) => updates.undo(run)));
  expect(undone.map(({ state, kept }) => [state, kept])).toEqual([
    ['undone', 0],
    ['undone', 0],
  ]);
  expect(await updates.picture()).toEqual(before);
}, 60_000);
