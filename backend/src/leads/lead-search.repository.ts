import { Injectable } from '@nestjs/common';
import type { LeadCard, LeadFilter, LeadRow } from '@warmline/contracts';
import { Transaction } from '../kernel/transaction.js';
import { cellOf, type SearchCriteria } from './lead-search.rules.js';

/** Timestamps as the database gives them. */
type WithDates<Shape, Dates extends keyof Shape> = Omit<Shape, Dates> & {
  readonly [Key in Dates]: Date | (null & Shape[Key]);
};
export type LeadSearchRow = WithDates<LeadRow, 'temperatureAt' | 'touchedAt'>;
export type LeadCardRow = WithDates<LeadCard, 'temperatureAt' | 'createdAt'>;

/** One page of ids, newest first, and how many match if that is asked. */
export interface SearchPage {
  readonly before: string | null;
  readonly limit: number;
  readonly zone: string;
}

/** Reads leads for lists and cards. The only place of this feature that looks at lists and their legal sources, and only to show them. */
@Injectable()
export class LeadSearchRepository {
  constructor(private readonly transaction: Transaction) {}

  /** What a row of the table shows of these leads, newest first. A lead that was merged or removed meanwhile is left out. */
  async rows(ids: readonly string[]): Promise<LeadSearchRow[]> {
    return this.transaction.rows<LeadSearchRow>(
      `SELECT l.id, l.kind, l.name, l.city, l.region, l.inn, l.temperature, l.stage, l.temperature_at AS "temperatureAt",
              l.touched_at AS "touchedAt", l.synthetic,
              ARRAY(SELECT p.e164 || CASE WHEN p.extension = '' THEN '' ELSE ' x' || p.extension END FROM phones p
                    WHERE p.lead_id = l.id AND p.state = 'active' ORDER BY p.priority, p.id) AS phones,
              ARRAY(SELECT c.full_name FROM contacts c WHERE c.lead_id = l.id AND c.retired_at IS NULL
                    ORDER BY c.is_decision_maker DESC, c.id) AS contacts,
              ARRAY(SELECT x.name FROM list_members m JOIN lead_lists x ON x.id = m.list_id WHERE m.lead_id = l.id ORDER BY x.id) AS lists
       FROM leads l WHERE l.id = ANY ($1::bigint[]) AND l.merged_into IS NULL ORDER BY l.id DESC`,
      [ids],
    );
  }

  /** Leads of one list, one client or all, from the leads themselves: fresh to the moment. */
  async plainPage(filter: Pick<LeadFilter, 'clientId' | 'listId'>, page: Omit<SearchPage, 'zone'>): Promise<string[]> {
    const { from, conditions, parameters, id } = plain(filter);
    const below = page.before === null ? '' : ` AND ${id} < $${parameters.push(page.before)}`;
    const rows = await this.transaction.rows<{ id: string }>(
      `SELECT ${id} AS id FROM ${from} WHERE ${conditions}${below} ORDER BY ${id} DESC LIMIT $${parameters.push(page.limit)}`,
      parameters,
    );
    return rows.map((row) => row.id);
  }

  async plainCount(filter: Pick<LeadFilter, 'clientId' | 'listId'>, limit: number): Promise<number> {
    const { from, conditions, parameters } = plain(filter);
    const row = await this.transaction.row<{ count: number }>(
      `SELECT count(*)::int AS count FROM (SELECT FROM ${from} WHERE ${conditions} LIMIT $${parameters.push(limit)}) counted`,
      parameters,
    );
    return row?.count ?? 0;
  }

  /** Numbers of the cells that are searched, the newest leads first. */
  async cells(): Promise<string[]> {
    const rows = await this.transaction.rows<{ cell: string }>(
      `SELECT substring(c.relname FROM '[0-9]+$') AS cell FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
       WHERE i.inhparent = 'lead_search'::regclass ORDER BY substring(c.relname FROM '[0-9]+$')::bigint DESC`,
    );
    return rows.map(({ cell }) => cell);
  }

  /**
   * Inside a transaction. Cell by cell, the newest first, and no further than the page: PostgreSQL runs the parts of a UNION ALL in their order
   * and stops at the limit.
   */
  async page(criteria: SearchCriteria, cells: readonly string[], page: SearchPage): Promise<string[]> {
    const { before, limit, zone } = page;
    const search = conditionsOf(criteria, zone);
    const conditions = before === null ? search.conditions : [...search.conditions, `lead_id < ${BigInt(before)}`];
    const within = before === null ? cells : cells.filter((cell) => BigInt(cell) <= cellOf(before));
    const rows = await this.everyCell<{ lead_id: string }>(within, limit, {
      part: (table) => `SELECT lead_id FROM ${table} WHERE ${conditions.join(' AND ')} ORDER BY lead_id DESC`,
      parameters: search.parameters,
    });
    return rows.map((row) => row.lead_id);
  }

