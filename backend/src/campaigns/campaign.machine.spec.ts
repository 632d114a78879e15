import { describe, expect, it } from '@jest/globals';
import { campaignAfter, isChangeable } from './campaign.machine.js';

describe('the campaign', () => {
  it.each([
    ['draft', 'start', 'running'],
    ['draft', 'pause', null],
    ['draft', 'finish', null],
    ['running', 'start', null],
    ['running', 'pause', 'paused'],
    ['running', 'finish', 'finished'],
    ['paused', 'start', 'running'],
    ['paused', 'pause', null],
    ['paused', 'finish', 'finished'],
    ['finished', 'start', null],
    ['finished', 'pause', null],
    ['finished', 'finish', null],
  ] as const)('%s, asked to %s, becomes %s', (from, move, to) => {
    expect(campaignAfter(from, move)).toBe(to);
  });

  it('may be changed until it is finished', () => {
    expect((['draft', 'running', 'paused', 'finished'] as const).map(isChangeable)).toEqual([true, true, true, false]);
  });
});
