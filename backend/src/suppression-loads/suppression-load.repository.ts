import { Injectable } from '@nestjs/common';
import type {
  FileFormatChoice,
  SuppressionKind,
  SuppressionLoadCounts,
  SuppressionLoadState,
} from '@warmline/contracts';
import type { Refusal } from '../kernel/domain-error.js';
import { Transaction } from '../kernel/transaction.js';

/** How the file is read. */
export interface SuppressionLoadSettings {
  readonly format: FileFormatChoice;
  readonly columns: readonly number[];
  readonly country: string;
  readonly areaCode: string | null;
}

export interface NewSuppressionLoad {
  readonly fileId: string;
  readonly settings: SuppressionLoadSettings;
  readonly kind: SuppressionKind;
  readonly scope: 'organisation' | 'client';
  readonly clientId: string | null;
  readonly reason: string | null;
  readonly registerName: string | null;
  /** ISO days. */
  readonly registerDate: string | null;
  readonly freshUntil: string | null;
  readonly expiresOn: string | null;
  readonly createdById: string | null;
}

export interface SuppressionLoadRecord extends NewSuppressionLoad {
  readonly id: string;
  readonly clientName: string | null;
  readonly fileName: string;
  readonly fileSha256: string;
  readonly fileBytes: number;
  readonly state: SuppressionLoadState;
  readonly readingId: string | null;
  readonly counts: SuppressionLoadCounts | null;
  readonly markedTo: string;
  readonly added: number;
  readonly lifted: number;
  readonly errorCode: string | null;
  readonly errorParams: Record<string, unknown> | null;
  readonly createdBy: string | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
  readonly undoneById: string | null;
  readonly undoneBy: string | null;
  readonly undoReason: string | null;
}

const LOAD = `
  SELECT s.id, s.file_id AS "fileId", f.name AS "fileName", f.sha256 AS "fileSha256", f.size_bytes::float8 AS "fileBytes", s.settings, s.kind, s.scope,
         s.client_id AS "clientId", c.name AS "clientName", s.reason, s.register_name AS "registerName", s.register_date::text AS "registerDate",
         s.fresh_until::text AS "freshUntil", s.expires_on::text AS "expiresOn", s.state, s.reading_id AS "readingId", s.counts,
         s.marked_to AS "markedTo", s.added, s.lifted, s.error_code AS "errorCode", s.error_params AS "errorParams",
         s.created_by AS "createdById", u.name AS "createdBy", s.created_at AS "createdAt", s.finished_at AS "finishedAt",
         s.undone_by AS "undoneById", v.name AS "undoneBy", s.undo_reason AS "undoReason"
  FROM suppression_loads s JOIN files f ON f.id = s.file_id LEFT JOIN clients c ON c.id = s.client_id
    LEFT JOIN users u ON u.id = s.created_by LEFT JOIN users v ON v.id = s.undone_by`;

/** Loads of files into the stop list: what was ordered, and how far each has got. */
@Injectable()
export class SuppressionLoadRepository {
  constructor(private readonly transaction: Transaction) {}

  async insert(load: NewSuppressionLoad, now: Date): Promise<string> {
    const row = await this.transaction.row<{ id: string }>(
      `INSERT INTO suppression_loads
         (file_id, settings, kind, scope, client_id, reason, register_name, register_date, fresh_until, expires_on, state, created_by, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'reading', $11, $12) RETURNING id`,
      [
        load.fileId,
        load.settings,
        load.kind,
        load.scope,
        load.clientId,
        load.reason,
        load.registerName,
        load.registerDate,
        load.freshUntil,
        load.expiresOn,
        load.createdById,
        now,
      ],
    );
    if (row === undefined) {
      throw new Error('a load was not stored');
    }
    return row.id;
  }

  async clientExists(clientId: string): Promise<boolean> {
    return (await this.transaction.row('SELECT id FROM clients WHERE id = $1', [clientId])) !== undefined;
  }

