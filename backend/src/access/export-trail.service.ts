import { Injectable } from '@nestjs/common';
import type { EventPayloads } from '@warmline/contracts';
import { EventLog } from '../kernel/event-log.js';

export type ExportAbout = Omit<EventPayloads['export.finished'], 'rows' | 'complete'>;

/** Every file somebody takes is written down with who, what and how many rows, also when it breaks off. */
@Injectable()
export class ExportTrail {
  constructor(private readonly eventLog: EventLog) {}

  /** The same rows, counted as they are read. `weigh`: how many rows one of them is; a header is none. */
  async *noted<Row>(
    rows: AsyncIterable<Row>,
    about: ExportAbout,
    { actorId, weigh = () => 1 }: { actorId: string; weigh?: (row: Row, at: number) => number },
  ): AsyncGenerator<Row> {
    let count = 0;
    let at = 0;
    let complete = false;
    try {
      for await (const row of rows) {
        count += weigh(row, at);
        at += 1;
        yield row;
      }
      complete = true;
    } finally {
      await this.eventLog.append({ type: 'export.finished', actorId, payload: { ...about, rows: count, complete } });
    }
  }
}
