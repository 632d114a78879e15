import { Injectable } from '@nestjs/common';
import type { DuplicateScope } from '@warmline/contracts';
import type { LeadSource } from '../leads/matching/matching-orders.rules.js';
import { Transaction } from '../kernel/transaction.js';

/** What some leads are compared with. Of changed leads there is no import: they are compared with everything. */
export interface Comparison {
  readonly clientId: string;
  readonly importId: string | null;
  readonly listId: string | null;
  readonly scope: DuplicateScope;
  readonly youngerThanDays: number | null;
}

/** An import whose new leads are to be compared. */
export interface PendingSearch extends Comparison {
  readonly importId: string;
  readonly listId: string;
  readonly afterLead: string;
  readonly compared: number;
  readonly merged: number;
  readonly queued: number;
}

export interface ChangedLeads {
  readonly leadIds: readonly string[];
  readonly notes: readonly string[];
}

/** Hashed block keys side by side with their leads. */
export interface FoundKeys {
  readonly leadIds: readonly string[];
  readonly keys: readonly number[];
}

/** A key shared by more leads than this says nothing; only the newest are looked at, which bounds the work of each lead. */
const LIKES_PER_KEY = 40;

const SOURCE = `SELECT l.id, l.kind, l.name, l.legal_name AS "legalName", l.inn, l.email, l.site, l.region, l.city, l.custom AS facts,
    (SELECT a.raw FROM lead_addresses a WHERE a.lead_id = l.id ORDER BY a.is_main DESC, a.id LIMIT 1) AS address,
    coalesce((SELECT jsonb_agg(jsonb_build_object('e164', p.e164, 'extension', p.extension)) FROM phones p
              WHERE p.lead_id = l.id AND p.state = 'active'), '[]') AS phones
  FROM leads l`;

const IN_SCOPE: Readonly<Record<DuplicateScope, string>> = {
  everything: 'true',
  list: `EXISTS (SELECT FROM list_members m WHERE m.lead_id = o.id AND m.list_id = $3)`,
  file: `EXISTS (SELECT FROM list_members m WHERE m.lead_id = o.id AND m.list_id = $3 AND m.import_id = $5)`,
  campaign: `EXISTS (SELECT FROM list_members m JOIN campaign_lists cl ON cl.list_id = m.list_id
    WHERE m.lead_id = o.id AND cl.campaign_id IN (SELECT campaign_id FROM campaign_lists WHERE list_id = $3))`,
};

@Injectable()
export class DuplicateSearchRepository {
  constructor(private readonly transaction: Transaction) {}

  /** Demo and simulation rows are made up alike; nobody is asked about them. */
  async next(): Promise<PendingSearch | undefined> {
    return this.transaction.row<PendingSearch>(
      `SELECT i.id AS "importId", i.list_id AS "listId", ll.client_id AS "clientId",
         coalesce(i.settings #>> '{duplicates,scope}', 'everything') AS scope, (i.settings #>> '{duplicates,youngerThanDays}')::int AS "youngerThanDays",
         coalesce(s.after_lead, 0) AS "afterLead", coalesce(s.compared, 0)::float8 AS compared, coalesce(s.merged, 0) AS merged,
         coalesce(s.queued, 0) AS queued
       FROM imports i JOIN lead_lists ll ON ll.id = i.list_id AND NOT ll.synthetic LEFT JOIN duplicate_searches s ON s.import_id = i.id
       WHERE i.state = 'done' AND s.finished_at IS NULL AND s.failed_at IS NULL ORDER BY i.finished_at, i.id LIMIT 1`,
    );
  }

  /**
   * From now on whatever changes a lead of the client, as many as it has, leaves a note; a change that began before may not yet know. Answers the id
   * up to which leads have their keys.
   */
  async announce(clientId: string): Promise<string> {
    const row = await this.transaction.row<{ keyed: string }>(
      `INSERT INTO match_key_progress AS p (client_id, up_to, announced)
       SELECT $1, 0, coalesce(max(id), 0) FROM leads WHERE client_id = $1
       ON CONFLICT (client_id) DO UPDATE SET announced = greatest(p.announced, excluded.announced)
       RETURNING up_to::text AS keyed`,
      [clientId],
    );
    return row?.keyed ?? '0';
  }

  /** A moment of the database: every change that has begun by now. */
  async moment(): Promise<string> {
    const row = await this.transaction.row<{ xmax: string }>(
      'SELECT pg_snapshot_xmax(pg_current_snapshot())::text AS xmax',
    );
    return row?.xmax ?? '0';
  }

