import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
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
export class Agenda implements OnApplicationShutdown {
  private readonly logger = new Logger('agenda');
  private readonly sources: DueSource[] = [];
  private timer: NodeJS.Timeout | null = null;
  private round: Promise<number> | null = null;
  private poked = false;
  private running = false;
  /** Counts, so that who waits for quiet sees one that came between two looks. */
  private pokes = 0;
  /** What sources that are only run when due answered last. */
  private readonly answered = new Map<DueSource, Date | null>();

  constructor(
    private readonly clock: Clock,
    private readonly stream: EventStream,
    private readonly leader: LeaderConnection,
  ) {}

  register(source: DueSource): void {
    this.sources.push(source);
  }

  start(): void {
    this.running = true;
    this.poke();
  }

  async onApplicationShutdown(): Promise<void> {
    this.running = false;
    if (this.timer !== null) {
      clearTimeout(this.timer);
    }
    await this.round?.catch(() => 0);
  }

  /** Something may be due earlier than thought. Safe to call from anywhere, costs nothing when called often. */
  poke(): void {
    this.pokes += 1;
    if (!this.running) {
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
    await this.quiesce();
    // The last round did nothing, so what it was answered still holds.
    return { now: this.clock.now(), next: await this.earliest((source) => this.answered.get(source)) };
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
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      await this.round;
      const { pokes } = this;
      const done = await this.runRound();
      const before = this.stream.position;
      await this.stream.settle();
      if (done === 0 && this.stream.position === before && this.pokes === pokes) {
        return;
      }
    }
    throw new Error('due work does not come to rest');
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
    let done = 0;
    for (const source of this.sources) {
      done += await this.runSource(source);
    }
    return done;
  }

  /** One source that fails must not stop the others: a broken report never stops the dialing. */
  private async runSource(source: DueSource): Promise<number> {
    try {
      return source.onlyWhenDue === true && !(await this.isDue(source)) ? 0 : await source.runDue(this.clock.now());
    } catch (error) {
      this.logger.error(`due work of ${source.name} failed: ${error instanceof Error ? error.stack : String(error)}`);
      return 0;
    }
  }
  private async isDue(source: DueSource): Promise<boolean> {
    this.answered.delete(source);
    const due = await source.nextDueAt();
    this.answered.set(source, due);
    return due !== null && due <= this.clock.now();
  }
}
