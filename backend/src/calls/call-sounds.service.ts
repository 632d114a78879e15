import { Inject, Injectable, Logger } from '@nestjs/common';
import { DomainError } from '../kernel/domain-error.js';
import { within } from '../kernel/time-limit.js';
import { Transaction } from '../kernel/transaction.js';
import { OperatorService } from '../operators/operator.service.js';
import { TELEPHONY_PORT, type TelephonyPort } from '../telephony/telephony.port.js';
import { type AttemptRecord, AttemptRepository, type CallSound } from './attempt.repository.js';

/** An operator who believes himself muted and is not says what nobody should hear: he is told the truth after so long. */
const ENGINE_ANSWER_MS = 3000;

interface Turn {
  readonly part: CallSound;
  readonly on: boolean;
}

/** Mute and hold: kept with the conversation, so that a reloaded console shows them; what is kept is what the engine did. */
@Injectable()
export class CallSounds {
  private readonly logger = new Logger('call-sounds');

  constructor(
    private readonly attempts: AttemptRepository,
    private readonly operators: OperatorService,
    private readonly transaction: Transaction,
    @Inject(TELEPHONY_PORT) private readonly port: TelephonyPort,
  ) {}

  /** Refuses attempt.wrong_state outside a conversation, and call.sound_failed when the engine did not do it: then it is as before. */
  async turn(operatorId: string, { id, attempt }: AttemptRecord, { part, on }: Turn): Promise<void> {
    const { callId, state } = attempt;
    if (callId === null || state !== 'connected') {
      throw new DomainError('attempt.wrong_state', { state });
    }
    const was = await this.attempts.setSound(id, part, on);
    await this.transaction.afterCommit(async () => {
      const answer = this.tell(callId, { part, on });
      try {
        await within(ENGINE_ANSWER_MS, answer);
      } catch (error) {
        this.logger.warn(`call ${callId} was not turned ${part}=${on}: ${String(error)}`);
        await this.takeBack(operatorId, id, { part, on: was });
        this.undoLate(answer, { id, callId, part });
        throw new DomainError('call.sound_failed', { part });
      }
    });
  }

  private tell(callId: string, { part, on }: Turn): Promise<void> {
    return part === 'held' ? this.port.hold(callId, on) : this.port.mute(callId, on);
  }

  private async takeBack(operatorId: string, attemptId: string, { part, on }: Turn): Promise<void> {
    await this.transaction.run(async () => {
      const operator = await this.operators.lock(operatorId);
      await this.attempts.setSound(attemptId, part, on);
      await this.operators.touch(operator);
    });
  }

  /** An engine that does it after all is told what the console shows by then. */
  private undoLate(answer: Promise<void>, { id, callId, part }: { id: string; callId: string; part: CallSound }): void {
    const undo = async (): Promise<void> => {
      await this.tell(callId, { part, on: await this.attempts.soundOf(id, part) });
    };
    answer.then(undo).catch((error: unknown) => {
      this.logger.warn(`call ${callId} may be ${part} other than shown: ${String(error)}`);
    });
  }
}