  /** Whether every change that had begun at that moment has ended, so that the next statement sees it. */
  async hasEnded(moment: string): Promise<boolean> {
    const row = await this.transaction.row<{ ended: boolean }>(
      'SELECT pg_snapshot_xmin(pg_current_snapshot()) >= $1::xid8 AS ended',
      [moment],
    );
    return row?.ended ?? false;
  }

  /** The next announced leads of the client that have no keys yet. */
  async unkeyed(clientId: string, limit: number): Promise<LeadSource[]> {
    return this.transaction.rows<LeadSource>(
      `${SOURCE} JOIN match_key_progress p ON p.client_id = l.client_id AND l.id > p.up_to AND l.id <= p.announced
       WHERE l.client_id = $1 ORDER BY l.id LIMIT $2`,
      [clientId, limit],
    );
  }

  async keepKeys(clientId: string, upTo: string, found: FoundKeys): Promise<void> {
    await this.addKeys(found);
    await this.transaction.manager.query('UPDATE match_key_progress SET up_to = $2 WHERE client_id = $1', [
      clientId,
      upTo,
    ]);
  }

  /**
   * Leads of an import that stand before those that have keys and have none: their ids were drawn when it was read, and it waited for its yes while
   * a later one was loaded.
   */
  async overtaken(
    { listId, importId }: PendingSearch,
    { after, upTo }: { after: string; upTo: string },
    limit: number,
  ): Promise<LeadSource[]> {
    return this.transaction.rows<LeadSource>(
      `${SOURCE} WHERE l.id IN (
         SELECT m.lead_id FROM list_members m WHERE m.list_id = $1 AND m.import_id = $2 AND m.lead_id > $3 AND m.lead_id <= $4
           AND NOT EXISTS (SELECT FROM lead_match_keys k WHERE k.lead_id = m.lead_id)) ORDER BY l.id LIMIT $5`,
      [listId, importId, after, upTo, limit],
    );
  }

  /** What a search reads besides its keys: of a first import the planner knows nothing, however small, and took 42 s for 400 leads alike. */
  async analyseLeads(): Promise<void> {
    await this.transaction.manager.query('ANALYZE leads, list_members, phones, lead_addresses');
  }

  /** After new keys: without it the planner looks for the leads of a key by walking through all leads. */
  async analyseKeys(): Promise<void> {
    await this.transaction.manager.query('ANALYZE lead_match_keys');
  }

  /** The client some of whose compared leads have changed since. Leads that are to get their first keys wait for them. */
  async changedClient(): Promise<string | undefined> {
    const row = await this.transaction.row<{ clientId: string }>(
      `SELECT w.client_id AS "clientId" FROM match_work w JOIN match_key_progress p ON p.client_id = w.client_id AND w.lead_id <= p.up_to
       ORDER BY w.id LIMIT 1`,
    );
    return row?.clientId;
  }

  /** Its changed leads, those noted first before the others, and what noted them. */
  async changed(clientId: string, limit: number): Promise<ChangedLeads | undefined> {
    return this.transaction.row<ChangedLeads>(
      `SELECT array_agg(DISTINCT lead_id::text) AS "leadIds", array_agg(id::text) AS notes
       FROM (SELECT w.id, w.lead_id FROM match_work w JOIN match_key_progress p ON p.client_id = w.client_id AND w.lead_id <= p.up_to
             WHERE w.client_id = $1 ORDER BY w.id LIMIT $2) noted HAVING count(*) > 0`,
      [clientId, limit],
    );
  }

  /** These and no others: a change that began earlier may be noted later. */
  async forget({ notes }: ChangedLeads): Promise<void> {
    await this.transaction.manager.query('DELETE FROM match_work WHERE id = ANY ($1::bigint[])', [notes]);
  }

  /** Keys of leads that had others. */
  async replaceKeys(leadIds: readonly string[], found: FoundKeys): Promise<void> {
    await this.transaction.manager.query('DELETE FROM lead_match_keys WHERE lead_id = ANY ($1::bigint[])', [leadIds]);
    await this.addKeys(found);
  }

  async population(clientId: string): Promise<number> {
    const row = await this.transaction.row<{ leads: number }>(
      'SELECT count(*)::int AS leads FROM leads WHERE client_id = $1 AND merged_into IS NULL AND NOT synthetic',
      [clientId],
    );
    return row?.leads ?? 0;
  }

