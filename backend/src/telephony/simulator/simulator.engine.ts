import { Injectable, Logger } from '@nestjs/common';
import { Agenda } from '../../kernel/agenda.js';
import type { DueSource } from '../../kernel/agenda.js';
import { Clock } from '../../kernel/clock.js';
import { Transaction } from '../../kernel/transaction.js';
import type { Persona } from '../provider-event.rules.js';
import type { CallSnapshot } from '../snapshot.rules.js';
import type { Caps, DialCommand, DialResult, LookupKey, ProviderEventSink, TelephonyPort } from '../telephony.port.js';
import { behaviourOf, PERSONA_OF } from './behaviour.rules.js';
import type { Behaviour } from './behaviour.rules.js';
import { planCall } from './call-plan.rules.js';
import { Exchange } from './exchange.js';
import { eventOf, scheduleOf, snapshotOf } from './exchange.rules.js';
import type { ExchangeCall, Progress } from './exchange.rules.js';
import { dialFault } from './fault.rules.js';
import { seededRandom } from './seeded-random.rules.js';
import { SimulatorOptions } from './simulator.options.js';
import { SimulatorRepository } from './simulator.repository.js';

/** How long an incoming caller listens to the ringing tone, and how long he talks. */
const INCOMING_PATIENCE_MS = 30_000;
const INCOMING_TALK_MS = 600_000;

/**
 * An exchange without sound. It keeps its own books in its own tables, so that it survives a kill of the backend as a
 * real exchange would, and its rows are the independent witness of what was really dialled. News reaches us through the
 * sink only, disturbed by the asked faults; lookups always tell the truth.
 */
@Injectable()
export class SimulatorEngine implements TelephonyPort, DueSource {
  readonly kind = 'simulator';
  readonly name = 'simulator';
  readonly onlyWhenDue = true;
  readonly caps: Caps = {
    idempotentDial: true,
    amd: ['off', 'sync', 'async'],
    queuesDials: false,
    maxCps: null,
    events: 'socket',
    browserAudio: 'none',
  };
  private readonly logger = new Logger('simulator');
  private isOut = false;

  constructor(
    private readonly exchange: Exchange,
    private readonly repository: SimulatorRepository,
    private readonly transaction: Transaction,
    private readonly clock: Clock,
    private readonly agenda: Agenda,
    private readonly options: SimulatorOptions,
  ) {
    agenda.register(this);
  }

  async start(sink: ProviderEventSink): Promise<void> {
    this.exchange.connect(sink);
    this.agenda.poke();
    return Promise.resolve();
  }

  async stop(): Promise<void> {
    this.exchange.connect(null);
    return Promise.resolve();
  }

  health(): 'up' | 'down' {
    return this.exchange.isConnected && !this.isOut ? 'up' : 'down';
  }

  /** An outage of the exchange: no dialling, no answers to questions, no news. Calls go on unseen until it is over. */
  setOutage(isOut: boolean): void {
    this.isOut = isOut;
    this.agenda.poke();
  }

  async dial(command: DialCommand): Promise<DialResult> {
    if (this.isOut) return { result: 'unknown' };
    const fault = dialFault(this.options.faults, this.random(command, 'dial'));
    if (fault === 'timeout_not_placed') return { result: 'unknown' };
    try {
      const callId = await this.place(command);
      return fault === 'timeout_but_placed' ? { result: 'unknown' } : { result: 'accepted', callId };
    } catch (error) {
      this.logger.warn(`dialling attempt ${command.attemptId} failed: ${String(error)}`);
      return { result: 'unknown' };
    }
  }

  async hangup(callId: string): Promise<void> {
    this.refuseWhenOut();
    await this.exchange.act(callId, { t: 'hang_up' });
    this.agenda.poke();
  }

  async lookup(key: LookupKey): Promise<CallSnapshot | 'not_found' | 'unknown'> {
    if (this.isOut) return 'unknown';
    const call =
      'callId' in key ? await this.repository.callById(key.callId) : await this.repository.callOfAttempt(key.attemptId);
    return call === null ? 'not_found' : snapshotOf(call);
  }

  async listLive(): Promise<readonly CallSnapshot[]> {
    this.refuseWhenOut();
    return (await this.repository.liveCalls()).map(snapshotOf);
  }

