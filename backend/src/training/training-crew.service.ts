import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { ConsoleSnapshot, EventType, FeedEvent } from '@warmline/contracts';
import { Agenda, type DueSource } from '../kernel/agenda.js';
import { Clock } from '../kernel/clock.js';
import { DomainError } from '../kernel/domain-error.js';
import { EventStream } from '../kernel/event-stream.js';
import { OperatorService } from '../operators/operator.service.js';
import { PresenceService } from '../operators/presence.service.js';
import { ConsoleService } from '../reporting/console.service.js';
import { OperatorDesk } from './operator-desk.service.js';
import { planAfterRefusal, planFor, planToLeave, planWhenDone } from './operator-plan.rules.js';
import type { OperatorPlan } from './operator-plan.rules.js';
import { TrainingRepository } from './training.repository.js';

interface Member {
  readonly id: string;
  readonly seed: string;
  snapshot: ConsoleSnapshot | null;
  plan: OperatorPlan | null;
  /** Something happened to him since he last looked. */
  isStale: boolean;
}

/** A quarter of the shortest lease anybody sets: presence is real time. */
const HEARTBEAT_MS = 3_000;
/** What makes an operator look at his screen again. */
const CHANGES = new Set<string>([
  'operator.state_changed',
  'operator.console_changed',
  'script.started',
  'script.step_entered',
] satisfies EventType[]);
const TURNS = new Set<string>(['training.started', 'training.stopped', 'demo.removed'] satisfies EventType[]);

/**
 * The training operators at work: clients inside the leader, acting on the application clock by the same services and the same brain as anybody.
 * Nothing of them is kept but what they did: whoever leads next looks at their consoles and goes on.
 */
@Injectable()
export class TrainingCrew implements DueSource, OnModuleInit, OnApplicationShutdown {
  readonly name = 'training-crew';
  private readonly logger = new Logger('training');
  private members = new Map<string, Member>();
  private isLeaving = false;
  private isUnread = true;
  private heartbeat: NodeJS.Timeout | null = null;

  constructor(
    private readonly repository: TrainingRepository,
    private readonly desk: OperatorDesk,
    private readonly consoles: ConsoleService,
    private readonly operators: OperatorService,
    private readonly presence: PresenceService,
    private readonly stream: EventStream,
    private readonly agenda: Agenda,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.agenda.register(this);
    this.stream.subscribe((events) => this.notice(events));
    this.heartbeat = setInterval(() => void this.stayPresent(), HEARTBEAT_MS);
    this.heartbeat.unref();
  }

  onApplicationShutdown(): void {
    if (this.heartbeat !== null) {
      clearInterval(this.heartbeat);
    }
  }

  nextDueAt(): Promise<Date | null> {
    const now = this.clock.now();
    const dates = [...this.members.values()].flatMap(({ isStale, plan }) => {
      if (isStale) {
        return [now];
      }
      return plan === null || plan.command === null ? [] : [plan.dueAt];
    });
    const earliest = Math.min(...dates.map((date) => date.getTime()));
    return Promise.resolve(dates.length === 0 ? null : new Date(earliest));
  }

  async runDue(now: Date): Promise<number> {
    if (this.isUnread) {
      await this.gather();
    }
    let done = 0;
    for (const member of this.members.values()) {
      done += await this.turn(member, now);
    }
    return done;
  }

  /** Who is to be at work, by the rows: after a start, a restart or a change of the leader. */
  private async gather(): Promise<void> {
    this.isUnread = false;
    const isRunning = await this.repository.isRunning();
    this.isLeaving = !isRunning;
    const accounts = isRunning ? await this.repository.accounts() : [];
    for (const { id, login } of accounts.filter((account) => account.isEnabled)) {
      await this.operators.open(id);
      const known = this.members.get(id) ?? { id, seed: `training|${login}`, snapshot: null, plan: null };
      this.members.set(id, { ...known, isStale: true });
    }
    for (const member of this.members.values()) {
      member.isStale = true;
    }
  }

  /** He looks if something happened, and does what he planned if its time has come. */
  private async turn(member: Member, now: Date): Promise<number> {
    const looked = member.isStale ? await this.look(member) : 0;
    const { plan, snapshot } = member;
    if (plan === null || plan.command === null || snapshot === null || plan.dueAt > now) {
      return looked;
    }
    try {
      const reply = await this.desk.send(member.id, plan.command, snapshot.version);
      member.plan = reply.ok ? planWhenDone(plan) : planAfterRefusal(plan, snapshot, member.seed);
    } catch (error) {
      this.refused(member, plan, error);
    }
    member.isStale = true;
    return 1;
  }

  private async look(member: Member): Promise<number> {
    member.isStale = false;
    member.snapshot = await this.consoles.snapshot(member.id);
    if (member.snapshot === null || (this.isLeaving && member.snapshot.state === 'offline')) {
      this.members.delete(member.id);
      return 1;
    }
    if (member.snapshot.state === 'offline') {
      // His presence lapsed while nobody led: he signs in again.
      await this.operators.open(member.id);
    }
    const plan = this.isLeaving ? planToLeave : planFor;
    member.plan = plan(member.plan, member.snapshot, member.seed);
    return 1;
  }

  private refused(member: Member, plan: OperatorPlan, error: unknown): void {
    if (!(error instanceof DomainError)) {
      throw error;
    }
    this.logger.debug(`${plan.command?.name ?? 'nothing'} of operator ${member.id} was refused: ${error.code}`);
    if (error.code !== 'operator.version_stale' && member.snapshot !== null) {
      member.plan = planAfterRefusal(plan, member.snapshot, member.seed);
    }
  }

  private notice(events: readonly FeedEvent[]): void {
    for (const event of events) {
      const member = event.operatorId === null ? undefined : this.members.get(event.operatorId);
      if (member !== undefined && CHANGES.has(event.type)) {
        member.isStale = true;
        this.agenda.poke();
      }
      if (TURNS.has(event.type)) {
        this.isUnread = true;
        this.agenda.poke();
      }
    }
  }

  private async stayPresent(): Promise<void> {
    try {
      for (const id of this.members.keys()) {
        await this.presence.seen(id);
      }
    } catch (error) {
      this.logger.debug(`presence could not be renewed: ${String(error)}`);
    }
  }
}
