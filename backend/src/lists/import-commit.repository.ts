import { Injectable } from '@nestjs/common';
import { NUMBER_KEY_ID } from '../kernel/number-key.js';
import { Transaction } from '../kernel/transaction.js';
import { BranchCommitRepository } from './branch-commit.repository.js';
import type { ImportScope } from './import-judging.repository.js';
import { FILLED_COLUMNS, JOINED_ROW, mayFill, stagedPhones, stagingTables } from './staging-table.rules.js';

/** Rows that become leads of their own. */
const OWN = 's.problem IS NULL AND s.joins IS NULL';
/** Rows about which nothing is to be said but that they became a lead. */
const IS_PLAIN = 's.verdict IS NULL AND s.problem_params IS NULL';
/** The facts of a lead an import may change, as they are kept for taking it back. */
const FACTS = `jsonb_build_object(${FILLED_COLUMNS.map((column) => `'${column}', l.${column}`).join(', ')}, 'custom', l.custom)`;
const PHONE_COLUMNS =
  'lead_id, address_id, e164, extension, raw, number_key, key_id, kind, country, region, zones, zone_source, priority, synthetic, created_at';
const PHONE_VALUES = `n.e164, n.extension, n.raw, n.number_key, ${NUMBER_KEY_ID}, n.kind, n.country, nullif(n.region, ''),
  string_to_array(n.zones, ' '), n.zone_source, least(n.ordinal - 1, 99)`;

interface OwnRows {
  readonly leads: number;
  readonly contacts: number;
  /** Ids of the leads they become; null without any. */
  readonly firstId: string | null;
  readonly lastId: string | null;
}

/**
 * Makes leads of judged rows, set by set, in one transaction of the caller's. First the rows that become leads of their own, which is nearly all of
 * a list, straight from the staging table; then the few that join another row's lead or one that was there.
 */
@Injectable()
export class ImportCommitRepository {
  constructor(
    private readonly transaction: Transaction,
    private readonly branches: BranchCommitRepository,
  ) {}

  /** Leads, addresses, contacts, numbers and memberships of the rows that become leads; answers how many leads and contacts. */
  async insertOwn(scope: ImportScope, now: Date): Promise<{ leads: number; contacts: number }> {
    const tables = stagingTables(scope.importId);
    const { rows } = tables;
    const { clientId, listId, importId, synthetic } = scope;
    const own = await this.ownRows(scope);
    await this.withoutRowChecks(scope, own, async () => {
      await this.run(
        `INSERT INTO leads (id, client_id, kind, name, name_key, legal_name, inn, kpp, ogrn, email, site, industry, region, city, custom,
                            synthetic, confirmed_on, created_at)
         OVERRIDING SYSTEM VALUE
         SELECT s.new_lead_id, $1, s.kind, s.name, s.name_key, s.legal_name, s.inn, s.kpp, s.ogrn, s.email, s.site, s.industry, s.region, s.city,
                s.custom, $2, $3::timestamptz::date, $3
         FROM ${rows} s WHERE ${OWN}`,
        [clientId, synthetic, now],
      );
      await this.run(
        `INSERT INTO lead_addresses (id, lead_id, raw, city, region, zone, is_main, confirmed_on)
         OVERRIDING SYSTEM VALUE
         SELECT s.new_address_id, s.new_lead_id, s.address, s.city, s.region, s.address_zone, true, $1::timestamptz::date
         FROM ${rows} s WHERE ${OWN} AND s.address IS NOT NULL`,
        [now],
      );
      await this.run(
        `INSERT INTO contacts (lead_id, full_name, position, created_at, confirmed_on)
         SELECT s.new_lead_id, s.contact_name, s.contact_position, $1, $1::timestamptz::date
         FROM ${rows} s WHERE ${OWN} AND s.contact_name IS NOT NULL`,
        [now],
      );
      await this.run(
        `INSERT INTO phones (${PHONE_COLUMNS})
         SELECT n.new_lead_id, CASE WHEN n.address IS NOT NULL THEN n.new_address_id END, ${PHONE_VALUES}, $1, $2
         FROM ${stagedPhones(tables, { beside: ['new_lead_id', 'new_address_id', 'address'], where: OWN })} n`,
        [synthetic, now],
      );
      await this.run(
        `INSERT INTO list_members (list_id, lead_id, import_id, added_at, row_number, created)
         SELECT $1, s.new_lead_id, $2, $3, CASE WHEN ${IS_PLAIN} THEN s.row_number END, true FROM ${rows} s WHERE ${OWN}`,
        [listId, importId, now],
      );
    });
    return own;
  }

