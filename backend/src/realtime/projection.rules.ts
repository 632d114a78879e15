import type { FeedEvent } from '@warmline/contracts';

/** What changes the picture of the queue for everybody who waits. */
const QUEUE_EVENTS = /^(campaign|queue)\./;

/** Whose console must be sent anew after these events, and whether the queue looks different to everybody who waits. */
export function consolesTouchedBy(events: readonly FeedEvent[]): { operators: Set<string>; queue: boolean } {
  return {
    operators: new Set(events.flatMap((event) => (event.operatorId === null ? [] : [event.operatorId]))),
    queue: events.some((event) => QUEUE_EVENTS.test(event.type)),
  };
}

/** Users some of whose sessions may have ended. */
export function endsSessionsOf(events: readonly FeedEvent[]): Set<string> {
  const ended = new Set<string>();
  for (const event of events) {
    if (event.type === 'user.changed' && typeof event.payload['userId'] === 'string') {
      ended.add(event.payload['userId']);
    }
    if (event.type === 'session.ended' && typeof event.payload['userId'] === 'string') {
      ended.add(event.payload['userId']);
    }
  }
  return ended;
}
