import { Injectable } from '@nestjs/common';
import type { AttemptState } from '@warmline/contracts';
import { Transaction } from '../kernel/transaction.js';

/** What a comparison with the engine needs of an attempt that is on its way. */
export interface LiveAttempt {
  readonly id: string;
  readonly state: AttemptState;
  readonly callId: string | null;
  readonly hangupRequested: boolean;
}

@Injectable()
export class LiveCallsRepository {
  constructor(private readonly transaction: Transaction) {}

  /** Attempts that may have a call at the engine: dial requested and not ended. */
  async list(provider: string): Promise<LiveAttempt[]> {
    return this.transaction.rows<LiveAttempt>(
      `SELECT id, state, provider_call_id AS "callId", hangup_requested AS "hangupRequested"
       FROM attempts WHERE state NOT IN ('planned', 'ended') AND provider = $1 ORDER BY dial_requested_at, id`,
      [provider],
    );
  }

  async any(provider: string): Promise<boolean> {
    const row = await this.transaction.row<{ found: boolean }>(
      `SELECT EXISTS (SELECT FROM attempts WHERE state NOT IN ('planned', 'ended') AND provider = $1) AS found`,
      [provider],
    );
    return row?.found ?? false;
  }
}