  /** What rows tell about leads that have another row or were there before; what it did to the latter is kept for taking it back. */
  async joinOthers(scope: ImportScope, now: Date): Promise<{ contacts: number }> {
    await this.keepFactsBefore(scope);
    await this.fillEmpty(scope);
    await this.insertAddresses(scope, now);
    const contacts = await this.insertContacts(scope, now);
    await this.insertPhones(scope, now);
    await this.branches.insertBranches(scope, now);
    await this.branches.linkNumbers(scope, now);
    await this.keepFactsAfter(scope);
    const { rows } = stagingTables(scope.importId);
    await this.run(
      `INSERT INTO list_members (list_id, lead_id, import_id, added_at)
       SELECT DISTINCT $1::bigint, s.lead_id, $2::uuid, $3::timestamptz FROM ${rows} s WHERE s.joins = 'lead' ON CONFLICT DO NOTHING`,
      [scope.listId, scope.importId, now],
    );
    return { contacts };
  }

  async linkSharedNumbers({ importId, clientId }: ImportScope, now: Date): Promise<void> {
    await this.run(
      `INSERT INTO shared_numbers (client_id, number_key, reason, since)
       SELECT $1::bigint, number_key, reason, $2::timestamptz FROM ${stagingTables(importId).shared} ON CONFLICT DO NOTHING`,
      [clientId, now],
    );
  }

  /** The verdict of every row about which more is to be said than that it became a lead. */
  async insertVerdicts({ importId }: ImportScope): Promise<void> {
    await this.run(
      `INSERT INTO import_rows (import_id, row_number, verdict, reason, reason_params, lead_id, other_list_id, row_name, joined_row)
       SELECT $1, s.row_number, coalesce(s.verdict, 'added'), s.reason, s.problem_params,
              CASE WHEN s.problem IS NULL THEN coalesce(s.lead_id, s.new_lead_id) END, s.other_list_id,
              CASE WHEN s.joins IS NOT NULL THEN s.name END, ${JOINED_ROW}
       FROM ${stagingTables(importId).rows} s WHERE NOT (${IS_PLAIN})`,
      [importId],
    );
  }

  /**
   * Foreign keys are checked row by row, which costs three times the inserting. Where the database lets us, they rest while the rows of an import
   * are inserted: parent and child come out of the same staged row in the same statement order, and the two records all of them point at (client,
   * list) are locked. Every other constraint holds as always. Without the right to do so the rows are checked one by one.
   */
  private async withoutRowChecks(
    { clientId, listId }: ImportScope,
    own: OwnRows,
    insert: () => Promise<void>,
  ): Promise<void> {
    const [held] = await this.transaction.rows<{ rests: boolean }>(
      `SELECT has_parameter_privilege('session_replication_role', 'SET') AS rests
       FROM clients c JOIN lead_lists l ON l.client_id = c.id WHERE c.id = $1 AND l.id = $2 FOR KEY SHARE`,
      [clientId, listId],
    );
    if (held === undefined) {
      throw new Error('the list of an import is gone');
    }
    if (held.rests) {
      await this.run(`SET LOCAL session_replication_role = 'replica'`);
    }
    await insert();
    if (held.rests) {
      await this.run(`SET LOCAL session_replication_role = 'origin'`);
    }
    if (held.rests && own.leads > 0) {
      // The triggers that note leads for the search and lists for counting rested as well.
      await this.run('INSERT INTO lead_search_work (from_id, to_id) VALUES ($1, $2)', [own.firstId, own.lastId]);
      await this.run('INSERT INTO list_count_marks (list_id, members) VALUES ($1, $2)', [listId, own.leads]);
    }
  }

  private async ownRows({ importId }: ImportScope): Promise<OwnRows> {
    const [own] = await this.transaction.rows<OwnRows>(
      `SELECT count(*)::int AS leads, count(s.contact_name)::int AS contacts,
              min(s.new_lead_id)::text AS "firstId", max(s.new_lead_id)::text AS "lastId"
       FROM ${stagingTables(importId).rows} s WHERE ${OWN}`,
    );
    return own ?? { leads: 0, contacts: 0, firstId: null, lastId: null };
  }

  private async keepFactsBefore({ importId, listId }: ImportScope): Promise<void> {
    await this.run(
      `INSERT INTO import_changes (import_id, lead_id, before, after, joined_list)
       SELECT $1, l.id, ${FACTS}, '{}', NOT EXISTS (SELECT FROM list_members m WHERE m.list_id = $2 AND m.lead_id = l.id)
       FROM leads l WHERE l.id IN (SELECT s.lead_id FROM ${stagingTables(importId).rows} s WHERE s.joins = 'lead') FOR UPDATE OF l`,
      [importId, listId],
    );
  }

  private async keepFactsAfter({ importId }: ImportScope): Promise<void> {
    await this.run(
      `UPDATE import_changes c SET after = ${FACTS} FROM leads l WHERE c.import_id = $1 AND l.id = c.lead_id AND c.before <> ${FACTS}`,
      [importId],
    );
    await this.run(`UPDATE import_changes SET after = before WHERE import_id = $1 AND after = '{}'`, [importId]);
  }

