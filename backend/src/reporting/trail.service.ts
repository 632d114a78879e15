import { Injectable } from '@nestjs/common';
import { leadIdSchema, type TrailEntry, type TrailPage, type TrailQuery, userIdSchema } from '@warmline/contracts';
import { dayOf } from '../compliance/day.rules.js';
import { AppConfig } from '../config/app-config.js';
import { TRAIL_TYPES, trailBroken, trailCount, trailKindOf, trailWhat } from './trail.rules.js';
import { TrailRepository, type TrailRow } from './trail.repository.js';

const EVERY_TYPE = Object.values(TRAIL_TYPES).flat();
/** Noon of a day of the calendar, in any zone it is still that day's. */
const NOON = 'T12:00:00Z';

/** Who took and changed what, for administrators. */
@Injectable()
export class TrailService {
  constructor(
    private readonly trail: TrailRepository,
    private readonly config: AppConfig,
  ) {}

  async page({ person, kind, day, cursor, limit }: TrailQuery): Promise<TrailPage> {
    const span = day === undefined ? null : dayOf(Date.parse(day + NOON), this.config.organisationZone);
    const selection = {
      types: kind === undefined ? EVERY_TYPE : TRAIL_TYPES[kind],
      personId: person ?? null,
      from: span && new Date(span.startsAt),
      to: span && new Date(span.endsAt),
    };
    const before = cursor !== undefined && /^[1-9]\d{0,17}$/.test(cursor) ? cursor : null;
    // One more than asked for tells whether anything follows.
    const rows = await this.trail.page(selection, before, limit + 1);
    const shown = rows.slice(0, limit);
    return {
      items: shown.map(presentTrail),
      nextCursor: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
    };
  }
}

function presentTrail(row: TrailRow): TrailEntry {
  const { id, at, type, payload, leadId, actorId, actorName, subjectId, subjectName } = row;
  return {
    id,
    at: at.toISOString(),
    kind: trailKindOf(type),
    type,
    actor: person(actorId, actorName),
    subject: person(subjectId, subjectName),
    what: trailWhat(type, payload),
    count: trailCount(payload),
    leadId: leadId === null ? null : leadIdSchema.parse(leadId),
    broken: trailBroken(payload),
  };
}

function person(id: string | null, name: string | null): TrailEntry['actor'] {
  return id === null ? null : { id: userIdSchema.parse(id), name: name ?? '' };
}
