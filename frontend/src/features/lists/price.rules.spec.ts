import { describe, expect, it } from '@jest/globals';
import { priceDraftOf, priceOf } from './price.rules.js';

describe('a price as it is typed', () => {
  it.each<[string, number | null | undefined]>([
    ['', null],
    ['  ', null],
    ['12 500', 1_250_000],
    ['12500,5', 1_250_050],
    ['0.07', 7],
    ['12,505', undefined],
    ['-1', undefined],
    ['дорого', undefined],
  ])('reads %j', (text, minor) => {
    const price = priceOf({ text, currency: 'RUB' });
    expect(price === null || price === undefined ? price : price.minor).toEqual(minor);
  });

  it('is shown as it was typed', () => {
    const price = { minor: 1_250_050, currency: 'KZT' } as const;
    expect(priceOf(priceDraftOf(price))).toEqual(price);
    expect(priceDraftOf(null)).toEqual({ text: '', currency: 'RUB' });
  });
});