  /** What the first row left empty, the next row of the same lead that has it fills. */
  private async fillEmpty({ importId }: ImportScope): Promise<void> {
    const firsts = FILLED_COLUMNS.map(
      (column) =>
        `(array_agg(s.${column} ORDER BY s.row_number) FILTER (WHERE s.${column} IS NOT NULL AND ${mayFill(column)}))[1] AS ${column}`,
    );
    await this.run(
      `UPDATE leads l
       SET ${FILLED_COLUMNS.map((column) => `${column} = coalesce(l.${column}, f.${column})`).join(', ')},
           custom = f.custom || l.custom, version = l.version + CASE WHEN f.was_there THEN 1 ELSE 0 END
       FROM (
         SELECT s.lead_id, bool_or(s.joins = 'lead') AS was_there, ${firsts.join(', ')}, coalesce((array_agg(s.custom ORDER BY s.row_number) FILTER (WHERE ${mayFill('custom')}))[1], '{}') AS custom
         FROM ${stagingTables(importId).rows} s WHERE s.joins IS NOT NULL
         GROUP BY s.lead_id
       ) f
       WHERE l.id = f.lead_id
         AND ((${FILLED_COLUMNS.map((column) => `l.${column}`).join(', ')}) IS DISTINCT FROM
              (${FILLED_COLUMNS.map((column) => `coalesce(l.${column}, f.${column})`).join(', ')}) OR NOT l.custom @> f.custom)`,
    );
  }

  private async insertAddresses({ importId }: ImportScope, now: Date): Promise<void> {
    await this.insertNoting(importId, {
      column: 'address_ids',
      parameters: [now],
      sql: `INSERT INTO lead_addresses (lead_id, raw, city, region, zone, is_main, confirmed_on)
        SELECT DISTINCT ON (s.lead_id, s.address) s.lead_id, s.address, s.city, s.region, s.address_zone, false, $2::timestamptz::date
        FROM ${stagingTables(importId).rows} s WHERE s.joins IS NOT NULL AND s.address IS NOT NULL
        ORDER BY s.lead_id, s.address, s.row_number
        ON CONFLICT (lead_id, raw) DO NOTHING RETURNING id, lead_id`,
    });
  }

  private async insertContacts({ importId }: ImportScope, now: Date): Promise<number> {
    return this.insertNoting(importId, {
      column: 'contact_ids',
      parameters: [now],
      sql: `INSERT INTO contacts (lead_id, full_name, position, created_at, confirmed_on)
        SELECT DISTINCT ON (s.lead_id, lower(s.contact_name)) s.lead_id, s.contact_name, s.contact_position, $2::timestamptz, $2::timestamptz::date
        FROM ${stagingTables(importId).rows} s WHERE s.joins IS NOT NULL AND s.contact_name IS NOT NULL
          AND NOT EXISTS (SELECT FROM contacts c WHERE c.lead_id = s.lead_id AND lower(c.full_name) = lower(s.contact_name))
        ORDER BY s.lead_id, lower(s.contact_name), s.row_number
        RETURNING id, lead_id`,
    });
  }

  /** A number a lead has already, even a retired one, is not given again: the retirement was somebody's knowledge. */
  private async insertPhones({ importId, synthetic }: ImportScope, now: Date): Promise<void> {
    await this.insertNoting(importId, {
      column: 'phone_ids',
      parameters: [synthetic, now],
      sql: `INSERT INTO phones (${PHONE_COLUMNS})
        SELECT DISTINCT ON (n.lead_id, n.e164, n.extension) n.lead_id, a.id, ${PHONE_VALUES}, $2::boolean, $3::timestamptz
        FROM ${stagedPhones(stagingTables(importId), { beside: ['row_number', 'lead_id', 'address'], where: 's.joins IS NOT NULL' })} n
        LEFT JOIN lead_addresses a ON a.lead_id = n.lead_id AND a.raw = n.address
        ORDER BY n.lead_id, n.e164, n.extension, n.row_number, n.ordinal
        ON CONFLICT (lead_id, e164, extension) DO NOTHING RETURNING id, lead_id`,
    });
  }

  /** Inserts, and notes the ids that went to leads that were there before. $1 is the import. Answers how many were inserted. */
  private async insertNoting(
    importId: string,
    {
      sql,
      column,
      parameters,
    }: { sql: string; column: 'address_ids' | 'contact_ids' | 'phone_ids'; parameters: unknown[] },
  ): Promise<number> {
    const [row] = await this.transaction.rows<{ count: number }>(
      `WITH written AS (${sql}), noted AS (
         UPDATE import_changes c SET ${column} = w.ids
         FROM (SELECT lead_id, array_agg(id ORDER BY id) AS ids FROM written GROUP BY lead_id) w
         WHERE c.import_id = $1 AND c.lead_id = w.lead_id
       )
       SELECT count(*)::int AS count FROM written`,
      [importId, ...parameters],
    );
    return row?.count ?? 0;
  }

  private async run(sql: string, parameters: unknown[] = []): Promise<void> {
    await this.transaction.manager.query(sql, parameters);
  }
}
