import { Injectable } from '@nestjs/common';
import { QueueMarking } from '../compliance/queue-marking.service.js';
import { Transaction } from '../kernel/transaction.js';
import { BranchCommitRepository } from './branch-commit.repository.js';
import { ImportUndoRepository, type UndoneBatch } from './import-undo.repository.js';
import type { ImportRecord } from './import.repository.js';

const BATCH_LEADS = 2_000;

export type UndoCounts = UndoneBatch;

/** Takes a committed import back, batch by batch: each stands by itself, and an undo that was broken off goes on. */
@Injectable()
export class ImportUndo {
  constructor(
    private readonly undos: ImportUndoRepository,
    private readonly branches: BranchCommitRepository,
    private readonly marking: QueueMarking,
    private readonly transaction: Transaction,
  ) {}

  async run(record: ImportRecord, clientId: string, onProgress: (done: number) => Promise<void>): Promise<UndoCounts> {
    const of = { importId: record.id, listId: record.listId };
    const remark = (leadIds: readonly string[]) => this.marking.remark({ leadIds }, 'import_undone');
    const steps = [
      (after: string) => this.undos.restoreChanged(of, { after, limit: BATCH_LEADS, remark }),
      (after: string) => this.undos.removeCreated(of, after, BATCH_LEADS),
    ];
    for (const step of steps) {
      for (let after = '0'; ;) {
        const from = after;
        const batch = await this.transaction.run(async () => {
          const done = await step(from);
          return done && { last: done.last, counts: await this.undos.count(record.id, done) };
        });
        if (batch === null) {
          break;
        }
        after = batch.last;
        const { removed, restored, kept } = batch.counts;
        await onProgress(removed + restored + kept);
      }
    }
    await this.undos.unlinkSharedNumbers(record.id, clientId);
    await this.branches.forgetEntities(record.id, clientId);
    return this.undos.count(record.id, { removed: 0, restored: 0 });
  }
}
