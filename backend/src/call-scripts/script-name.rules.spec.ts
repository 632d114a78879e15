import { describe, expect, it } from '@jest/globals';
import { nameInBoth } from './script-name.rules.js';

describe('the name of a call script', () => {
  it.each([
    ['stands in both languages', { ru: 'Упаковка', en: 'Packaging' }, { ru: 'Упаковка', en: 'Packaging' }],
    ['is the only one there is', { ru: '', en: 'Packaging' }, { ru: 'Packaging', en: 'Packaging' }],
    ['is the id where there is none', { ru: '', en: '' }, { ru: 'packaging', en: 'packaging' }],
  ])('%s', (_, name, shown) => {
    expect(nameInBoth(name, 'packaging')).toEqual(shown);
  });
});
