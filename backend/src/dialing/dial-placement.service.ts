import { Inject, Injectable, Logger } from '@nestjs/common';
import { AttemptService } from '../calls/attempt.service.js';
import { Agenda, type DueSource } from '../kernel/agenda.js';
import { Clock } from '../kernel/clock.js';
import { TELEPHONY_PORT, type TelephonyPort } from '../telephony/telephony.port.js';
import { DialRepository } from './dial.repository.js';
import { MAX_CALL_MS } from './watch.rules.js';

/** Tells the engine to dial, once, after the attempt has been committed. */
@Injectable()
export class DialPlacement implements DueSource {
  readonly name = 'dials';
  private readonly logger = new Logger('dial');
  private readonly placing = new Set<Promise<void>>();

  constructor(
    private readonly attempts: AttemptService,
    private readonly repository: DialRepository,
    private readonly agenda: Agenda,
    private readonly clock: Clock,
    @Inject(TELEPHONY_PORT) private readonly port: TelephonyPort,
  ) {
    agenda.register(this);
  }

  /** Dials under way: the operator's answer does not wait for the engine, a jump of a virtual clock does. */
  nextDueAt(): Promise<Date | null> {
    return Promise.resolve(this.placing.size === 0 ? null : this.clock.now());
  }

  async runDue(): Promise<number> {
    const placing = [...this.placing];
    await Promise.all(placing);
    return placing.length;
  }

  /** After the commit of the attempt's dial request. */
  start(attemptId: string): void {
    const placed: Promise<void> = this.place(attemptId)
      .catch((error: unknown) => this.logger.error(`placing ${attemptId} failed, its watch will ask: ${String(error)}`))
      .finally(() => this.placing.delete(placed));
    this.placing.add(placed);
    this.agenda.poke();
  }

  /** The engine is told after the commit. Whatever it does not clearly answer is `unknown`, and the reconciler finds out. */
  private async place(attemptId: string): Promise<void> {
    const facts = await this.repository.facts(attemptId);
    const record = await this.attempts.get(attemptId);
    if (record === undefined) {
      return;
    }
    const answer = await this.port.dial({
      attemptId,
      to: facts.to,
      from: facts.from,
      tryNo: facts.tryNumber,
      synthetic: facts.synthetic,
      ringTimeoutMs: facts.ringTimeoutSeconds * 1000,
      maxDurationMs: MAX_CALL_MS,
      amd: 'off',
      onAnswer: { join: `operator-${record.operatorId}` },
    });
    switch (answer.result) {
      case 'accepted':
        await this.attempts.decide(attemptId, { t: 'dial_accepted', callId: answer.callId });
        return;
      case 'rejected':
        await this.attempts.decide(attemptId, { t: 'dial_rejected', cause: answer.cause });
        return;
      case 'unknown':
        await this.attempts.decide(attemptId, { t: 'dial_unknown' });
    }
  }
}
