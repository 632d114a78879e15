import { Injectable } from '@nestjs/common';
import type { SuppressionKind, SuppressionScope } from '@warmline/contracts';
import { Clock } from '../kernel/clock.js';
import { DomainError } from '../kernel/domain-error.js';
import { EventLog } from '../kernel/event-log.js';
import { Transaction } from '../kernel/transaction.js';
import { LedgerService } from './ledger.service.js';
import { QueueMarking } from './queue-marking.service.js';
import { StopRequestRepository } from './stop-request.repository.js';
import { type LiftedEntry, type Lifting, SuppressionRepository } from './suppression.repository.js';

export interface SuppressRequest {
  /** One of the two: the number's key, or a phone that has it. */
  readonly numberKey?: Buffer;
  readonly phoneId?: string;
  readonly scope: SuppressionScope;
  readonly clientId?: string | null;
  readonly campaignId?: string | null;
  readonly kind: SuppressionKind;
  readonly reason?: string | null;
  readonly attemptId?: string | null;
  /** Null: the system did it. */
  readonly byUserId: string | null;
}

export interface SuppressManyOrder {
  readonly kind: SuppressionKind;
  readonly reason: string;
  readonly byUserId: string | null;
  readonly scope?: 'organisation' | 'client';
  readonly clientId?: string | null;
  /** ISO day, the last of the stop. */
  readonly expiresOn?: string | null;
}

/** The stop list: what goes on it stops ringing in the same transaction, in every queue it covers. */
@Injectable()
export class SuppressionService {
  constructor(
    private readonly suppressions: SuppressionRepository,
    private readonly requests: StopRequestRepository,
    private readonly ledger: LedgerService,
    private readonly marking: QueueMarking,
    private readonly eventLog: EventLog,
    private readonly transaction: Transaction,
    private readonly clock: Clock,
  ) {}

  /** Idempotent. Answers the new entry's id, undefined when the number stood there already. Throws record.not_found for an unknown phone. */
  async suppress(request: SuppressRequest): Promise<string | undefined> {
    return this.transaction.run(async () => {
      const key = request.numberKey ?? (await this.keyOfPhone(request.phoneId));
      await this.suppressions.lockNumber(key);
      const { scope, kind, reason = null, clientId = null, campaignId = null, attemptId = null, byUserId } = request;
      const record = {
        numberKey: key,
        scope,
        clientId,
        campaignId,
        kind,
        reason,
        attemptId,
        createdBy: byUserId,
        now: this.clock.now(),
      };
      const id = await this.suppressions.insert(record);
      if (id === undefined) {
        return undefined;
      }
      const hex = key.toString('hex');
      await this.ledger.append({
        subject: `number:${hex}`,
        kind: 'number.suppressed',
        numberKey: hex,
        campaignId,
        attemptId,
        byUserId,
        facts: { suppressionId: id, scope, kind, clientId },
      });
      await this.eventLog.append({
        type: 'number.suppressed',
        payload: { numberKey: hex, scope, kind },
        actorId: byUserId,
        clientId,
        campaignId,
        attemptId,
      });
      await this.marking.remark({ numberKeys: [key] }, 'suppressed');
      return id;
    });
  }

  /** As `suppress`; answers the entry that stands there already where there is one. */
  async suppressOrFind(request: SuppressRequest): Promise<string> {
    const { scope, clientId = null, campaignId = null } = request;
    const key = request.numberKey ?? (await this.keyOfPhone(request.phoneId));
    const id =
      (await this.suppress(request)) ?? (await this.suppressions.find({ numberKey: key, scope, clientId, campaignId }));
    if (id === undefined) {
      throw new DomainError('record.not_found', { record: 'suppression', id: null });
    }
    return id;
  }

