import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';

/** What the address bar may say about a list: which row is open, what is searched, which chip is on. */
export interface SearchState {
  readonly open?: string;
  readonly q?: string;
  readonly filter?: string;
  readonly list?: string;
  readonly client?: string;
  readonly city?: string;
  readonly field?: string;
  readonly value?: string;
  /** Days, `2026-01-01..2026-01-31`. */
  readonly created?: string;
  readonly touched?: string;
  readonly sort?: string;
  readonly tab?: string;
  readonly step?: string;
}

/** The state of a view that may be shared by its address. `set` keeps what it does not name; `undefined` removes. */
export function useSearchState(): [SearchState, (change: SearchState) => void] {
  const search: SearchState = useSearch({ strict: false });
  const navigate = useNavigate();
  const set = useCallback(
    (change: SearchState) => {
      // Typing and choosing rows is not a history of pages: Back leaves the list.
      void navigate({ to: '.', search: (now: SearchState) => ({ ...now, ...change }), replace: true });
    },
    [navigate],
  );
  return [search, set];
}