  /** Inside a transaction. Stops counting at the limit. */
  async count(criteria: SearchCriteria, cells: readonly string[], { limit, zone }: Omit<SearchPage, 'before'>) {
    const { conditions, parameters } = conditionsOf(criteria, zone);
    const [row] = await this.everyCell<{ count: number }>(cells, limit, {
      part: (table) => `SELECT 1 AS one FROM ${table} WHERE ${conditions.join(' AND ')}`,
      parameters,
      around: (parts) => `SELECT count(*)::int AS count FROM (${parts}) counted`,
    });
    return row?.count ?? 0;
  }

  /** Leads that have exactly this number or this INN, whether or not their documents are written. */
  async exactly(numberKey: Buffer | null, inn: string | null): Promise<string[]> {
    const rows = await this.transaction.rows<{ id: string }>(
      `SELECT p.lead_id AS id FROM phones p WHERE p.number_key = $1 AND p.state = 'active'
       UNION SELECT l.id FROM leads l WHERE l.client_id IN (SELECT id FROM clients) AND l.inn = $2 ORDER BY 1 DESC LIMIT 100`,
      [numberKey, inn],
    );
    return rows.map(({ id }) => id);
  }

  async fieldNames(): Promise<string[]> {
    const rows = await this.transaction.rows<{ name: string }>(
      'SELECT name FROM lead_field_names ORDER BY lower(name) LIMIT 500',
    );
    return rows.map(({ name }) => name);
  }

  private async everyCell<Row>(
    cells: readonly string[],
    limit: number,
    query: { part: (table: string) => string; parameters: unknown[]; around?: (parts: string) => string },
  ): Promise<Row[]> {
    if (cells.length === 0) {
      return [];
    }
    await this.transaction.manager.query(INDEX_ONLY_BY_CONDITIONS);
    const place = `$${query.parameters.length + 1}`;
    const parts = cells.map((cell) => `(${query.part(`lead_search_c${BigInt(cell)}`)} LIMIT ${place}::bigint)`);
    const union = `SELECT * FROM (${parts.join('\nUNION ALL\n')}) every_cell LIMIT ${place}::bigint`;
    return this.transaction.rows<Row>(query.around?.(union) ?? union, [...query.parameters, limit]);
  }

  async card(id: string): Promise<LeadCardRow | undefined> {
    return this.transaction.row<LeadCardRow>(
      `SELECT l.id, l.client_id AS "clientId", l.kind, l.name, l.legal_name AS "legalName", l.inn, l.kpp, l.ogrn, l.email, l.site, l.industry,
              l.city, l.region, l.temperature, l.temperature_at AS "temperatureAt", l.stage, l.stage_reason AS "stageReason",
              l.return_on::text AS "returnOn", l.confirmed_on::text AS "confirmedOn", l.custom, l.synthetic, l.created_at AS "createdAt", l.version,
              coalesce((SELECT jsonb_agg(jsonb_build_object('raw', a.raw, 'city', a.city, 'zone', a.zone, 'isMain', a.is_main)
                                         ORDER BY a.is_main DESC, a.id)
                        FROM lead_addresses a WHERE a.lead_id = l.id), '[]') AS addresses,
              coalesce((SELECT jsonb_agg(${BRANCH_JSON} ORDER BY b.kind, b.id) FROM lead_branches b WHERE b.lead_id = l.id), '[]') AS branches,
              coalesce((SELECT jsonb_agg(o) FROM (
                          SELECT s.id::text AS id, s.name, s.city FROM leads s
                          WHERE s.client_id = l.client_id AND s.inn = l.inn AND s.merged_into IS NULL AND s.id <> l.id
                          ORDER BY s.id LIMIT ${SAME_INN_MAX}) o), '[]') AS "sameInn",
              coalesce((SELECT jsonb_agg(jsonb_build_object('id', c.id::text, 'fullName', c.full_name, 'position', c.position,
                                                            'isDecisionMaker', c.is_decision_maker, 'email', c.email, 'note', c.note)
                                         ORDER BY c.is_decision_maker DESC, c.id)
                        FROM contacts c WHERE c.lead_id = l.id AND c.retired_at IS NULL), '[]') AS contacts,
              coalesce((SELECT jsonb_agg(${PHONE_JSON} ORDER BY p.state, p.priority, p.id) FROM phones p WHERE p.lead_id = l.id), '[]') AS phones,
              coalesce((SELECT jsonb_agg(jsonb_build_object('id', x.id::text, 'name', x.name, 'addedAt', ${instant('m.added_at')},
                                                            'legalSourceKind', s.kind, 'legalSourceComplete', s.complete) ORDER BY m.added_at, x.id)
                        FROM list_members m JOIN lead_lists x ON x.id = m.list_id JOIN legal_sources s ON s.id = x.legal_source_id
                        WHERE m.lead_id = l.id), '[]') AS lists
       FROM leads l WHERE l.id = $1 AND l.merged_into IS NULL`,
      [id],
    );
  }
}

