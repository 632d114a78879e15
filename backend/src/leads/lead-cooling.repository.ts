import { Injectable } from '@nestjs/common';
import { Transaction } from '../kernel/transaction.js';

export interface CooledLead {
  id: string;
  clientId: string;
  campaignId: string | null;
  fromTemperature: string;
  toTemperature: string;
  stage: string;
}

/**
 * When the lead `l` cools: so many days after it was last touched, by the rule of the campaign that last moved it (domain.md: hot 14, warm 60
 * where there is none). Null while a callback, an offer or a deal is open. The list of warm and hot leads shows the same instant.
 */
export const COOLING_OF_LEAD = `CROSS JOIN LATERAL (
    SELECT rule.campaign_id,
      CASE WHEN l.temperature = 'cold' OR l.stage NOT IN ('open', 'refused')
        OR EXISTS (SELECT FROM callbacks b WHERE b.lead_id = l.id AND b.state = 'open')
        OR EXISTS (SELECT FROM handovers h WHERE h.lead_id = l.id AND h.state IN ('offered', 'accepted', 'deal'))
      THEN NULL
      ELSE greatest(coalesce(l.temperature_at, l.created_at), l.touched_at,
          (SELECT max(b.closed_at) FROM callbacks b WHERE b.lead_id = l.id),
          (SELECT max(h.answered_at) FROM handovers h WHERE h.lead_id = l.id))
        + make_interval(hours => 24 * coalesce(rule.days, CASE l.temperature WHEN 'hot' THEN 14 ELSE 60 END))
      END AS cools_at
    FROM (SELECT) AS one LEFT JOIN LATERAL (
      SELECT c.id AS campaign_id, (c.policy -> 'coolAfterDays' ->> l.temperature)::int AS days
      FROM lead_moves m JOIN campaigns c ON c.id = m.campaign_id WHERE m.lead_id = l.id ORDER BY m.id DESC LIMIT 1
    ) rule ON true
  ) cooling`;

const WARM = `l.temperature <> 'cold' AND l.merged_into IS NULL`;

@Injectable()
export class LeadCoolingRepository {
  constructor(private readonly transaction: Transaction) {}

  async nextDueAt(): Promise<Date | null> {
    const row = await this.transaction.row<{ next: Date | null }>(
      `SELECT min(cooling.cools_at) AS next FROM leads l ${COOLING_OF_LEAD} WHERE ${WARM}`,
    );
    return row?.next ?? null;
  }

  /** Inside a transaction: hot -> warm, warm -> cold, with its history; one level at a time. A lead somebody works on now is left for later. */
  async cool(now: Date, limit: number): Promise<CooledLead[]> {
    return this.transaction.rows<CooledLead>(
      `WITH due AS (
         SELECT l.id, l.temperature, cooling.campaign_id FROM leads l ${COOLING_OF_LEAD}
         WHERE ${WARM} AND cooling.cools_at <= $1 ORDER BY l.id LIMIT $2 FOR UPDATE OF l SKIP LOCKED
       ), cooled AS (
         UPDATE leads l SET temperature = CASE due.temperature WHEN 'hot' THEN 'warm' ELSE 'cold' END, temperature_at = $1,
           version = l.version + 1
         FROM due WHERE l.id = due.id
         RETURNING l.id, l.client_id, due.campaign_id, due.temperature AS from_temperature, l.temperature AS to_temperature, l.stage
       ), told AS (
         INSERT INTO lead_moves (lead_id, from_temperature, to_temperature, from_stage, to_stage, reason, campaign_id, at)
         SELECT id, from_temperature, to_temperature, stage, stage, 'cooled', campaign_id, $1 FROM cooled
       )
       SELECT id, client_id AS "clientId", campaign_id AS "campaignId", from_temperature AS "fromTemperature",
         to_temperature AS "toTemperature", stage FROM cooled ORDER BY id`,
      [now, limit],
    );
  }
}
