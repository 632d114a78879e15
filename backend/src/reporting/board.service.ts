import { performance } from 'node:perf_hooks';
import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Board } from '@warmline/contracts';
import { AppConfig } from '../config/app-config.js';
import { Clock } from '../kernel/clock.js';
import { EventStream } from '../kernel/event-stream.js';
import { BoardFactsService } from './board-facts.service.js';
import { foldBoard } from './board.fold.rules.js';
import { BoardRepository } from './board.repository.js';
import { type BoardState, emptyBoard, MINUTE_MS, minuteOf } from './board.state.rules.js';
import { presentBoard } from './board.view.rules.js';

/** At most four times a second. */
const SPACING_MS = 250;
const RETRY_MS = 1_000;
const PORTION = 2_000;
/** The chart's hour reaches back over midnight; events of neighbouring transactions may stand a little out of order. */
const BEFORE_NOW_MS = 60 * MINUTE_MS;
const MARGIN_MS = 5 * MINUTE_MS;

interface Watcher {
  readonly tell: () => void;
  readonly isWatching: () => boolean;
}

/**
 * The supervisors' live board: a fold of the event log, read on from its last position whenever the log has grown.
 * A process that starts folds the day so far and stands where one that has been running all day stands.
 */
@Injectable()
export class BoardService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('board');
  private readonly watchers: Watcher[] = [];
  private state: BoardState | null = null;
  private running: Promise<void> | null = null;
  private timer: NodeJS.Timeout | null = null;
  private timerDueAt = Infinity;
  private refreshedAt = -Infinity;
  private toldMinute = 0;
  private hasNews = false;
  private stopped = false;

  constructor(
    private readonly stream: EventStream,
    private readonly repository: BoardRepository,
    private readonly facts: BoardFactsService,
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {}

  onApplicationBootstrap(): void {
    this.stream.subscribe(() => this.wake());
    this.wake();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    if (this.timer !== null) {
      clearTimeout(this.timer);
    }
    await this.running;
  }

  /** The board as of now, of what is folded so far; at most a quarter of a second behind the log. */
  snapshot(): Board {
    const now = this.clock.now().getTime();
    if (this.facts.isCountingDue()) {
      this.wake(this.facts.countableAt);
    }
    return presentBoard(this.state ?? emptyBoard(this.config.organisationZone, now, 0), this.facts.present, now);
  }

  /**
   * Calls `tell` after the board changed, four times a second at most, and as each minute begins. While nobody `isWatching`
   * nothing is told and nothing is counted in the tables; the log is folded all the same.
   */
  onChange(tell: () => void, isWatching: () => boolean = () => true): void {
    this.watchers.push({ tell, isWatching });
  }

  /** Resolves once everything logged so far is folded in. */
  async settle(): Promise<void> {
    const position = this.stream.position;
    do {
      await this.running;
      await this.run();
    } while (!this.stopped && (this.state?.position ?? 0) < position);
  }

  /** Refreshes soon; not before `notBefore` on the process's own clock. */
  private wake(notBefore = 0): void {
    const now = performance.now();
    const dueAt = Math.max(now, notBefore, this.refreshedAt + SPACING_MS);
    if (this.stopped || dueAt >= this.timerDueAt || dueAt === Infinity) {
      return;
    }
    if (this.timer !== null) {
      clearTimeout(this.timer);
    }
    this.timerDueAt = dueAt;
    this.timer = setTimeout(() => void this.run(), dueAt - now);
    this.timer.unref();
  }

  private run(): Promise<void> {
    if (this.timer !== null) {
      clearTimeout(this.timer);
      this.timer = null;
      this.timerDueAt = Infinity;
    }
    // The one that runs may have read the log already: what came since is for the next.
    this.running ??= this.refresh()
      .then(
        () => ((this.state?.position ?? 0) < this.stream.position ? 0 : Infinity),
        (error: unknown) => {
          this.logger.debug(`the board could not be brought up to date: ${String(error)}`);
          return performance.now() + RETRY_MS;
        },
      )
      .then((again) => {
        this.running = null;
        this.wake(again);
      });
    return this.running;
  }

  private async refresh(): Promise<void> {
    this.refreshedAt = performance.now();
    this.state ??= await this.beginning();
    await this.foldNews(this.state);
    const watched = this.watchers.filter(({ isWatching }) => isWatching());
    const hasNewFacts = await this.facts.refresh(watched.length > 0);
    this.hasNews ||= hasNewFacts;
    this.tell(watched);
    this.wakeLater(watched.length > 0);
  }

  /** The day so far begins with what has lasted since before it: states of operators, calls in progress. */
  private async beginning(): Promise<BoardState> {
    const zone = this.config.organisationZone;
    const now = this.clock.now().getTime();
    const dayStartsAt = emptyBoard(zone, now, 0).day.startsAt;
    const from = Math.min(dayStartsAt, now - BEFORE_NOW_MS) - MARGIN_MS;
    const position = await this.repository.positionBefore(new Date(from));
    const lasting = await this.repository.stillLasting(position);
    return { ...foldBoard(emptyBoard(zone, from, 0), lasting, () => undefined), position };
  }

  private async foldNews(begun: BoardState): Promise<void> {
    let state = begun;
    for (;;) {
      const events = await this.stream.after(state.position, PORTION);
      if (events.length === 0 || this.stopped) {
        return;
      }
      const counts = await this.facts.countsFor(events);
      state = foldBoard(state, events, counts);
      this.state = state;
      this.facts.heard(events);
      this.hasNews = true;
    }
  }

  private tell(watched: readonly Watcher[]): void {
    const minute = minuteOf(this.clock.now().getTime());
    if (watched.length === 0 || (!this.hasNews && minute === this.toldMinute)) {
      return;
    }
    this.hasNews = false;
    this.toldMinute = minute;
    for (const { tell } of watched) {
      tell();
    }
  }

  /** Time alone changes the board too: a minute of the chart, a pause that became long. */
  private wakeLater(isWatched: boolean): void {
    const nextMinute = minuteOf(this.clock.now().getTime()) + MINUTE_MS;
    const ms = this.clock.realMsUntil(new Date(nextMinute));
    if (ms !== null) {
      this.wake(performance.now() + ms);
    }
    if (isWatched && this.facts.isCountingDue()) {
      this.wake(this.facts.countableAt);
    }
  }
}
