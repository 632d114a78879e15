import type { DuplicateDecision, DuplicatePair } from '@warmline/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useErrorText } from '../../hooks/useErrorText.js';
import { useNotify } from '../../hooks/useNotify.js';
import { VIEWS } from '../../lib/feed-keys.js';
import { decidePair, duplicatesQuery, reopenPair } from './duplicates-data.js';
import { inOrder } from './duplicates.rules.js';

export interface Decision {
  readonly id: string;
  readonly decision: DuplicateDecision;
}

/** One pair after the other; a decision shows the next at once and is taken back where the server refuses it. */
export function useReview() {
  const query = useQuery(duplicatesQuery);
  const client = useQueryClient();
  const notify = useNotify();
  const [decided, setDecided] = useState<ReadonlySet<string>>(new Set());
  const [later, setLater] = useState<readonly string[]>([]);
  const [done, setDone] = useState<readonly Decision[]>([]);
  const [problem, setProblem] = useState<unknown>(null);
  const words = useErrorText(problem);
  const pairs = inOrder(query.data?.items ?? [], decided, later);
  const pair: DuplicatePair | undefined = pairs[0];
  const open = Math.max(pairs.length, (query.data?.open ?? 0) - hiddenOf(query.data?.items ?? [], decided));

  const refresh = (): Promise<void> => client.invalidateQueries({ queryKey: VIEWS.duplicates });
  const hide = (id: string): void => setDecided((before) => new Set(before).add(id));
  const show = (id: string): void => setDecided((before) => new Set([...before].filter((other) => other !== id)));

  const decide = async (decision: DuplicateDecision): Promise<void> => {
    if (!pair) return;
    const { id } = pair;
    setProblem(null);
    hide(id);
    try {
      await decidePair(id, decision);
      setDone((before) => [...before, { id, decision }]);
    } catch (error) {
      show(id);
      setProblem(error);
    }
    await refresh();
  };

  const undo = async (said: string): Promise<void> => {
    const last = done.at(-1);
    if (!last) return;
    setProblem(null);
    try {
      await reopenPair(last.id);
      setDone((before) => before.slice(0, -1));
      await refresh();
      show(last.id);
      notify(said);
    } catch (error) {
      setProblem(error);
    }
  };

  const putOff = (): void => {
    if (pair) setLater((before) => [...before.filter((id) => id !== pair.id), pair.id]);
  };

  return {
    query,
    pair,
    open,
    decide,
    undo,
    putOff,
    canUndo: done.length > 0,
    problem: problem === null ? null : words,
  };
}

function hiddenOf(pairs: readonly DuplicatePair[], decided: ReadonlySet<string>): number {
  return pairs.filter(({ id }) => decided.has(id)).length;
}
