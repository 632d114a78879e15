import { Injectable } from '@nestjs/common';
import type { BulkChange } from '@warmline/contracts';
import { QueueMarking } from '../compliance/queue-marking.service.js';
import { SuppressionService } from '../compliance/suppression.service.js';
import { Clock } from '../kernel/clock.js';
import { assertNever } from '../kernel/domain-error.js';
import type { BulkActionRecord, Changed } from './bulk-action.repository.js';
import { BulkChangeRepository } from './bulk-change.repository.js';

/** What each change does to a portion of leads, and how it is taken back. */
@Injectable()
export class BulkChangeService {
  constructor(
    private readonly changes: BulkChangeRepository,
    private readonly suppressions: SuppressionService,
    private readonly marking: QueueMarking,
    private readonly clock: Clock,
  ) {}

  /** Inside a transaction. Answers the leads where something changed, each with what it had. */
  async apply({ change, createdById }: BulkActionRecord, leadIds: readonly string[]): Promise<Changed[]> {
    const changed = await this.changeOf(change, leadIds, createdById);
    await this.remark(
      change,
      changed.map(({ leadId }) => leadId),
    );
    return changed;
  }

  /** Inside a transaction. Answers the leads that have again what they had; the others were changed since. */
  async undo({ change, createdById }: BulkActionRecord, changed: readonly Changed[]): Promise<string[]> {
    const undone = await this.undoOf(change, changed, createdById);
    await this.remark(change, undone);
    return undone;
  }

  private async changeOf(change: BulkChange, leadIds: readonly string[], byUserId: string | null): Promise<Changed[]> {
    const now = this.clock.now();
    switch (change.kind) {
      case 'add_to_list':
        return this.changes.addToList(change.listId, leadIds, now);
      case 'remove_from_list':
        return this.changes.removeFromList(change.listId, leadIds);
      case 'set_field':
        return this.changes.setField(change.field, change.value, leadIds);
      case 'set_own_field':
        await this.changes.noteFieldName(change.name);
        return this.changes.setOwnField(change.name, change.value, leadIds);
      case 'suppress':
        return this.suppress(leadIds, change.reason, byUserId);
      case 'close':
        return this.changes.close(leadIds, { reason: change.reason, byUserId, now });
      default:
        return assertNever(change);
    }
  }

  private async undoOf(change: BulkChange, changed: readonly Changed[], byUserId: string | null): Promise<string[]> {
    switch (change.kind) {
      case 'add_to_list':
        return this.changes.undoAddToList(change.listId, changed);
      case 'remove_from_list':
        return this.changes.undoRemoveFromList(change.listId, changed);
      case 'set_field':
        return this.changes.undoSetField(change.field, change.value, changed);
      case 'set_own_field':
        return this.changes.undoSetOwnField(change.name, change.value, changed);
      case 'suppress':
        return this.unsuppress(changed, byUserId);
      case 'close':
        return this.changes.undoClose(changed, { reason: change.reason, byUserId, now: this.clock.now() });
      default:
        return assertNever(change);
    }
  }

  /** A number that stands on the stop list already is not ours to take off again. */
  private async suppress(leadIds: readonly string[], reason: string, byUserId: string | null): Promise<Changed[]> {
    const numbers = await this.changes.numbers(leadIds);
    const keys = numbers.map(({ numberKey }) => numberKey);
    const added = await this.suppressions.suppressMany(keys, { kind: 'opt_out', reason, byUserId });
    const idOf = new Map(added.map(({ id, numberKey }) => [numberKey.toString('hex'), id]));
    const ofLead = new Map<string, string[]>();
    for (const { leadId, numberKey } of numbers) {
      const key = numberKey.toString('hex');
      const id = idOf.get(key);
      // A number of two leads is noted at the first: it is taken off once.
      idOf.delete(key);
      if (id !== undefined) {
        ofLead.set(leadId, [...(ofLead.get(leadId) ?? []), id]);
      }
    }
    return [...ofLead].map(([leadId, before]) => ({ leadId, before }));
  }

  private async unsuppress(changed: readonly Changed[], byUserId: string | null): Promise<string[]> {
    const lifted = new Set(
      await this.suppressions.takeBack(
        changed.flatMap(({ before }) => before as string[]),
        { byUserId, reason: null },
      ),
    );
    return changed
      .filter(({ before }) => (before as string[]).every((id) => lifted.has(id)))
      .map(({ leadId }) => leadId);
  }

  /** Queues look at lists and stages; numbers have marked theirs already. */
  private async remark({ kind }: BulkChange, leadIds: readonly string[]): Promise<void> {
    if (leadIds.length > 0 && (kind === 'add_to_list' || kind === 'remove_from_list' || kind === 'close')) {
      await this.marking.remark({ leadIds }, kind);
    }
  }
}
