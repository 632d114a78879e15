import { Injectable } from '@nestjs/common';
import type {
  CreateSuppressionRequest,
  Page,
  Suppression,
  SuppressionKind,
  SuppressionScope,
} from '@warmline/contracts';
import { suppressionSchema } from '@warmline/contracts';
import { AppConfig } from '../config/app-config.js';
import { Clock } from '../kernel/clock.js';
import { DomainError } from '../kernel/domain-error.js';
import { EventLog } from '../kernel/event-log.js';
import { numberKey } from '../kernel/number-key.js';
import { Transaction } from '../kernel/transaction.js';
import { LedgerService } from './ledger.service.js';
import { QueueMarking } from './queue-marking.service.js';
import { StopRequestRepository } from './stop-request.repository.js';
import {
  type LiftedEntry,
  type Lifting,
  SuppressionRepository,
  type SuppressionRow,
} from './suppression.repository.js';

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
    private readonly config: AppConfig,
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

  /** Inside a transaction: many numbers at once, for the whole organisation. Answers the new entries. */
  async suppressMany(
    numberKeys: readonly Buffer[],
    { kind, reason, byUserId }: { kind: SuppressionKind; reason: string; byUserId: string | null },
  ): Promise<{ id: string; numberKey: Buffer }[]> {
    await this.suppressions.lockNumbers(numberKeys);
    const record = { kind, reason, createdBy: byUserId, now: this.clock.now() };
    const added = await this.suppressions.insertMany(numberKeys, record);
    const scope = 'organisation';
    for (const { id, numberKey } of added) {
      const hex = numberKey.toString('hex');
      const facts = { suppressionId: id, scope, kind, clientId: null };
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

  async isSuppressed(key: Buffer, within: { clientId?: string; campaignId?: string } = {}): Promise<boolean> {
    return this.suppressions.covers(key, { clientId: within.clientId ?? null, campaignId: within.campaignId ?? null });
  }

  /** From the page or the API; what stands there already is answered as it stands. */
  async create(request: CreateSuppressionRequest, byUserId: string): Promise<Suppression> {
    const { e164, phoneId, scope, clientId = null, campaignId = null, kind, reason = null } = request;
    return this.transaction.run(async () => {
      const key = e164 === undefined ? await this.keyOfPhone(phoneId) : numberKey(this.config.secret, e164);
      const target = { numberKey: key, scope, clientId, campaignId };
      const id = (await this.suppress({ ...target, kind, reason, byUserId })) ?? (await this.suppressions.find(target));
      const row = id === undefined ? undefined : await this.suppressions.get(id);
      if (row === undefined) {
        throw new DomainError('record.not_found', { record: 'suppression', id: id ?? null });
      }
      return present(row);
    });
  }

  async list(cursor: string | undefined, limit: number): Promise<Page<Suppression>> {
    if (cursor !== undefined && !/^[1-9][0-9]{0,18}$/.test(cursor)) {
      throw new DomainError('request.invalid', { cursor: 'not one of ours' });
    }
    const rows = await this.suppressions.page(cursor ?? null, limit);
    return { items: rows.map(present), nextCursor: rows.length < limit ? null : (rows.at(-1)?.id ?? null) };
  }

  private async keyOfPhone(phoneId: string | undefined): Promise<Buffer> {
    const key = phoneId === undefined ? undefined : await this.suppressions.keyOfPhone(phoneId);
    if (key === undefined) {
      throw new DomainError('record.not_found', { record: 'phone', id: phoneId ?? null });
    }
    return key;
  }
}

function present(row: SuppressionRow): Suppression {
  return suppressionSchema.parse({
    id: row.id,
    e164: row.e164,
    scope: row.scope,
    clientId: row.client_id,
    campaignId: row.campaign_id,
    kind: row.kind,
    reason: row.reason,
    attemptId: row.attempt_id,
    byName: row.by_name,
    createdAt: row.created_at.toISOString(),
  });
}
