import { Injectable } from '@nestjs/common';
import type { LocalizedText } from '@warmline/contracts/call-script';
import { Transaction } from '../kernel/transaction.js';

export interface CallScriptRow {
  id: string;
  name: string;
  synthetic: boolean;
  createdAt: Date;
  version: number;
}

export interface CallScriptVersionRow {
  id: string;
  callScriptId: string;
  number: number;
  document: unknown;
  /** In both languages, as the document has it. */
  name: LocalizedText;
  findings: unknown;
  sha256: string;
  publishedAt: Date | null;
  publishedByName: string | null;
  updatedAt: Date;
}

/** What is written of a draft; `sha256` is of the document as it stands. */
export interface DraftValues {
  document: unknown;
  findings: unknown;
  sha256: string;
  at: Date;
}

const SCRIPT_COLUMNS = 's.id, s.name, s.synthetic, s.created_at AS "createdAt", s.version';
const VERSION_COLUMNS = `v.id, v.call_script_id AS "callScriptId", v.number, v.document, v.document->'name' AS name, v.findings, v.sha256,
  v.published_at AS "publishedAt", v.updated_at AS "updatedAt", u.name AS "publishedByName"`;
const VERSIONS = 'call_script_versions v LEFT JOIN users u ON u.id = v.published_by';

@Injectable()
export class CallScriptRepository {
  constructor(private readonly transaction: Transaction) {}

  async all(): Promise<CallScriptRow[]> {
    return this.transaction.rows<CallScriptRow>(
      `SELECT ${SCRIPT_COLUMNS} FROM call_scripts s WHERE s.archived_at IS NULL ORDER BY s.name, s.id`,
    );
  }

  async byId(id: string): Promise<CallScriptRow | undefined> {
    return this.transaction.row<CallScriptRow>(`SELECT ${SCRIPT_COLUMNS} FROM call_scripts s WHERE s.id = $1`, [id]);
  }

  /** Locks the row: drafts and publishing of one script follow one another. */
  async forChange(id: string): Promise<CallScriptRow | undefined> {
    return this.transaction.row<CallScriptRow>(
      `SELECT ${SCRIPT_COLUMNS} FROM call_scripts s WHERE s.id = $1 AND s.archived_at IS NULL FOR UPDATE`,
      [id],
    );
  }

  async insert(script: {
    name: string;
    synthetic: boolean;
    createdBy: string | null;
    at: Date;
  }): Promise<CallScriptRow> {
    const row = await this.transaction.row<CallScriptRow>(
      `INSERT INTO call_scripts AS s (name, synthetic, created_by, created_at) VALUES ($1, $2, $3, $4) RETURNING ${SCRIPT_COLUMNS}`,
      [script.name, script.synthetic, script.createdBy, script.at],
    );
    return row!;
  }

  /** Every change of a script or its draft is one step of its version. */
  async touch(id: string, name: string): Promise<void> {
    await this.transaction.rows('UPDATE call_scripts SET name = $2, version = version + 1 WHERE id = $1', [id, name]);
  }

  /** Newest first; without the documents of published versions this is what lists need. */
  async versionsOf(callScriptIds: string[]): Promise<Omit<CallScriptVersionRow, 'document'>[]> {
    return this.transaction.rows<Omit<CallScriptVersionRow, 'document'>>(
      `SELECT ${VERSION_COLUMNS.replace('v.document, ', '')} FROM ${VERSIONS}
       WHERE v.call_script_id = ANY ($1::bigint[]) ORDER BY v.call_script_id, v.number DESC`,
      [callScriptIds],
    );
  }

  /** The draft if there is one, else the newest published version. */
  async newestVersion(callScriptId: string): Promise<CallScriptVersionRow | undefined> {
    return this.transaction.row<CallScriptVersionRow>(
      `SELECT ${VERSION_COLUMNS} FROM ${VERSIONS} WHERE v.call_script_id = $1 ORDER BY v.number DESC LIMIT 1`,
      [callScriptId],
    );
  }

  async publishedVersion(versionId: string): Promise<CallScriptVersionRow | undefined> {
    return this.transaction.row<CallScriptVersionRow>(
      `SELECT ${VERSION_COLUMNS} FROM ${VERSIONS} WHERE v.id = $1 AND v.published_at IS NOT NULL`,
      [versionId],
    );
  }

  async insertDraft(callScriptId: string, number: number, draft: DraftValues): Promise<void> {
    await this.transaction.rows(
      `INSERT INTO call_script_versions (call_script_id, number, document, findings, sha256, updated_at) VALUES ($1, $2, $3, $4, $5, $6)`,
      [callScriptId, number, ...draftParameters(draft)],
    );
  }

  async updateDraft(versionId: string, draft: DraftValues): Promise<void> {
    await this.transaction.rows(
      `UPDATE call_script_versions SET document = $2, findings = $3, sha256 = $4, updated_at = $5 WHERE id = $1 AND published_at IS NULL`,
      [versionId, ...draftParameters(draft)],
    );
  }

  async publish(versionId: string, draft: DraftValues, publishedBy: string | null): Promise<void> {
    await this.transaction.rows(
      `UPDATE call_script_versions SET document = $2, findings = $3, sha256 = $4, updated_at = $5, published_at = $5, published_by = $6
       WHERE id = $1 AND published_at IS NULL`,
      [versionId, ...draftParameters(draft), publishedBy],
    );
  }
}

/** jsonb parameters go as text: the driver would turn an array into a PostgreSQL array. */
function draftParameters(draft: DraftValues): unknown[] {
  return [JSON.stringify(draft.document), JSON.stringify(draft.findings), draft.sha256, draft.at];
}
