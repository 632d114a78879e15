import type { FeedEvent } from '@warmline/contracts';

/** What changes the picture of the queue for everybody who waits. */
const QUEUE_EVENTS = /^(campaign|queue)\./;

/** Whose console must be sent anew after these events. */
export function consolesTouchedBy(events: readonly FeedEvent[]): Set<string> | 'all' {
  if (events.some((event) => QUEUE_EVENTS.test(event.type))) {
    return 'all';
  }
  return new Set(events.flatMap((event) => (event.operatorId === null ? [] : [event.operatorId])));
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
