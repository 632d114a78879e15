import { Injectable } from '@nestjs/common';
import { Transaction } from '../kernel/transaction.js';
import { claimAnswerSql, readyByPromiseSql } from './marking-sql.repository.js';
import type { OwnedGroup, OwnedMoment } from './queue-explanation.rules.js';

/** Up to so many ready places every one is asked; beyond, those whose number rang within the longest cap. */
const ASKED_ONE_BY_ONE = 2_000;

/** Counts of the queue by what stands in the way, from the predicates of the claim itself. */
@Injectable()
export class QueueExplanationRepository {
  constructor(private readonly transaction: Transaction) {}

  async groups(campaignId: string, now: Date): Promise<OwnedGroup[]> {
    return this.transaction.rows<OwnedGroup>(
      `SELECT state, reason, class_id AS "classId", owner_operator_id AS "ownerId", count(*)::int AS count, min(not_before) AS "firstDueAt",
         ${readyByPromiseSql('$2::timestamptz')} AS "isPromise"
       FROM queue_entries q WHERE campaign_id = $1 GROUP BY state, reason, class_id, owner_operator_id, 7`,
      [campaignId, now],
    );
  }

  /** Ready places of open classes that the claim would put aside at `now`. */
  async moments(query: {
    campaignId: string;
    openClassIds: readonly number[];
    promiseClassIds: readonly number[];
    readyCount: number;
    now: Date;
  }): Promise<OwnedMoment[]> {
    return this.transaction.rows<OwnedMoment>(
      `SELECT reason, class_id AS "classId", owner_operator_id AS "ownerId", count(*)::int AS count, min(until) AS until
       FROM (
         SELECT q.class_id, q.owner_operator_id, ${claimAnswerSql('$3::timestamptz')}
         FROM queue_entries q JOIN campaigns c ON c.id = q.campaign_id
         WHERE q.campaign_id = $1 AND q.state = 'ready' AND (q.class_id = ANY ($2::int[])
             OR (q.class_id = ANY ($5::int[]) AND ${readyByPromiseSql('$3::timestamptz')}))
           AND ($4::boolean
             OR q.number_key IN (SELECT a.number_key FROM attempts a WHERE a.state <> 'ended' OR a.dial_requested_at > $3::timestamptz - interval '7 days')
             OR q.number_key IN (SELECT b.number_key FROM callbacks b WHERE b.state = 'open') OR q.lead_id IN (SELECT b.lead_id FROM callbacks b WHERE b.state = 'open')
             OR q.lead_id IN (SELECT a.lead_id FROM attempts a WHERE a.state <> 'ended'))
       ) asked WHERE reason IS NOT NULL GROUP BY reason, class_id, owner_operator_id`,
      [query.campaignId, query.openClassIds, query.now, query.readyCount <= ASKED_ONE_BY_ONE, query.promiseClassIds],
    );
  }

  /** How many come due in each half hour of the next day. */
  async due(campaignId: string, now: Date): Promise<{ at: Date; count: number }[]> {
    return this.transaction.rows(
      `SELECT date_bin('30 minutes', not_before, '2000-01-01Z') + interval '30 minutes' AS at, count(*)::int AS count FROM queue_entries
       WHERE campaign_id = $1 AND state IN ('cooling', 'callback') AND not_before > $2 AND not_before < $2::timestamptz + interval '24 hours'
       GROUP BY 1 ORDER BY 1`,
      [campaignId, now],
    );
  }
}
