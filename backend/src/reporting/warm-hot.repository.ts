import { Injectable } from '@nestjs/common';
import { leadFamilySql } from '../leads/lead-family.repository.js';
import type { Handover, Stage, Temperature, WarmHotPage, WarmHotQuery } from '@warmline/contracts';
import { HANDOVER_WAIT_MS } from '../calls/handover.rules.js';
import { Transaction } from '../kernel/transaction.js';
import { COOLING_OF_LEAD } from '../leads/lead-cooling.repository.js';
import { COOLS_SOON_MS, DEAL_SHOWN_MS, type SearchPatterns, type WarmHotPosition } from './warm-hot.rules.js';

/** What is asked for, besides the place in the list. `receiverId`: only what was offered to this user. */
export interface WarmHotSelection {
  filter: WarmHotQuery['filter'];
  search: SearchPatterns | null;
  campaignId: string | null;
  receiverId: string | null;
  now: Date;
}

export interface WarmHotRecord {
  leadId: string;
  name: string;
  city: string | null;
  temperature: Temperature;
  stage: Stage;
  since: Date;
  /** `since` to the microsecond, for the cursor. */
  sinceKey: string;
  coolsAt: Date | null;
  contactName: string | null;
  contactPosition: string | null;
  phone: string | null;
  zone: string | null;
  note: string | null;
  operatorName: string | null;
  dispositionCode: string | null;
  lastCallAt: Date | null;
  attemptId: string | null;
  callbackDueAt: Date | null;
  callbackZone: string | null;
  /** The last conversations' answers, newest first. */
  runs: { versionId: string; state: unknown }[];
  handover: HandoverRecord | null;
}

export type HandoverRecord = Omit<Handover, 'id' | 'leadId' | 'to'> & {
  id: string;
  toUserId: string | null;
  toName: string;
};

export interface LeadMoveRecord {
  at: Date;
  fromTemperature: Temperature;
  toTemperature: Temperature;
  fromStage: Stage;
  toStage: Stage;
  reason: string;
  note: string | null;
  byName: string | null;
  stepId: string | null;
  attemptId: string | null;
}

/** Every open warm or hot lead, and for a while those a deal was made with. $1 campaign, $2 receiver, $3 now. */
const LISTED = `SELECT l.id, l.temperature, l.stage, coalesce(l.temperature_at, l.created_at) AS since, cooling.cools_at,
    h.state AS handover_state, greatest(coalesce(l.temperature_at, l.created_at), h.offered_at, h.answered_at) AS waits_since
  FROM leads l ${COOLING_OF_LEAD}
    LEFT JOIN LATERAL (
      SELECT state, to_user_id, offered_at, answered_at FROM handovers WHERE lead_id = l.id ORDER BY id DESC LIMIT 1
    ) h ON true
  WHERE l.temperature <> 'cold' AND l.merged_into IS NULL
    AND (l.stage = 'open' OR (l.stage = 'customer' AND h.state = 'deal'
      AND h.answered_at > $3::timestamptz - interval '${DEAL_SHOWN_MS / 1000} s'))
    AND ($1::bigint IS NULL OR EXISTS (SELECT FROM queue_entries q WHERE q.campaign_id = $1 AND q.lead_id = l.id))
    AND ($2::bigint IS NULL OR (h.to_user_id = $2 AND h.state IN ('offered', 'accepted', 'deal')))`;

/** Of `listed p`. */
const FILTERS: Record<WarmHotQuery['filter'], string> = {
  all: 'true',
  hot: `p.temperature = 'hot'`,
  warm: `p.temperature = 'warm'`,
  not_handed: `coalesce(p.handover_state, 'withdrawn') = 'withdrawn'`,
  rejected: `p.handover_state = 'rejected'`,
  cooling: `p.cools_at < $3::timestamptz + interval '${COOLS_SOON_MS / 1000} s'`,
};
/** As the live board counts them too. */
const WAITS_OVER_DAY = `p.temperature = 'hot' AND p.stage = 'open' AND coalesce(p.handover_state, '') NOT IN ('accepted', 'deal')
  AND p.waits_since < $3::timestamptz - interval '${HANDOVER_WAIT_MS / 1000} s'`;

