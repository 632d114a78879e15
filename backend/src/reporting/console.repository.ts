import { Injectable } from '@nestjs/common';
import type { PromiseState } from '@warmline/contracts';
import { leadFamilySql } from '../leads/lead-family.repository.js';
import { Transaction } from '../kernel/transaction.js';

/*
 * What the operator's console shows, read across features. Instants come as Date, ids as strings; words and shapes are the presenter's.
 */

export interface ConsoleOperatorRow {
  id: string;
  name: string;
  locale: 'ru' | 'en';
  state: string;
  since: Date;
  pauseReason: string | null;
  pauseAfter: string | null;
  version: number;
  attemptId: string | null;
  campaignId: string | null;
}

export interface ConsoleAttemptRow {
  id: string;
  state: string;
  phoneId: string;
  contactId: string | null;
  direction: 'out' | 'in';
  number: number;
  triesAllowed: number;
  plannedAt: Date;
  dialRequestedAt: Date | null;
  ringingAt: Date | null;
  answeredAt: Date | null;
  connectedAt: Date | null;
  endedAt: Date | null;
  cause: string | null;
  endedBy: 'customer' | 'us' | 'network' | null;
  muted: boolean;
  held: boolean;
  provider: string;
  persona: string | null;
  leadId: string;
  rightToCall: { until?: string | null; legalSourceKind?: string; listName?: string; pack?: string; why?: string[] };
  previewEndsAt: Date | null;
  wrapUpEndsAt: Date | null;
  /** Live wishes not to be called that this call made known; the instant as the database writes it. */
  stopped: { at: string; person: boolean; byScript: boolean } | null;
  callbackDueAt: Date | null;
  callbackAbout: string | null;
  note: string | null;
  noteAt: Date | null;
}

export interface ConsoleLeadRow {
  id: string;
  kind: 'company' | 'person';
  name: string;
  legalName: string | null;
  inn: string | null;
  industry: string | null;
  city: string | null;
  site: string | null;
  email: string | null;
  temperature: 'cold' | 'warm' | 'hot';
  stage: 'open' | 'refused' | 'customer' | 'closed';
  temperatureAt: Date | null;
  synthetic: boolean;
  custom: Record<string, unknown>;
  lists: string[];
  addresses: string[];
  contacts: { id: string; fullName: string; position: string | null; isDecisionMaker: boolean; email: string | null }[];
  phones: {
    id: string;
    e164: string;
    extension: string;
    kind: 'mobile' | 'landline' | 'toll_free' | 'unknown';
    contactId: string | null;
    shared: boolean;
    state: 'active' | 'retired';
    zones: string[];
    zoneSource: 'address' | 'numbering_plan' | 'list' | 'operator' | 'unknown';
  }[];
}

export interface ConsoleCampaignRow {
  id: string;
  name: string;
  mode: 'preview' | 'progressive';
  clientName: string;
}

@Injectable()
export class ConsoleRepository {
  constructor(private readonly transaction: Transaction) {}

  async operator(id: string): Promise<ConsoleOperatorRow | undefined> {
    return this.transaction.row<ConsoleOperatorRow>(
      `SELECT u.id, u.name, u.locale, s.state, s.since, s.pause_reason AS "pauseReason", s.pause_after AS "pauseAfter",
         s.version::float8 AS version, s.attempt_id AS "attemptId", s.campaign_id AS "campaignId"
       FROM operator_states s JOIN users u ON u.id = s.operator_id WHERE s.operator_id = $1`,
      [id],
    );
  }

  /** Running campaigns the operator works in; the present one first. */
  async campaigns(operatorId: string): Promise<ConsoleCampaignRow[]> {
    return this.transaction.rows(
      `SELECT c.id, c.name, c.mode, cl.name AS "clientName"
       FROM campaign_operators o JOIN campaigns c ON c.id = o.campaign_id JOIN clients cl ON cl.id = c.client_id
       WHERE o.operator_id = $1 AND c.status = 'running' ORDER BY c.priority DESC, c.id`,
      [operatorId],
    );
  }

