/** Twice a second is as often as a progress bar has to move, and each is a row of the event log. */
const EVERY_MS = 500;

/** Lets one progress through at a time and per interval, measured in real time whatever the application clock shows. */
export class TimedProgress<Told = void> {
  private sending: Promise<void> = Promise.resolve();

  /** The first one is let through at once, unless `lastMs` says since when it waits. */
  constructor(
    private readonly send: (told: Told) => Promise<void>,
    private lastMs = Number.NEGATIVE_INFINITY,
  ) {}

  offer(told: Told): void {
    const nowMs = performance.now();
    if (nowMs - this.lastMs < EVERY_MS) {
      return;
    }
    this.lastMs = nowMs;
    // Progress is a courtesy: one that cannot be written must not end the work.
    this.sending = this.sending.then(() => this.send(told)).catch(() => undefined);
  }

  settled(): Promise<void> {
    return this.sending;
  }
}
