import { Injectable } from '@nestjs/common';
import type { EventPayloads } from '@warmline/contracts';
import { EventLog } from '../kernel/event-log.js';
import { Transaction } from '../kernel/transaction.js';
import type { ReadingProgress } from './import-reading.js';
import type { ImportRecord } from './import.repository.js';
import type { ListRow } from './lead-list.repository.js';

/** Tells in the event log how far an import is. */
@Injectable()
export class ImportProgress {
  constructor(
    private readonly events: EventLog,
    private readonly transaction: Transaction,
  ) {}

  async reading(
    record: ImportRecord,
    list: ListRow,
    { read, startedMs }: { read: ReadingProgress; startedMs: number },
  ): Promise<void> {
    const rowsTotal =
      read.bytes === 0 ? null : Math.max(read.rows, Math.round((read.rows * record.fileBytes) / read.bytes));
    const seconds = (performance.now() - startedMs) / 1000;
    const rowsPerSecond = seconds > 0 && read.rows > 0 ? Math.round(read.rows / seconds) : null;
    const secondsLeft =
      rowsTotal === null || rowsPerSecond === null
        ? null
        : Math.ceil((rowsTotal - read.rows) / Math.max(1, rowsPerSecond));
    await this.append(record, list, {
      phase: 'reading',
      rowsRead: read.rows,
      rowsTotal,
      rowsPerSecond,
      secondsLeft,
    });
  }

  async phase(
    record: ImportRecord,
    list: ListRow,
    { phase, rows, rowsDone = 0 }: { phase: 'judging' | 'committing' | 'undoing'; rows: number; rowsDone?: number },
  ): Promise<void> {
    const of = { rowsRead: rowsDone, rowsTotal: rows, rowsPerSecond: null, secondsLeft: null };
    await this.append(record, list, { phase, ...of });
  }

  private async append(
    record: ImportRecord,
    list: ListRow,
    progress: Omit<EventPayloads['import.progressed'], 'importId' | 'listId'>,
  ): Promise<void> {
    await this.transaction.run(() =>
      this.events.append({
        type: 'import.progressed',
        clientId: list.clientId,
        payload: { importId: record.id, listId: list.id, ...progress },
      }),
    );
  }
}
