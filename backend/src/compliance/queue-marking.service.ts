import { Injectable } from '@nestjs/common';

/** Which queue entries a changed fact touches; several kinds together touch the union. */
export interface QueueTouch {
  readonly numberKeys?: readonly Buffer[];
  readonly phoneIds?: readonly string[];
  readonly leadIds?: readonly string[];
  readonly listIds?: readonly string[];
  /** Of numbers, in E.164. */
  readonly prefixes?: readonly string[];
  readonly campaignId?: string;
}

export type QueueMarker = (touch: QueueTouch, cause: string) => Promise<void>;

/**
 * Lower features know facts, campaigns know queues: who changes a fact calls `remark` in the transaction of the change, and the queue,
 * registered from above, re-marks what is touched in the same one.
 */
@Injectable()
export class QueueMarking {
  private marker: QueueMarker = () => Promise.resolve();
  private readonly before: QueueMarker[] = [];

  register(marker: QueueMarker): void {
    this.marker = marker;
  }

  /** Called before the queues are marked, in the same transaction: for what else hangs on such a fact, as a promise to call back does. */
  beforeMarking(marker: QueueMarker): void {
    this.before.push(marker);
  }

  /** `cause` is a code for the event, such as `suppressed`. */
  async remark(touch: QueueTouch, cause: string): Promise<void> {
    for (const each of this.before) {
      await each(touch, cause);
    }
    await this.marker(touch, cause);
  }
}
