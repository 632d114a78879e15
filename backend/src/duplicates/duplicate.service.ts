import { Injectable } from '@nestjs/common';
import type {
  duplicateQuerySchema,
  DuplicateDecided,
  DuplicateDecision,
  DuplicatePage,
  DuplicatePair,
} from '@warmline/contracts';
import type { z } from 'zod';
import { Clock } from '../kernel/clock.js';
import { DomainError } from '../kernel/domain-error.js';
import { EventLog } from '../kernel/event-log.js';
import { Transaction } from '../kernel/transaction.js';
import { LeadService } from '../leads/lead.service.js';
import { DuplicatePairRepository, type PairRow } from './duplicate-pair.repository.js';
import { LeadMergeService } from './lead-merge.service.js';

/** The queue of pairs for a person to decide. */
@Injectable()
export class DuplicateService {
  constructor(
    private readonly pairs: DuplicatePairRepository,
    private readonly merges: LeadMergeService,
    private readonly leads: LeadService,
    private readonly transaction: Transaction,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  async page(query: z.output<typeof duplicateQuerySchema>): Promise<DuplicatePage> {
    const clientId = query.clientId ?? null;
    const rows = await this.pairs.page({ clientId, after: readCursor(query.cursor), limit: query.limit + 1 });
    const shown = rows.slice(0, query.limit);
    const last = shown.at(-1);
    return {
      items: await Promise.all(shown.map((row) => this.present(row))),
      nextCursor: rows.length > query.limit && last !== undefined ? `${last.score}_${last.id}` : null,
      open: await this.pairs.countOpen(clientId),
    };
  }

  /** Refuses `duplicate.decided_already`, and a merge for the reasons a merge is refused. */
  async decide(id: string, decision: DuplicateDecision, byUserId: string): Promise<DuplicateDecided> {
    return this.transaction.run(async () => {
      const pair = await this.locked(id);
      if (pair.state !== 'open') {
        throw new DomainError('duplicate.decided_already', { pairId: id, state: pair.state });
      }
      // Before the merge, which closes the other open pairs of the lead that goes.
      const state = decision === 'merge' ? 'merged' : 'kept_apart';
      await this.settle(pair, { state, mergeId: null }, byUserId);
      const mergeId = decision === 'merge' ? await this.mergeOf(pair, byUserId) : null;
      if (mergeId !== null) {
        await this.pairs.decide(id, { state, mergeId, byUserId, now: this.clock.now() });
      }
      return present(pair, { state, mergeId });
    });
  }

  /** Takes a decision back and asks again. */
  async reopen(id: string, byUserId: string): Promise<DuplicateDecided> {
    return this.transaction.run(async () => {
      const pair = await this.locked(id);
      if (pair.state === 'merged' && pair.mergeId !== null) {
        await this.merges.undo(pair.mergeId, byUserId, true);
      } else if (pair.state === 'kept_apart') {
        await this.settle(pair, { state: 'open', mergeId: null }, byUserId);
      } else {
        throw new DomainError('duplicate.decided_already', { pairId: id, state: pair.state });
      }
      return present(pair, { state: 'open', mergeId: null });
    });
  }

  private async mergeOf({ leadA, leadB, score, reasons }: PairRow, byUserId: string): Promise<string> {
    return this.merges.merge({ leadIds: [leadA, leadB], cause: 'reviewed', score, reasons, byUserId });
  }

  private async settle(pair: PairRow, to: Pick<PairRow, 'state' | 'mergeId'>, byUserId: string): Promise<void> {
    await this.pairs.decide(pair.id, { ...to, byUserId, now: this.clock.now() });
    await this.events.append({
      type: 'duplicates.decided',
      clientId: pair.clientId,
      actorId: byUserId,
      payload: { pairId: pair.id, state: to.state },
    });
  }

  private async locked(id: string): Promise<PairRow> {
    const pair = await this.pairs.lock(id);
    if (pair === undefined) {
      throw new DomainError('record.not_found', { duplicate: id });
    }
    return pair;
  }

  private async present(row: PairRow): Promise<DuplicatePair> {
    const [a, b] = await Promise.all([this.leads.card(row.leadA), this.leads.card(row.leadB)]);
    return {
      id: row.id as DuplicatePair['id'],
      score: row.score,
      reasons: row.reasons,
      a,
      b,
      importId: row.importId as DuplicatePair['importId'],
      createdAt: row.createdAt.toISOString(),
    };
  }
}

function present(pair: PairRow, to: Pick<PairRow, 'state' | 'mergeId'>): DuplicateDecided {
  return { id: pair.id as DuplicateDecided['id'], state: to.state, mergeId: to.mergeId as DuplicateDecided['mergeId'] };
}

function readCursor(cursor: string | undefined): { score: number; id: string } | null {
  const found = /^(-?\d{1,9}(?:\.\d{1,20})?(?:e-?\d{1,2})?)_(\d{1,18})$/.exec(cursor ?? '');
  return found === null ? null : { score: Number(found[1]), id: found[2]! };
}