  async join(callId: string, roomId: string): Promise<void> {
    this.refuseWhenOut();
    await this.exchange.act(callId, { t: 'join', room: roomId });
  }

  async leave(callId: string): Promise<void> {
    this.refuseWhenOut();
    await this.exchange.act(callId, { t: 'leave' });
  }

  async mute(callId: string, on: boolean): Promise<void> {
    this.refuseWhenOut();
    await this.repository.setMuted(callId, on);
  }

  async hold(callId: string, on: boolean): Promise<void> {
    this.refuseWhenOut();
    await this.repository.setHeld(callId, on);
  }

  /** The far ends have no menus: the digits are taken and nothing comes of them. */
  async sendDtmf(): Promise<void> {
    return Promise.resolve();
  }

  /** Who is speaking, once somebody picked up: what a training operator hears. */
  async personaOf(attemptId: string): Promise<Persona | null> {
    const call = await this.repository.callOfAttempt(attemptId);
    return call === null || call.answeredAt === null ? null : PERSONA_OF[call.behaviour];
  }

  /** Somebody calls us. For demos and tests; `join` answers it. Returns the call id. */
  async ringIn(caller: { id: string; from: string; to: string; behaviour: Behaviour }): Promise<string> {
    const now = this.clock.now();
    const { from, to, behaviour } = caller;
    const callId = `sim-in-${caller.id}`;
    const call: ExchangeCall = {
      ...newCall({ callId, attemptId: null, from, to, behaviour }, now),
      direction: 'in',
      state: 'ringing',
    };
    await this.transaction.run(async () => {
      if (await this.exchange.open(call, patienceOfCaller(now))) {
        await this.exchange.tell(call, [eventOf(call, { t: 'call.incoming', from, to }, now)]);
      }
    });
    this.agenda.poke();
    return callId;
  }

  async nextDueAt(): Promise<Date | null> {
    return this.health() === 'up' ? this.repository.nextDueAt() : null;
  }

  async runDue(now: Date): Promise<number> {
    return this.health() === 'up' ? this.exchange.runDue(now) : 0;
  }

  private async place(command: DialCommand): Promise<string> {
    const placedAt = this.clock.now();
    const { attemptId, to, from, tryNo, ringTimeoutMs, maxDurationMs, amd, onAnswer } = command;
    const { seed, behaviours } = this.options;
    const behaviour = behaviourOf({ seed, number: to, tryNo, source: behaviours });
    const plan = planCall({ behaviour, ringTimeoutMs, amd, random: this.random(command, 'plan') });
    const join = onAnswer === 'wait' ? null : onAnswer.join;
    const call = newCall({ callId: `sim-${attemptId}`, attemptId, to, from, behaviour }, placedAt);
    await this.exchange.open(call, scheduleOf(plan, { placedAt, maxDurationMs, join }));
    this.agenda.poke();
    return call.callId;
  }

  private random(command: DialCommand, purpose: string) {
    return seededRandom(`${this.options.seed}|${command.to}|${command.tryNo}|${purpose}`);
  }

  private refuseWhenOut(): void {
    if (this.isOut) throw new Error('the simulated exchange is out of order');
  }
}

type NewCall = Pick<ExchangeCall, 'callId' | 'attemptId' | 'to' | 'from' | 'behaviour'>;

function newCall(call: NewCall, placedAt: Date): ExchangeCall {
  return {
    ...call,
    direction: 'out',
    state: 'queued',
    cause: null,
    placedAt,
    answeredAt: null,
    endedAt: null,
    endedBy: null,
    room: null,
    joinedAt: null,
  };
}

function patienceOfCaller(placedAt: Date): { progress: Progress; dueAt: Date }[] {
  const ends = { t: 'call.ended', by: 'customer' } as const;
  return [
    {
      progress: { ...ends, cause: 'canceled', onlyAlone: true },
      dueAt: new Date(placedAt.getTime() + INCOMING_PATIENCE_MS),
    },
    {
      progress: { ...ends, cause: 'completed', onlyAlone: false },
      dueAt: new Date(placedAt.getTime() + INCOMING_TALK_MS),
    },
  ];
}
