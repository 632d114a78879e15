import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { FeedEvent } from '@warmline/contracts';
import { AttemptService } from '../calls/attempt.service.js';
import { LiveCalls } from '../calls/live-calls.service.js';
import { SuppressionService } from '../compliance/suppression.service.js';
import { EventStream } from '../kernel/event-stream.js';
import { LeaderConnection } from '../kernel/leader-connection.js';
import { Transaction } from '../kernel/transaction.js';

/** An opt-out reaches the line too: a dial to that number that nobody has answered yet is taken back. A conversation may end in peace. */
@Injectable()
export class SuppressionWatch implements OnModuleInit {
  constructor(
    private readonly attempts: AttemptService,
    private readonly liveCalls: LiveCalls,
    private readonly stopList: SuppressionService,
    private readonly stream: EventStream,
    private readonly leader: LeaderConnection,
    private readonly transaction: Transaction,
  ) {}

  onModuleInit(): void {
    this.stream.subscribe((events) => this.takeBack(events));
  }

  private async takeBack(events: readonly FeedEvent[]): Promise<void> {
    const told = (type: string, field: string): string[] =>
      events.filter((event) => event.type === type).map((event) => String(event.payload[field]));
    const keys = told('number.suppressed', 'numberKey');
    const many = {
      loadIds: told('suppression_load.stopped', 'suppressionLoadId'),
      prefixes: told('stop_prefix.added', 'prefix'),
    };
    const isMany = many.loadIds.length + many.prefixes.length > 0;
    if ((keys.length === 0 && !isMany) || !(await this.leader.isLeader())) {
      return;
    }
    if (isMany) {
      keys.push(...(await this.afterTheirDials(await this.attempts.underNewStops(many))));
    }
    for (const { id, callId } of await this.attempts.ringing(keys)) {
      await this.transaction.run(async () => {
        await this.attempts.requestHangup(id);
        if (callId !== null) {
          await this.transaction.afterCommit(() => this.liveCalls.hangUp(callId, 'suppressed'));
        }
      });
    }
  }

  /**
   * A million numbers cannot be locked one by one as a single stop is, so a dial that was decided at the same instant may not have seen them. It
   * holds the lock of its number: once the lock can be had, the dial is there to be taken back.
   */
  private async afterTheirDials(numberKeys: readonly Buffer[]): Promise<string[]> {
    await this.stopList.waitForDials(numberKeys);
    return numberKeys.map((key) => key.toString('hex'));
  }
}
