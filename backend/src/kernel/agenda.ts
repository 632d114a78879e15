import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { type BackgroundSource, BackgroundWork } from './background-work.js';
import { Clock, VirtualClock } from './clock.js';
import { DomainError } from './domain-error.js';
import { EventStream } from './event-stream.js';
import { LeaderConnection } from './leader-connection.js';

/** Something that has work at known instants of the application clock. */
export interface DueSource {
  readonly name: string;
  /** When it next has something to do; null = nothing planned. May be in the past: then it is due now. */
  nextDueAt(): Promise<Date | null>;
  /** It never has work before `nextDueAt`: asked for that instant first, and not run before it. Saves the asking statements of each round. */
  readonly onlyWhenDue?: boolean;
  /** Does what is due; answers how much was done, so that a jump of the clock knows when all is quiet. */
  runDue(now: Date): Promise<number>;
}

/** Under a real clock nothing waits longer than this, whatever anybody forgot to poke. */
const LONGEST_WAIT_MS = 1_000;
const SHORTEST_WAIT_MS = 5;
const MOST_ROUNDS = 10_000;

/**
 * Runs due work in the leader process: by waiting under a real clock, by jumping under a virtual one.
 * The only place where time drives the product.
 */
@Injectable()
export class Agenda implements BeforeApplicationShutdown {
  private readonly logger = new Logger('agenda');
  private readonly sources: DueSource[] = [];
  private readonly background = new BackgroundWork();
  private timer: NodeJS.Timeout | null = null;
  private round: Promise<number> | null = null;
  private poked = false;
  private running = false;
  /** Counts, so that who waits for quiet sees one that came between two looks. */
  private pokes = 0;
  private isSettling = false;
  /** Virtual clock only: what a source with nothing to do answered, and the change it had seen by then. */
  private readonly idle = new Map<DueSource, { change: string; next: Date | null }>();
  /** Could not do their work in the last round: due still, whatever they answer. */
  private readonly failed = new Set<DueSource>();
  /** What sources that were not due answered in this round. */
  private readonly asked = new Map<DueSource, Date | null>();

  constructor(
    private readonly clock: Clock,
    private readonly stream: EventStream,
    private readonly leader: LeaderConnection,
  ) {}

  register(source: DueSource): void {
    this.sources.push(source);
  }

  /**
   * Looked at in the leader's rounds and never due: no round is made for it, no clock waits for it. Answers how to ask for a look in a round that
   * begins at once.
   */
  inBackground(source: BackgroundSource): () => void {
    return this.background.add(source, () => this.poke());
  }

  start(): void {
    this.running = true;
    this.poke();
  }

  /** Before anybody closes what a round of due work still needs, such as the database. */
  async beforeApplicationShutdown(): Promise<void> {
    this.running = false;
    if (this.timer !== null) {
      clearTimeout(this.timer);
    }
    await this.round?.catch(() => 0);
    await this.background.settled();
  }

  /** Something may be due earlier than thought. Safe to call from anywhere, costs nothing when called often. */
  poke(): void {
    this.pokes += 1;
    // Who settles sees the count and goes round again himself.
    if (!this.running || this.isSettling) {
      return;
    }
    if (this.round !== null) {
      this.poked = true;
      return;
    }
    if (this.timer !== null) {
      clearTimeout(this.timer);
    }
    this.timer = setTimeout(() => void this.tick(), 0);
  }

  /** Virtual clock only: does what is due now until all is quiet and every event is handled, and lets the clock stand. */
  async settle(): Promise<{ now: Date; next: Date | null }> {
    if (!(this.clock instanceof VirtualClock)) {
      throw new DomainError('simulation.clock_is_real');
    }
    this.isSettling = true;
    await this.quiesce().finally(() => {
      this.isSettling = false;
    });
    const now = this.clock.now();
    // The last round did nothing, so what it was answered still holds.
    return {
      now,
      next: await this.earliest((source) => (this.failed.has(source) ? now : this.idle.get(source)?.next)),
    };
  }

  /**
   * Virtual clock only: jumps to the next due instant, at most to `limit`, and does everything due until all is quiet and every event is handled.
   * `next` is what the last settling answered, while nothing has happened since. Answers the new now and what remains planned.
   */
  async advance(limit: Date, next?: Date | null): Promise<{ now: Date; next: Date | null }> {
    if (!(this.clock instanceof VirtualClock)) {
      throw new DomainError('simulation.clock_is_real');
    }
    const due = next === undefined ? (await this.settle()).next : next;
    const now = this.clock.now();
    // Due and yet not done: its source could not. It is tried again, as under a real clock, and time must not stand still over it.
    const to = due === null ? limit : due > now ? due : new Date(now.getTime() + LONGEST_WAIT_MS);
    this.clock.jumpTo(to > limit ? limit : to);
    return this.settle();
  }

