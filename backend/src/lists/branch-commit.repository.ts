import { Injectable } from '@nestjs/common';
import { Transaction } from '../kernel/transaction.js';
import { SAME_BRANCH } from './branch-marking.repository.js';
import type { ImportScope } from './import-judging.repository.js';
import { stagedPhones, stagingTables } from './staging-table.rules.js';

/** What a branch keeps of its row, in columns of both tables. */
const KEPT = [
  'name',
  'name_key',
  'legal_name',
  'kpp',
  'ogrn',
  'email',
  'site',
  'industry',
  'region',
  'city',
  'address',
  'contact_name',
  'contact_position',
  'custom',
] as const;
const FACTS = ['legal_name', 'kpp', 'ogrn', 'email', 'site', 'industry', 'region', 'city'] as const;
/** Row `s` says something that its lead `l`, its own facts filled, does not. */
const SAYS_MORE = `(s.name_key <> l.name_key OR NOT l.custom @> s.custom
  OR ${FACTS.map((fact) => `(s.${fact} IS NOT NULL AND s.${fact} IS DISTINCT FROM l.${fact})`).join(' OR ')})`;

/** What joined rows say beside their lead, and which INNs stay several leads. */
@Injectable()
export class BranchCommitRepository {
  constructor(private readonly transaction: Transaction) {}

  /** After the leads' own facts are filled: what a lead has learnt need not be kept twice. */
  async insertBranches({ importId }: ImportScope, now: Date): Promise<void> {
    const { rows } = stagingTables(importId);
    await this.run(
      `INSERT INTO lead_branches (lead_id, kind, import_id, row_number, created_at, ${KEPT.join(', ')})
       SELECT DISTINCT ON (s.lead_id, s.name_key, s.kpp, s.address, s.custom, s.contact_name, s.email, s.site)
              s.lead_id, CASE WHEN s.branch IS NULL THEN 'repeat' ELSE 'branch' END, $1::uuid, s.row_number, $2::timestamptz,
              ${KEPT.map((column) => `s.${column}`).join(', ')}
       FROM ${rows} s JOIN leads l ON l.id = s.lead_id
       WHERE s.joins IS NOT NULL AND (s.branch IS NOT NULL OR ${SAYS_MORE})
         AND NOT EXISTS (
           SELECT FROM lead_branches b WHERE b.lead_id = s.lead_id AND ${SAME_BRANCH} AND b.custom @> s.custom
             AND (s.contact_name IS NULL OR b.contact_name = s.contact_name) AND (s.email IS NULL OR b.email = s.email)
             AND (s.site IS NULL OR b.site = s.site))
       ORDER BY s.lead_id, s.name_key, s.kpp, s.address, s.custom, s.contact_name, s.email, s.site, s.row_number`,
      [importId, now],
    );
  }

  /** After the numbers are there. A branch that was known learns the numbers that are new. */
  async linkNumbers({ importId }: ImportScope, now: Date): Promise<void> {
    const beside = ['row_number', 'lead_id', 'name_key', 'kpp', 'address'];
    await this.run(
      `INSERT INTO lead_branch_phones (branch_id, phone_id)
       SELECT DISTINCT b.id, p.id
       FROM ${stagedPhones(stagingTables(importId), { beside, where: 's.joins IS NOT NULL' })} s
       JOIN lead_branches b ON b.lead_id = s.lead_id AND ${SAME_BRANCH}
       JOIN phones p ON p.lead_id = s.lead_id AND p.e164 = s.e164 AND p.extension = s.extension
       WHERE b.import_id = $1 OR p.created_at = $2
       ON CONFLICT DO NOTHING`,
      [importId, now],
    );
  }

  /** Leads of one INN that the marketer keeps apart, or that were there already. */
  async keepEntitiesApart({ importId, clientId }: ImportScope, now: Date): Promise<void> {
    await this.run(
      `INSERT INTO legal_entities (client_id, inn, import_id, since)
       SELECT $1::bigint, s.inn, $2::uuid, $3::timestamptz FROM ${stagingTables(importId).rows} s
       WHERE s.problem IS NULL AND s.joins IS NULL AND s.inn IS NOT NULL
       GROUP BY s.inn HAVING count(*) > 1 OR bool_or(s.shares_inn)
       ON CONFLICT DO NOTHING`,
      [clientId, importId, now],
    );
  }

  /** Takes back what an import said of these leads. */
  async removeBranches(importId: string, leadIds: readonly string[]): Promise<void> {
    await this.run('DELETE FROM lead_branches WHERE import_id = $1 AND lead_id = ANY ($2::bigint[])', [
      importId,
      leadIds,
    ]);
  }

  /** Entities the import made several leads of, and that are one again. */
  async forgetEntities(importId: string, clientId: string): Promise<void> {
    await this.run(
      `DELETE FROM legal_entities e WHERE e.client_id = $2 AND e.import_id = $1
         AND (SELECT count(*) FROM leads l WHERE l.client_id = e.client_id AND l.inn = e.inn AND l.merged_into IS NULL) < 2`,
      [importId, clientId],
    );
  }

  private async run(sql: string, parameters: unknown[]): Promise<void> {
    await this.transaction.manager.query(sql, parameters);
  }
}
