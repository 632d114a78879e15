import { Injectable } from '@nestjs/common';
import type {
  BranchChoice,
  ColumnMapping,
  DuplicateSettings,
  FieldFill,
  ImportCounts,
  ImportKept,
  ImportRules,
  ImportState,
  ImportVerdict,
  RowChoice,
  TypedField,
} from '@warmline/contracts';
import type { Refusal } from '../kernel/domain-error.js';
import { Transaction } from '../kernel/transaction.js';
import type { Judgement } from './import-judging.repository.js';
import type { FileFormat } from './reading/file-format.rules.js';
import { JOINED_ROW, stagingTables } from './staging-table.rules.js';

export interface ImportSettings {
  readonly format: FileFormat;
  readonly mapping: ColumnMapping;
  readonly country: string;
  /** Absent in imports of before there were rules. */
  readonly rules?: ImportRules;
  readonly customFields?: readonly TypedField[];
  /** Where the new leads are looked for again, once they are loaded. */
  readonly duplicates?: DuplicateSettings | undefined;
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
  readonly counts: (ImportCounts & { reasons: Record<string, number>; fill?: FieldFill[] }) | Record<string, never>;
  readonly errorCode: string | null;
  readonly errorParams: Record<string, unknown> | null;
  readonly createdById: string | null;
  readonly createdBy: string | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
  /** Last event of the log before the rows were judged; null before that. */
  readonly judgedAtEvent: string | null;
  readonly undo: {
    readonly at: string;
    readonly by: string | null;
    readonly removed: number;
    readonly restored: number;
    readonly kept: number;
  } | null;
}

export interface EarlierLoad {
  readonly importId: string;
  readonly listId: string;
  readonly listName: string;
  readonly at: Date;
}

export interface VerdictRow {
  readonly rowNumber: number;
  readonly name: string | null;
  readonly verdict: ImportVerdict;
  readonly reason: string | null;
  readonly params: Record<string, unknown> | null;
  readonly joinedRow: number | null;
  readonly leadId: string | null;
  readonly leadName: string | null;
  readonly otherListId: string | null;
  readonly otherListName: string | null;
}

const IMPORT = `
  SELECT i.id, i.list_id AS "listId", i.file_id AS "fileId", f.name AS "fileName", i.file_sha256 AS "fileSha256",
         f.size_bytes::float8 AS "fileBytes", i.settings, i.state, i.counts, i.error_code AS "errorCode", i.error_params AS "errorParams",
         i.created_by AS "createdById", u.name AS "createdBy", i.created_at AS "createdAt", i.finished_at AS "finishedAt",
         i.judged_at_event::text AS "judgedAtEvent",
         CASE WHEN i.state = 'undone' AND i.undo_counts IS NOT NULL
           THEN i.undo_counts || jsonb_build_object('at', i.undone_at, 'by', (SELECT name FROM users WHERE id = i.undone_by)) END AS undo
  FROM imports i JOIN files f ON f.id = i.file_id LEFT JOIN users u ON u.id = i.created_by`;
