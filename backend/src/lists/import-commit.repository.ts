import { Injectable } from '@nestjs/common';
import { NUMBER_KEY_ID } from '../kernel/number-key.js';
import { Transaction } from '../kernel/transaction.js';
import type { ImportScope } from './import-verdict.repository.js';

/** Columns that a later row or file may fill where the lead has nothing; what it has is never overwritten. */
const FILLED = ['legal_name', 'inn', 'kpp', 'ogrn', 'email', 'site', 'industry', 'region', 'city'] as const;

/**
 * Makes leads of judged rows, set by set, in the merge transaction. `import_leads` is the temporary table of row -> lead:
 * every later step joins it.
 */
@Injectable()
export class ImportCommitRepository {
  constructor(private readonly transaction: Transaction) {}

  /** Gives every valid row its lead: the matched one, or a new id per cluster. */
  async assignLeads({ importId }: ImportScope): Promise<void> {
    const db = this.transaction.manager;
    await db.query(
      `CREATE TEMPORARY TABLE import_leads (row_number int PRIMARY KEY, lead_id bigint NOT NULL, leader int NOT NULL, is_new boolean NOT NULL)
       ON COMMIT DROP`,
    );
    await db.query(
      `INSERT INTO import_leads
       SELECT row_number, nextval(pg_get_serial_sequence('leads', 'id')), row_number, true
       FROM import_staging
       WHERE import_id = $1 AND problem IS NULL AND lead_id IS NULL AND coalesce(cluster, row_number) = row_number
       ORDER BY row_number`,
      [importId],
    );
    await db.query(
      `INSERT INTO import_leads
       SELECT s.row_number, coalesce(s.lead_id, first.lead_id), coalesce(s.cluster, s.row_number), s.lead_id IS NULL
       FROM import_staging s LEFT JOIN import_leads first ON first.row_number = s.cluster
       WHERE s.import_id = $1 AND s.problem IS NULL AND (s.lead_id IS NOT NULL OR s.cluster <> s.row_number)`,
      [importId],
    );
    await db.query('CREATE INDEX ON import_leads (lead_id)');
    await db.query('ANALYZE import_leads');
  }

  async insertLeads({ importId, clientId, synthetic }: ImportScope, now: Date): Promise<number> {
    return this.affected(
      `INSERT INTO leads (id, client_id, kind, name, name_key, legal_name, inn, kpp, ogrn, email, site, industry, region, city, custom,
                          synthetic, confirmed_on, created_at)
       OVERRIDING SYSTEM VALUE
       SELECT i.lead_id, $2, s.kind, s.name, s.name_key, s.legal_name, s.inn, s.kpp, s.ogrn, s.email, s.site, s.industry, s.region, s.city,
              s.custom, $3, $4::timestamptz::date, $4
       FROM import_leads i JOIN import_staging s ON s.import_id = $1 AND s.row_number = i.row_number
       WHERE i.is_new AND i.leader = i.row_number
       ORDER BY i.row_number`,
      [importId, clientId, synthetic, now],
    );
  }

  /** What the first row left empty, the next row of the same lead that has it fills. */
  async fillEmpty({ importId }: ImportScope): Promise<void> {
    const firsts = FILLED.map(
      (column) =>
        `(array_agg(s.${column} ORDER BY s.row_number) FILTER (WHERE s.${column} IS NOT NULL))[1] AS ${column}`,
    );
    await this.transaction.manager.query(
      `UPDATE leads l
       SET ${FILLED.map((column) => `${column} = coalesce(l.${column}, f.${column})`).join(', ')},
           custom = f.custom || l.custom, version = l.version + CASE WHEN f.is_new THEN 0 ELSE 1 END
       FROM (
         SELECT i.lead_id, bool_or(i.is_new) AS is_new, ${firsts.join(', ')}, (array_agg(s.custom ORDER BY s.row_number))[1] AS custom
         FROM import_leads i JOIN import_staging s ON s.import_id = $1 AND s.row_number = i.row_number
         WHERE NOT i.is_new OR i.leader <> i.row_number
         GROUP BY i.lead_id
       ) f
       WHERE l.id = f.lead_id
         AND ((${FILLED.map((column) => `l.${column}`).join(', ')}) IS DISTINCT FROM
              (${FILLED.map((column) => `coalesce(l.${column}, f.${column})`).join(', ')}) OR NOT l.custom @> f.custom)`,
      [importId],
    );
  }

  async insertAddresses({ importId }: ImportScope, now: Date): Promise<void> {
    await this.transaction.manager.query(
      `INSERT INTO lead_addresses (lead_id, raw, city, region, zone, is_main, confirmed_on)
       SELECT DISTINCT ON (i.lead_id, s.address) i.lead_id, s.address, s.city, s.region, s.address_zone, i.is_new AND i.leader = i.row_number,
              $2::timestamptz::date
       FROM import_leads i JOIN import_staging s ON s.import_id = $1 AND s.row_number = i.row_number
       WHERE s.address IS NOT NULL
       ORDER BY i.lead_id, s.address, s.row_number
       ON CONFLICT (lead_id, raw) DO NOTHING`,
      [importId, now],
    );
  }

