/**
 * The server's clock as this browser knows it. Timers count from server instants, and an operator's computer may be minutes off, so the
 * offset is measured on each connection: half of the round trip is the error, hence the fastest of the recent answers is believed.
 */
export interface ClockSample {
  /** Local instants around the question, ms since the epoch. */
  readonly askedAtMs: number;
  readonly answeredAtMs: number;
  /** What the server said, ms since the epoch. */
  readonly serverAtMs: number;
}

const KEPT_SAMPLES = 5;

export class ServerClock {
  private samples: ClockSample[] = [];
  private offset = 0;

  constructor(private readonly local: () => number = Date.now) {}

  /** Now by the server, ms since the epoch. */
  nowMs(): number {
    return this.local() + this.offset;
  }

  get offsetMs(): number {
    return this.offset;
  }

  /** Round trip of the believed answer; undefined until one came. */
  get roundTripMs(): number | undefined {
    const best = this.best();
    return best && best.answeredAtMs - best.askedAtMs;
  }

  /** A new connection may lead to another machine or follow a sleep of this one: old answers say nothing any more. */
  restart(): void {
    this.samples = [];
  }

  observe(sample: ClockSample): void {
    this.samples = [...this.samples, sample].slice(-KEPT_SAMPLES);
    const best = this.best() ?? sample;
    this.offset = Math.round(best.serverAtMs - (best.askedAtMs + best.answeredAtMs) / 2);
  }

  private best(): ClockSample | undefined {
    return [...this.samples].sort((a, b) => a.answeredAtMs - a.askedAtMs - (b.answeredAtMs - b.askedAtMs))[0];
  }
}

export const serverClock = new ServerClock();