  async campaign(id: string): Promise<ConsoleCampaignRow | undefined> {
    return this.transaction.row(
      `SELECT c.id, c.name, c.mode, cl.name AS "clientName" FROM campaigns c JOIN clients cl ON cl.id = c.client_id WHERE c.id = $1`,
      [id],
    );
  }

  async attempt(id: string): Promise<ConsoleAttemptRow | undefined> {
    return this.transaction.row<ConsoleAttemptRow>(
      `SELECT a.id, a.state, a.phone_id AS "phoneId", a.contact_id AS "contactId", a.direction, a.number_in_entry AS number,
         (c.policy #>> '{caps,triesPerLead}')::int AS "triesAllowed", a.planned_at AS "plannedAt",
         a.dial_requested_at AS "dialRequestedAt", a.ringing_at AS "ringingAt", a.answered_at AS "answeredAt",
         a.connected_at AS "connectedAt", a.ended_at AS "endedAt", a.cause, a.ended_by AS "endedBy", a.provider,
         coalesce(k.muted, false) AS muted, coalesce(k.held, false) AS held,
         (SELECT e.raw #>> '{raw,simulated,persona}' FROM provider_events e
          WHERE e.attempt_id = a.id AND e.type = 'call.answered' LIMIT 1) AS persona,
         a.lead_id AS "leadId", a.right_to_call AS "rightToCall",
         (SELECT due_at FROM deadlines WHERE kind = 'preview_timeout' AND subject = a.id::text) AS "previewEndsAt",
         (SELECT due_at FROM deadlines WHERE kind = 'wrap_up_timeout' AND subject = a.id::text) AS "wrapUpEndsAt",
         (SELECT jsonb_build_object('at', min(s.created_at), 'person', bool_or(s.number_key IS NULL), 'byScript', bool_or(s.source = 'script'))
          FROM stop_requests s WHERE s.attempt_id = a.id AND s.lifted_at IS NULL HAVING count(*) > 0) AS stopped,
         cb.due_at AS "callbackDueAt", cb.about AS "callbackAbout", k.note, k.note_at AS "noteAt"
       FROM attempts a JOIN campaigns c ON c.id = a.campaign_id
         LEFT JOIN callbacks cb ON cb.campaign_id = a.campaign_id AND cb.lead_id = a.lead_id AND (cb.state = 'open' OR cb.kept_in = a.id)
         LEFT JOIN calls k ON k.attempt_id = a.id
       WHERE a.id = $1 ORDER BY cb.id DESC LIMIT 1`,
      [id],
    );
  }

  async lead(id: string): Promise<ConsoleLeadRow | undefined> {
    return this.transaction.row<ConsoleLeadRow>(
      `SELECT l.id, l.kind, l.name, l.legal_name AS "legalName", l.inn, l.industry, l.city, l.site, l.email, l.temperature, l.stage,
         l.temperature_at AS "temperatureAt", l.synthetic, l.custom,
         ARRAY(SELECT ll.name FROM list_members m JOIN lead_lists ll ON ll.id = m.list_id WHERE m.lead_id = l.id ORDER BY ll.id) AS lists,
         ARRAY(SELECT a.raw FROM lead_addresses a WHERE a.lead_id = l.id ORDER BY a.is_main DESC, a.id) AS addresses,
         (SELECT coalesce(jsonb_agg(jsonb_build_object('id', c.id::text, 'fullName', c.full_name, 'position', c.position,
            'isDecisionMaker', c.is_decision_maker, 'email', c.email) ORDER BY c.is_decision_maker DESC, c.id), '[]')
          FROM contacts c WHERE c.lead_id = l.id AND c.retired_at IS NULL) AS contacts,
         (SELECT coalesce(jsonb_agg(jsonb_build_object('id', p.id::text, 'e164', p.e164, 'extension', p.extension, 'kind', p.kind,
            'contactId', p.contact_id::text, 'state', p.state, 'zones', p.zones, 'zoneSource', p.zone_source,
            'shared', EXISTS (SELECT FROM shared_numbers s WHERE s.client_id = l.client_id AND s.number_key = p.number_key))
            ORDER BY p.state, p.priority, p.id), '[]')
          FROM phones p WHERE p.lead_id = l.id) AS phones
       FROM leads l WHERE l.id = $1`,
      [id],
    );
  }