/** Of a legal entity's other leads, as many as a card names. */
const SAME_INN_MAX = 200;

const BRANCH_JSON = `jsonb_build_object(
  'id', b.id::text, 'kind', b.kind, 'name', b.name, 'legalName', b.legal_name, 'kpp', b.kpp, 'email', b.email, 'site', b.site,
  'industry', b.industry, 'region', b.region, 'city', b.city, 'address', b.address, 'contactName', b.contact_name,
  'contactPosition', b.contact_position, 'custom', b.custom,
  'phoneIds', coalesce((SELECT jsonb_agg(n.phone_id::text ORDER BY n.phone_id) FROM lead_branch_phones n WHERE n.branch_id = b.id), '[]'),
  'fileName', (SELECT f.name FROM imports i JOIN files f ON f.id = i.file_id WHERE i.id = b.import_id),
  'rowNumber', CASE WHEN EXISTS (SELECT FROM imports i WHERE i.id = b.import_id) THEN b.row_number END)`;

const PHONE_JSON = `jsonb_build_object(
  'id', p.id::text, 'e164', p.e164, 'extension', p.extension, 'raw', p.raw, 'kind', p.kind, 'region', p.region, 'zones', p.zones,
  'zoneSource', p.zone_source, 'contactId', p.contact_id::text, 'state', p.state, 'retiredReason', p.retired_reason,
  'sharedWith', coalesce((SELECT jsonb_agg(DISTINCT jsonb_build_object('id', o.id::text, 'name', o.name))
                          FROM phones q JOIN leads o ON o.id = q.lead_id AND o.client_id = l.client_id AND o.merged_into IS NULL
                          WHERE q.number_key = p.number_key AND q.state = 'active' AND q.lead_id <> l.id), '[]'))`;

function instant(column: string): string {
  return `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

/**
 * A plan made for any word takes a rare one for a frequent one. And a planner that expects a page's worth of hits soon walks by key and looks at every
 * row: where the conditions exclude one another that was 5 s. By the index of words and facts a cell takes milliseconds whatever it holds.
 */
const INDEX_ONLY_BY_CONDITIONS = `SET LOCAL plan_cache_mode = force_custom_plan; SET LOCAL enable_indexscan = off;
  SET LOCAL enable_indexonlyscan = off; SET LOCAL enable_seqscan = off; SET LOCAL work_mem = '16MB'`;

function plain({ clientId, listId }: Pick<LeadFilter, 'clientId' | 'listId'>) {
  const parameters: unknown[] = [];
  if (listId === undefined) {
    const client = clientId === undefined ? '' : ` AND l.client_id = $${parameters.push(clientId)}`;
    return { from: 'leads l', id: 'l.id', conditions: `l.merged_into IS NULL${client}`, parameters };
  }
  const list = `m.list_id = $${parameters.push(listId)}`;
  const client = clientId === undefined ? '' : ` AND l.client_id = $${parameters.push(clientId)}`;
  return {
    from: 'list_members m JOIN leads l ON l.id = m.lead_id AND l.merged_into IS NULL',
    id: 'm.lead_id',
    conditions: `${list}${client}`,
    parameters,
  };
}

/** Conditions on a cell. Every one of facts and words can be answered by its index alone. */
function conditionsOf(criteria: SearchCriteria, zone: string): { conditions: string[]; parameters: unknown[] } {
  const parameters: unknown[] = [];
  const place = (value: unknown) => `$${parameters.push(value)}`;
  const conditions = criteria.tokens.length === 0 ? [] : [`tokens @> ${place(criteria.tokens)}::text[]`];
  for (const { kind, pattern } of criteria.words) {
    conditions.push(`doc ${kind === 'like' ? 'LIKE' : '~'} ${place(pattern)}`);
  }
  for (const [column, { from, to }] of [
    ['created_at', criteria.created] as const,
    ['touched_at', criteria.touched] as const,
  ]) {
    const day = (value: string) => `(${place(value)}::date::timestamp AT TIME ZONE ${place(zone)})`;
    if (from !== undefined) {
      conditions.push(`${column} >= ${day(from)}`);
    }
    if (to !== undefined) {
      conditions.push(`${column} < (${place(to)}::date + 1)::timestamp AT TIME ZONE ${place(zone)}`);
    }
  }
  return { conditions: conditions.length === 0 ? ['true'] : conditions, parameters };
}
