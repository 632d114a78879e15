import { Injectable } from '@nestjs/common';
import { AppConfig } from '../config/app-config.js';
import { NUMBER_KEY_ID, numberKey } from '../kernel/number-key.js';
import { Transaction } from '../kernel/transaction.js';
import type { LocatedPhone } from './phone-zone.rules.js';

export interface PhoneRecord {
  readonly id: string;
  readonly leadId: string;
  readonly clientId: string;
  readonly e164: string;
  readonly state: 'active' | 'retired';
}

/** Zones a person stated are worth more than any the plan knows. */
export type NewPhoneRecord = Omit<LocatedPhone, 'origin' | 'zoneSource'> & {
  readonly zoneSource: LocatedPhone['zoneSource'] | 'operator';
  readonly leadId: string;
  readonly contactId: string | null;
  readonly synthetic: boolean;
  readonly now: Date;
};

@Injectable()
export class PhoneRepository {
  constructor(
    private readonly transaction: Transaction,
    private readonly config: AppConfig,
  ) {}

  async get(id: string): Promise<PhoneRecord | undefined> {
    return this.transaction.row<PhoneRecord>(
      `SELECT p.id, p.lead_id AS "leadId", l.client_id AS "clientId", p.e164, p.state
       FROM phones p JOIN leads l ON l.id = p.lead_id WHERE p.id = $1`,
      [id],
    );
  }

  /** Undefined when the lead has this number already. */
  async insert(phone: NewPhoneRecord): Promise<string | undefined> {
    const row = await this.transaction.row<{ id: string }>(
      `INSERT INTO phones (lead_id, contact_id, e164, extension, raw, number_key, key_id, kind, country, region, zones, zone_source, priority,
                           synthetic, created_at)
       SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12,
              coalesce((SELECT max(priority) + 1 FROM phones WHERE lead_id = $1 AND priority < 99), 0), $13, $14
       ON CONFLICT (lead_id, e164, extension) DO NOTHING RETURNING id`,
      [
        phone.leadId,
        phone.contactId,
        phone.e164,
        phone.extension,
        phone.raw,
        this.keyOf(phone.e164),
        NUMBER_KEY_ID,
        phone.kind,
        phone.country,
        phone.region,
        phone.zones,
        phone.zoneSource,
        phone.synthetic,
        phone.now,
      ],
    );
    return row?.id;
  }

  /** The default zone of a list that holds the lead; null where none has one. */
  async listZone(leadId: string): Promise<string | null> {
    const row = await this.transaction.row<{ zone: string }>(
      `SELECT l.default_zone AS zone FROM list_members m JOIN lead_lists l ON l.id = m.list_id
       WHERE m.lead_id = $1 AND l.default_zone IS NOT NULL ORDER BY m.added_at, l.id LIMIT 1`,
      [leadId],
    );
    return row?.zone ?? null;
  }

  /** The lead's number becomes the contact's, unless it is another contact's. */
  async give(leadId: string, number: { e164: string; extension: string }, contactId: string): Promise<void> {
    await this.transaction.manager.query(
      'UPDATE phones SET contact_id = $4 WHERE lead_id = $1 AND e164 = $2 AND extension = $3 AND contact_id IS NULL',
      [leadId, number.e164, number.extension, contactId],
    );
  }

  /** Links the leads of one client that share this number now; not merged. */
  async linkShared(clientId: string, e164: string, now: Date): Promise<void> {
    await this.transaction.manager.query(
      `INSERT INTO shared_numbers (client_id, number_key, reason, since)
       SELECT $1::bigint, $2::bytea, CASE WHEN count(DISTINCT l.inn) > 1 THEN 'different_inn' ELSE 'incompatible_name' END, $3::timestamptz
       FROM phones p JOIN leads l ON l.id = p.lead_id AND l.client_id = $1 AND l.merged_into IS NULL
       WHERE p.number_key = $2 AND p.state = 'active'
       HAVING count(DISTINCT p.lead_id) > 1
       ON CONFLICT DO NOTHING`,
      [clientId, this.keyOf(e164), now],
    );
  }

  async retire(id: string, reason: string): Promise<void> {
    await this.transaction.manager.query(`UPDATE phones SET state = 'retired', retired_reason = $2 WHERE id = $1`, [
      id,
      reason,
    ]);
  }

  /** Numbers of the list's leads whose zone nobody knows, or which had the list's earlier default. */
  async applyListZone(change: { listId: string; from: string | null; to: string | null }): Promise<void> {
    await this.transaction.manager.query(
      `UPDATE phones p SET zones = CASE WHEN $3::text IS NULL THEN '{}' ELSE ARRAY[$3::text] END,
              zone_source = CASE WHEN $3::text IS NULL THEN 'unknown' ELSE 'list' END
       FROM list_members m
       WHERE m.list_id = $1 AND p.lead_id = m.lead_id
         AND (p.zone_source = 'unknown' OR (p.zone_source = 'list' AND p.zones = ARRAY[$2::text]))`,
      [change.listId, change.from, change.to],
    );
  }

  private keyOf(e164: string): Buffer {
    return numberKey(this.config.secret, e164);
  }
}