  async nextDueAt(): Promise<Date | null> {
    return this.earliest(() => undefined);
  }

  private async earliest(known: (source: DueSource) => Date | null | undefined): Promise<Date | null> {
    let next: Date | null = null;
    for (const source of this.sources) {
      const answer = known(source);
      const due = answer === undefined ? await source.nextDueAt() : answer;
      if (due !== null && (next === null || due < next)) {
        next = due;
      }
    }
    return next;
  }

  private async quiesce(): Promise<void> {
    await this.stream.settleOwn();
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      await this.round;
      if (!(await this.leader.isLeader())) {
        // Just back after an outage: nothing is run without the lock, and what nobody ran must not pass for quiet.
        throw new DomainError('server.database_unavailable');
      }
      const before = this.change;
      const done = await this.runRound();
      await this.stream.settleOwn();
      if (done === 0 && this.change === before) {
        return;
      }
    }
    throw new Error('due work does not come to rest');
  }

  /** Whatever gives a source something to do before its instant is written in the event log or pokes. */
  private get change(): string {
    return `${this.stream.position} ${this.pokes}`;
  }

  private async tick(): Promise<void> {
    this.timer = null;
    this.poked = false;
    try {
      await this.runRound();
      await this.waitForNext();
    } catch (error) {
      this.logger.debug(`a round of due work failed: ${String(error)}`);
      this.wait(LONGEST_WAIT_MS);
    }
  }

  private async waitForNext(): Promise<void> {
    // A virtual clock stands: whoever moves it asks what is due himself.
    const next = this.clock instanceof VirtualClock ? null : await this.nextDueAt();
    const untilNext = next === null ? null : this.clock.realMsUntil(next);
    this.wait(Math.min(LONGEST_WAIT_MS, Math.max(SHORTEST_WAIT_MS, untilNext ?? LONGEST_WAIT_MS)));
  }

  private wait(ms: number): void {
    if (this.running && this.timer === null) {
      this.timer = setTimeout(() => void this.tick(), this.poked ? 0 : ms);
    }
  }

  private runRound(): Promise<number> {
    this.round ??= this.runSources().finally(() => {
      this.round = null;
    });
    return this.round;
  }

  private async runSources(): Promise<number> {
    if (!(await this.leader.isLeader())) {
      return 0;
    }
    // In every round, also where all sources of due work are idle.
    this.background.look(performance.now());
    let done = 0;
    for (const source of this.sources) {
      done += await (this.isSettling ? this.runUnlessIdle(source) : this.runSource(source));
    }
    return done;
  }

  /**
   * A source that had nothing to do has nothing to do until its instant comes or something changes. Seven virtual days are some 650 jumps of the
   * clock, and asking everybody everything at each of them was most of their cost.
   */
  private async runUnlessIdle(source: DueSource): Promise<number> {
    const { change } = this;
    const idle = this.idle.get(source);
    if (idle?.change === change && (idle.next === null || idle.next > this.clock.now())) {
      return 0;
    }
    this.idle.delete(source);
    const done = await this.runSource(source);
    if (done === 0 && !this.failed.has(source)) {
      const next = this.asked.get(source);
      this.idle.set(source, { change, next: next === undefined ? await source.nextDueAt() : next });
    }
    return done;
  }

  /** One source that fails must not stop the others: a broken report never stops the dialing. */
  private async runSource(source: DueSource): Promise<number> {
    this.asked.delete(source);
    this.failed.delete(source);
    try {
      return source.onlyWhenDue === true && !(await this.isDue(source)) ? 0 : await source.runDue(this.clock.now());
    } catch (error) {
      this.failed.add(source);
      this.logger.error(`due work of ${source.name} failed: ${error instanceof Error ? error.stack : String(error)}`);
      return 0;
    }
  }

  private async isDue(source: DueSource): Promise<boolean> {
    const due = await source.nextDueAt();
    const isDue = due !== null && due <= this.clock.now();
    if (!isDue) {
      this.asked.set(source, due);
    }
    return isDue;
  }
}
