import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { FeedEvent } from '@warmline/contracts';
import { AttemptService } from '../calls/attempt.service.js';
import { LiveCalls } from '../calls/live-calls.service.js';
import { EventStream } from '../kernel/event-stream.js';
import { LeaderConnection } from '../kernel/leader-connection.js';
import { Transaction } from '../kernel/transaction.js';

/** An opt-out reaches the line too: a dial to that number that nobody has answered yet is taken back. A conversation may end in peace. */
@Injectable()
export class SuppressionWatch implements OnModuleInit {
  constructor(
    private readonly attempts: AttemptService,
    private readonly liveCalls: LiveCalls,
    private readonly stream: EventStream,
    private readonly leader: LeaderConnection,
    private readonly transaction: Transaction,
  ) {}

  onModuleInit(): void {
    this.stream.subscribe((events) => this.takeBack(events));
  }

  private async takeBack(events: readonly FeedEvent[]): Promise<void> {
    const keys = events
      .filter((event) => event.type === 'number.suppressed')
      .map((event) => String(event.payload['numberKey']));
    if (keys.length === 0 || !(await this.leader.isLeader())) {
      return;
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
}
