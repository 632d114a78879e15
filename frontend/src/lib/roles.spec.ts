import { describe, expect, it } from '@jest/globals';
import { ROLES } from '@warmline/contracts';
import { landingOf, mayOpen, type SectionId } from './roles.js';

const SECTION_OF_LANDING: Record<ReturnType<typeof landingOf>, SectionId> = {
  '/console': 'console',
  '/board': 'board',
  '/lists': 'lists',
  '/settings': 'settings',
};

describe('the way in', () => {
  it.each(ROLES)('leads %s to a section he may open', (role) => {
    expect(mayOpen(role, SECTION_OF_LANDING[landingOf(role)])).toBe(true);
  });
});
