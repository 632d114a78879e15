import type { TrailKind } from '@warmline/contracts';

/** Which events each kind of the trail shows. A test holds the index of the migration to the same types. */
export const TRAIL_TYPES: Record<TrailKind, readonly string[]> = {
  sign_ins: ['session.started', 'session.ended'],
  failed_sign_ins: ['session.refused'],
  refusals: ['access.refused'],
  exports: ['export.finished'],
  cards: ['access.card_opened'],
  limits: ['access.limit_reached'],
  rights: ['user.created', 'user.changed'],
};

export function trailKindOf(type: string): TrailKind {
  const found = Object.entries(TRAIL_TYPES).find(([, types]) => types.includes(type));
  return (found?.[0] ?? 'rights') as TrailKind;
}

/** The one thing an entry is about, in codes; words are the browser's. */
export function trailWhat(type: string, payload: Readonly<Record<string, unknown>>): string {
  switch (type) {
    case 'session.refused':
      return text(payload['reason']);
    case 'user.created':
      return text(payload['role']);
    case 'user.changed':
      return Array.isArray(payload['fields']) ? payload['fields'].map(String).join(',') : '';
    case 'access.card_opened':
    case 'session.started':
    case 'session.ended':
      return '';
    default:
      return text(payload['what']);
  }
}

/** How many: of rows, refusals, numbers or whatever was taken. */
export function trailCount(payload: Readonly<Record<string, unknown>>): number | null {
  const count = payload['rows'] ?? payload['count'] ?? payload['phones'];
  return typeof count === 'number' ? count : null;
}

/** An export that broke off, a limit that refused. */
export function trailBroken(payload: Readonly<Record<string, unknown>>): boolean {
  return payload['complete'] === false || payload['refused'] === true;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
