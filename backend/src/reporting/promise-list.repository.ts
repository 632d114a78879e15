import { Injectable } from '@nestjs/common';
import type { CampaignStatus, PromiseQuery, PromiseView } from '@warmline/contracts';
import { PROMISE_GRACE_MINUTES } from '../compliance/promise.rules.js';
import { Transaction } from '../kernel/transaction.js';
import type { CallbackRow } from './console.repository.js';

export interface PromiseListRow extends CallbackRow {
  campaignName: string;
  campaignStatus: CampaignStatus;
  promisedById: string | null;
  promisedByName: string | null;
  promisedAt: Date;
  closedAt: Date | null;
  closeReason: string | null;
  closeNote: string | null;
  closedBy: string | null;
  reachedAfterMinutes: number | null;
  dials: number;
}

export interface PromiseCounts {
  open: number;
  due: number;
  overdue: number;
  broken: number;
  kept: number;
  late: number;
}

const GRACE = `interval '${PROMISE_GRACE_MINUTES} minutes'`;
const NOW = '$1::timestamptz';
const IS_DUE = `(b.state = 'open' AND b.due_at <= ${NOW} + interval '10 minutes' AND b.due_at >= ${NOW} - ${GRACE})`;
const IS_OVERDUE = `(b.state = 'open' AND b.due_at < ${NOW} - ${GRACE})`;
/** Closed ones are shown for so long. */
const SHOWN = `(b.state = 'open' OR b.closed_at > ${NOW} - interval '30 days')`;

const VIEWS: Record<PromiseView, string> = {
  open: `b.state = 'open'`,
  due: IS_DUE,
  overdue: IS_OVERDUE,
  broken: `b.state = 'broken'`,
  kept: `b.state IN ('kept', 'late')`,
  closed: `b.state <> 'open'`,
  all: 'true',
};

/** $2 campaign, $3 operator: owner, or who promised it where it is nobody's. */
const CHOSEN = `${SHOWN} AND ($2::bigint IS NULL OR b.campaign_id = $2)
  AND ($3::bigint IS NULL OR b.owner_operator_id = $3 OR (b.owner_operator_id IS NULL AND made.operator_id = $3))`;

@Injectable()
export class PromiseListRepository {
  constructor(private readonly transaction: Transaction) {}

  /** In order of their times; `after` is the last one of the page before. */
  async page(
    { view, campaignId, operatorId, limit }: PromiseQuery,
    now: Date,
    after: { dueAt: Date; id: string } | null,
  ): Promise<PromiseListRow[]> {
    return this.transaction.rows<PromiseListRow>(
      `SELECT b.id, b.campaign_id AS "campaignId", c.name AS "campaignName", c.status AS "campaignStatus", b.lead_id AS "leadId", l.name AS "leadName",
         l.city, l.temperature, co.full_name AS "contactName", b.due_at AS "dueAt", b.zone, u.id AS "ownerId", u.name AS "ownerName", b.about, b.state,
         p.id AS "promisedById", p.name AS "promisedByName", b.created_at AS "promisedAt", b.closed_at AS "closedAt", b.close_reason AS "closeReason",
         b.close_note AS "closeNote", x.name AS "closedBy",
         CASE WHEN b.kept_in IS NOT NULL THEN round(extract(epoch FROM coalesce(k.answered_at, k.connected_at) - b.due_at) / 60)::int END AS "reachedAfterMinutes",
         (SELECT count(*)::int FROM attempts d WHERE d.callback_id = b.id AND d.dial_requested_at IS NOT NULL) AS dials
       FROM callbacks b JOIN campaigns c ON c.id = b.campaign_id JOIN leads l ON l.id = b.lead_id
         LEFT JOIN contacts co ON co.id = b.contact_id LEFT JOIN users u ON u.id = b.owner_operator_id
         LEFT JOIN attempts made ON made.id = b.promised_in LEFT JOIN users p ON p.id = made.operator_id
         LEFT JOIN attempts k ON k.id = b.kept_in LEFT JOIN users x ON x.id = b.closed_by
       WHERE ${CHOSEN} AND ${VIEWS[view]} AND ($4::timestamptz IS NULL OR (b.due_at, b.id) > ($4, $5::bigint))
       ORDER BY b.due_at, b.id LIMIT $6`,
      [now, campaignId ?? null, operatorId ?? null, after?.dueAt ?? null, after?.id ?? null, limit],
    );
  }

  async counts({ campaignId, operatorId }: PromiseQuery, now: Date): Promise<PromiseCounts> {
    const count = (condition: string): string => `count(*) FILTER (WHERE ${condition})::int`;
    const row = await this.transaction.row<PromiseCounts>(
      `SELECT ${count(VIEWS.open)} AS open, ${count(IS_DUE)} AS due, ${count(IS_OVERDUE)} AS overdue, ${count(VIEWS.broken)} AS broken,
         ${count(`b.state = 'kept'`)} AS kept, ${count(`b.state = 'late'`)} AS late
       FROM callbacks b LEFT JOIN attempts made ON made.id = b.promised_in WHERE ${CHOSEN}`,
      [now, campaignId ?? null, operatorId ?? null],
    );
    return row ?? { open: 0, due: 0, overdue: 0, broken: 0, kept: 0, late: 0 };
  }

  async operators(campaignIds: readonly string[]): Promise<{ campaignId: string; id: string; name: string }[]> {
    return this.transaction.rows(
      `SELECT o.campaign_id AS "campaignId", u.id, u.name FROM campaign_operators o JOIN users u ON u.id = o.operator_id
       WHERE o.campaign_id = ANY ($1::bigint[]) AND u.disabled_at IS NULL ORDER BY u.name, u.id`,
      [campaignIds],
    );
  }
}
