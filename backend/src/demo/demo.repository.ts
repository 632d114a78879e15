import { Injectable } from '@nestjs/common';
import type { CampaignPolicy } from '@warmline/contracts';
import { Transaction } from '../kernel/transaction.js';
import type { DatedEvent } from './demo-events.rules.js';
import type { DemoLead } from './demo-leads.rules.js';

export interface SeededLead {
  readonly id: string;
  readonly phoneId: string;
  readonly contactId: string | null;
  readonly numberKey: Buffer;
  readonly zone: string;
  readonly otherPhones: number;
}

/** Writes what the demo starts with: sets of rows, so that a first start is not kept waiting. */
@Injectable()
export class DemoRepository {
  constructor(private readonly transaction: Transaction) {}

  /** True for the one process that may seed: nobody exists yet. Held until the transaction ends. */
  async claimFirstStart(): Promise<boolean> {
    await this.run('SELECT pg_advisory_xact_lock(7264002)', []);
    const row = await this.transaction.row<{ empty: boolean }>('SELECT NOT EXISTS (SELECT FROM users) AS empty');
    return row?.empty ?? false;
  }

  async saveSetting(key: string, value: unknown): Promise<void> {
    await this.run('INSERT INTO settings (key, value) VALUES ($1, $2)', [key, JSON.stringify(value)]);
  }

  async insertOwnClient(name: string): Promise<string> {
    return this.id('INSERT INTO clients (name, is_own) VALUES ($1, true) RETURNING id', [name]);
  }

  async insertList(list: {
    clientId: string;
    name: string;
    audience: 'b2b' | 'b2c';
    kind: string;
    facts: object;
    by: string;
    now: Date;
  }): Promise<string> {
    const { clientId, name, audience, kind, facts, by, now } = list;
    const sourceId = await this.id(
      `INSERT INTO legal_sources (kind, facts, complete, confirmed_by, confirmed_at, synthetic, updated_at)
       VALUES ($1, $2, true, $3, $4, true, $4) RETURNING id`,
      [kind, JSON.stringify(facts), by, now],
    );
    return this.id(
      `INSERT INTO lead_lists (client_id, name, audience, legal_source_id, synthetic, created_by, created_at)
       VALUES ($1, $2, $3, $4, true, $5, $6) RETURNING id`,
      [clientId, name, audience, sourceId, by, now],
    );
  }

  /** Leads with all that belongs to them, in the order given. */
  async insertLeads(
    into: { clientId: string; listId: string; now: Date },
    leads: readonly DemoLead[],
    keyOf: (e164: string) => Buffer,
  ): Promise<SeededLead[]> {
    const ids = await this.insertLeadRows(into, leads);
    await this.insertAddresses(ids, leads, into.now);
    const contactIds = await this.insertContacts(ids, leads, into.now);
    const phones = leads.flatMap((lead, at) =>
      lead.phones.map((phone, priority) => ({
        lead_id: ids[at],
        contact_id: phone.contact === null ? null : contactIds.get(at)?.[phone.contact],
        e164: phone.e164,
        key: keyOf(phone.e164).toString('hex'),
        kind: phone.kind,
        region: lead.region,
        zone: lead.zone,
        priority,
      })),
    );
    const phoneRows = await this.transaction.rows<{ id: string; leadId: string }>(
      `INSERT INTO phones (lead_id, contact_id, address_id, e164, raw, number_key, kind, country, region, zones, zone_source, priority, synthetic, created_at)
       SELECT r.lead_id, r.contact_id, a.id, r.e164, r.e164, decode(r.key, 'hex'), r.kind, 'ZZ', r.region, ARRAY[r.zone], 'address', r.priority, true, $2
       FROM jsonb_to_recordset($1::jsonb) AS r (lead_id bigint, contact_id bigint, e164 text, key text, kind text, region text, zone text, priority smallint)
         JOIN lead_addresses a ON a.lead_id = r.lead_id
       ORDER BY r.lead_id, r.priority RETURNING id, lead_id AS "leadId"`,
      [JSON.stringify(phones), into.now],
    );
    return leads.map((lead, at) => {
      const id = ids[at] ?? '';
      const own = phoneRows.filter(({ leadId }) => leadId === id);
      const numberKey = keyOf(lead.phones[0]?.e164 ?? '');
      const contactId = contactIds.get(at)?.[0] ?? null;
      return { id, phoneId: own[0]?.id ?? '', contactId, numberKey, zone: lead.zone, otherPhones: own.length - 1 };
    });
  }

  async markScriptSynthetic(scriptId: string): Promise<void> {
    await this.run('UPDATE call_scripts SET synthetic = true WHERE id = $1', [scriptId]);
  }

