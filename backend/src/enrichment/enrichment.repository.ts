import { Injectable } from '@nestjs/common';
import type {
  ColumnMapping,
  EnrichmentCounts,
  EnrichmentKey,
  EnrichmentLeft,
  EnrichmentRules,
  EnrichmentState,
  EnrichmentVerdict,
  FactDay,
  FileFormatChoice,
  ImportRules,
  TypedField,
} from '@warmline/contracts';
import type { Refusal } from '../kernel/domain-error.js';
import { Transaction } from '../kernel/transaction.js';

export interface EnrichmentSettings {
  readonly format: FileFormatChoice;
  readonly mapping: ColumnMapping;
  readonly country: string;
  readonly areaCode: string | null;
  readonly columns: ImportRules;
  readonly customFields: readonly TypedField[];
  readonly key: EnrichmentKey;
  readonly rules: EnrichmentRules;
  readonly factDay: FactDay | null;
}

export interface EnrichmentRecord {
  readonly id: string;
  readonly clientId: string;
  readonly listId: string | null;
  readonly listName: string | null;
  readonly fileId: string;
  readonly fileName: string;
  readonly fileSha256: string;
  readonly fileBytes: number;
  readonly settings: EnrichmentSettings;
  readonly state: EnrichmentState;
  readonly readingId: string | null;
  readonly isCancelAsked: boolean;
  readonly counts: EnrichmentCounts | null;
  readonly applied: number;
  readonly skipped: number;
  readonly undone: number;
  readonly kept: number;
  readonly errorCode: string | null;
  readonly errorParams: Record<string, unknown> | null;
  readonly createdById: string | null;
  readonly createdBy: string | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

export interface JudgedRow {
  readonly rowNumber: number;
  readonly verdict: EnrichmentVerdict;
  readonly reason: string | null;
  readonly params: Record<string, unknown> | null;
  readonly leadId: string | null;
  readonly leadName: string | null;
  readonly changes: { field: string; before: string | null; after: string }[];
}

const ENRICHMENT = `
  SELECT e.id, e.client_id AS "clientId", e.list_id AS "listId", x.name AS "listName", e.file_id AS "fileId", f.name AS "fileName", f.sha256 AS "fileSha256",
         f.size_bytes::float8 AS "fileBytes", e.settings, e.state, e.reading_id AS "readingId", e.is_cancel_asked AS "isCancelAsked", e.counts,
         e.applied, e.skipped, e.undone, e.kept, e.error_code AS "errorCode", e.error_params AS "errorParams", e.created_by AS "createdById",
         u.name AS "createdBy", e.created_at AS "createdAt", e.finished_at AS "finishedAt"
  FROM enrichments e JOIN files f ON f.id = e.file_id LEFT JOIN users u ON u.id = e.created_by LEFT JOIN lead_lists x ON x.id = e.list_id`;
/** As it stands on the wire. */
export const FIELD_NAME = `CASE c.kind WHEN 'custom' THEN 'custom:' || c.field WHEN 'phone' THEN 'phone' ELSE c.field END`;

@Injectable()
export class EnrichmentRepository {
  constructor(private readonly transaction: Transaction) {}

  async insert(run: {
    id: string;
    clientId: string;
    listId: string | null;
    fileId: string;
    settings: EnrichmentSettings;
    createdBy: string;
    now: Date;
  }): Promise<void> {
    await this.transaction.manager.query(
      `INSERT INTO enrichments (id, client_id, list_id, file_id, settings, state, created_by, created_at) VALUES ($1, $2, $3, $4, $5, 'reading', $6, $7)`,
      [run.id, run.clientId, run.listId, run.fileId, run.settings, run.createdBy, run.now],
    );
  }

  async get(id: string): Promise<EnrichmentRecord | undefined> {
    return this.transaction.row<EnrichmentRecord>(`${ENRICHMENT} WHERE e.id = $1`, [id]);
  }

  /** Inside a transaction. */
  async lock(id: string): Promise<EnrichmentRecord | undefined> {
    return this.transaction.row<EnrichmentRecord>(`${ENRICHMENT} WHERE e.id = $1 FOR UPDATE OF e`, [id]);
  }

  /** Newest first. */
  async latest(limit: number): Promise<EnrichmentRecord[]> {
    return this.transaction.rows<EnrichmentRecord>(`${ENRICHMENT} ORDER BY e.id DESC LIMIT $1`, [limit]);
  }

