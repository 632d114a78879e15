import { describe, expect, it } from '@jest/globals';
import { ROLES } from '@warmline/contracts';
import { mayAccess } from './access.js';

describe('mayAccess', () => {
  it('refuses everybody where no rule is declared', () => {
    for (const role of [...ROLES, null]) {
      expect(mayAccess(undefined, role)).toBe(false);
    }
  });

  it('lets only the named roles in', () => {
    expect(ROLES.filter((role) => mayAccess(['supervisor', 'administrator'], role))).toEqual([
      'supervisor',
      'administrator',
    ]);
    expect(mayAccess(['supervisor'], null)).toBe(false);
  });

  it('lets any role in where being signed in is enough, and nobody else', () => {
    expect(ROLES.every((role) => mayAccess('signed-in', role))).toBe(true);
    expect(mayAccess('signed-in', null)).toBe(false);
  });
});