  /** Every n-th lead, at most `limit` or so. */
  async sample(clientId: string, population: number, limit: number): Promise<LeadSource[]> {
    return this.transaction.rows<LeadSource>(
      `${SOURCE} WHERE l.client_id = $1 AND l.merged_into IS NULL AND NOT l.synthetic AND l.id % $2 = 0`,
      [clientId, Math.max(1, Math.ceil(population / limit))],
    );
  }

  async newLeads({ listId, importId, afterLead }: PendingSearch, limit: number): Promise<string[]> {
    const rows = await this.transaction.rows<{ id: string }>(
      `SELECT m.lead_id AS id FROM list_members m JOIN leads l ON l.id = m.lead_id AND l.merged_into IS NULL
       WHERE m.list_id = $1 AND m.import_id = $2 AND m.lead_id > $3 ORDER BY m.lead_id LIMIT $4`,
      [listId, importId, afterLead, limit],
    );
    return rows.map(({ id }) => id);
  }

  /** Leads in scope that share a key with one of these, the older id first. */
  async likes(search: Comparison, leadIds: readonly string[], now: Date): Promise<[string, string][]> {
    const oldest =
      search.youngerThanDays === null ? null : new Date(now.getTime() - search.youngerThanDays * 86_400_000);
    const rows = await this.transaction.rows<{ a: string; b: string }>(
      `SELECT DISTINCT least(k.lead_id, x.lead_id) AS a, greatest(k.lead_id, x.lead_id) AS b
       FROM lead_match_keys k CROSS JOIN LATERAL (
         SELECT x.lead_id FROM lead_match_keys x WHERE x.key = k.key AND x.lead_id <> k.lead_id ORDER BY x.lead_id DESC LIMIT ${LIKES_PER_KEY}
       ) x JOIN leads o ON o.id = x.lead_id
       WHERE k.lead_id = ANY ($1::bigint[]) AND o.merged_into IS NULL AND o.client_id = $2 AND NOT o.synthetic
         AND ($4::timestamptz IS NULL OR o.created_at >= $4)
         AND ($3::bigint IS NULL AND $5::uuid IS NULL OR ${IN_SCOPE[search.scope]})`,
      [leadIds, search.clientId, search.listId, oldest, search.importId],
    );
    return rows.map(({ a, b }) => [a, b]);
  }

  async sources(leadIds: readonly string[]): Promise<LeadSource[]> {
    return this.transaction.rows<LeadSource>(
      `${SOURCE} WHERE l.id = ANY ($1::bigint[]) AND l.merged_into IS NULL ORDER BY l.id`,
      [leadIds],
    );
  }

  async keptApart(leadIds: readonly string[]): Promise<[string, string][]> {
    const rows = await this.transaction.rows<{ a: string; b: string }>(
      `SELECT lead_a AS a, lead_b AS b FROM duplicate_pairs
       WHERE state = 'kept_apart' AND lead_a = ANY ($1::bigint[]) AND lead_b = ANY ($1::bigint[])`,
      [leadIds],
    );
    return rows.map(({ a, b }) => [a, b]);
  }

  async keepProgress(search: PendingSearch, ended: { finishedAt?: Date; failedAt?: Date } = {}): Promise<void> {
    await this.transaction.manager.query(
      `INSERT INTO duplicate_searches (import_id, after_lead, compared, merged, queued, finished_at, failed_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (import_id) DO UPDATE SET after_lead = excluded.after_lead, compared = excluded.compared, merged = excluded.merged,
         queued = excluded.queued, finished_at = excluded.finished_at, failed_at = excluded.failed_at`,
      [
        search.importId,
        search.afterLead,
        search.compared,
        search.merged,
        search.queued,
        ended.finishedAt ?? null,
        ended.failedAt ?? null,
      ],
    );
  }

  /** One that was merged or taken back meanwhile needs none. */
  async addKeys({ leadIds, keys }: FoundKeys): Promise<void> {
    await this.transaction.manager.query(
      `INSERT INTO lead_match_keys (lead_id, key) SELECT k.lead_id, k.key FROM unnest($1::bigint[], $2::bigint[]) k (lead_id, key)
       WHERE EXISTS (SELECT FROM leads l WHERE l.id = k.lead_id) ON CONFLICT DO NOTHING`,
      [leadIds, keys],
    );
  }
}
