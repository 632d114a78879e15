import { Inject, Injectable, Logger } from '@nestjs/common';
import { z } from 'zod';
import { Agenda } from '../kernel/agenda.js';
import type { DueSource } from '../kernel/agenda.js';
import { Clock, VirtualClock } from '../kernel/clock.js';
import { Deadlines } from '../kernel/deadlines.js';
import { EventLog } from '../kernel/event-log.js';
import { Transaction } from '../kernel/transaction.js';
import { InboxRepository, ORPHAN } from './inbox.repository.js';
import type { CallKey, StoredEvent } from './inbox.repository.js';
import { ENGINE_KINDS } from './provider-event.rules.js';
import type { CallEvent, ProviderEvent } from './provider-event.rules.js';
import { TELEPHONY_PORT } from './telephony.port.js';
import type { TelephonyPort } from './telephony.port.js';

const BATCH = 200;
/** How long a call may be unknown to us before it is hung up: it costs money and annoys a person. */
export const ORPHAN_GRACE_MS = 60_000;
/** A call whose news cannot be applied is tried again after this; the others do not wait for it. */
const RETRY_MS = 5_000;
const ORPHAN_DEADLINE = 'telephony.orphan';
const callKeySchema = z.object({ provider: z.enum(ENGINE_KINDS), callId: z.string() });

/**
 * Applies events of one call, in one transaction with the inbox: all are written or none. Answers one outcome per event
 * (a code kept with the event) or null when no attempt of ours matches the call.
 */
export type CallEventHandler = (events: readonly CallEvent[]) => Promise<readonly string[] | null>;

/** Everything engines tell goes through here: stored first, applied per call afterwards, each happening once. */
@Injectable()
export class Inbox implements DueSource {
  readonly name = 'telephony-inbox';
  readonly onlyWhenDue = true;
  private readonly logger = new Logger('telephony-inbox');
  private readonly retryAt = new Map<string, Date>();
  private handler: CallEventHandler | null = null;

  constructor(
    private readonly repository: InboxRepository,
    private readonly transaction: Transaction,
    private readonly deadlines: Deadlines,
    private readonly eventLog: EventLog,
    private readonly clock: Clock,
    private readonly agenda: Agenda,
    @Inject(TELEPHONY_PORT) private readonly port: TelephonyPort,
  ) {
    agenda.register(this);
    deadlines.on(ORPHAN_DEADLINE, ({ payload }) => this.giveUpOrphan(callKeySchema.parse(payload)));
  }

  /** Names who knows the attempts; one handler, set at start by the feature above. */
  handle(handler: CallEventHandler): void {
    this.handler = handler;
  }

  /** Stores an event; a repeated delivery is dropped here. Durable when it resolves (or with the ambient transaction). */
  async store(event: ProviderEvent): Promise<void> {
    if (await this.repository.insert(event)) await this.transaction.afterCommit(() => this.agenda.poke());
  }

  /** Real milliseconds that the oldest unprocessed event has waited; 0 when there is none or the clock stands. */
  async lagMs(): Promise<number> {
    if (this.clock instanceof VirtualClock) return 0;
    const oldest = await this.repository.oldestPendingAt();
    if (oldest === null) return 0;
    const now = this.clock.now().getTime();
    return this.clock.realMsUntil(new Date(now + Math.max(0, now - oldest.getTime()))) ?? 0;
  }

  async nextDueAt(): Promise<Date | null> {
    const pending = await this.repository.pending(this.retryAt.size + 1);
    const isNew = pending.some((key) => key.callId === null || !this.retryAt.has(nameOf(key)));
    if (isNew) return this.repository.oldestPendingAt();
    const retries = [...this.retryAt.values()].sort((a, b) => a.getTime() - b.getTime());
    return pending.length === 0 ? null : (retries[0] ?? null);
  }

  async runDue(now: Date): Promise<number> {
    let applied = 0;
    for (const key of await this.repository.pending(BATCH + this.retryAt.size)) {
      if (key.callId === null) applied += await this.transaction.run(() => this.applyOfProviders(now));
      else if ((this.retryAt.get(nameOf(key)) ?? now) <= now) applied += await this.applyCall(key, now);
    }
    return applied;
  }

