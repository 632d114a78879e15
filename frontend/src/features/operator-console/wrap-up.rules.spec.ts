import { describe, expect, it } from '@jest/globals';
import type { DispositionGroup } from '@warmline/contracts';
import {
  callbackNeed,
  digitsOf,
  findResult,
  keyedGroups,
  NOTHING_PICKED,
  pickResult,
  pressBack,
  pressDigit,
  searchResults,
} from './wrap-up.rules.js';

const effect = (part: object = {}) => ({
  reached: true,
  decisionMaker: true,
  phone: 'keep' as const,
  queue: 'finish' as const,
  suppress: false,
  ...part,
});
const result = (code: string, ru: string, part: object = {}, byOperator = true) => ({
  code,
  name: { ru, en: code },
  byOperator,
  effect: effect(part),
});
const group = (code: string, results: ReturnType<typeof result>[]): DispositionGroup => ({
  code,
  name: { ru: code, en: code },
  results,
});

const results = [
  group('forward', [
    result('interested', 'Интерес'),
    result('meeting', 'Встреча'),
    result('invoice', 'Счёт или договор'),
  ]),
  group('stop', [result('do_not_call', 'Не звонить', { suppress: true })]),
  group('later', [result('call_later', 'Перезвонить', { queue: 'callback' })]),
  group('network', [result('busy', 'Занято', {}, false)]),
];
const groups = keyedGroups(results);
const press = (...digits: string[]) => digits.reduce((pick, digit) => pressDigit(groups, pick, digit), NOTHING_PICKED);

describe('picking a result by digits', () => {
  it('numbers what an operator may choose and keeps zero for the opt-out', () => {
    expect(groups.map(({ key, group: { code } }) => [key, code])).toEqual([
      ['1', 'forward'],
      ['2', 'later'],
      ['0', 'stop'],
    ]);
  });

  it('keeps zero for the plain opt-out also where a complaint stops the calls', () => {
    const complaint = group('complaint', [result('complaint', 'Жалоба', { suppress: true })]);
    const stop = group('stop', [result('do_not_call', 'Не звонить', { suppress: true })]);
    expect(keyedGroups([complaint, stop]).map(({ key, group: { code } }) => [key, code])).toEqual([
      ['1', 'complaint'],
      ['0', 'stop'],
    ]);
  });

  it('takes two digits: what happened, then which of it', () => {
    expect(press('1', '3')).toEqual({ group: 'forward', code: 'invoice' });
  });

  it('takes one digit where there is only one result', () => {
    expect([press('2').code, press('0').code]).toEqual(['call_later', 'do_not_call']);
  });

  it('begins anew with the next digit after a result is picked', () => {
    expect(press('1', '3', '2')).toEqual({ group: 'later', code: 'call_later' });
  });

  it('ignores digits that mean nothing', () => {
    expect(press('7')).toEqual(NOTHING_PICKED);
    expect(press('1', '9')).toEqual({ group: 'forward', code: null });
  });

  it('goes back one digit at a time', () => {
    const back = pressBack(groups, press('1', '3'));
    expect(back).toEqual({ group: 'forward', code: null });
    expect(pressBack(groups, back)).toEqual(NOTHING_PICKED);
    expect(pressBack(groups, press('2'))).toEqual(NOTHING_PICKED);
  });

  it('shows the digits of a result however it was chosen', () => {
    expect([
      digitsOf(groups, pickResult(groups, 'invoice')),
      digitsOf(groups, pickResult(groups, 'call_later')),
    ]).toEqual([['1', '3'], ['2']]);
  });
});

describe('finding a result by its words', () => {
  it('matches any part of a word and takes е for ё', () => {
    expect(searchResults(groups, 'счет').map(({ code }) => code)).toEqual(['invoice']);
  });

  it('finds nothing for nothing typed and never what the system records', () => {
    expect([searchResults(groups, ' '), searchResults(groups, 'занято')]).toEqual([[], []]);
  });
});

describe('the callback of a result', () => {
  it.each([
    ['call_later', 'required'],
    ['interested', 'possible'],
    ['do_not_call', 'none'],
  ] as const)('after %s is %s', (code, need) => {
    expect(callbackNeed(findResult(results, code))).toBe(need);
  });
});
