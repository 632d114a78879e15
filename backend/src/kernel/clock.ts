import { Injectable } from '@nestjs/common';

/**
 * The application clock: the only "now" of business rules, in code and (as a parameter) in SQL.
 * Leases, sessions and rate limits use the database's real clock instead.
 */
@Injectable()
export abstract class Clock {
  abstract now(): Date;
  /** Real milliseconds until the application clock shows `at`; 0 when it is past; null when time stands (virtual). */
  abstract realMsUntil(at: Date): number | null;
}

export class RealClock extends Clock {
  private readonly startedMs = Date.now();

  /** `speed` 60 lets an hour pass in a minute, from the moment the process started; that moment is called `startAtMs`. */
  constructor(
    private readonly speed = 1,
    private readonly startAtMs?: number,
  ) {
    super();
  }

  now(): Date {
    const passedMs = Date.now() - this.startedMs;
    return new Date((this.startAtMs ?? this.startedMs) + passedMs * this.speed);
  }

  realMsUntil(at: Date): number {
    return Math.max(0, (at.getTime() - this.now().getTime()) / this.speed);
  }
}

/** Stands still until it is told to jump; never goes back. */
export class VirtualClock extends Clock {
  constructor(private currentMs: number) {
    super();
  }

  now(): Date {
    return new Date(this.currentMs);
  }

  realMsUntil(at: Date): number | null {
    return at.getTime() <= this.currentMs ? 0 : null;
  }

  jumpTo(at: Date): void {
    this.currentMs = Math.max(this.currentMs, at.getTime());
  }
}