  /** Inside a transaction: many numbers at once, for the whole organisation unless a client is named. Answers the new entries. */
  async suppressMany(
    numberKeys: readonly Buffer[],
    { kind, reason, byUserId, scope = 'organisation', clientId = null, expiresOn = null }: SuppressManyOrder,
  ): Promise<{ id: string; numberKey: Buffer }[]> {
    await this.suppressions.lockNumbers(numberKeys);
    const record = { scope, clientId, kind, reason, expiresOn, createdBy: byUserId, now: this.clock.now() };
    const added = await this.suppressions.insertMany(numberKeys, record);
    for (const { id, numberKey } of added) {
      const hex = numberKey.toString('hex');
      const facts = { suppressionId: id, scope, kind, clientId };
      await this.ledger.append({
        subject: `number:${hex}`,
        kind: 'number.suppressed',
        numberKey: hex,
        byUserId,
        facts,
      });
    }
    await this.eventLog.append(
      ...added.map(({ numberKey }) => ({
        type: 'number.suppressed' as const,
        payload: { numberKey: numberKey.toString('hex'), scope, kind },
        actorId: byUserId,
        clientId,
      })),
    );
    await this.marking.remark({ numberKeys: added.map(({ numberKey }) => numberKey) }, 'suppressed');
    return added;
  }

  /**
   * Inside a transaction: these numbers may ring again, whoever asked for the stop. A person stopped as a whole is no longer, but each of their
   * other numbers stays on the list by itself. Both facts stay in the ledger. Answers the ids of those that were live.
   */
  async lift(ids: readonly string[], lifting: Lifting): Promise<string[]> {
    const keys = await this.suppressions.keysOf(ids);
    await this.suppressions.lockNumbers(keys);
    const now = this.clock.now();
    const lifted = await this.suppressions.lift(ids, lifting, now);
    await this.requests.endCovering(
      lifted.map(({ numberKey }) => numberKey),
      lifting,
      now,
    );
    await this.tellLifted(lifted, lifting);
    return lifted.map(({ id }) => id);
  }

  /** Inside a transaction: people with this number no longer ask not to be called on it, though no entry of the list says so. */
  async endWishes(numberKey: Buffer, lifting: Lifting): Promise<void> {
    await this.suppressions.lockNumber(numberKey);
    await this.requests.endCovering([numberKey], lifting, this.clock.now());
    await this.eventLog.append({
      type: 'number.suppression_lifted',
      payload: { numberKey: numberKey.toString('hex') },
      actorId: lifting.byUserId,
    });
    await this.marking.remark({ numberKeys: [numberKey] }, 'suppression_lifted');
  }

  /** As `lift`, for what was put on the list by mistake: a number that another person's wish still stands for stays. */
  async takeBack(ids: readonly string[], lifting: Lifting): Promise<string[]> {
    const keys = await this.suppressions.keysOf(ids);
    await this.suppressions.lockNumbers(keys);
    const kept = await this.requests.handOver(ids);
    const lifted = await this.suppressions.lift(
      ids.filter((id) => !kept.has(id)),
      lifting,
      this.clock.now(),
    );
    await this.tellLifted(lifted, lifting);
    return lifted.map(({ id }) => id);
  }

  private async tellLifted(lifted: readonly LiftedEntry[], { byUserId, reason }: Lifting): Promise<void> {
    for (const { id, numberKey } of lifted) {
      const hex = numberKey.toString('hex');
      await this.ledger.append({
        subject: `number:${hex}`,
        kind: 'number.suppression_lifted',
        numberKey: hex,
        byUserId,
        facts: { suppressionId: id, reasonGiven: reason !== null },
      });
    }
    await this.eventLog.append(
      ...lifted.map(({ numberKey }) => ({
        type: 'number.suppression_lifted' as const,
        payload: { numberKey: numberKey.toString('hex') },
        actorId: byUserId,
      })),
    );
    await this.marking.remark({ numberKeys: lifted.map(({ numberKey }) => numberKey) }, 'suppression_lifted');
  }

  /** Waits until every dial of these numbers that was being decided is decided. */
  async waitForDials(numberKeys: readonly Buffer[]): Promise<void> {
    await this.transaction.run(() => this.suppressions.lockNumbers(numberKeys));
  }

  async isSuppressed(key: Buffer, within: { clientId?: string; campaignId?: string } = {}): Promise<boolean> {
    return this.suppressions.covers(key, { clientId: within.clientId ?? null, campaignId: within.campaignId ?? null });
  }

  private async keyOfPhone(phoneId: string | undefined): Promise<Buffer> {
    const key = phoneId === undefined ? undefined : await this.suppressions.keyOfPhone(phoneId);
    if (key === undefined) {
      throw new DomainError('record.not_found', { record: 'phone', id: phoneId ?? null });
    }
    return key;
  }
}
