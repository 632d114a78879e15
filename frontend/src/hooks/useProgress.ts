import type { FeedEvent } from '@warmline/contracts';
import { useEffect, useState } from 'react';
import { line } from '../lib/socket.js';

/**
 * What the events told last of the work with this id; `read` answers undefined for events of others and is the same function each time.
 * Told by the events themselves: a bar that asked would lag.
 */
export function useProgress<Progress>(
  id: string,
  read: (event: FeedEvent, id: string) => Progress | undefined,
): Progress | undefined {
  const [progress, setProgress] = useState<Progress>();
  useEffect(
    () =>
      line.follow((events) => {
        const last = events.map((event) => read(event, id)).findLast((each) => each !== undefined);
        if (last !== undefined) setProgress(last);
      }),
    [id, read],
  );
  return progress;
}
