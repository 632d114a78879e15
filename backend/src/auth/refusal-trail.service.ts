import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { ErrorCode, RecordKind } from '@warmline/contracts';
import { EventLog, type LoggedEvent } from '../kernel/event-log.js';

/** Refusals of one kind are written down at once and then, with how many there were, once in so long. */
const WINDOW_MS = 60_000;
/** More refusals of one person within the window are no slips: the board is told once. */
const ALARM_AT = 30;

export interface RefusedRight {
  /** The route or the message that was refused: `GET /api/leads/:id`, `callback.call`. */
  readonly what: string;
  readonly code: ErrorCode;
  /** What the id named, where one was refused. */
  readonly record?: RecordKind;
}

/**
 * Refused rights, in the trail. Somebody who counts up ids is refused thousands of times a minute: the first refusal is an event at once,
 * the others of the same minute are one event with their number.
 */
@Injectable()
export class RefusalTrail implements OnApplicationShutdown {
  private readonly logger = new Logger('trail');
  private readonly perPerson = new Map<string, number>();
  private readonly open = new Map<
    string,
    { userId: string; right: RefusedRight; more: number; timer: NodeJS.Timeout }
  >();

  constructor(private readonly eventLog: EventLog) {}

  async note(userId: string, right: RefusedRight): Promise<void> {
    const key = `${userId} ${right.what} ${right.record ?? ''}`;
    await this.countFor(userId);
    const known = this.open.get(key);
    if (known !== undefined) {
      known.more += 1;
      return;
    }
    const timer = setTimeout(() => void this.close(key), WINDOW_MS);
    timer.unref();
    this.open.set(key, { userId, right, more: 0, timer });
    await this.write(userId, right, 1);
  }

  async onApplicationShutdown(): Promise<void> {
    for (const key of [...this.open.keys()]) {
      await this.close(key);
    }
  }

  private async countFor(userId: string): Promise<void> {
    const count = (this.perPerson.get(userId) ?? 0) + 1;
    this.perPerson.set(userId, count);
    if (count === 1) {
      setTimeout(() => this.perPerson.delete(userId), WINDOW_MS).unref();
    }
    if (count === ALARM_AT) {
      const payload = { userId, what: 'refusals', count, minutes: WINDOW_MS / 60_000, refused: true };
      await this.append({ type: 'access.limit_reached', actorId: userId, payload });
    }
  }

  private async close(key: string): Promise<void> {
    const known = this.open.get(key);
    this.open.delete(key);
    if (known !== undefined) {
      clearTimeout(known.timer);
      if (known.more > 0) {
        await this.write(known.userId, known.right, known.more);
      }
    }
  }

  private async write(userId: string, { what, code, record }: RefusedRight, count: number): Promise<void> {
    await this.append({
      type: 'access.refused',
      actorId: userId,
      payload: { what, code, count, ...(record === undefined ? {} : { record }) },
    });
  }

  /** A trail that cannot be written does not turn the refusal into another answer. */
  private async append(event: LoggedEvent): Promise<void> {
    try {
      await this.eventLog.append(event);
    } catch (error) {
      this.logger.error(`a refusal was not written down: ${String(error)}`);
    }
  }
}
