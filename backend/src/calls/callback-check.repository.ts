import { Injectable } from '@nestjs/common';
import type { QueueTouch } from '../compliance/queue-marking.service.js';
import { blockingReasonSql, campaignContext, leadSuppressedSql } from '../compliance/refusal-sql.repository.js';
import { Transaction } from '../kernel/transaction.js';

export interface PromiseGround {
  readonly zone: string | null;
  readonly contactId: string | null;
  readonly isActive: boolean;
  /** What would stand against the call at the asked instant: a QueueReason, null for nothing. The lead's stage is not looked at. */
  readonly block: string | null;
  readonly suppressed: boolean;
  readonly purpose: string;
  /** Last day (YYYY-MM-DD, UTC) on which some legal source of the campaign holds; null: without end, or none holds at all. */
  readonly sourceUntil: string | null;
}

/** What a promise is checked against, asked of the very predicates that will judge the call. */
@Injectable()
export class CallbackCheckRepository {
  constructor(private readonly transaction: Transaction) {}

  /** `at`: the instant of the promise. Undefined: the lead has no such number. */
  async ground(
    campaignId: string,
    { leadId, phoneId, at }: { leadId: string; phoneId: string; at: Date },
  ): Promise<PromiseGround | undefined> {
    const context = campaignContext('c', '$4::timestamptz');
    // A stage that the result of the call is about to change says nothing yet: the check asks about it apart.
    return this.transaction.row<PromiseGround>(
      `SELECT p.zones[1] AS zone, p.contact_id AS "contactId", p.state = 'active' AS "isActive", c.purpose,
         ${blockingReasonSql('ol', 'p', context)} AS block, ${leadSuppressedSql('l', 'p', context)} AS suppressed,
         (SELECT CASE WHEN bool_and(s.expires_on IS NOT NULL) THEN max(s.expires_on)::text END
          FROM list_members m JOIN campaign_lists cl ON cl.list_id = m.list_id AND cl.campaign_id = c.id
            JOIN lead_lists ll ON ll.id = m.list_id JOIN legal_sources s ON s.id = ll.legal_source_id
          WHERE m.lead_id = l.id AND s.complete AND ll.archived_at IS NULL) AS "sourceUntil"
       FROM phones p JOIN leads l ON l.id = p.lead_id JOIN campaigns c ON c.id = $1
         CROSS JOIN LATERAL (SELECT l.id, l.client_id, 'open' AS stage, l.return_on, l.merged_into) ol
       WHERE p.id = $3 AND p.lead_id = $2`,
      [campaignId, leadId, phoneId, at],
    );
  }

  /** Open promises among those a touched fact names that no call may keep any more: their person, number or prefix was stopped. */
  async stopped(touch: QueueTouch): Promise<string[]> {
    const { numberKeys = [], phoneIds = [], leadIds = [] } = touch;
    const rows = await this.transaction.rows<{ id: string }>(
      `SELECT b.id FROM callbacks b JOIN campaigns c ON c.id = b.campaign_id JOIN leads l ON l.id = b.lead_id JOIN phones p ON p.id = b.phone_id
       WHERE b.state = 'open' AND (b.number_key = ANY ($1::bytea[]) OR b.phone_id = ANY ($2::bigint[])
           OR b.lead_id IN (SELECT t.lead_id FROM phones t WHERE t.number_key = ANY ($1::bytea[]) OR t.id = ANY ($2::bigint[]))
           OR b.lead_id = ANY ($3::bigint[]))
         AND ${leadSuppressedSql('l', 'p', campaignContext('c', 'NULL'))} ORDER BY b.id`,
      [numberKeys, phoneIds, leadIds],
    );
    return rows.map(({ id }) => id);
  }

  async isStopped(id: string): Promise<boolean> {
    const row = await this.transaction.row<{ stopped: boolean }>(
      `SELECT ${leadSuppressedSql('l', 'p', campaignContext('c', 'NULL'))} AS stopped
       FROM callbacks b JOIN campaigns c ON c.id = b.campaign_id JOIN leads l ON l.id = b.lead_id JOIN phones p ON p.id = b.phone_id WHERE b.id = $1`,
      [id],
    );
    return row?.stopped ?? false;
  }

  /** Campaign, lead, phone and operator of an attempt, for the times that may be promised in its call. */
  async attempt(
    id: string,
  ): Promise<{ campaignId: string; leadId: string; phoneId: string; operatorId: string } | undefined> {
    return this.transaction.row(
      `SELECT campaign_id AS "campaignId", lead_id AS "leadId", phone_id AS "phoneId", operator_id AS "operatorId" FROM attempts WHERE id = $1`,
      [id],
    );
  }
}
