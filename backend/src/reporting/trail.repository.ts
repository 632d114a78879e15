import { Injectable } from '@nestjs/common';
import { Transaction } from '../kernel/transaction.js';

export interface TrailRow {
  readonly id: string;
  readonly at: Date;
  readonly type: string;
  readonly payload: Record<string, unknown>;
  readonly leadId: string | null;
  readonly actorId: string | null;
  readonly actorName: string | null;
  readonly subjectId: string | null;
  readonly subjectName: string | null;
}

export interface TrailSelection {
  readonly types: readonly string[];
  readonly personId: string | null;
  readonly from: Date | null;
  readonly to: Date | null;
}

/** The events of who took and changed what, over the index of the trail. */
@Injectable()
export class TrailRepository {
  constructor(private readonly transaction: Transaction) {}

  async page({ types, personId, from, to }: TrailSelection, before: string | null, limit: number): Promise<TrailRow[]> {
    return this.transaction.rows<TrailRow>(
      `SELECT e.id, e.at, e.type, e.payload, e.lead_id AS "leadId", a.id AS "actorId", a.name AS "actorName",
         s.id AS "subjectId", s.name AS "subjectName"
       FROM events e LEFT JOIN users a ON a.id = e.actor_id
         LEFT JOIN users s ON s.id = (e.payload ->> 'userId')::bigint AND e.type ~ '^(session|user)\\.'
       WHERE e.type ~ '^(access|session|export|user)\\.' AND e.type = ANY ($1::text[])
         AND ($2::bigint IS NULL OR e.actor_id = $2 OR e.payload ->> 'userId' = $2::text)
         AND ($3::timestamptz IS NULL OR (e.at >= $3 AND e.at < $4)) AND ($5::bigint IS NULL OR e.id < $5)
       ORDER BY e.id DESC LIMIT $6`,
      [types, personId, from, to, before, limit],
    );
  }
}