/** Somebody works on it, or should. */
const AT_WORK = `('reading', 'judging', 'committing', 'undoing')`;
/** Nobody may call by the list of import $1 as it stands now, whatever it was when the rows were judged. */
const LACKS_LEGAL_SOURCE = `EXISTS (SELECT FROM imports i JOIN lead_lists x ON x.id = i.list_id JOIN legal_sources s ON s.id = x.legal_source_id
  WHERE i.id = $1 AND NOT s.complete)`;
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
      (await this.transaction.row(`SELECT id FROM imports WHERE list_id = $1 AND state IN ${AT_WORK} LIMIT 1`, [
        listId,
      ])) !== undefined
    );
  }

  /** Unfinished imports that no living process works on: a session lock dies with its process. */
  async abandoned(): Promise<string[]> {
    const rows = await this.transaction.rows<{ id: string }>(
      `SELECT i.id FROM imports i WHERE i.state IN ${AT_WORK} AND NOT EXISTS (
         SELECT FROM pg_locks k WHERE k.locktype = 'advisory' AND k.classid = ${RUN_LOCK}::oid AND k.objsubid = 2 AND k.granted
           AND k.objid = (hashtext(i.id::text)::bigint & 4294967295)::oid
           AND k.database = (SELECT oid FROM pg_database WHERE datname = current_database()))
       ORDER BY i.created_at`,
    );
    return rows.map((row) => row.id);
  }

  /** False when it is in none of the states `from`: somebody cancelled it, or was quicker. */
  async move(id: string, from: readonly ImportState[], to: ImportState): Promise<boolean> {
    const row = await this.transaction.row(
      'UPDATE imports SET state = $3 WHERE id = $1 AND state = ANY ($2) RETURNING id',
      [id, from, to],
    );
    return row !== undefined;
  }

  async judged(id: string, { counts, reasons, fill, atEvent }: Judgement): Promise<boolean> {
    const row = await this.transaction.row(
      `UPDATE imports SET counts = $2, judged_at_event = $3 WHERE id = $1 AND state IN ('judging', 'committing') RETURNING id`,
      [id, { ...counts, reasons, fill }, atEvent],
    );
    return row !== undefined;
  }

  /** Back to the judging, with another answer for rows of one INN. */
  async chooseBranches(id: string, choice: BranchChoice): Promise<boolean> {
    const row = await this.transaction.row(
      `UPDATE imports SET state = 'judging',
         settings = settings || jsonb_build_object('rules', coalesce(settings -> 'rules', '{}') || jsonb_build_object('branches', $2::text))
       WHERE id = $1 AND state = 'review' RETURNING id`,
      [id, choice],
    );
    return row !== undefined;
  }

  async decide(id: string, userId: string): Promise<boolean> {
    const row = await this.transaction.row(
      `UPDATE imports SET state = 'committing', decided_by = $2 WHERE id = $1 AND state = 'review' RETURNING id`,
      [id, userId],
    );
    return row !== undefined;
  }

  async finish(id: string, counts: ImportCounts, now: Date): Promise<boolean> {
    const row = await this.transaction.row(
      `UPDATE imports SET state = 'done', counts = counts || $2::jsonb, finished_at = $3 WHERE id = $1 AND state = 'committing' RETURNING id`,
      [id, counts, now],
    );
    return row !== undefined;
  }

  async cancel(id: string, now: Date): Promise<boolean> {
    const row = await this.transaction.row(
      `UPDATE imports SET state = 'cancelled', finished_at = $2
       WHERE id = $1 AND state IN ('reading', 'judging', 'review', 'committing') RETURNING id`,
      [id, now],
    );
    return row !== undefined;
  }

  /** Imports of the list that wait for a yes. */
  async inReview(listId: string): Promise<string[]> {
    const rows = await this.transaction.rows<{ id: string }>(
      `SELECT id FROM imports WHERE list_id = $1 AND state = 'review'`,
      [listId],
    );
    return rows.map((row) => row.id);
  }

  async beginUndo(id: string, userId: string, now: Date): Promise<boolean> {
    const row = await this.transaction.row(
      `UPDATE imports SET state = 'undoing', undone_by = $2, undone_at = $3 WHERE id = $1 AND state = 'done' RETURNING id`,
      [id, userId, now],
    );
    return row !== undefined;
  }

  /** What it did was counted batch by batch. */
  async finishUndo(id: string): Promise<void> {
    await this.transaction.manager.query(
      `UPDATE imports SET state = 'undone', error_code = NULL, error_params = NULL WHERE id = $1`,
      [id],
    );
  }

  /** Whether leads or stop lists of the client have changed since the rows were judged. */
  async hasChangedSince(clientId: string, eventId: string): Promise<boolean> {
    const row = await this.transaction.row(
      `SELECT FROM events WHERE id > $2 AND (client_id = $1 OR client_id IS NULL)
         AND (type LIKE 'lead.%' OR type LIKE 'number.%' OR type IN ('import.finished', 'import.undone', 'bulk_action.finished')) LIMIT 1`,
      [clientId, eventId],
    );
    return row !== undefined;
  }

  async kept(id: string): Promise<ImportKept[]> {
    return this.transaction.rows<ImportKept>(
      `SELECT k.lead_id::text AS "leadId", l.name AS "leadName", k.reason FROM import_kept k JOIN leads l ON l.id = k.lead_id
       WHERE k.import_id = $1 ORDER BY k.reason, k.lead_id LIMIT 1000`,
      [id],
    );
  }

  async fail(id: string, error: Refusal, now: Date): Promise<void> {
    await this.noteError(id, error);
    await this.transaction.manager.query(`UPDATE imports SET state = 'failed', finished_at = $2 WHERE id = $1`, [
      id,
      now,
    ]);
  }

  /** It goes on all the same. */
  async noteError(id: string, { code, params }: Refusal): Promise<void> {
    await this.transaction.manager.query('UPDATE imports SET error_code = $2, error_params = $3 WHERE id = $1', [
      id,
      code,
      params,
    ]);
  }

  /** In file order. Before the commit they stand in the staging table, afterwards in the ledger of verdicts. */
  async rows(
    { id, state }: Pick<ImportRecord, 'id' | 'state'>,
    filter: { verdict: RowChoice | undefined; after: number; limit: number },
  ): Promise<VerdictRow[]> {
    const isStaged = state === 'review' || state === 'committing';
    const source = isStaged ? stagedVerdicts(id) : 'import_verdicts';
    return this.transaction.rows<VerdictRow>(
      `SELECT r.row_number AS "rowNumber", ${isStaged ? "nullif(r.row_name, '')" : 'coalesce(r.row_name, l.name)'} AS name, r.verdict, r.reason,
              r.reason_params AS params, r.joined_row AS "joinedRow", l.id::text AS "leadId", l.name AS "leadName",
              r.other_list_id AS "otherListId", o.name AS "otherListName"
       FROM ${source} r LEFT JOIN leads l ON l.id = r.lead_id LEFT JOIN lead_lists o ON o.id = r.other_list_id
       WHERE r.import_id = $1 AND ($2::text IS NULL OR r.verdict = $2 OR ($2 = 'legal_source_missing' AND r.verdict <> 'invalid' AND ${LACKS_LEGAL_SOURCE})) AND r.row_number > $3
       ORDER BY r.row_number LIMIT $4`,
      [id, filter.verdict ?? null, filter.after, filter.limit],
    );
  }
}

function stagedVerdicts(importId: string): string {
  return `(SELECT $1::uuid AS import_id, s.row_number, s.name AS row_name, coalesce(s.verdict, 'added') AS verdict, s.reason,
                  s.problem_params AS reason_params, s.lead_id, s.other_list_id, ${JOINED_ROW} AS joined_row FROM ${stagingTables(importId).rows} s)`;
}
