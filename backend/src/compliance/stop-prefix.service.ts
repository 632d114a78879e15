import { Injectable } from '@nestjs/common';
import {
  type AddStopPrefixRequest,
  type StopPrefix,
  type StopPrefixReach,
  stopPrefixSchema,
} from '@warmline/contracts';
import { Clock } from '../kernel/clock.js';
import { DomainError } from '../kernel/domain-error.js';
import { EventLog } from '../kernel/event-log.js';
import { Transaction } from '../kernel/transaction.js';
import { LedgerService } from './ledger.service.js';
import { QueueMarking } from './queue-marking.service.js';
import { StopPrefixRepository, type StopPrefixRow } from './stop-prefix.repository.js';
import { isBroadPrefix, normalPrefix } from './stop-prefix.rules.js';

/** Places marked in the transaction of the change; more are marked behind it, piece by piece, by the event. */
const MARKED_AT_ONCE = 5_000;

/** Numbers stopped by how they begin: an operator, a building, a country. */
@Injectable()
export class StopPrefixService {
  constructor(
    private readonly prefixes: StopPrefixRepository,
    private readonly ledger: LedgerService,
    private readonly marking: QueueMarking,
    private readonly eventLog: EventLog,
    private readonly transaction: Transaction,
    private readonly clock: Clock,
  ) {}

  async all(): Promise<StopPrefix[]> {
    return (await this.prefixes.all()).map(presentPrefix);
  }

  async over(e164: string): Promise<StopPrefix[]> {
    return (await this.prefixes.over(e164)).map(presentPrefix);
  }

  /** Refuses stop_prefix.invalid. */
  async reach(text: string): Promise<StopPrefixReach> {
    const prefix = normalPrefix(text);
    if (prefix === null) {
      throw new DomainError('stop_prefix.invalid');
    }
    const reach = await this.prefixes.reach(prefix);
    return { prefix, ...reach, isBroad: isBroadPrefix(prefix, reach.leads) };
  }

  /** A broad one is added only for as many leads as the person was shown: refuses stop_prefix.broad with their number. */
  async add(request: AddStopPrefixRequest, byUserId: string): Promise<StopPrefix> {
    const { kind, reason, confirmedLeads } = request;
    return this.transaction.run(async () => {
      const { prefix, leads, numbers, isBroad } = await this.reach(request.prefix);
      if (isBroad && confirmedLeads !== leads) {
        throw new DomainError('stop_prefix.broad', { prefix, leads, numbers });
      }
      const id = await this.prefixes.insert({ prefix, kind, reason, createdBy: byUserId, now: this.clock.now() });
      const row = id === undefined ? undefined : await this.prefixes.get(id);
      if (row === undefined) {
        throw new DomainError('stop_prefix.already_there', { prefix });
      }
      await this.note({ prefix, kind: 'prefix.suppressed', byUserId, facts: { kind, leads } });
      const payload = { stopPrefixId: row.id, prefix, kind, leads };
      await this.eventLog.append({ type: 'stop_prefix.added', actorId: byUserId, payload });
      await this.mark(prefix, leads, 'suppressed');
      return presentPrefix(row);
    });
  }

  async remove(id: string, byUserId: string): Promise<void> {
    await this.transaction.run(async () => {
      const prefix = await this.prefixes.remove(id);
      if (prefix === undefined) {
        throw new DomainError('record.not_found', { stopPrefix: id });
      }
      const { leads } = await this.prefixes.reach(prefix);
      await this.note({ prefix, kind: 'prefix.suppression_lifted', byUserId, facts: { leads } });
      const payload = { stopPrefixId: id, prefix };
      await this.eventLog.append({ type: 'stop_prefix.removed', actorId: byUserId, payload });
      await this.mark(prefix, leads, 'suppression_lifted');
    });
  }

  private async mark(prefix: string, leads: number, cause: string): Promise<void> {
    if (leads <= MARKED_AT_ONCE) {
      await this.marking.remark({ prefixes: [prefix] }, cause);
    }
  }

  private async note(of: { prefix: string; kind: string; byUserId: string; facts: object }): Promise<void> {
    const { prefix, kind, byUserId, facts } = of;
    await this.ledger.append({ subject: `prefix:${prefix}`, kind, byUserId, facts: { ...facts } });
  }
}

function presentPrefix(row: StopPrefixRow): StopPrefix {
  return stopPrefixSchema.parse({ ...row, createdAt: row.createdAt.toISOString() });
}
