import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Agenda, type DueSource } from '../kernel/agenda.js';
import { Clock } from '../kernel/clock.js';
import { EventLog } from '../kernel/event-log.js';
import { EventStream } from '../kernel/event-stream.js';
import { Transaction } from '../kernel/transaction.js';
import { LeadCoolingRepository } from './lead-cooling.repository.js';

const PORTION = 200;
/** A rule is a day at least, so what changed within the hour cannot have to cool within it: looking again once an hour is early enough. */
const LOOK_AGAIN_MS = 3_600_000;
/** After these another lead may be the next to cool. */
const MOVES_THE_NEXT = /^(lead\.moved|lead\.changed|callback\.|handover\.|campaign\.changed|import\.finished)/;

/** A warm or hot lead that nobody has touched for long enough cools by one level. */
@Injectable()
export class LeadCooling implements DueSource, OnModuleInit {
  readonly name = 'lead-cooling';
  private known: { readonly next: Date | null; readonly lookedAt: Date } | null = null;
  private isStale = true;

  constructor(
    private readonly repository: LeadCoolingRepository,
    private readonly transaction: Transaction,
    private readonly eventLog: EventLog,
    private readonly stream: EventStream,
    private readonly agenda: Agenda,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.agenda.register(this);
    this.stream.subscribe((events) => {
      this.isStale ||= events.some(({ type }) => MOVES_THE_NEXT.test(type));
    });
  }

  /** Asked after every piece of due work, so it answers from memory. */
  async nextDueAt(): Promise<Date | null> {
    const known = this.known ?? (await this.look());
    if (!this.isStale) {
      return known.next;
    }
    const lookAgainAt = new Date(known.lookedAt.getTime() + LOOK_AGAIN_MS);
    return known.next !== null && known.next < lookAgainAt ? known.next : lookAgainAt;
  }

  async runDue(now: Date): Promise<number> {
    const next = await this.nextDueAt();
    if (next === null || next > now) {
      return 0;
    }
    let cooled = 0;
    for (let portion = PORTION; portion === PORTION; cooled += portion) {
      portion = await this.transaction.run(() => this.coolPortion(now));
    }
    await this.look();
    return cooled;
  }

  private async look() {
    this.isStale = false;
    this.known = null;
    const next = await this.repository.nextDueAt();
    this.known = { next, lookedAt: this.clock.now() };
    return this.known;
  }

  private async coolPortion(now: Date): Promise<number> {
    const cooled = await this.repository.cool(now, PORTION);
    await this.eventLog.append(
      ...cooled.map(({ id, clientId, campaignId, fromTemperature, toTemperature, stage }) => ({
        type: 'lead.moved' as const,
        payload: { fromTemperature, toTemperature, fromStage: stage, toStage: stage, reason: 'cooled' },
        clientId,
        campaignId,
        leadId: id,
      })),
    );
    return cooled.length;
  }
}
