import { Injectable } from '@nestjs/common';
import { Transaction } from '../kernel/transaction.js';
import { MERGED_COLUMNS, type LeadRowJson } from './merge-facts.rules.js';
import type { Moved } from './moved.rules.js';

export interface MergeLead {
  readonly id: string;
  readonly clientId: string;
  readonly synthetic: boolean;
  readonly mergedInto: string | null;
  readonly inn: string | null;
  readonly row: LeadRowJson;
}

export interface NewMerge {
  readonly clientId: string;
  readonly survivorId: string;
  readonly absorbedId: string;
  readonly cause: 'automatic' | 'reviewed';
  readonly score: number | null;
  readonly reasons: unknown;
  readonly moved: Moved;
  readonly byUserId: string | null;
  readonly now: Date;
}

const SAME_NUMBER = `EXISTS (SELECT FROM phones s WHERE s.lead_id = $1 AND s.e164 = p.e164 AND s.extension = p.extension)`;
const QUEUE_BEFORE = `jsonb_build_object('id', q.id::text, 'state', old.state, 'reason', old.reason, 'notBefore', old.not_before,
  'owner', old.owner_operator_id::text, 'band', old.band)`;

/** The steps of a merge, each answering what it moved. `$1` is the lead that stays, `$2` the one that goes into it. */
@Injectable()
export class LeadMergeRepository {
  constructor(private readonly transaction: Transaction) {}

  /** Both rows locked, the smaller id first, so that two merges cannot wait for each other. */
  async lock(ids: readonly string[]): Promise<MergeLead[]> {
    return this.transaction.rows<MergeLead>(
      `SELECT l.id, l.client_id AS "clientId", l.synthetic, l.merged_into AS "mergedInto", l.inn, to_jsonb(l) AS row
       FROM leads l WHERE l.id = ANY ($1::bigint[]) ORDER BY l.id FOR UPDATE OF l`,
      [ids],
    );
  }

  /** A call that is on, planned, or whose result is not saved, or a place in a queue that somebody holds. */
  async isInCall(ids: readonly string[]): Promise<boolean> {
    const row = await this.transaction.row(
      `SELECT FROM attempts WHERE lead_id = ANY ($1::bigint[]) AND (state <> 'ended' OR wrapped_at IS NULL)
       UNION ALL SELECT FROM queue_entries WHERE lead_id = ANY ($1::bigint[]) AND state IN ('claimed', 'attempting', 'wrap_up') LIMIT 1`,
      [ids],
    );
    return row !== undefined;
  }

  async haveBothOpenHandovers(ids: readonly string[]): Promise<boolean> {
    const row = await this.transaction.row<{ leads: number }>(
      `SELECT count(DISTINCT lead_id)::int AS leads FROM handovers WHERE lead_id = ANY ($1::bigint[]) AND state IN ('offered', 'accepted')`,
      [ids],
    );
    return (row?.leads ?? 0) > 1;
  }

  /** Numbers both have stay where they are: the survivor's own counts. */
  async movePeople(
    survivor: string,
    absorbed: string,
  ): Promise<Pick<Moved, 'contacts' | 'phones' | 'unlinked' | 'addresses' | 'branches'>> {
    const both = [survivor, absorbed];
    await this.transaction.manager.query('SET CONSTRAINTS phones_contact_fk DEFERRED');
    const unlinked = await this.transaction.rows<{ id: string; contactId: string }>(
      `UPDATE phones p SET contact_id = NULL WHERE p.lead_id = $2 AND p.contact_id IS NOT NULL AND ${SAME_NUMBER}
       RETURNING p.id, old.contact_id AS "contactId"`,
      both,
    );
    const phones = await this.ids(
      `UPDATE phones p SET lead_id = $1 WHERE p.lead_id = $2 AND NOT ${SAME_NUMBER} RETURNING p.id`,
      both,
    );
    const contacts = await this.ids('UPDATE contacts SET lead_id = $1 WHERE lead_id = $2 RETURNING id', both);
    const addresses = await this.transaction.rows<{ id: string; wasMain: boolean }>(
      `UPDATE lead_addresses a SET lead_id = $1, is_main = a.is_main AND NOT EXISTS (SELECT FROM lead_addresses m WHERE m.lead_id = $1 AND m.is_main)
       WHERE a.lead_id = $2 AND NOT EXISTS (SELECT FROM lead_addresses s WHERE s.lead_id = $1 AND s.raw = a.raw)
       RETURNING a.id, old.is_main AS "wasMain"`,
      both,
    );
    const branches = await this.ids('UPDATE lead_branches SET lead_id = $1 WHERE lead_id = $2 RETURNING id', both);
    await this.transaction.manager.query('SET CONSTRAINTS phones_contact_fk IMMEDIATE');
    return { unlinked, phones, contacts, addresses, branches };
  }

