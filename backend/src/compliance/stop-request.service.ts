import { Injectable } from '@nestjs/common';
import type { SuppressionKind } from '@warmline/contracts';
import { Clock } from '../kernel/clock.js';
import { EventLog } from '../kernel/event-log.js';
import { LedgerService } from './ledger.service.js';
import { QueueMarking } from './queue-marking.service.js';
import { type StopReach, StopRequestRepository, type StopSource } from './stop-request.repository.js';
import { type LiftedEntry, type Lifting, SuppressionRepository } from './suppression.repository.js';
import { SuppressionService } from './suppression.service.js';

export interface StopOrder {
  readonly source: StopSource;
  readonly kind: SuppressionKind;
  readonly reason?: string | null;
  readonly attemptId: string | null;
  /** Null: the system did it. */
  readonly byUserId: string | null;
}

/** The call in which somebody asked not to be called: whom it was with and on which number. */
export interface StoppedCall {
  readonly leadId: string;
  readonly contactId: string | null;
  readonly numberKey: Buffer;
}

/**
 * A person asks not to be called. All numbers of the contact, of the lead where no contact is known, go on the organisation's stop list in the
 * caller's transaction; numbers that the person is given later are covered by the wish itself (`suppressedSql`).
 */
@Injectable()
export class StopRequestService {
  constructor(
    private readonly requests: StopRequestRepository,
    private readonly entries: SuppressionRepository,
    private readonly suppressions: SuppressionService,
    private readonly ledger: LedgerService,
    private readonly marking: QueueMarking,
    private readonly eventLog: EventLog,
    private readonly clock: Clock,
  ) {}

  /** The number that was rung is stopped too, whoever's it proves to be. Idempotent for one call and source. */
  async stopPerson({ leadId, contactId, numberKey }: StoppedCall, order: StopOrder): Promise<void> {
    const person = await this.requests.personOf(leadId, contactId);
    await this.stop(person, [numberKey, ...(await this.requests.keysOf(person))], order);
  }

  /** This number alone, as the operator chose. */
  async stopNumber(numberKey: Buffer, order: StopOrder): Promise<void> {
    await this.stop({ numberKey }, [numberKey], order);
  }

  /** Takes back what the script or the result of this call stopped; what somebody else, or the stop key, asked for stays. */
  async takeBackResultOf(attemptId: string, lifting: Lifting): Promise<void> {
    await this.takeBack(await this.requests.madeByResultOf(attemptId), lifting);
  }

  private async takeBack(requestIds: readonly string[], lifting: Lifting): Promise<void> {
    if (requestIds.length === 0) {
      return;
    }
    const entryIds = await this.requests.entriesOf(requestIds);
    await this.requests.end(requestIds, lifting, this.clock.now());
    await this.suppressions.takeBack(entryIds, lifting);
    await this.marking.remark({ leadIds: await this.requests.leadsOf(requestIds) }, 'suppression_lifted');
  }

  private async stop(reach: StopReach, numberKeys: readonly Buffer[], order: StopOrder): Promise<void> {
    await this.entries.lockNumbers(numberKeys);
    const request = { ...order, reach, reason: order.reason ?? null, now: this.clock.now() };
    const id = (await this.requests.find(request)) ?? (await this.requests.insert(request));
    const added = await this.requests.suppress(id, numberKeys);
    await this.tell(added, order);
    const leadIds = 'leadId' in reach ? [reach.leadId] : [];
    await this.marking.remark({ leadIds, numberKeys: added.map(({ numberKey }) => numberKey) }, 'suppressed');
  }

  private async tell(added: readonly LiftedEntry[], { kind, attemptId, byUserId }: StopOrder): Promise<void> {
    const scope = 'organisation';
    for (const { id, numberKey } of added) {
      const hex = numberKey.toString('hex');
      const facts = { suppressionId: id, scope, kind, clientId: null };
      await this.ledger.append({
        subject: `number:${hex}`,
        kind: 'number.suppressed',
        numberKey: hex,
        attemptId,
        byUserId,
        facts,
      });
    }
    await this.eventLog.append(
      ...added.map(({ numberKey }) => ({
        type: 'number.suppressed' as const,
        payload: { numberKey: numberKey.toString('hex'), scope, kind },
        actorId: byUserId,
        attemptId,
      })),
    );
  }
}
