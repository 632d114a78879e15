import { Injectable } from '@nestjs/common';
import { ScriptRunService } from '../call-scripts/script-run.service.js';
import { DispositionService } from '../campaigns/disposition.service.js';
import type { AttemptRecord } from './attempt.repository.js';
import { CallbackService } from './callback.service.js';
import { unsavedDisposition } from './cause-disposition.rules.js';
import { ResultService } from './result.service.js';

/** What is recorded of a conversation whose operator does not come back to save a result. */
@Injectable()
export class UnsavedResult {
  constructor(
    private readonly results: ResultService,
    private readonly scripts: ScriptRunService,
    private readonly dispositions: DispositionService,
    private readonly callbacks: CallbackService,
  ) {}

  /** What the script's end said, with the promise it agreed on; else that no person has decided what came of it. */
  async record(record: AttemptRecord): Promise<void> {
    const run = await this.scripts.state(record.id);
    const end = run?.disposition ?? null;
    const effect = end === null ? undefined : await this.dispositions.effectOf(record.campaignId, end);
    const code = unsavedDisposition({
      scriptEnd: effect === undefined ? null : end,
      connectedAt: record.attempt.connectedAt,
    });
    const callback =
      effect?.queue === 'callback'
        ? await this.callbacks.proposedByScript(record, run?.context.callback?.at ?? null)
        : undefined;
    await this.results.recordBySystem(record, code, callback);
  }
}
