import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { type View, VIEWS, viewsOf } from '../lib/feed-keys.js';
import { line } from '../lib/socket.js';

/** Ten operators make dozens of facts a second; a list asked for again once in this span is as fresh as an eye needs. */
const GATHER_MS = 700;

/** While mounted, what happens on the server makes the views on the screen be asked for again. Nothing polls. */
export function useLiveViews(): void {
  const client = useQueryClient();
  useEffect(() => {
    const old = new Set<View>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const refresh = (): void => {
      timer = undefined;
      for (const view of old) void client.invalidateQueries({ queryKey: VIEWS[view] });
      old.clear();
    };
    const stop = line.follow((events) => {
      viewsOf(events).forEach((view) => old.add(view));
      if (old.size > 0) timer ??= setTimeout(refresh, GATHER_MS);
    });
    return () => {
      stop();
      clearTimeout(timer);
      refresh();
    };
  }, [client]);
}