  /** A call id became known to an attempt: events that came too early for it get their second chance. */
  async adopt(key: CallKey): Promise<void> {
    if ((await this.deadlines.dueAtOf(ORPHAN_DEADLINE, nameOf(key))) === null) return;
    await this.deadlines.cancel(nameOf(key), ORPHAN_DEADLINE);
    await this.applyStored(key, await this.repository.lockOrphans(key));
  }

  private async applyCall(key: CallKey, now: Date): Promise<number> {
    try {
      const applied = await this.transaction.run(async () =>
        this.applyStored(key, await this.repository.lockPending(key)),
      );
      this.retryAt.delete(nameOf(key));
      return applied;
    } catch (error) {
      this.logger.error(`news of call ${key.callId} could not be applied: ${String(error)}`);
      this.retryAt.set(nameOf(key), new Date(now.getTime() + RETRY_MS));
      return 0;
    }
  }

  private async applyStored(key: CallKey, stored: readonly StoredEvent<CallEvent>[]): Promise<number> {
    if (this.handler === null || stored.length === 0) return 0;
    const outcomes = await this.handler(stored.map(({ event }) => event));
    if (outcomes === null) await this.keepOrphans(key, stored);
    else await this.mark(stored, (index) => outcomes[index] ?? 'applied');
    return stored.length;
  }

  private async keepOrphans(key: CallKey, stored: readonly StoredEvent<CallEvent>[]): Promise<void> {
    if (await this.repository.isIncoming(key)) {
      await this.keepIncoming(key, stored);
      return;
    }
    await this.mark(stored, () => ORPHAN);
    if ((await this.deadlines.dueAtOf(ORPHAN_DEADLINE, nameOf(key))) !== null) return;
    const dueAt = new Date(this.clock.now().getTime() + ORPHAN_GRACE_MS);
    await this.deadlines.set(ORPHAN_DEADLINE, nameOf(key), dueAt, { ...key });
  }

  /** A call to us belongs to no attempt and is no orphan. */
  private async keepIncoming(key: CallKey, stored: readonly StoredEvent<CallEvent>[]): Promise<void> {
    const isNew = stored.some(({ event }) => event.t === 'call.incoming');
    if (isNew) await this.eventLog.append({ type: 'call.incoming', payload: { ...key } });
    await this.mark(stored, () => 'incoming');
  }

  private async giveUpOrphan(key: CallKey): Promise<void> {
    const orphans = await this.repository.lockOrphans(key);
    if (this.handler === null || orphans.length === 0) return;
    const outcomes = await this.handler(orphans.map(({ event }) => event));
    if (outcomes !== null) {
      await this.mark(orphans, (index) => outcomes[index] ?? 'applied');
      return;
    }
    await this.mark(orphans, () => 'given_up');
    if (!orphans.some(({ event }) => event.t === 'call.ended')) await this.hangUpOrphan(key);
  }

  /** Ends a call that belongs to nobody. Within the ambient transaction; the engine is asked after its commit. */
  async hangUpOrphan({ provider, callId }: CallKey): Promise<void> {
    await this.eventLog.append({ type: 'call.orphan_hung_up', payload: { provider, callId } });
    await this.transaction.afterCommit(() =>
      this.port.hangup(callId, 'orphan').catch((error: unknown) => {
        // The sweep of live calls meets it again.
        this.logger.warn(`orphan call ${callId} could not be hung up: ${String(error)}`);
      }),
    );
  }

  private async applyOfProviders(now: Date): Promise<number> {
    const stored = await this.repository.lockPendingOfProviders();
    if (stored.length === 0) return 0;
    await this.eventLog.append(
      ...stored.map(({ event }) => ({
        type: 'provider.state_changed' as const,
        payload: { provider: event.provider, health: event.t === 'provider.up' ? 'up' : 'down' },
      })),
    );
    await this.repository.mark(
      stored.map(({ id }) => ({ id, outcome: 'applied' })),
      now,
    );
    return stored.length;
  }

  private async mark(stored: readonly StoredEvent[], outcomeOf: (index: number) => string): Promise<void> {
    await this.repository.mark(
      stored.map(({ id }, index) => ({ id, outcome: outcomeOf(index) })),
      this.clock.now(),
    );
  }
}

function nameOf({ provider, callId }: CallKey): string {
  return `${provider}:${callId}`;
}