  async insertContacts({ importId }: ImportScope, now: Date): Promise<number> {
    return this.affected(
      `INSERT INTO contacts (lead_id, full_name, position, created_at, confirmed_on)
       SELECT DISTINCT ON (i.lead_id, lower(s.contact_name)) i.lead_id, s.contact_name, s.contact_position, $2, $2::timestamptz::date
       FROM import_leads i JOIN import_staging s ON s.import_id = $1 AND s.row_number = i.row_number
       WHERE s.contact_name IS NOT NULL
         AND NOT EXISTS (SELECT FROM contacts c WHERE c.lead_id = i.lead_id AND lower(c.full_name) = lower(s.contact_name))
       ORDER BY i.lead_id, lower(s.contact_name), s.row_number`,
      [importId, now],
    );
  }

  /** A number a lead has already, even a retired one, is not given again: the retirement was somebody's knowledge. */
  async insertPhones({ importId, synthetic }: ImportScope, now: Date): Promise<void> {
    await this.transaction.manager.query(
      `INSERT INTO phones (lead_id, address_id, e164, extension, raw, number_key, key_id, kind, country, region, zones, zone_source, priority,
                           synthetic, created_at)
       SELECT DISTINCT ON (i.lead_id, n.e164, n.extension) i.lead_id, a.id, n.e164, n.extension, n.raw, n.number_key, $4, n.kind, n.country,
              n.region, n.zones, n.zone_source, least(n.ordinal, 99), $2, $3
       FROM import_leads i
       JOIN import_staging s ON s.import_id = $1 AND s.row_number = i.row_number
       JOIN import_staging_phones n ON n.import_id = $1 AND n.row_number = i.row_number
       LEFT JOIN lead_addresses a ON a.lead_id = i.lead_id AND a.raw = s.address
       ORDER BY i.lead_id, n.e164, n.extension, n.row_number, n.ordinal
       ON CONFLICT (lead_id, e164, extension) DO NOTHING`,
      [importId, synthetic, now, NUMBER_KEY_ID],
    );
  }

  async insertMembers({ importId, listId }: ImportScope, now: Date): Promise<void> {
    await this.transaction.manager.query(
      `INSERT INTO list_members (list_id, lead_id, import_id, added_at)
       SELECT DISTINCT $2::bigint, lead_id, $1::uuid, $3::timestamptz FROM import_leads ON CONFLICT DO NOTHING`,
      [importId, listId, now],
    );
  }

  /** Numbers of this import that stand at several leads now. */
  async linkSharedNumbers({ importId, clientId }: ImportScope, now: Date): Promise<void> {
    await this.transaction.manager.query(
      `INSERT INTO shared_numbers (client_id, number_key, reason, since)
       SELECT $2::bigint, p.number_key, CASE WHEN count(DISTINCT l.inn) > 1 THEN 'different_inn' ELSE 'incompatible_name' END, $3::timestamptz
       FROM phones p JOIN leads l ON l.id = p.lead_id AND l.client_id = $2 AND l.merged_into IS NULL
       WHERE p.state = 'active' AND p.number_key IN (
         SELECT n.number_key FROM import_staging_phones n JOIN import_leads i ON i.row_number = n.row_number WHERE n.import_id = $1)
       GROUP BY p.number_key HAVING count(DISTINCT p.lead_id) > 1
       ON CONFLICT DO NOTHING`,
      [importId, clientId, now],
    );
  }

  /** The verdict of every row of the file; written last, when all is known. Must run before `insertMembers`. */
  async insertVerdicts({ importId, listId, clientId }: ImportScope): Promise<void> {
    await this.transaction.manager.query(
      `INSERT INTO import_rows (import_id, row_number, verdict, reason, reason_params, lead_id, other_list_id)
       SELECT s.import_id, s.row_number,
              CASE WHEN s.problem IS NOT NULL THEN 'invalid'
                   WHEN NOT i.is_new THEN 'duplicate_of_list'
                   WHEN i.leader <> s.row_number THEN 'duplicate_in_file'
                   WHEN shared.row_number IS NOT NULL THEN 'shared_number'
                   ELSE 'added' END,
              coalesce(s.problem, CASE WHEN i.is_new AND i.leader = s.row_number THEN shared.reason END), s.problem_params, i.lead_id,
              CASE WHEN NOT i.is_new THEN
                (SELECT m.list_id FROM list_members m WHERE m.lead_id = i.lead_id ORDER BY m.list_id = $2, m.list_id LIMIT 1) END
       FROM import_staging s
       LEFT JOIN import_leads i ON i.row_number = s.row_number
       LEFT JOIN (
         SELECT n.row_number, min(x.reason) AS reason
         FROM import_staging_phones n JOIN shared_numbers x ON x.client_id = $3 AND x.number_key = n.number_key
         WHERE n.import_id = $1 GROUP BY n.row_number
       ) shared ON shared.row_number = s.row_number
       WHERE s.import_id = $1`,
      [importId, listId, clientId],
    );
  }

  async clearStaging(importId: string): Promise<void> {
    await this.transaction.manager.query('DELETE FROM import_staging_phones WHERE import_id = $1', [importId]);
    await this.transaction.manager.query('DELETE FROM import_staging WHERE import_id = $1', [importId]);
  }

  /** TypeORM does not tell how many rows an INSERT wrote. */
  private async affected(sql: string, parameters: unknown[]): Promise<number> {
    const row = await this.transaction.row<{ count: number }>(
      `WITH written AS (${sql} RETURNING 1) SELECT count(*)::int AS count FROM written`,
      parameters,
    );
    return row?.count ?? 0;
  }
}
