import { describe, expect, it } from '@jest/globals';
import { wilsonInterval } from './wilson.rules.js';

describe('the interval of a share', () => {
  it('is what the published formula gives for 63 of 640', () => {
    const interval = wilsonInterval(63, 640);
    expect(interval?.low).toBeCloseTo(0.0777, 3);
    expect(interval?.high).toBeCloseTo(0.124, 3);
  });

  it('stays inside 0 to 1 at both ends', () => {
    expect(wilsonInterval(0, 10)).toEqual({ low: 0, high: expect.closeTo(0.2775, 3) });
    expect(wilsonInterval(10, 10)?.high).toBeCloseTo(1, 9);
  });

  it('says nothing about nothing', () => {
    expect(wilsonInterval(0, 0)).toBeNull();
  });
});
