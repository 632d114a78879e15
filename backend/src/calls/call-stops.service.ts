import { Injectable } from '@nestjs/common';
import { DispositionService } from '../campaigns/disposition.service.js';
import { StopRequestService } from '../compliance/stop-request.service.js';
import type { Lifting } from '../compliance/suppression.repository.js';
import type { AttemptRecord } from './attempt.repository.js';

/** Whom the stop key stops: the person with all their numbers, or the number rung alone. */
export type StopScope = 'person' | 'number';

/** "Do not call", said in a call: by the key, by the end of the script or by the result, whichever comes first. Inside the caller's transaction. */
@Injectable()
export class CallStops {
  constructor(
    private readonly requests: StopRequestService,
    private readonly dispositions: DispositionService,
  ) {}

  async byKey(record: AttemptRecord, byUserId: string, scope: StopScope): Promise<void> {
    const order = { source: 'key', kind: 'opt_out', attemptId: record.id, byUserId } as const;
    await (scope === 'person'
      ? this.requests.stopPerson(record, order)
      : this.requests.stopNumber(record.numberKey, order));
  }

  /**
   * A script that has ended with a result that stops the person: stopped at once, since the operator may never come to save it. It stays whatever
   * result is saved then; correcting a stop to another result takes it back, and so does a supervisor.
   */
  async byScriptEnd(record: AttemptRecord, dispositionCode: string | null): Promise<void> {
    if (dispositionCode !== null && (await this.dispositions.isStop(record.campaignId, dispositionCode))) {
      await this.say(record, { source: 'script', code: dispositionCode, byUserId: record.operatorId });
    }
  }

  async byResult(record: AttemptRecord, { code, byUserId }: { code: string; byUserId: string | null }): Promise<void> {
    await this.say(record, { source: 'result', code, byUserId });
  }

  /** What the script and the result of this call stopped; the key's stop, and any other person's wish, stays. */
  async takeBack(record: AttemptRecord, lifting: Lifting): Promise<void> {
    await this.requests.takeBackResultOf(record.id, lifting);
  }

  private async say(
    record: AttemptRecord,
    { source, code, byUserId }: { source: 'script' | 'result'; code: string; byUserId: string | null },
  ): Promise<void> {
    const kind = code === 'complaint' ? 'complaint' : 'opt_out';
    await this.requests.stopPerson(record, { source, kind, attemptId: record.id, byUserId });
  }
}
