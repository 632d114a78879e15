import type { Role } from '@warmline/contracts';

/**
 * Who may open which section. The server decides for itself; this only spares a person a door that will not open. An observer reads the reports
 * of his client alone: campaigns and leads hold those of everybody, so neither they nor the server let him in.
 */
export const SECTION_ROLES = {
  console: ['operator'],
  board: ['supervisor', 'administrator'],
  campaigns: ['supervisor', 'marketer', 'administrator'],
  lists: ['marketer', 'supervisor', 'administrator'],
  leads: ['marketer', 'supervisor', 'administrator'],
  duplicates: ['marketer', 'supervisor', 'administrator'],
  stopList: ['supervisor', 'marketer', 'administrator'],
  promises: ['supervisor', 'administrator'],
  warmHot: ['supervisor', 'marketer', 'administrator'],
  people: ['administrator', 'supervisor'],
  trail: ['administrator'],
  settings: ['operator', 'supervisor', 'marketer', 'administrator', 'observer'],
} as const satisfies Record<string, readonly Role[]>;

export type SectionId = keyof typeof SECTION_ROLES;

export const mayOpen = (role: Role, section: SectionId): boolean =>
  SECTION_ROLES[section].some((allowed) => allowed === role);

/** Marketers look numbers up; who may stop them and let them ring again is decided above them. */
export const mayChangeStops = (role: Role): boolean => role === 'supervisor' || role === 'administrator';

const LANDINGS = {
  operator: '/console',
  supervisor: '/board',
  administrator: '/board',
  marketer: '/lists',
  observer: '/settings',
} as const satisfies Record<Role, string>;

/** Where a person starts after signing in. */
export const landingOf = (role: Role): (typeof LANDINGS)[Role] => LANDINGS[role];
