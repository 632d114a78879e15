import type { ConsoleSnapshot } from '@warmline/contracts';

/** What the middle of the console shows. */
export type ConsoleView = 'offline' | 'paused' | 'idle' | 'preview' | 'dialing' | 'talking' | 'wrap-up';

/** The state is the server's; this only says which screen belongs to it. */
export function viewOf(snapshot: ConsoleSnapshot): ConsoleView {
  switch (snapshot.state) {
    case 'offline':
      return 'offline';
    case 'paused':
      return 'paused';
    case 'ready':
    case 'reserved':
      return 'idle';
    case 'preview':
      return 'preview';
    case 'dialing':
      return 'dialing';
    case 'talking':
      return 'talking';
    case 'wrap_up':
      return 'wrap-up';
  }
}

/**
 * The other side put the phone down in the middle of the script. The script stays on the screen until the operator leaves it: his next digit was
 * meant as an answer and must not become a result.
 */
export const cutShort = (snapshot: ConsoleSnapshot): boolean =>
  snapshot.state === 'wrap_up' &&
  snapshot.attempt?.endedBy === 'customer' &&
  snapshot.attempt.connectedAt !== null &&
  snapshot.script?.status === 'running' &&
  snapshot.script.step !== null;

/** The time for the result has run out: nothing was decided for the operator, and a pause follows. */
export const wrapUpOverdue = (snapshot: ConsoleSnapshot): boolean =>
  snapshot.state === 'wrap_up' && snapshot.pauseAfter === 'wrap_up_timeout';

/** From when the big timer counts: what happens now, not when the operator's state last changed. */
export function timerFrom(snapshot: ConsoleSnapshot): string {
  const { attempt, state, since } = snapshot;
  if (state === 'talking') return attempt?.connectedAt ?? since;
  if (state === 'dialing') return attempt?.dialRequestedAt ?? since;
  return since;
}

/** Length of the conversation, ms; undefined when there was none. */
export function talkMs(snapshot: ConsoleSnapshot, nowMs: number): number | undefined {
  const { attempt } = snapshot;
  if (!attempt?.connectedAt) return undefined;
  return (attempt.endedAt ? Date.parse(attempt.endedAt) : nowMs) - Date.parse(attempt.connectedAt);
}

/** Newer replaces older; a snapshot that was overtaken on its way changes nothing. */
export function newerOf(shown: ConsoleSnapshot | null, arrived: ConsoleSnapshot): ConsoleSnapshot {
  if (shown === null || shown.operator.id !== arrived.operator.id) return arrived;
  if (arrived.version !== shown.version) return arrived.version > shown.version ? arrived : shown;
  return Date.parse(arrived.now) >= Date.parse(shown.now) ? arrived : shown;
}

/** My callbacks as they stand in the list: overdue and due first, by time. */
export const openCallbacks = (snapshot: ConsoleSnapshot): ConsoleSnapshot['callbacks'] =>
  snapshot.callbacks
    .filter((callback) => callback.state === 'open')
    .sort((a, b) => Date.parse(a.dueAt) - Date.parse(b.dueAt));

/**
 * The call that stands on the left between calls: the last one whose result the operator may still correct, else the last one at all (tries that
 * nobody answered come in between by themselves).
 */
export const lastCallOf = (snapshot: ConsoleSnapshot): ConsoleSnapshot['lastResults'][number] | undefined =>
  snapshot.lastResults.find(({ correctableUntil }) => correctableUntil !== null) ?? snapshot.lastResults[0];
