import { Injectable } from '@nestjs/common';
import { Transaction } from '../kernel/transaction.js';
import type { LedgerFact } from './ledger.rules.js';

interface LedgerRow {
  id: string;
  subject: string;
  kind: string;
  number_key: Buffer | null;
  lead_id: string | null;
  list_id: string | null;
  campaign_id: string | null;
  attempt_id: string | null;
  facts: Record<string, unknown>;
  synthetic: boolean;
  by_user_id: string | null;
  at: Date;
  previous_hash: Buffer | null;
  hash: Buffer;
}

export interface LedgerEntry {
  readonly id: string;
  readonly fact: LedgerFact;
  readonly previousHash: Buffer | null;
  readonly hash: Buffer;
}

@Injectable()
export class LedgerRepository {
  constructor(private readonly transaction: Transaction) {}

  /** Until the end of the transaction nobody else appends to the subject's chain. */
  async lockChain(subject: string): Promise<Buffer | null> {
    await this.transaction.manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 11))', [subject]);
    const last = await this.transaction.row<{ hash: Buffer }>(
      'SELECT hash FROM ledger_entries WHERE subject = $1 ORDER BY id DESC LIMIT 1',
      [subject],
    );
    return last?.hash ?? null;
  }

  async insert(fact: LedgerFact, previousHash: Buffer | null, hash: Buffer): Promise<string> {
    const row = await this.transaction.row<{ id: string }>(
      `INSERT INTO ledger_entries (subject, kind, number_key, lead_id, list_id, campaign_id, attempt_id, facts, synthetic, by_user_id, at, previous_hash, hash)
       VALUES ($1, $2, decode($3, 'hex'), $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) RETURNING id`,
      [
        fact.subject,
        fact.kind,
        fact.numberKey,
        fact.leadId,
        fact.listId,
        fact.campaignId,
        fact.attemptId,
        fact.facts,
        fact.synthetic,
        fact.byUserId,
        fact.at,
        previousHash,
        hash,
      ],
    );
    if (row === undefined) {
      throw new Error('a ledger entry was not stored');
    }
    return row.id;
  }

  async ofSubject(subject: string): Promise<LedgerEntry[]> {
    const rows = await this.transaction.rows<LedgerRow>('SELECT * FROM ledger_entries WHERE subject = $1 ORDER BY id', [
      subject,
    ]);
    return rows.map((row) => ({ id: row.id, fact: factOf(row), previousHash: row.previous_hash, hash: row.hash }));
  }
}

function factOf(row: LedgerRow): LedgerFact {
  return {
    subject: row.subject,
    kind: row.kind,
    numberKey: row.number_key?.toString('hex') ?? null,
    leadId: row.lead_id,
    listId: row.list_id,
    campaignId: row.campaign_id,
    attemptId: row.attempt_id,
    facts: row.facts,
    synthetic: row.synthetic,
    byUserId: row.by_user_id,
    at: row.at.toISOString(),
  };
}
