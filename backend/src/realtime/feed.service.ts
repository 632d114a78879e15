import { Injectable } from '@nestjs/common';
import type { FeedEvent } from '@warmline/contracts';
import { DomainError } from '../kernel/domain-error.js';
import { EventStream } from '../kernel/event-stream.js';
import { type AppSocket, lastPosition } from './connection.js';
import { maySee } from './feed.rules.js';

/** The event log as each client sees it: in order, without gaps, from the position it says it has. */
@Injectable()
export class FeedService {
  constructor(private readonly stream: EventStream) {}

  /** From `since` on, or from now. Answers the position the feed starts from. Refuses a position we have never given. */
  async resume(socket: AppSocket, since: number | null): Promise<number> {
    const head = this.stream.position;
    if (since !== null && since > head) {
      throw new DomainError('feed.position_unknown', { position: since, head });
    }
    socket.data.feedSentTo = since ?? head;
    await this.enqueue(socket, () => this.catchUp(socket));
    return socket.data.feedSentTo;
  }

  /** A live batch. One that does not join on seamlessly is read from the log instead. */
  async deliver(socket: AppSocket, events: readonly FeedEvent[]): Promise<void> {
    if (socket.data.feedSentTo === null) {
      return;
    }
    await this.enqueue(socket, async () => {
      const sentTo = socket.data.feedSentTo ?? 0;
      const first = events[0]?.position ?? 0;
      if (first > sentTo + 1) {
        await this.catchUp(socket);
      }
      this.send(socket, events);
    });
  }

  private async catchUp(socket: AppSocket): Promise<void> {
    for (;;) {
      const missed = await this.stream.after(socket.data.feedSentTo ?? 0);
      if (missed.length === 0) {
        return;
      }
      this.send(socket, missed);
    }
  }

  private send(socket: AppSocket, events: readonly FeedEvent[]): void {
    const sentTo = socket.data.feedSentTo ?? 0;
    const upTo = lastPosition(events);
    if (upTo <= sentTo) {
      return;
    }
    const visible = events.filter((event) => event.position > sentTo && maySee(socket.data.user, event));
    socket.data.feedSentTo = upTo;
    if (visible.length > 0) {
      socket.emit('feed.events', { upTo, events: visible });
    }
  }

  /** One after another for each client: a live batch never overtakes the missed ones. */
  private enqueue(socket: AppSocket, work: () => Promise<void>): Promise<void> {
    const next = socket.data.feedQueue.then(work);
    socket.data.feedQueue = next.catch(() => undefined);
    return next;
  }
}
