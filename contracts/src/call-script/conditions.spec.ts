import { describe, expect, it } from '@jest/globals';
import { conditionSchema, evalCondition, type Condition } from './conditions.js';

const fields = { volume: 100, rhythm: 'monthly', when: '2026-03-19' };
const volume = (op: 'eq' | 'ne' | 'gt' | 'gte' | 'lt' | 'lte', value: number): Condition => ({
  op,
  field: 'volume',
  value,
});

describe('a condition', () => {
  it.each<[Condition, boolean]>([
    [volume('eq', 100), true],
    [volume('eq', 101), false],
    [volume('ne', 101), true],
    [volume('gt', 100), false],
    [volume('gte', 100), true],
    [volume('lt', 101), true],
    [volume('lte', 99), false],
    [{ op: 'gt', field: 'when', value: '2026-03-01' }, true],
    [{ op: 'gt', field: 'volume', value: '1' }, false],
    [{ op: 'in', field: 'rhythm', values: ['weekly', 'monthly'] }, true],
    [{ op: 'in', field: 'rhythm', values: ['weekly'] }, false],
    [{ op: 'filled', field: 'rhythm' }, true],
    [{ op: 'empty', field: 'rhythm' }, false],
    [{ op: 'filled', field: 'price' }, false],
    [{ op: 'empty', field: 'price' }, true],
    [{ op: 'ne', field: 'price', value: 1 }, false],
    [{ op: 'lt', field: 'price', value: 1 }, false],
    [{ op: 'and', all: [volume('gt', 1), volume('lt', 1)] }, false],
    [{ op: 'or', all: [volume('gt', 1), volume('lt', 1)] }, true],
    [{ op: 'not', of: volume('gt', 1) }, false],
  ])('%j is %p', (condition, expected) => {
    expect(evalCondition(condition, fields)).toBe(expected);
  });

  it('does not take what every object has for a filled field', () => {
    expect(evalCondition({ op: 'filled', field: 'constructor' }, fields)).toBe(false);
  });

  it('is refused beyond three levels, however deep, without overflowing the stack', () => {
    const leaf = '{"op":"filled","field":"volume"}';
    const nested = (depth: number): unknown => JSON.parse('{"op":"not","of":'.repeat(depth) + leaf + '}'.repeat(depth));
    expect(conditionSchema.safeParse(nested(2)).success).toBe(true);
    expect(conditionSchema.safeParse(nested(3)).success).toBe(false);
    expect(conditionSchema.safeParse(nested(5_000)).success).toBe(false);
  });

  it.each([
    { op: 'matches', field: 'volume', value: '.*' },
    { op: 'eq', field: 'volume', value: 1, then: 'alert(1)' },
    { op: 'eq', field: '__proto__', value: 1 },
  ])('outside the vocabulary is refused: %j', (condition) => {
    expect(conditionSchema.safeParse(condition).success).toBe(false);
  });
});