  async entryOf(campaignId: string, leadId: string): Promise<string> {
    return this.id('SELECT id FROM queue_entries WHERE campaign_id = $1 AND lead_id = $2', [campaignId, leadId]);
  }

  async policyOf(campaignId: string): Promise<CampaignPolicy> {
    const row = await this.transaction.row<{ policy: CampaignPolicy }>('SELECT policy FROM campaigns WHERE id = $1', [
      campaignId,
    ]);
    if (row === undefined) throw new Error(`campaign ${campaignId} is gone`);
    return row.policy;
  }

  /** Into the append-only log, dated as they happened. */
  async appendEvents(
    subjects: { clientId: string; campaignId: string; operatorId: string },
    events: readonly DatedEvent[],
  ): Promise<void> {
    const { clientId, campaignId, operatorId } = subjects;
    const rows = events.map(({ type, at, payload, leadId, attemptId }) => ({ type, at, payload, leadId, attemptId }));
    await this.run(
      `INSERT INTO events (type, at, actor_id, client_id, campaign_id, lead_id, operator_id, attempt_id, payload)
       SELECT type, at, $4, $2, $3, "leadId", $4, "attemptId", payload
       FROM jsonb_to_recordset($1::jsonb) AS e (type text, at timestamptz, payload jsonb, "leadId" bigint, "attemptId" uuid) ORDER BY at`,
      [JSON.stringify(rows), clientId, campaignId, operatorId],
    );
  }

  private async insertLeadRows(
    into: { clientId: string; listId: string; now: Date },
    leads: readonly DemoLead[],
  ): Promise<string[]> {
    const rows = await this.transaction.rows<{ id: string }>(
      `INSERT INTO leads (client_id, kind, name, legal_name, inn, industry, region, city, site, email, synthetic, confirmed_on, created_at)
       SELECT $2, kind, name, "legalName", inn, industry, region, city, site, email, true, $3::date, $3
       FROM jsonb_to_recordset($1::jsonb)
         AS r (kind text, name text, "legalName" text, inn text, industry text, region text, city text, site text, email text, n bigint)
       ORDER BY n RETURNING id`,
      [JSON.stringify(numbered(leads)), into.clientId, into.now],
    );
    const ids = rows.map(({ id }) => id);
    await this.run('INSERT INTO list_members (list_id, lead_id, added_at) SELECT $1, unnest($2::bigint[]), $3', [
      into.listId,
      ids,
      into.now,
    ]);
    return ids;
  }

  private async insertAddresses(ids: readonly string[], leads: readonly DemoLead[], now: Date): Promise<void> {
    const rows = leads.map(({ address, city, region, zone }, at) => ({ id: ids[at], address, city, region, zone }));
    await this.run(
      `INSERT INTO lead_addresses (lead_id, raw, city, region, zone, is_main, confirmed_on)
       SELECT id, address, city, region, zone, true, $2::date
       FROM jsonb_to_recordset($1::jsonb) AS r (id bigint, address text, city text, region text, zone text)`,
      [JSON.stringify(rows), now],
    );
  }

  private async insertContacts(
    ids: readonly string[],
    leads: readonly DemoLead[],
    now: Date,
  ): Promise<Map<number, string[]>> {
    const contacts = leads.flatMap((lead, at) => lead.contacts.map((contact) => ({ at, leadId: ids[at], ...contact })));
    const rows = await this.transaction.rows<{ id: string }>(
      `INSERT INTO contacts (lead_id, full_name, position, is_decision_maker, email, confirmed_on, created_at)
       SELECT "leadId", "fullName", position, "isDecisionMaker", email, $2::date, $2
       FROM jsonb_to_recordset($1::jsonb)
         AS r ("leadId" bigint, "fullName" text, position text, "isDecisionMaker" boolean, email text, n bigint)
       ORDER BY n RETURNING id`,
      [JSON.stringify(numbered(contacts)), now],
    );
    const byLead = new Map<number, string[]>();
    contacts.forEach(({ at }, index) => byLead.set(at, [...(byLead.get(at) ?? []), rows[index]?.id ?? '']));
    return byLead;
  }

  private async id(sql: string, parameters: unknown[]): Promise<string> {
    const row = await this.transaction.row<{ id: string }>(sql, parameters);
    if (row === undefined) throw new Error('a row of the demo was not found');
    return row.id;
  }

  private async run(sql: string, parameters: unknown[]): Promise<void> {
    await this.transaction.manager.query(sql, parameters);
  }
}

/** A recordset from JSON has no order of its own. */
function numbered(rows: readonly object[]): object[] {
  return rows.map((row, n) => ({ ...row, n }));
}
