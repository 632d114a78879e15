import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { Transaction } from '../../kernel/transaction.js';
import { providerEventSchema } from '../provider-event.rules.js';
import type { CallEvent, ProviderEvent } from '../provider-event.rules.js';
import type { ProviderEventSink } from '../telephony.port.js';
import { intervene, isOver, progress, progressSchema } from './exchange.rules.js';
import type { ExchangeCall, ExchangeStep, Intervention, Progress } from './exchange.rules.js';
import { deliveryDelaysMs } from './fault.rules.js';
import { seededRandom } from './seeded-random.rules.js';
import { SimulatorOptions } from './simulator.options.js';
import { SimulatorRepository } from './simulator.repository.js';

const BATCH = 200;

/**
 * Keeps the books of the simulated calls: what is due happens here, and the news of it leaves through the sink, in the
 * same transaction unless a fault holds it back.
 */
@Injectable()
export class Exchange {
  private sink: ProviderEventSink | null = null;

  constructor(
    private readonly repository: SimulatorRepository,
    private readonly transaction: Transaction,
    private readonly clock: Clock,
    private readonly options: SimulatorOptions,
  ) {}

  get isConnected(): boolean {
    return this.sink !== null;
  }

  connect(sink: ProviderEventSink | null): void {
    this.sink = sink;
  }

  /** Writes a new call and its plan; does nothing for a call that is known: one attempt rings once, asked how often. */
  async open(call: ExchangeCall, plan: readonly { progress: Progress; dueAt: Date }[]): Promise<boolean> {
    return this.transaction.run(async () => {
      if (!(await this.repository.insertCall(call))) return false;
      await this.repository.scheduleProgress(call.callId, plan);
      return true;
    });
  }

  /** Lets a command take effect; a call that is not there is none. */
  async act(callId: string, command: Intervention): Promise<void> {
    await this.transaction.run(async () => {
      const now = this.clock.now();
      // What was due before the command came happened before it.
      const call = await this.settle(callId, now);
      if (call !== null) await this.apply(call, intervene(call, command, now));
    });
  }

  /** Everything due by `now`. Answers how many calls moved. */
  async runDue(now: Date): Promise<number> {
    let moved = 0;
    for (;;) {
      const calls = await this.repository.dueCalls(now, BATCH);
      if (calls.length === 0) return moved;
      for (const callId of calls) await this.transaction.run(() => this.settle(callId, now));
      moved += calls.length;
    }
  }

  async tell(call: ExchangeCall, events: readonly CallEvent[]): Promise<void> {
    const { seed, faults } = this.options;
    for (const event of events) {
      const random = seededRandom(`${seed}|${call.to}|${call.placedAt.getTime()}|${event.t}|${event.seq ?? 0}`);
      for (const delayMs of deliveryDelaysMs(faults, random)) {
        if (delayMs === 0) await this.deliver(event);
        else await this.repository.scheduleDelivery(event, new Date(event.occurredAt.getTime() + delayMs));
      }
    }
  }

  /** Locks the call and brings it up to `now`. */
  private async settle(callId: string, now: Date): Promise<ExchangeCall | null> {
    let call = await this.repository.lockCall(callId);
    if (call === null) return null;
    for (const row of await this.repository.takeDue(callId, now)) {
      if (row.kind === 'delivery') await this.deliver(providerEventSchema.parse(row.event));
      else call = await this.apply(call, progress(call, progressSchema.parse(row.event), row.dueAt));
    }
    return call;
  }

  private async apply(before: ExchangeCall, step: ExchangeStep): Promise<ExchangeCall> {
    if (step.call !== before) await this.repository.saveCall(step.call);
    if (isOver(step.call) && !isOver(before)) await this.repository.dropProgress(before.callId);
    await this.tell(step.call, step.told);
    return step.call;
  }

  private async deliver(event: ProviderEvent): Promise<void> {
    if (this.sink === null) throw new Error('the simulator is stopped');
    await this.sink({ ...event, receivedAt: this.clock.now() });
  }
}
