import { Injectable } from '@nestjs/common';
import { Transaction } from '../kernel/transaction.js';
import { LIST_CALLS } from './list-calls-sql.repository.js';
import type { BadNumber, BadRow, ClaimedFile } from './list-claim.rules.js';

/** What a seller is told of a list. The list is $1 everywhere. */
@Injectable()
export class ListClaimRepository {
  constructor(private readonly transaction: Transaction) {}

  /** Files loaded and not undone, in the order they came. */
  async files(listId: string): Promise<ClaimedFile[]> {
    return this.transaction.rows(
      `SELECT i.id AS "importId", f.name, i.file_sha256 AS sha256, i.settings -> 'format' AS format, i.settings -> 'mapping' AS mapping,
         i.created_at AS "loadedAt"
       FROM imports i JOIN files f ON f.id = i.file_id WHERE i.list_id = $1 AND i.state = 'done' ORDER BY i.created_at, i.id`,
      [listId],
    );
  }

  /** In file order, from behind the row `after`. */
  async badRows(listId: string, importId: string, page: { after: number; limit: number }): Promise<BadRow[]> {
    return this.transaction.rows(
      `SELECT r.row_number AS "rowNumber", CASE r.verdict WHEN 'invalid' THEN r.reason ELSE r.verdict END AS reason,
         coalesce(r.joined_row, (SELECT m.row_number FROM list_members m WHERE m.list_id = $1 AND m.lead_id = r.lead_id AND m.import_id = $2)) AS repeats
       FROM import_rows r WHERE r.import_id = $2 AND r.verdict IN ('invalid', 'duplicate_in_file') AND r.row_number > $3
       ORDER BY r.row_number LIMIT $4`,
      [listId, importId, page.after, page.limit],
    );
  }

  /** In file order. A lead may stand in several rows: which of them has the number is for the reader of the file to say. */
  async badNumbers(listId: string, importId: string): Promise<BadNumber[]> {
    return this.transaction.rows(
      `WITH RECURSIVE ${LIST_CALLS}, bad AS (
         SELECT DISTINCT ON (phone_id) phone_id, lead_id, dial_requested_at, disposition_code FROM calls WHERE is_bad
         ORDER BY phone_id, dial_requested_at DESC
       )
       SELECT v.row_number AS "rowNumber", p.e164, b.dial_requested_at AS "calledAt", b.disposition_code AS "dispositionCode"
       FROM bad b JOIN phones p ON p.id = b.phone_id JOIN cards c ON c.lead_id = b.lead_id
       JOIN import_verdicts v ON v.import_id = $2 AND v.lead_id = c.card_id AND v.verdict NOT IN ('invalid', 'duplicate_in_file')
       ORDER BY v.row_number, p.e164`,
      [listId, importId],
    );
  }
}