  /** Finished conversations and tries with this lead, newest first. */
  async history(leadId: string, exceptAttemptId: string | null): Promise<HistoryRow[]> {
    return this.transaction.rows<HistoryRow>(
      `SELECT a.id AS "attemptId", a.planned_at AS at, u.id AS "operatorId", u.name AS "operatorName", c.name AS "campaignName",
         r.disposition_code AS "dispositionCode", k.note,
         CASE WHEN a.connected_at IS NULL THEN NULL ELSE extract(epoch FROM a.ended_at - a.connected_at)::int END AS "talkSeconds"
       FROM attempts a JOIN users u ON u.id = a.operator_id JOIN campaigns c ON c.id = a.campaign_id
         LEFT JOIN attempt_results r ON r.attempt_id = a.id AND r.superseded_at IS NULL
         LEFT JOIN calls k ON k.attempt_id = a.id
       WHERE a.lead_id IN ${leadFamilySql('$1')} AND a.id IS DISTINCT FROM $2 AND a.dial_requested_at IS NOT NULL ORDER BY a.planned_at DESC LIMIT 20`,
      [leadId, exceptAttemptId],
    );
  }

  async lastResults(operatorId: string, since: Date): Promise<LastResultRow[]> {
    return this.transaction.rows<LastResultRow>(
      `SELECT a.id AS "attemptId", l.name AS "leadName", l.city, co.full_name AS "contactName", p.zones[1] AS zone, r.at,
         r.disposition_code AS "dispositionCode", l.temperature, coalesce(k.note, '') AS note, r.by_user_id IS NOT NULL AS "byOperator",
         CASE WHEN a.connected_at IS NULL THEN NULL ELSE extract(epoch FROM a.ended_at - a.connected_at)::int END AS "talkSeconds",
         (SELECT min(f.at) FROM attempt_results f WHERE f.attempt_id = a.id) AS "firstAt", pr.due_at AS "promiseDueAt", pr.zone AS "promiseZone"
       FROM attempts a LEFT JOIN callbacks pr ON pr.promised_in = a.id AND pr.state = 'open' JOIN attempt_results r ON r.attempt_id = a.id AND r.superseded_at IS NULL
         JOIN leads l ON l.id = a.lead_id JOIN phones p ON p.id = a.phone_id
         LEFT JOIN contacts co ON co.id = a.contact_id LEFT JOIN calls k ON k.attempt_id = a.id
       WHERE a.operator_id = $1 AND a.planned_at >= $2 ORDER BY a.planned_at DESC LIMIT 8`,
      [operatorId, since],
    );
  }

  async today(operatorId: string, since: Date, now: Date): Promise<TodayRow> {
    const row = await this.transaction.row<TodayRow>(
      `SELECT count(*)::int AS attempts,
         count(*) FILTER (WHERE (d.effect ->> 'reached')::boolean)::int AS reached,
         count(*) FILTER (WHERE (d.effect ->> 'decisionMaker')::boolean)::int AS "decisionMakers",
         (SELECT count(DISTINCT m.lead_id)::int FROM lead_moves m JOIN attempts x ON x.id = m.attempt_id
          WHERE x.operator_id = $1 AND m.at >= $2 AND m.to_temperature = 'warm' AND m.from_temperature = 'cold') AS warm,
         (SELECT count(DISTINCT m.lead_id)::int FROM lead_moves m JOIN attempts x ON x.id = m.attempt_id
          WHERE x.operator_id = $1 AND m.at >= $2 AND m.to_temperature = 'hot' AND m.from_temperature <> 'hot') AS hot,
         (SELECT count(*)::int FROM callbacks b JOIN attempts x ON x.id = b.kept_in WHERE x.operator_id = $1 AND b.state = 'kept' AND b.closed_at >= $2) AS "callbacksKept",
         (SELECT count(*)::int FROM callbacks b WHERE b.owner_operator_id = $1 AND b.state = 'open' AND b.due_at <= $3::timestamptz + interval '1 day') AS "callbacksDue"
       FROM attempts a LEFT JOIN attempt_results r ON r.attempt_id = a.id AND r.superseded_at IS NULL
         LEFT JOIN dispositions d ON d.code = r.disposition_code
       WHERE a.operator_id = $1 AND a.dial_requested_at >= $2`,
      [operatorId, since, now],
    );
    return row ?? { attempts: 0, reached: 0, decisionMakers: 0, warm: 0, hot: 0, callbacksKept: 0, callbacksDue: 0 };
  }