/** $4, $5: text and digits of the search; $6-$8: where the last page ended; $9: how many. */
const pageOf = (filter: WarmHotQuery['filter']): string => `
  SELECT p.* FROM listed p JOIN leads l ON l.id = p.id
  WHERE ${FILTERS[filter]}
    AND ($4::text IS NULL OR l.name ILIKE $4 OR l.city ILIKE $4
      OR EXISTS (SELECT FROM contacts c WHERE c.lead_id = l.id AND c.full_name ILIKE $4)
      OR EXISTS (SELECT FROM phones n WHERE n.lead_id = l.id AND n.e164 LIKE $5))
    AND ($6::text IS NULL OR p.temperature > $6 OR (p.temperature = $6 AND (p.since, p.id) < ($7::timestamptz, $8::bigint)))
  ORDER BY p.temperature, p.since DESC, p.id DESC LIMIT $9`;

const DETAILS = `
  SELECT p.id AS "leadId", l.name, l.city, p.temperature, p.stage, p.since,
    to_char(p.since AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "sinceKey", p.cools_at AS "coolsAt",
    contact.full_name AS "contactName", contact.position AS "contactPosition", phone.e164 AS phone, phone.zones[1] AS zone,
    (SELECT k.note FROM calls k WHERE k.lead_id = p.id AND k.note <> '' ORDER BY k.started_at DESC LIMIT 1) AS note,
    u.name AS "operatorName", r.disposition_code AS "dispositionCode", talk.connected_at AS "lastCallAt", talk.id AS "attemptId",
    cb.due_at AS "callbackDueAt", cb.zone AS "callbackZone", coalesce(run.runs, '[]') AS runs, handover.record AS handover
  FROM page p JOIN leads l ON l.id = p.id
    LEFT JOIN LATERAL (
      SELECT a.id, a.operator_id, a.contact_id, a.phone_id, a.connected_at FROM attempts a
      WHERE a.lead_id = p.id AND a.connected_at IS NOT NULL ORDER BY a.planned_at DESC LIMIT 1
    ) talk ON true
    LEFT JOIN users u ON u.id = talk.operator_id
    LEFT JOIN attempt_results r ON r.attempt_id = talk.id AND r.superseded_at IS NULL
    LEFT JOIN LATERAL (
      SELECT c.full_name, c.position FROM contacts c WHERE c.lead_id = p.id AND (c.id = talk.contact_id OR c.retired_at IS NULL)
      ORDER BY c.id IS NOT DISTINCT FROM talk.contact_id DESC, c.is_decision_maker DESC, c.id LIMIT 1
    ) contact ON true
    LEFT JOIN LATERAL (
      SELECT n.e164, n.zones FROM phones n WHERE n.lead_id = p.id
      ORDER BY n.state, n.id IS NOT DISTINCT FROM talk.phone_id DESC, n.priority, n.id LIMIT 1
    ) phone ON true
    LEFT JOIN LATERAL (
      SELECT b.due_at, b.zone FROM callbacks b WHERE b.lead_id = p.id AND b.state = 'open' ORDER BY b.due_at LIMIT 1
    ) cb ON true
    LEFT JOIN LATERAL (
      SELECT jsonb_agg(jsonb_build_object('versionId', s.call_script_version_id::text, 'state', s.state) ORDER BY s.planned_at DESC) AS runs
      FROM (SELECT v.call_script_version_id, v.state, a.planned_at FROM attempts a JOIN script_runs v ON v.attempt_id = a.id
            WHERE a.lead_id = p.id ORDER BY a.planned_at DESC LIMIT 3) s
    ) run ON true
    LEFT JOIN LATERAL (
      SELECT jsonb_build_object('id', o.id::text, 'toUserId', o.to_user_id::text, 'toName', coalesce(t.name, o.to_name),
        'state', o.state, 'reason', o.reason, 'offeredBy', b.name, 'offeredAt', o.offered_at, 'answeredAt', o.answered_at) AS record
      FROM handovers o JOIN users b ON b.id = o.offered_by LEFT JOIN users t ON t.id = o.to_user_id
      WHERE o.lead_id = p.id ORDER BY o.id DESC LIMIT 1
    ) handover ON true
  ORDER BY p.temperature, p.since DESC, p.id DESC`;

