import { Injectable } from '@nestjs/common';
import type { ColumnMapping, ErrorCode, ImportCounts, ImportState, ImportVerdict } from '@warmline/contracts';
import { Transaction } from '../kernel/transaction.js';
import type { FileFormat } from './reading/file-format.rules.js';

export interface ImportSettings {
  readonly format: FileFormat;
  readonly mapping: ColumnMapping;
  readonly country: string;
}

export interface ImportRecord {
  readonly id: string;
  readonly listId: string;
  readonly fileId: string;
  readonly fileName: string;
  readonly fileSha256: string;
  readonly fileBytes: number;
  readonly settings: ImportSettings;
  readonly state: ImportState;
  readonly counts: (ImportCounts & { reasons: Record<string, number> }) | Record<string, never>;
  readonly errorCode: string | null;
  readonly errorParams: Record<string, unknown> | null;
  readonly createdById: string | null;
  readonly createdBy: string | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

export interface EarlierLoad {
  readonly importId: string;
  readonly listId: string;
  readonly listName: string;
  readonly at: Date;
}

export interface VerdictRow {
  readonly rowNumber: number;
  readonly verdict: ImportVerdict;
  readonly reason: string | null;
  readonly params: Record<string, unknown> | null;
  readonly leadId: string | null;
  readonly leadName: string | null;
  readonly otherListId: string | null;
  readonly otherListName: string | null;
}

const IMPORT = `
  SELECT i.id, i.list_id AS "listId", i.file_id AS "fileId", f.name AS "fileName", i.file_sha256 AS "fileSha256",
         f.size_bytes::float8 AS "fileBytes", i.settings, i.state, i.counts, i.error_code AS "errorCode", i.error_params AS "errorParams",
         i.created_by AS "createdById", u.name AS "createdBy", i.created_at AS "createdAt", i.finished_at AS "finishedAt"
  FROM imports i JOIN files f ON f.id = i.file_id LEFT JOIN users u ON u.id = i.created_by`;
const UNFINISHED = `('reading', 'judging', 'committing')`;
/** First key of the advisory lock that says "this import is being worked on". */
const RUN_LOCK = 7_264_002;

@Injectable()
export class ImportRepository {
  constructor(private readonly transaction: Transaction) {}

  async get(id: string): Promise<ImportRecord | undefined> {
    return this.transaction.row<ImportRecord>(`${IMPORT} WHERE i.id = $1`, [id]);
  }

  async latestOf(listIds: readonly string[]): Promise<ImportRecord[]> {
    return this.transaction.rows<ImportRecord>(
      `${IMPORT} WHERE i.id IN (SELECT DISTINCT ON (list_id) id FROM imports WHERE list_id = ANY ($1) ORDER BY list_id, created_at DESC, id DESC)`,
      [listIds],
    );
  }

  async insert(record: {
    id: string;
    listId: string;
    fileId: string;
    fileSha256: string;
    settings: ImportSettings;
    settingsSha256: string;
    createdBy: string;
    now: Date;
  }): Promise<void> {
    await this.transaction.manager.query(
      `INSERT INTO imports (id, list_id, file_id, file_sha256, settings, settings_sha256, state, created_by, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, 'reading', $7, $8)`,
      [
        record.id,
        record.listId,
        record.fileId,
        record.fileSha256,
        record.settings,
        record.settingsSha256,
        record.createdBy,
        record.now,
      ],
    );
  }

  /** Finished loads of the same bytes, newest first; of one client or of all. */
  async earlierLoads(sha256: string, clientId: string | null): Promise<EarlierLoad[]> {
    return this.transaction.rows<EarlierLoad>(
      `SELECT i.id AS "importId", i.list_id AS "listId", l.name AS "listName", i.created_at AS at
       FROM imports i JOIN lead_lists l ON l.id = i.list_id
       WHERE i.file_sha256 = $1 AND i.state = 'done' AND ($2::bigint IS NULL OR l.client_id = $2)
       ORDER BY i.created_at DESC, i.id DESC LIMIT 20`,
      [sha256, clientId],
    );
  }

  async hasRunning(listId: string): Promise<boolean> {
    return (
      (await this.transaction.row(`SELECT id FROM imports WHERE list_id = $1 AND state IN ${UNFINISHED} LIMIT 1`, [
        listId,
      ])) !== undefined
    );
  }

  /** Unfinished imports that no living process works on: a session lock dies with its process. */
  async abandoned(): Promise<string[]> {
    const rows = await this.transaction.rows<{ id: string }>(
      `SELECT i.id FROM imports i WHERE i.state IN ${UNFINISHED} AND NOT EXISTS (
         SELECT FROM pg_locks k WHERE k.locktype = 'advisory' AND k.classid = ${RUN_LOCK}::oid AND k.objsubid = 2 AND k.granted
           AND k.objid = (hashtext(i.id::text)::bigint & 4294967295)::oid
           AND k.database = (SELECT oid FROM pg_database WHERE datname = current_database()))
       ORDER BY i.created_at`,
    );
    return rows.map((row) => row.id);
  }

  async setState(id: string, state: ImportState): Promise<void> {
    await this.transaction.manager.query('UPDATE imports SET state = $2 WHERE id = $1', [id, state]);
  }

  async finish(id: string, counts: ImportCounts & { reasons: Record<string, number> }, now: Date): Promise<void> {
    await this.transaction.manager.query(
      `UPDATE imports SET state = 'done', counts = $2, finished_at = $3 WHERE id = $1`,
      [id, counts, now],
    );
  }

  async fail(id: string, error: { code: ErrorCode; params: Record<string, unknown> }, now: Date): Promise<void> {
    await this.transaction.manager.query(
      `UPDATE imports SET state = 'failed', error_code = $2, error_params = $3, finished_at = $4 WHERE id = $1`,
      [id, error.code, error.params, now],
    );
  }

  async rows(
    importId: string,
    filter: { verdict: ImportVerdict | undefined; after: number; limit: number },
  ): Promise<VerdictRow[]> {
    return this.transaction.rows<VerdictRow>(
      `SELECT r.row_number AS "rowNumber", r.verdict, r.reason, r.reason_params AS params, r.lead_id AS "leadId", l.name AS "leadName",
              r.other_list_id AS "otherListId", o.name AS "otherListName"
       FROM import_rows r LEFT JOIN leads l ON l.id = r.lead_id LEFT JOIN lead_lists o ON o.id = r.other_list_id
       WHERE r.import_id = $1 AND ($2::text IS NULL OR r.verdict = $2) AND r.row_number > $3
       ORDER BY r.row_number LIMIT $4`,
      [importId, filter.verdict ?? null, filter.after, filter.limit],
    );
  }

  async rejected(importId: string): Promise<Map<number, string>> {
    const rows = await this.transaction.rows<{ row: number; reason: string }>(
      `SELECT row_number AS row, coalesce(reason, '') AS reason FROM import_rows WHERE import_id = $1 AND verdict = 'invalid'`,
      [importId],
    );
    return new Map(rows.map(({ row, reason }) => [row, reason]));
  }
}
