import { Injectable } from '@nestjs/common';
import type { ListPrice, ListValue } from '@warmline/contracts';
import { blockingReasonSql, listContext } from '../compliance/refusal-sql.repository.js';
import { Transaction } from '../kernel/transaction.js';
import { listPriceSql } from '../lists/lead-list.repository.js';
import { LIST_CALLS } from './list-calls-sql.repository.js';

export interface ValuedListRecord {
  readonly name: string;
  readonly price: ListPrice | null;
  readonly collectedOn: string | null;
  readonly createdAt: Date;
}

/** What each call did to its lead in the end: a corrected result moves it back under the same call. */
const WARMER = `
  SELECT calls.lead_id, (array_agg(v.from_temperature ORDER BY v.id))[1] AS from_temperature,
         (array_agg(v.to_temperature ORDER BY v.id DESC))[1] AS to_temperature
  FROM lead_moves v JOIN calls ON calls.id = v.attempt_id GROUP BY calls.lead_id, calls.id`;

const NO_CALLS = { numbersDialled: 0, numbersBad: 0, leadsCalled: 0, reached: 0, decisionMakers: 0, warm: 0, hot: 0 };

/** What a list is and what came of it, read across features. $1 is the list everywhere. */
@Injectable()
export class ListValueRepository {
  constructor(private readonly transaction: Transaction) {}

  async list(id: string): Promise<ValuedListRecord | undefined> {
    return this.transaction.row(
      `SELECT x.name, ${listPriceSql('x')} AS price,
         coalesce(s.facts ->> 'collected_to', s.facts ->> 'collected_from', s.facts ->> 'event_date') AS "collectedOn", x.created_at AS "createdAt"
       FROM lead_lists x JOIN legal_sources s ON s.id = x.legal_source_id WHERE x.id = $1`,
      [id],
    );
  }

  async rows(id: string): Promise<ListValue['rows']> {
    const of = (...names: string[]): string =>
      names.map((name) => `coalesce((counts ->> '${name}')::int, 0)`).join(' + ');
    const row = await this.transaction.row<ListValue['rows']>(
      `SELECT coalesce(sum(${of('rows')}), 0)::int AS read, coalesce(sum(${of('rows')} - (${of('invalid')})), 0)::int AS valid,
         coalesce(sum(${of('added', 'sharedNumber', 'allSuppressed')}), 0)::int AS added,
         coalesce(sum(${of('duplicateInFile', 'duplicateOfList')}), 0)::int AS duplicates,
         coalesce(sum(${of('duplicateInFile')}), 0)::int AS repeated
       FROM imports WHERE list_id = $1 AND state = 'done'`,
      [id],
    );
    return row ?? { read: 0, valid: 0, added: 0, duplicates: 0, repeated: 0 };
  }

  async size(id: string): Promise<{ leads: number; numbers: number }> {
    const row = await this.transaction.row<{ leads: number; numbers: number }>(
      `SELECT count(*)::int AS leads, coalesce(sum((SELECT count(*) FROM phones p WHERE p.lead_id = m.lead_id AND p.state = 'active')), 0)::int AS numbers
       FROM list_members m JOIN leads l ON l.id = m.lead_id AND l.merged_into IS NULL WHERE m.list_id = $1`,
      [id],
    );
    return row ?? { leads: 0, numbers: 0 };
  }

  /** `decay`: by when a number was dialled first. One statement for both: each looks at every call of the list. */
  async calls(id: string): Promise<Pick<ListValue, 'calls' | 'decay'>> {
    const row = await this.transaction.row<Pick<ListValue, 'calls' | 'decay'>>(
      `WITH RECURSIVE ${LIST_CALLS}, warmer AS (${WARMER}),
         numbers AS (SELECT phone_id, min(month) AS month, bool_or(is_bad) AS is_bad FROM calls GROUP BY phone_id),
         months AS (SELECT month, count(*) AS dialled, count(*) FILTER (WHERE is_bad) AS bad FROM numbers GROUP BY month)
       SELECT (
         SELECT jsonb_build_object(
           'numbersDialled', count(DISTINCT phone_id), 'numbersBad', count(DISTINCT phone_id) FILTER (WHERE is_bad),
           'leadsCalled', count(DISTINCT lead_id), 'reached', count(DISTINCT lead_id) FILTER (WHERE reached),
           'decisionMakers', count(DISTINCT lead_id) FILTER (WHERE decision_maker),
           'warm', (SELECT count(DISTINCT lead_id) FROM warmer WHERE to_temperature = 'warm' AND from_temperature = 'cold'),
           'hot', (SELECT count(DISTINCT lead_id) FROM warmer WHERE to_temperature = 'hot' AND from_temperature <> 'hot'))
         FROM calls
       ) AS calls, (
         SELECT coalesce(jsonb_agg(jsonb_build_object('month', month, 'dialled', dialled, 'bad', bad) ORDER BY month), '[]') FROM months
       ) AS decay`,
      [id],
    );
    return row ?? { calls: NO_CALLS, decay: [] };
  }

  async overlaps(id: string): Promise<ListValue['overlaps']> {
    return this.transaction.rows(
      `SELECT o.list_id AS "listId", x.name AS "listName", o.leads,
         (SELECT count(*)::int FROM list_members t JOIN leads l ON l.id = t.lead_id AND l.merged_into IS NULL WHERE t.list_id = o.list_id) AS "theirLeads"
       FROM (
         SELECT n.list_id, count(*)::int AS leads FROM list_members m JOIN list_members n ON n.lead_id = m.lead_id AND n.list_id <> m.list_id
         WHERE m.list_id = $1 GROUP BY n.list_id
       ) o JOIN lead_lists x ON x.id = o.list_id
       WHERE x.archived_at IS NULL ORDER BY o.leads DESC, o.list_id`,
      [id],
    );
  }

  /** `reason` null: some number of the lead may be called. Else what stands against its first. */
  async rightToCall(id: string, now: Date): Promise<{ reason: string | null; leads: number }[]> {
    return this.transaction.rows(
      `SELECT reason, count(*)::int AS leads FROM (
         SELECT (array_agg(b.reason ORDER BY b.reason IS NOT NULL, p.priority, p.id))[1] AS reason
         FROM lead_lists x JOIN list_members m ON m.list_id = x.id JOIN leads l ON l.id = m.lead_id AND l.merged_into IS NULL
           LEFT JOIN phones p ON p.lead_id = l.id AND p.state = 'active'
           CROSS JOIN LATERAL (SELECT ${blockingReasonSql('l', 'p', listContext('x', '$2::timestamptz'))} AS reason) b
         WHERE x.id = $1 GROUP BY l.id
       ) leads GROUP BY reason ORDER BY leads DESC`,
      [id, now],
    );
  }
}