  /** Mine and, in my campaigns, anybody's that are due within a day; overdue first. */
  async callbacks(operatorId: string, now: Date): Promise<CallbackRow[]> {
    return this.transaction.rows<CallbackRow>(
      `SELECT b.id, b.campaign_id AS "campaignId", b.lead_id AS "leadId", l.name AS "leadName", l.city, l.temperature,
         co.full_name AS "contactName", b.due_at AS "dueAt", b.zone, u.id AS "ownerId", u.name AS "ownerName", b.about, b.state
       FROM callbacks b JOIN leads l ON l.id = b.lead_id LEFT JOIN contacts co ON co.id = b.contact_id
         LEFT JOIN users u ON u.id = b.owner_operator_id
       WHERE b.state = 'open' AND b.due_at < $2::timestamptz + interval '7 days'
         AND (b.owner_operator_id = $1 OR (b.owner_operator_id IS NULL AND b.due_at < $2::timestamptz + interval '1 day'
              AND EXISTS (SELECT FROM campaign_operators o WHERE o.campaign_id = b.campaign_id AND o.operator_id = $1)))
       ORDER BY b.due_at, b.id LIMIT 50`,
      [operatorId, now],
    );
  }

  async intervals(operatorId: string, since: Date): Promise<{ state: string; from: Date; to: Date | null }[]> {
    return this.transaction.rows(
      `SELECT state, greatest(started_at, $2) AS "from", ended_at AS "to" FROM operator_intervals
       WHERE operator_id = $1 AND (ended_at IS NULL OR ended_at > $2) AND state <> 'offline' ORDER BY started_at LIMIT 500`,
      [operatorId, since],
    );
  }

  async salespeople(): Promise<{ id: string; name: string }[]> {
    return this.transaction.rows(
      'SELECT id, name FROM users WHERE receives_handovers AND disabled_at IS NULL ORDER BY name',
    );
  }
}

export interface HistoryRow {
  attemptId: string;
  at: Date;
  operatorId: string;
  operatorName: string;
  campaignName: string;
  dispositionCode: string | null;
  note: string | null;
  talkSeconds: number | null;
}

export interface LastResultRow {
  attemptId: string;
  leadName: string;
  city: string | null;
  contactName: string | null;
  zone: string | null;
  at: Date;
  firstAt: Date;
  byOperator: boolean;
  promiseDueAt: Date | null;
  promiseZone: string | null;
  dispositionCode: string;
  temperature: 'cold' | 'warm' | 'hot';
  note: string;
  talkSeconds: number | null;
}

export interface TodayRow {
  attempts: number;
  reached: number;
  decisionMakers: number;
  warm: number;
  hot: number;
  callbacksKept: number;
  callbacksDue: number;
}

export interface CallbackRow {
  id: string;
  campaignId: string;
  leadId: string;
  leadName: string;
  city: string | null;
  temperature: 'cold' | 'warm' | 'hot';
  contactName: string | null;
  dueAt: Date;
  zone: string;
  ownerId: string | null;
  ownerName: string | null;
  about: string;
  state: PromiseState;
}
