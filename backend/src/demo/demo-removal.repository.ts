import { Injectable } from '@nestjs/common';
import { Transaction } from '../kernel/transaction.js';

const SYNTHETIC_ATTEMPTS = '(SELECT id FROM attempts WHERE synthetic)';

/** In the order in which rows hold on to one another; the event log stays as it is. */
const REMOVALS: readonly string[] = [
  `UPDATE operator_states SET state = 'offline', pause_reason = NULL, pause_after = NULL, attempt_id = NULL, campaign_id = NULL, version = version + 1
   WHERE attempt_id IN ${SYNTHETIC_ATTEMPTS} OR operator_id IN (SELECT id FROM users WHERE synthetic)`,
  `UPDATE queue_entries SET state = 'finished', reason = 'campaign_finished', claimed_by = NULL, attempt_id = NULL WHERE synthetic`,
  `DELETE FROM deadlines WHERE subject IN (SELECT id::text FROM attempts WHERE synthetic)
     OR (kind LIKE 'callback%' AND subject IN (SELECT b.id::text FROM callbacks b JOIN leads l ON l.id = b.lead_id WHERE l.synthetic))`,
  `DELETE FROM provider_events WHERE attempt_id IN ${SYNTHETIC_ATTEMPTS}`,
  `DELETE FROM simulator_calls WHERE attempt_id IN ${SYNTHETIC_ATTEMPTS}`,
  'DELETE FROM handovers WHERE lead_id IN (SELECT id FROM leads WHERE synthetic)',
  'DELETE FROM callbacks WHERE lead_id IN (SELECT id FROM leads WHERE synthetic)',
  'DELETE FROM suppressions WHERE number_key IN (SELECT number_key FROM phones WHERE synthetic)',
  'DELETE FROM attempts WHERE synthetic',
  'DELETE FROM campaigns WHERE synthetic',
  'DELETE FROM lead_lists WHERE synthetic',
  'DELETE FROM legal_sources WHERE synthetic',
  'DELETE FROM phones WHERE synthetic',
  'DELETE FROM leads WHERE synthetic',
  `DELETE FROM call_scripts s WHERE synthetic AND NOT EXISTS (
     SELECT FROM call_script_versions v JOIN campaigns c ON c.call_script_version_id = v.id WHERE v.call_script_id = s.id)`,
  `DELETE FROM settings WHERE key IN ('demo', 'training')`,
];

@Injectable()
export class DemoRemovalRepository {
  constructor(private readonly transaction: Transaction) {}

  async removeRows(): Promise<void> {
    for (const sql of REMOVALS) {
      await this.transaction.manager.query(sql);
    }
  }

  /** Nobody but `keptUserId` signs in with an account of the demo any more. Answers whose accounts were closed. */
  async disableAccounts(keptUserId: string, now: Date): Promise<string[]> {
    const rows = await this.transaction.rows<{ id: string }>(
      `UPDATE users SET disabled_at = $2, version = version + 1 WHERE synthetic AND id <> $1 AND disabled_at IS NULL RETURNING id`,
      [keptUserId, now],
    );
    const ids = rows.map(({ id }) => id);
    await this.transaction.manager.query('DELETE FROM sessions WHERE user_id = ANY ($1)', [ids]);
    return ids;
  }
}
