import { Injectable } from '@nestjs/common';
import type { StopPrefixKind } from '@warmline/contracts';
import { Transaction } from '../kernel/transaction.js';

export interface StopPrefixRow {
  id: string;
  prefix: string;
  kind: StopPrefixKind;
  reason: string | null;
  byName: string | null;
  createdAt: Date;
}

export interface NewStopPrefix {
  readonly prefix: string;
  readonly kind: StopPrefixKind;
  readonly reason: string;
  readonly createdBy: string;
  readonly now: Date;
}

const PREFIX = `SELECT x.id, x.prefix, x.kind, x.reason, u.name AS "byName", x.created_at AS "createdAt"
  FROM suppression_patterns x LEFT JOIN users u ON u.id = x.created_by`;

/** Prefixes of numbers that are not called. */
@Injectable()
export class StopPrefixRepository {
  constructor(private readonly transaction: Transaction) {}

  async all(): Promise<StopPrefixRow[]> {
    return this.transaction.rows<StopPrefixRow>(`${PREFIX} ORDER BY x.prefix`);
  }

  async get(id: string): Promise<StopPrefixRow | undefined> {
    return this.transaction.row<StopPrefixRow>(`${PREFIX} WHERE x.id = $1`, [id]);
  }

  async over(e164: string): Promise<StopPrefixRow[]> {
    return this.transaction.rows<StopPrefixRow>(`${PREFIX} WHERE starts_with($1, x.prefix) ORDER BY x.prefix`, [e164]);
  }

  /** Leads and numbers in use that begin with it. */
  async reach(prefix: string): Promise<{ leads: number; numbers: number }> {
    const row = await this.transaction.row<{ leads: number; numbers: number }>(
      `SELECT count(DISTINCT lead_id)::int AS leads, count(DISTINCT number_key)::int AS numbers FROM phones
       WHERE state = 'active' AND starts_with(e164, $1)`,
      [prefix],
    );
    return row ?? { leads: 0, numbers: 0 };
  }

  /** Undefined when it stands there already. */
  async insert({ prefix, kind, reason, createdBy, now }: NewStopPrefix): Promise<string | undefined> {
    const row = await this.transaction.row<{ id: string }>(
      `INSERT INTO suppression_patterns (prefix, kind, reason, created_by, created_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (prefix) DO NOTHING RETURNING id`,
      [prefix, kind, reason, createdBy, now],
    );
    return row?.id;
  }

  async remove(id: string): Promise<string | undefined> {
    const row = await this.transaction.row<{ prefix: string }>(
      'DELETE FROM suppression_patterns WHERE id = $1 RETURNING prefix',
      [id],
    );
    return row?.prefix;
  }
}
