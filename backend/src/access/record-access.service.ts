import { Injectable } from '@nestjs/common';
import type { FoundId, RecordKind } from '@warmline/contracts';
import { RefusalTrail } from '../auth/refusal-trail.service.js';
import type { SessionUser } from '../auth/session.repository.js';
import { Clock } from '../kernel/clock.js';
import { DomainError } from '../kernel/domain-error.js';
import { grantOf, mayReach, type Purpose, refusalFor } from './record-access.rules.js';
import { RecordRelationsRepository } from './record-relations.repository.js';

/** The one place that decides whether a person may see or touch what an id names: every route and socket message asks it. */
@Injectable()
export class RecordAccess {
  constructor(
    private readonly relations: RecordRelationsRepository,
    private readonly trail: RefusalTrail,
    private readonly clock: Clock,
  ) {}

  /** Refuses an id that is not theirs exactly as one that names nothing. `what` is the route or message, for the trail. */
  async demand(
    user: Pick<SessionUser, 'id' | 'role'>,
    ids: readonly FoundId[],
    { purpose, what }: { purpose: Purpose; what: string },
  ): Promise<void> {
    for (const [record, wanted] of byRecord(ids)) {
      const refused = await this.firstRefused(user, { record, ids: wanted }, purpose);
      if (refused !== undefined) {
        const { code, params } = refusalFor(record, refused);
        await this.trail.note(user.id, { what, code: 'record.not_found', record });
        throw new DomainError(code, params);
      }
    }
  }

  private async firstRefused(
    user: Pick<SessionUser, 'id' | 'role'>,
    { record, ids }: { record: RecordKind; ids: readonly string[] },
    purpose: Purpose,
  ): Promise<string | undefined> {
    const grant = grantOf(user.role, record);
    if (grant === 'all') {
      return undefined;
    }
    const known = await this.relations.of(record, ids, { userId: user.id, now: this.clock.now() });
    return ids.find((id) => !mayReach(grant, purpose, known.get(id.toLowerCase())));
  }
}

function byRecord(ids: readonly FoundId[]): Map<RecordKind, string[]> {
  const groups = new Map<RecordKind, string[]>();
  for (const { record, id } of ids) {
    groups.set(record, [...(groups.get(record) ?? []), id]);
  }
  return groups;
}