  async get(id: string): Promise<SuppressionLoadRecord | undefined> {
    return this.transaction.row<SuppressionLoadRecord>(`${LOAD} WHERE s.id = $1`, [id]);
  }

  /** Inside a transaction. */
  async lock(id: string): Promise<SuppressionLoadRecord | undefined> {
    return this.transaction.row<SuppressionLoadRecord>(`${LOAD} WHERE s.id = $1 FOR UPDATE OF s`, [id]);
  }

  /** Newest first. */
  async latest(limit: number): Promise<SuppressionLoadRecord[]> {
    return this.transaction.rows<SuppressionLoadRecord>(`${LOAD} ORDER BY s.id DESC LIMIT $1`, [limit]);
  }

  async open(): Promise<string[]> {
    const rows = await this.transaction.rows<{ id: string }>(
      `SELECT id FROM suppression_loads WHERE state IN ('reading', 'committing', 'marking', 'undoing', 'unmarking') ORDER BY id`,
    );
    return rows.map(({ id }) => id);
  }

  async beginReading(id: string, readingId: string): Promise<boolean> {
    const row = await this.transaction.row(
      `UPDATE suppression_loads SET reading_id = $2 WHERE id = $1 AND state = 'reading' RETURNING id`,
      [id, readingId],
    );
    return row !== undefined;
  }

  async judged(id: string, counts: SuppressionLoadCounts): Promise<void> {
    await this.transaction.manager.query(
      `UPDATE suppression_loads SET state = 'review', reading_id = NULL, counts = $2 WHERE id = $1`,
      [id, counts],
    );
  }

  async setState(id: string, state: SuppressionLoadState, finishedAt: Date | null = null): Promise<void> {
    await this.transaction.manager.query(
      'UPDATE suppression_loads SET state = $2, finished_at = $3, error_code = NULL, error_params = NULL WHERE id = $1',
      [id, state, finishedAt],
    );
  }

  async stopped(id: string, added: number): Promise<void> {
    await this.transaction.manager.query(
      `UPDATE suppression_loads SET state = 'marking', added = $2, marked_to = 0 WHERE id = $1`,
      [id, added],
    );
  }

  async lifted(id: string, lifted: number): Promise<void> {
    await this.transaction.manager.query(
      `UPDATE suppression_loads SET state = 'unmarking', lifted = $2, marked_to = 0 WHERE id = $1`,
      [id, lifted],
    );
  }

  async markedTo(id: string, leadId: string): Promise<void> {
    await this.transaction.manager.query('UPDATE suppression_loads SET marked_to = $2 WHERE id = $1', [id, leadId]);
  }

  async beginUndo(id: string, undo: { byUserId: string; reason: string }): Promise<void> {
    await this.transaction.manager.query(
      `UPDATE suppression_loads SET state = 'undoing', finished_at = NULL, undone_by = $2, undo_reason = $3 WHERE id = $1`,
      [id, undo.byUserId, undo.reason],
    );
  }

  /** `state` left out: it goes on all the same. */
  async noteError(id: string, { code, params }: Refusal, failedAt: Date | null): Promise<void> {
    await this.transaction.manager.query(
      `UPDATE suppression_loads SET error_code = $2, error_params = $3, state = CASE WHEN $4::timestamptz IS NULL THEN state ELSE 'failed' END,
         finished_at = coalesce($4, finished_at) WHERE id = $1`,
      [id, code, params, failedAt],
    );
  }

  /** Rows that gave no number, in file order. */
  async unreadable(
    id: string,
    { after, limit }: { after: number; limit: number },
  ): Promise<{ rowNumber: number; reason: string; verdict: string; params: null }[]> {
    return this.transaction.rows(
      `SELECT row_number AS "rowNumber", problem AS reason, 'unreadable' AS verdict, NULL AS params FROM suppression_load_rows
       WHERE load_id = $1 AND row_number > $2 ORDER BY row_number LIMIT $3`,
      [id, after, limit],
    );
  }
}