  /** What the lists say of both stays: the row of a list that holds both is left with the one that goes. */
  async moveLists(survivor: string, absorbed: string): Promise<string[]> {
    return this.ids(
      `UPDATE list_members m SET lead_id = $1 WHERE m.lead_id = $2
         AND NOT EXISTS (SELECT FROM list_members s WHERE s.list_id = m.list_id AND s.lead_id = $1) RETURNING m.list_id AS id`,
      [survivor, absorbed],
    );
  }

  /** Who asked not to be called under the one card has asked under the other. */
  async moveStops(survivor: string, absorbed: string): Promise<string[]> {
    return this.ids('UPDATE stop_requests SET lead_id = $1 WHERE lead_id = $2 RETURNING id', [survivor, absorbed]);
  }

  /** A promise made to either is kept to the one; of two in one campaign the earlier time holds. */
  async movePromises(
    survivor: string,
    absorbed: string,
    now: Date,
  ): Promise<Pick<Moved, 'callbacks' | 'advanced' | 'cancelled' | 'handovers'>> {
    const both = [survivor, absorbed];
    const callbacks = await this.ids(
      `UPDATE callbacks b SET lead_id = $1 WHERE b.lead_id = $2 AND b.state = 'open'
         AND NOT EXISTS (SELECT FROM callbacks s WHERE s.lead_id = $1 AND s.campaign_id = b.campaign_id AND s.state = 'open') RETURNING b.id`,
      both,
    );
    const advanced = await this.transaction.rows<{ id: string; dueAt: string }>(
      `UPDATE callbacks s SET due_at = b.due_at FROM callbacks b
       WHERE s.lead_id = $1 AND s.state = 'open' AND b.lead_id = $2 AND b.state = 'open' AND b.campaign_id = s.campaign_id AND b.due_at < s.due_at
       RETURNING s.id, to_jsonb(old.due_at) #>> '{}' AS "dueAt"`,
      both,
    );
    const cancelled = await this.ids(
      `UPDATE callbacks SET state = 'cancelled', close_reason = 'merged', closed_at = $2 WHERE lead_id = $1 AND state = 'open' RETURNING id`,
      [absorbed, now],
    );
    const handovers = await this.ids(
      `UPDATE handovers SET lead_id = $1 WHERE lead_id = $2 AND state IN ('offered', 'accepted', 'deal') RETURNING id`,
      both,
    );
    return { callbacks, advanced, cancelled, handovers };
  }

