interface Seen {
  readonly event: string;
  readonly payload: unknown;
}

interface Waiter {
  readonly event: string;
  /** Takes the payload and says whether it was the one waited for. */
  readonly offer: (payload: unknown) => boolean;
}

const DEFAULT_TIMEOUT_MS = 5_000;
const SHOWN_EVENTS = 10;

/**
 * Collects events and hands them out one by one, so that a test waits for the thing itself and never for time.
 * An event that came before it was asked for is not lost: each name has a queue, and `awaitNext` reads on from where the
 * last one stopped.
 */
export class EventMonitor<Events extends object> {
  private readonly unread: Seen[] = [];
  private readonly history: Seen[] = [];
  private readonly waiters = new Set<Waiter>();

  record(event: string, payload: unknown): void {
    const seen = { event, payload };
    this.history.push(seen);
    for (const waiter of this.waiters) {
      if (waiter.event === event && waiter.offer(payload)) {
        return;
      }
    }
    this.unread.push(seen);
  }

  /** Everything seen so far under this name, read or not. */
  all<Name extends keyof Events & string>(event: Name): Events[Name][] {
    return this.history.filter((seen) => seen.event === event).map((seen) => seen.payload as Events[Name]);
  }

  /** Forgets what came before this moment: the next `awaitNext` waits for something new. */
  skipUnread(): void {
    this.unread.length = 0;
  }

  /** The first unread or coming event of this name that satisfies `matches`; rejects with what came instead. */
  awaitNext<Name extends keyof Events & string>(
    event: Name,
    matches: (payload: Events[Name]) => boolean = () => true,
    timeoutMs: number = DEFAULT_TIMEOUT_MS,
  ): Promise<Events[Name]> {
    const found = this.takeUnread(event, matches);
    return found === undefined ? this.wait(event, matches, timeoutMs) : Promise.resolve(found.payload as Events[Name]);
  }

  private takeUnread<Name extends keyof Events & string>(
    event: Name,
    matches: (payload: Events[Name]) => boolean,
  ): Seen | undefined {
    const index = this.unread.findIndex((seen) => seen.event === event && matches(seen.payload as Events[Name]));
    if (index < 0) {
      return undefined;
    }
    const found = this.unread[index];
    const later = this.unread.filter((seen, at) => at > index || seen.event !== event);
    this.unread.splice(0, this.unread.length, ...later);
    return found;
  }

  private wait<Name extends keyof Events & string>(
    event: Name,
    matches: (payload: Events[Name]) => boolean,
    timeoutMs: number,
  ): Promise<Events[Name]> {
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        event,
        offer: (payload) => {
          const wanted = matches(payload as Events[Name]);
          if (wanted) {
            clearTimeout(timer);
            this.waiters.delete(waiter);
            resolve(payload as Events[Name]);
          }
          return wanted;
        },
      };
      const timer = setTimeout(() => {
        this.waiters.delete(waiter);
        reject(new Error(`No matching ${event} within ${timeoutMs} ms. ${this.describeHistory()}`));
      }, timeoutMs);
      this.waiters.add(waiter);
    });
  }

  private describeHistory(): string {
    const last = this.history.slice(-SHOWN_EVENTS).map((seen) => `  ${seen.event} ${JSON.stringify(seen.payload)}`);
    return this.history.length === 0 ? 'Nothing came at all.' : `The last that came:\n${last.join('\n')}`;
  }
}
