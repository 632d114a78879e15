import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { Transaction } from '../kernel/transaction.js';
import { LedgerRepository } from './ledger.repository.js';
import { canonicalFact, type LedgerFact } from './ledger.rules.js';

export interface NewLedgerEntry extends Partial<Omit<LedgerFact, 'subject' | 'kind' | 'at'>> {
  /** Whose chain it lengthens, such as `number:<key>`, `list:<id>`, `lead:<id>`. */
  readonly subject: string;
  readonly kind: string;
}

/** The ledger of facts for and against calling: append-only, each subject's entries chained by SHA-256, so that none can be changed or left out unseen. */
@Injectable()
export class LedgerService {
  constructor(
    private readonly ledger: LedgerRepository,
    private readonly transaction: Transaction,
    private readonly clock: Clock,
  ) {}

  /** In the transaction of the fact itself. Answers the entry's id. */
  async append(entry: NewLedgerEntry): Promise<string> {
    const fact: LedgerFact = {
      numberKey: null,
      leadId: null,
      listId: null,
      campaignId: null,
      attemptId: null,
      facts: {},
      synthetic: false,
      byUserId: null,
      ...entry,
      at: this.clock.now().toISOString(),
    };
    return this.transaction.run(async () => {
      const previous = await this.ledger.lockChain(entry.subject);
      return this.ledger.insert(fact, previous, link(fact, previous));
    });
  }

  /** Whether no entry of the subject was changed, removed or put in between. Answers the id of the first broken one. */
  async verify(subject: string): Promise<{ intact: true; entries: number } | { intact: false; brokenAt: string }> {
    const entries = await this.ledger.ofSubject(subject);
    let previous: Buffer | null = null;
    for (const entry of entries) {
      const follows: boolean =
        previous === null
          ? entry.previousHash === null
          : entry.previousHash !== null && previous.equals(entry.previousHash);
      if (!follows || !link(entry.fact, previous).equals(entry.hash)) {
        return { intact: false, brokenAt: entry.id };
      }
      previous = entry.hash;
    }
    return { intact: true, entries: entries.length };
  }
}

function link(fact: LedgerFact, previous: Buffer | null): Buffer {
  return createHash('sha256')
    .update(canonicalFact(fact, previous?.toString('hex') ?? ''))
    .digest();
}