  /** One place in each queue: the survivor's, with the promise of the other's where it has none itself. */
  async moveQueue(survivor: string, absorbed: string, now: Date): Promise<Pick<Moved, 'places' | 'changedPlaces'>> {
    const places = await this.ids(
      `UPDATE queue_entries q SET lead_id = $1 WHERE q.lead_id = $2
         AND NOT EXISTS (SELECT FROM queue_entries s WHERE s.campaign_id = q.campaign_id AND s.lead_id = $1) RETURNING q.id`,
      [survivor, absorbed],
    );
    const promised = await this.transaction.rows<{ before: Moved['changedPlaces'][number] }>(
      `UPDATE queue_entries q SET state = 'callback', reason = NULL, not_before = a.not_before, owner_operator_id = a.owner_operator_id,
         band = a.band, updated_at = $3
       FROM queue_entries a WHERE q.lead_id = $1 AND a.lead_id = $2 AND a.campaign_id = q.campaign_id AND a.state = 'callback'
         AND (q.state <> 'callback' OR a.not_before < q.not_before)
       RETURNING ${QUEUE_BEFORE} AS before`,
      [survivor, absorbed, now],
    );
    const ended = await this.transaction.rows<{ before: Moved['changedPlaces'][number] }>(
      `UPDATE queue_entries q SET state = 'finished', reason = 'merged', not_before = NULL, owner_operator_id = NULL, updated_at = $2
       WHERE q.lead_id = $1 AND q.state IN ('ready', 'cooling', 'blocked', 'callback') RETURNING ${QUEUE_BEFORE} AS before`,
      [absorbed, now],
    );
    return { places, changedPlaces: [...promised, ...ended].map(({ before }) => before) };
  }

  /** Open questions about the one that goes are asked about the survivor, where that was not asked or decided before. */
  async movePairs(survivor: string, absorbed: string, now: Date): Promise<Pick<Moved, 'pairsClosed' | 'pairsAsked'>> {
    const closed = await this.transaction.rows<{ id: string; other: string }>(
      `UPDATE duplicate_pairs SET state = 'obsolete', decided_at = $2 WHERE state = 'open' AND $1 IN (lead_a, lead_b)
       RETURNING id, CASE WHEN lead_a = $1 THEN lead_b ELSE lead_a END AS other`,
      [absorbed, now],
    );
    const asked = await this.ids(
      `INSERT INTO duplicate_pairs (client_id, lead_a, lead_b, score, reasons, import_id, created_at)
       SELECT client_id, least($1, o.id), greatest($1, o.id), score, reasons, import_id, $3
       FROM duplicate_pairs d CROSS JOIN LATERAL (SELECT CASE WHEN d.lead_a = $4 THEN d.lead_b ELSE d.lead_a END AS id) o
       WHERE d.id = ANY ($2::bigint[]) AND o.id <> $1 ON CONFLICT DO NOTHING RETURNING id`,
      [survivor, closed.map(({ id }) => id), now, absorbed],
    );
    return { pairsClosed: closed.map(({ id }) => id), pairsAsked: asked };
  }

  async setFacts(leadId: string, facts: Readonly<Record<string, unknown>>): Promise<void> {
    const columns = MERGED_COLUMNS.filter((column) => column in facts);
    const set = columns.map((column) => `${column} = f.${column}`);
    await this.transaction.manager.query(
      `UPDATE leads l SET ${['version = l.version + 1', ...set].join(', ')}
       FROM jsonb_populate_record(NULL::leads, $2::jsonb) f WHERE l.id = $1`,
      [leadId, JSON.stringify(facts)],
    );
  }

  async setMergedInto(leadId: string, survivorId: string | null): Promise<void> {
    await this.transaction.manager.query('UPDATE leads SET merged_into = $2, version = version + 1 WHERE id = $1', [
      leadId,
      survivorId,
    ]);
  }

  async insert(merge: NewMerge): Promise<string> {
    const row = await this.transaction.row<{ id: string }>(
      `INSERT INTO lead_merges (client_id, lead_a, lead_b, cause, score, reasons, moved, by_user_id, at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id`,
      [
        merge.clientId,
        merge.survivorId,
        merge.absorbedId,
        merge.cause,
        merge.score,
        JSON.stringify(merge.reasons),
        JSON.stringify(merge.moved),
        merge.byUserId,
        merge.now,
      ],
    );
    return row!.id;
  }

  private async ids(sql: string, parameters: unknown[]): Promise<string[]> {
    return (await this.transaction.rows<{ id: string }>(sql, parameters)).map(({ id }) => id);
  }
}
