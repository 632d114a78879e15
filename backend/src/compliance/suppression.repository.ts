import { Injectable } from '@nestjs/common';
import type { SuppressionKind, SuppressionScope } from '@warmline/contracts';
import { Transaction } from '../kernel/transaction.js';
import { NUMBER_KEY_ID } from '../kernel/number-key.js';

export interface SuppressionRecord {
  numberKey: Buffer;
  scope: SuppressionScope;
  clientId: string | null;
  campaignId: string | null;
  kind: SuppressionKind;
  reason: string | null;
  attemptId: string | null;
  createdBy: string | null;
  now: Date;
}

/** Who takes a stop back and why; null where the system takes back what it did itself. */
export interface Lifting {
  readonly byUserId: string | null;
  readonly reason: string | null;
}

export interface LiftedEntry {
  readonly id: string;
  readonly numberKey: Buffer;
}

@Injectable()
export class SuppressionRepository {
  constructor(private readonly transaction: Transaction) {}

  /** The lock that an opt-out and a dial of the same number both take: one of them comes first. */
  async lockNumber(numberKey: Buffer): Promise<void> {
    await this.transaction.manager.query(
      `SELECT pg_advisory_xact_lock(hashtextextended(encode($1::bytea, 'hex'), 0))`,
      [numberKey],
    );
  }

  /** Undefined when the same stands there already. */
  async insert(record: SuppressionRecord): Promise<string | undefined> {
    const row = await this.transaction.row<{ id: string }>(
      `INSERT INTO suppressions (number_key, key_id, scope, client_id, campaign_id, kind, reason, attempt_id, created_by, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
       ON CONFLICT (number_key, channel, scope, client_id, campaign_id, load_id) WHERE lifted_at IS NULL DO NOTHING RETURNING id`,
      [
        record.numberKey,
        NUMBER_KEY_ID,
        record.scope,
        record.clientId,
        record.campaignId,
        record.kind,
        record.reason,
        record.attemptId,
        record.createdBy,
        record.now,
      ],
    );
    return row?.id;
  }

  /** As `lockNumber`, in one order for everybody. */
  async lockNumbers(numberKeys: readonly Buffer[]): Promise<void> {
    await this.transaction.manager.query(
      `SELECT pg_advisory_xact_lock(lock) FROM (
         SELECT DISTINCT hashtextextended(encode(key, 'hex'), 0) AS lock FROM unnest($1::bytea[]) AS key ORDER BY 1) locks`,
      [numberKeys],
    );
  }

  /** Answers those that did not stand there already. */
  async insertMany(
    numberKeys: readonly Buffer[],
    record: Pick<SuppressionRecord, 'scope' | 'clientId' | 'kind' | 'reason' | 'createdBy' | 'now'> & {
      /** ISO day. */
      expiresOn: string | null;
    },
  ): Promise<{ id: string; numberKey: Buffer }[]> {
    return this.transaction.rows(
      `INSERT INTO suppressions (number_key, key_id, scope, client_id, kind, reason, created_by, created_at, expires_on)
       SELECT DISTINCT key, $2::smallint, $3, $4::bigint, $5, $6, $7::bigint, $8::timestamptz, $9::date FROM unnest($1::bytea[]) AS key
       ON CONFLICT (number_key, channel, scope, client_id, campaign_id, load_id) WHERE lifted_at IS NULL DO NOTHING
       RETURNING id, number_key AS "numberKey"`,
      [
        numberKeys,
        NUMBER_KEY_ID,
        record.scope,
        record.clientId,
        record.kind,
        record.reason,
        record.createdBy,
        record.now,
        record.expiresOn,
      ],
    );
  }

  /** Answers those that were live until now. */
  async lift(ids: readonly string[], { byUserId, reason }: Lifting, now: Date): Promise<LiftedEntry[]> {
    return this.transaction.rows(
      `UPDATE suppressions SET lifted_at = $2, lifted_by = $3, lift_reason = $4 WHERE id = ANY ($1::bigint[]) AND lifted_at IS NULL
       RETURNING id, number_key AS "numberKey"`,
      [ids, now, byUserId, reason],
    );
  }

  async keysOf(ids: readonly string[]): Promise<Buffer[]> {
    const rows = await this.transaction.rows<{ numberKey: Buffer }>(
      'SELECT number_key AS "numberKey" FROM suppressions WHERE id = ANY ($1::bigint[])',
      [ids],
    );
    return rows.map(({ numberKey }) => numberKey);
  }

  /** The live entry with exactly this reach that no file brought. */
  async find({
    numberKey,
    scope,
    clientId,
    campaignId,
  }: Pick<SuppressionRecord, 'numberKey' | 'scope' | 'clientId' | 'campaignId'>): Promise<string | undefined> {
    const row = await this.transaction.row<{ id: string }>(
      `SELECT id FROM suppressions WHERE number_key = $1 AND scope = $2 AND client_id IS NOT DISTINCT FROM $3
         AND campaign_id IS NOT DISTINCT FROM $4 AND channel = 'voice' AND lifted_at IS NULL AND load_id IS NULL`,
      [numberKey, scope, clientId, campaignId],
    );
    return row?.id;
  }

  async keyOfPhone(phoneId: string): Promise<Buffer | undefined> {
    return (
      await this.transaction.row<{ number_key: Buffer }>('SELECT number_key FROM phones WHERE id = $1', [phoneId])
    )?.number_key;
  }

  /** Whether any live entry covers the number for this client and campaign; prefixes are judged by the facts (facts.repository.ts). */
  async covers(
    numberKey: Buffer,
    { clientId, campaignId }: { clientId: string | null; campaignId: string | null },
  ): Promise<boolean> {
    const row = await this.transaction.row<{ covered: boolean }>(
      `SELECT EXISTS (SELECT FROM suppressions WHERE number_key = $1 AND lifted_at IS NULL AND channel = 'voice'
         AND (scope = 'organisation' OR (scope = 'client' AND client_id = $2) OR (scope = 'campaign' AND campaign_id = $3))) AS covered`,
      [numberKey, clientId, campaignId],
    );
    return row?.covered ?? false;
  }
}