  async open(): Promise<string[]> {
    const rows = await this.transaction.rows<{ id: string }>(
      `SELECT id FROM enrichments WHERE state IN ('reading', 'committing', 'undoing') ORDER BY id`,
    );
    return rows.map(({ id }) => id);
  }

  async beginReading(id: string, readingId: string): Promise<boolean> {
    const row = await this.transaction.row(
      `UPDATE enrichments SET reading_id = $2 WHERE id = $1 AND state = 'reading' RETURNING id`,
      [id, readingId],
    );
    return row !== undefined;
  }

  async judged(id: string, counts: EnrichmentCounts): Promise<void> {
    await this.transaction.manager.query(
      `UPDATE enrichments SET state = 'review', reading_id = NULL, counts = $2 WHERE id = $1`,
      [id, counts],
    );
  }

  async setState(id: string, state: EnrichmentState, finishedAt: Date | null): Promise<void> {
    await this.transaction.manager.query(
      'UPDATE enrichments SET state = $2, finished_at = $3, error_code = NULL, error_params = NULL WHERE id = $1',
      [id, state, finishedAt],
    );
  }

  async askToCancel(id: string): Promise<void> {
    await this.transaction.manager.query('UPDATE enrichments SET is_cancel_asked = true WHERE id = $1', [id]);
  }

  async fail(id: string, error: Refusal, now: Date): Promise<void> {
    await this.noteError(id, error);
    await this.transaction.manager.query(`UPDATE enrichments SET state = 'failed', finished_at = $2 WHERE id = $1`, [
      id,
      now,
    ]);
  }

  /** It goes on all the same. */
  async noteError(id: string, { code, params }: Refusal): Promise<void> {
    await this.transaction.manager.query('UPDATE enrichments SET error_code = $2, error_params = $3 WHERE id = $1', [
      id,
      code,
      params,
    ]);
  }

  async count(id: string, done: { applied?: number; skipped?: number; undone?: number; kept?: number }): Promise<void> {
    await this.transaction.manager.query(
      `UPDATE enrichments SET applied = applied + $2, skipped = skipped + $3, undone = undone + $4, kept = kept + $5 WHERE id = $1`,
      [id, done.applied ?? 0, done.skipped ?? 0, done.undone ?? 0, done.kept ?? 0],
    );
  }

  /** In file order, each with what it changes. */
  async rows(
    id: string,
    filter: { verdict: EnrichmentVerdict | undefined; after: number; limit: number },
  ): Promise<JudgedRow[]> {
    return this.transaction.rows<JudgedRow>(
      `SELECT r.row_number AS "rowNumber", r.verdict, r.reason, r.params, r.lead_id::text AS "leadId", l.name AS "leadName",
              coalesce((SELECT jsonb_agg(jsonb_build_object('field', ${FIELD_NAME}, 'before', c.before, 'after', c.after) ORDER BY c.id)
                        FROM fact_changes c WHERE c.enrichment_id = r.enrichment_id AND c.row_number = r.row_number), '[]') AS changes
       FROM enrichment_rows r LEFT JOIN leads l ON l.id = r.lead_id
       WHERE r.enrichment_id = $1 AND ($2::text IS NULL OR r.verdict = $2) AND r.row_number > $3
       ORDER BY r.row_number LIMIT $4`,
      [id, filter.verdict ?? null, filter.after, filter.limit],
    );
  }

  async left(id: string): Promise<EnrichmentLeft[]> {
    return this.transaction.rows<EnrichmentLeft>(
      `SELECT c.lead_id::text AS "leadId", l.name AS "leadName", ${FIELD_NAME} AS field, c.state
       FROM fact_changes c JOIN leads l ON l.id = c.lead_id
       WHERE c.enrichment_id = $1 AND c.state IN ('skipped', 'kept') ORDER BY c.lead_id, c.id LIMIT 1000`,
      [id],
    );
  }

  async listOfClient(listId: string): Promise<string | undefined> {
    return (
      await this.transaction.row<{ clientId: string }>('SELECT client_id AS "clientId" FROM lead_lists WHERE id = $1', [
        listId,
      ])
    )?.clientId;
  }

  async ownClient(): Promise<string | undefined> {
    return (await this.transaction.row<{ id: string }>('SELECT id FROM clients WHERE is_own'))?.id;
  }
}