/** Warm and hot leads as those see them who sell to them. Hot first, the latest first. */
@Injectable()
export class WarmHotRepository {
  constructor(private readonly transaction: Transaction) {}

  async page(
    selection: WarmHotSelection,
    place: { after: WarmHotPosition | null; limit: number },
  ): Promise<WarmHotRecord[]> {
    const { campaignId, receiverId, now, search, filter } = selection;
    const { after, limit } = place;
    return this.transaction.rows<WarmHotRecord>(`WITH listed AS (${LISTED}), page AS (${pageOf(filter)}) ${DETAILS}`, [
      campaignId,
      receiverId,
      now,
      search?.text ?? null,
      search?.digits ?? null,
      ...(after ?? [null, null, null]),
      limit,
    ]);
  }

  async counts(selection: Pick<WarmHotSelection, 'campaignId' | 'receiverId' | 'now'>): Promise<WarmHotPage['counts']> {
    const count = (condition: string) => `(count(*) FILTER (WHERE ${condition}))::int`;
    const row = await this.transaction.row<WarmHotPage['counts']>(
      `WITH listed AS (${LISTED})
       SELECT count(*)::int AS all, ${count(FILTERS.hot)} AS hot, ${count(FILTERS.warm)} AS warm,
         ${count(FILTERS.not_handed)} AS "notHanded", ${count(FILTERS.rejected)} AS rejected, ${count(FILTERS.cooling)} AS cooling,
         ${count(WAITS_OVER_DAY)} AS "waitingOverDay"
       FROM listed p`,
      [selection.campaignId, selection.receiverId, selection.now],
    );
    return row ?? { all: 0, hot: 0, warm: 0, notHanded: 0, rejected: 0, cooling: 0, waitingOverDay: 0 };
  }

  /** Whether leads are, or were, offered to this user. */
  async isReceiver(userId: string): Promise<boolean> {
    const row = await this.transaction.row<{ receives: boolean }>(
      `SELECT receives_handovers OR EXISTS (SELECT FROM handovers h WHERE h.to_user_id = u.id) AS receives FROM users u WHERE id = $1`,
      [userId],
    );
    return row?.receives ?? false;
  }

  /** Whether the lead's latest handover is this user's and stands. */
  async isOfferedTo(leadId: string, userId: string): Promise<boolean> {
    const row = await this.transaction.row<{ offered: boolean }>(
      `SELECT to_user_id = $2 AND state IN ('offered', 'accepted', 'deal') AS offered FROM handovers
       WHERE lead_id = $1 ORDER BY id DESC LIMIT 1`,
      [leadId, userId],
    );
    return row?.offered ?? false;
  }

  async leadExists(leadId: string): Promise<boolean> {
    return (await this.transaction.row('SELECT FROM leads WHERE id = $1', [leadId])) !== undefined;
  }

  /** Newest first. */
  async moves(leadId: string): Promise<LeadMoveRecord[]> {
    return this.transaction.rows<LeadMoveRecord>(
      `SELECT m.at, m.from_temperature AS "fromTemperature", m.to_temperature AS "toTemperature", m.from_stage AS "fromStage",
         m.to_stage AS "toStage", m.reason, m.note, u.name AS "byName", m.step_id AS "stepId", m.attempt_id AS "attemptId"
       FROM lead_moves m LEFT JOIN users u ON u.id = m.by_user_id WHERE m.lead_id IN ${leadFamilySql('$1')} ORDER BY m.id DESC LIMIT 500`,
      [leadId],
    );
  }

  /** Names of results, by code. */
  async resultNames(): Promise<Map<string, { ru: string; en: string }>> {
    const rows = await this.transaction.rows<{ code: string; ru: string; en: string }>(
      'SELECT code, name_ru AS ru, name_en AS en FROM dispositions',
    );
    return new Map(rows.map(({ code, ru, en }) => [code, { ru, en }]));
  }
}
