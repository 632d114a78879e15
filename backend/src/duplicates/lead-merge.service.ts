import { Injectable } from '@nestjs/common';
import type { LeadMerge, MatchReason } from '@warmline/contracts';
import { QueueMarking } from '../compliance/queue-marking.service.js';
import { Clock } from '../kernel/clock.js';
import { DomainError } from '../kernel/domain-error.js';
import { EventLog } from '../kernel/event-log.js';
import { Transaction } from '../kernel/transaction.js';
import { DuplicatePairRepository } from './duplicate-pair.repository.js';
import { LeadMergeRepository, type MergeLead } from './lead-merge.repository.js';
import { LeadUnmergeRepository, type MergeRecord } from './lead-unmerge.repository.js';
import { mergedFacts, undoneFacts } from './merge-facts.rules.js';

export interface MergeOrder {
  readonly leadIds: readonly [string, string];
  readonly cause: 'automatic' | 'reviewed';
  readonly score: number | null;
  readonly reasons: readonly MatchReason[];
  readonly byUserId: string | null;
}

/** Two cards into one and back. The older card stays; calls and ledger stay with the card they were made for and are read through `merged_into`. */
@Injectable()
export class LeadMergeService {
  constructor(
    private readonly merges: LeadMergeRepository,
    private readonly unmerges: LeadUnmergeRepository,
    private readonly pairs: DuplicatePairRepository,
    private readonly marking: QueueMarking,
    private readonly transaction: Transaction,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  /**
   * Refuses while somebody works on either (`lead.in_call`), two INNs (`lead.inn_differs`), two open handovers and a card merged already.
   * Answers the id of the merge.
   */
  async merge(order: MergeOrder): Promise<string> {
    return this.transaction.run(async () => {
      const [survivor, absorbed] = await this.lockBoth(order.leadIds);
      const [one, other] = [survivor.id, absorbed.id];
      const now = this.clock.now();
      const facts = mergedFacts(survivor.row, absorbed.row);
      const moved = {
        facts,
        ...(await this.merges.movePeople(one, other)),
        lists: await this.merges.moveLists(one, other),
        stops: await this.merges.moveStops(one, other),
        ...(await this.merges.movePromises(one, other, now)),
        ...(await this.merges.moveQueue(one, other, now)),
        ...(await this.merges.movePairs(one, other, now)),
      };
      await this.merges.setFacts(
        one,
        Object.fromEntries(Object.entries(facts).map(([column, { after }]) => [column, after])),
      );
      await this.merges.setMergedInto(other, one);
      const { cause, score, reasons, byUserId } = order;
      const mergeId = await this.merges.insert({
        clientId: survivor.clientId,
        survivorId: one,
        absorbedId: other,
        cause,
        score,
        reasons,
        moved,
        byUserId,
        now,
      });
      await this.events.append({
        type: 'lead.merged',
        leadId: one,
        clientId: survivor.clientId,
        actorId: byUserId,
        payload: { mergeId, absorbedId: other, cause },
      });
      await this.marking.remark({ leadIds: [one, other] }, 'merged');
      return mergeId;
    });
  }

  /** Puts everything back and never asks about the two again, unless `askAgain`. */
  async undo(mergeId: string, byUserId: string, askAgain = false): Promise<void> {
    await this.transaction.run(async () => {
      const merge = await this.unmerges.get(mergeId);
      if (merge === undefined) {
        throw new DomainError('record.not_found', { merge: mergeId });
      }
      const { survivorId, absorbedId, clientId } = merge;
      const leads = await this.merges.lock([survivorId, absorbedId]);
      const now = this.clock.now();
      await this.assertMayUndo(merge, leads);
      if (!(await this.unmerges.recordUndo(mergeId, byUserId, now))) {
        throw new DomainError('merge.already_undone', { mergeId });
      }
      const survivor = leads.find(({ id }) => id === survivorId)!;
      await this.merges.setMergedInto(absorbedId, null);
      await this.unmerges.putBack(merge);
      await this.unmerges.restorePromises(merge);
      await this.unmerges.restorePlaces(merge, now);
      await this.unmerges.restorePairs(merge);
      await this.merges.setFacts(survivorId, undoneFacts(survivor.row, merge.moved.facts));
      await this.pairs.settleAfterUndo(merge, { state: askAgain ? 'open' : 'kept_apart', byUserId, now });
      await this.events.append({
        type: 'lead.merge_undone',
        leadId: survivorId,
        clientId,
        actorId: byUserId,
        payload: { mergeId, absorbedId },
      });
      await this.marking.remark({ leadIds: [survivorId, absorbedId] }, 'merge_undone');
    });
  }

  async ofLead(leadId: string): Promise<LeadMerge[]> {
    const rows = await this.unmerges.ofLead(leadId);
    return rows.map((row) => ({ ...row, at: row.at.toISOString(), undoneAt: row.undoneAt?.toISOString() ?? null }));
  }

  private async lockBoth(ids: readonly [string, string]): Promise<[MergeLead, MergeLead]> {
    const [older, newer] = await this.merges.lock(ids);
    if (older === undefined || newer === undefined) {
      throw new DomainError('record.not_found', { leads: ids });
    }
    if (older.mergedInto !== null || newer.mergedInto !== null) {
      throw new DomainError('lead.already_merged', { leads: ids });
    }
    if (older.clientId !== newer.clientId || older.synthetic !== newer.synthetic) {
      throw new DomainError('list.client_mismatch', { leads: ids });
    }
    if (older.inn !== null && newer.inn !== null && older.inn !== newer.inn) {
      throw new DomainError('lead.inn_differs', { leads: ids });
    }
    if (await this.merges.isInCall(ids)) {
      throw new DomainError('lead.in_call', { leads: ids });
    }
    if (await this.merges.haveBothOpenHandovers(ids)) {
      throw new DomainError('lead.handover_open', { leads: ids });
    }
    return [older, newer];
  }

  private async assertMayUndo(merge: MergeRecord, leads: readonly MergeLead[]): Promise<void> {
    const survivor = leads.find(({ id }) => id === merge.survivorId);
    const absorbed = leads.find(({ id }) => id === merge.absorbedId);
    if (merge.undone || absorbed?.mergedInto !== merge.survivorId) {
      throw new DomainError('merge.already_undone', { mergeId: merge.id });
    }
    if (survivor?.mergedInto !== null) {
      throw new DomainError('merge.later_one_first', { mergeId: merge.id });
    }
    if (await this.merges.isInCall([merge.survivorId, merge.absorbedId])) {
      throw new DomainError('lead.in_call', { leads: [merge.survivorId, merge.absorbedId] });
    }
  }
}
