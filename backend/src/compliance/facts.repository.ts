import { Injectable } from '@nestjs/common';
import type { Audience, CampaignPolicy, Purpose, Stage } from '@warmline/contracts';
import { Transaction } from '../kernel/transaction.js';
import { isClusterSql, personStoppedSql } from './refusal-sql.repository.js';
import type { CallFacts, LegalSourceFacts } from './may-call.rules.js';

interface FactsRow {
  entry_id: string;
  campaign_id: string;
  client_id: string;
  purpose: Purpose;
  audience: Audience;
  synthetic: boolean;
  policy: CampaignPolicy;
  lead_client_id: string;
  stage: Stage;
  return_on: string | null;
  merged: boolean;
  phone: CallFacts['phone'];
  sources: LegalSourceFacts[] | null;
  suppressions: { scope: string; clientId: string | null; campaignId: string | null }[] | null;
  person_stopped: boolean;
  prefix_excluded: boolean;
  live_attempt: boolean;
  dialed_at: Date[] | null;
  promises: { campaignId: string; isOwnLead: boolean; dueAt: string; dials: number }[] | null;
}

export interface FactsOptions {
  /** The attempt on whose behalf is asked; it does not stand in its own way. */
  readonly exceptAttemptId?: string;
  /** Ask about this phone of the lead and not about the one the entry has. */
  readonly phoneId?: string;
}

/** Reads what `mayCall` decides on, set-based, across the tables of lists, leads, campaigns and calls (one of the few places that may). */
@Injectable()
export class FactsRepository {
  constructor(private readonly transaction: Transaction) {}

  /** Facts by queue entry id; an entry that is gone is left out. */
  async factsFor(
    queueEntryIds: readonly string[],
    now: Date,
    options: FactsOptions = {},
  ): Promise<Map<string, CallFacts>> {
    const rows = await this.transaction.rows<FactsRow>(FACTS, [
      queueEntryIds,
      now,
      options.exceptAttemptId ?? null,
      options.phoneId ?? null,
    ]);
    return new Map(rows.map((row) => [row.entry_id, factsOf(row)]));
  }
}

/** The numbers of a lead that is several cards in one: a stop on any of them counts for all. */
const CLUSTER_PHONES = `phones f WHERE f.lead_id = l.id AND f.state = 'active' AND ${isClusterSql('l.id')}`;

const FACTS = `
  SELECT q.id AS entry_id, c.id AS campaign_id, c.client_id, c.purpose, c.audience, c.synthetic, c.policy,
    l.client_id AS lead_client_id, l.stage, l.return_on::text AS return_on, l.merged_into IS NOT NULL AS merged,
    CASE WHEN p.id IS NOT NULL THEN jsonb_build_object('state', p.state, 'country', p.country, 'zones', p.zones, 'synthetic', p.synthetic) END AS phone,
    (SELECT jsonb_agg(jsonb_build_object('kind', ls.kind, 'complete', ls.complete, 'expiresOn', ls.expires_on, 'listName', ll.name,
        'listClientId', ll.client_id::text, 'listSynthetic', ll.synthetic, 'listArchived', ll.archived_at IS NOT NULL) ORDER BY ll.id)
      FROM list_members m JOIN campaign_lists cl ON cl.list_id = m.list_id AND cl.campaign_id = c.id
      JOIN lead_lists ll ON ll.id = m.list_id JOIN legal_sources ls ON ls.id = ll.legal_source_id WHERE m.lead_id = l.id) AS sources,
    (SELECT jsonb_agg(jsonb_build_object('scope', s.scope, 'clientId', s.client_id::text, 'campaignId', s.campaign_id::text))
      FROM suppressions s WHERE s.number_key IN (SELECT p.number_key UNION SELECT f.number_key FROM ${CLUSTER_PHONES})
        AND s.lifted_at IS NULL AND s.channel = 'voice') AS suppressions,
    ${personStoppedSql('p.number_key')} OR EXISTS (SELECT FROM ${CLUSTER_PHONES} AND ${personStoppedSql('f.number_key')}) AS person_stopped,
    EXISTS (SELECT FROM suppression_patterns sp WHERE starts_with(p.e164, sp.prefix)
      OR EXISTS (SELECT FROM ${CLUSTER_PHONES} AND starts_with(f.e164, sp.prefix))) AS prefix_excluded,
    EXISTS (SELECT FROM attempts a WHERE a.state <> 'ended' AND a.number_key = p.number_key AND a.id IS DISTINCT FROM $3::uuid)
      OR EXISTS (SELECT FROM attempts a WHERE a.state <> 'ended' AND a.lead_id = l.id AND a.id IS DISTINCT FROM $3::uuid) AS live_attempt,
    (SELECT array_agg(a.dial_requested_at) FROM attempts a WHERE a.number_key = p.number_key AND a.direction = 'out'
      AND a.dial_requested_at > $2::timestamptz - interval '7 days' AND a.id IS DISTINCT FROM $3::uuid) AS dialed_at,
    (SELECT jsonb_agg(jsonb_build_object('campaignId', b.campaign_id::text, 'isOwnLead', b.lead_id = l.id, 'dueAt', b.due_at,
        'dials', (SELECT count(*) FROM attempts d WHERE d.callback_id = b.id AND d.dial_requested_at IS NOT NULL AND d.id IS DISTINCT FROM $3::uuid)))
      FROM callbacks b WHERE b.state = 'open' AND (b.lead_id = l.id OR b.number_key = p.number_key)) AS promises
  FROM queue_entries q JOIN campaigns c ON c.id = q.campaign_id JOIN leads l ON l.id = q.lead_id
    LEFT JOIN phones p ON p.id = coalesce($4::bigint, q.phone_id) AND p.lead_id = l.id
  WHERE q.id = ANY ($1::bigint[])`;

function factsOf(row: FactsRow): CallFacts {
  return {
    campaign: {
      id: row.campaign_id,
      clientId: row.client_id,
      purpose: row.purpose,
      audience: row.audience,
      synthetic: row.synthetic,
      policy: row.policy,
    },
    lead: { clientId: row.lead_client_id, stage: row.stage, returnOn: row.return_on, merged: row.merged },
    phone: row.phone,
    sources: row.sources ?? [],
    suppressions: row.suppressions ?? [],
    personStopped: row.person_stopped,
    prefixExcluded: row.prefix_excluded,
    liveAttempt: row.live_attempt,
    dialedAt: row.dialed_at ?? [],
    promises: (row.promises ?? []).map((promise) => ({ ...promise, dueAt: new Date(promise.dueAt) })),
  };
}
