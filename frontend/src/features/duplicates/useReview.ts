import type { DuplicateDecision, DuplicatePair } from '@warmline/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useErrorText } from '../../hooks/useErrorText.js';
import { useNotify } from '../../hooks/useNotify.js';
import { VIEWS } from '../../lib/feed-keys.js';
import { decidePair, duplicatesQuery, reopenPair } from './duplicates-data.js';
import { inOrder } from './duplicates.rules.js';

/** One pair after the other; a decision shows the next at once and is taken back where the server refuses it. */
export function useReview() {
  const query = useQuery(duplicatesQuery);
  const client = useQueryClient();
  const notify = useNotify();
  const [decided, setDecided] = useState<ReadonlySet<string>>(new Set());
  const [later, setLater] = useState<readonly string[]>([]);
  const [done, setDone] = useState<readonly string[]>([]);
  const turn = useRef<Promise<unknown>>(Promise.resolve());
  const [problem, setProblem] = useState<unknown>(null);
  const words = useErrorText(problem);
  const pairs = inOrder(query.data?.items ?? [], decided, later);
  const pair: DuplicatePair | undefined = pairs[0];
  const open = Math.max(pairs.length, (query.data?.open ?? 0) - hiddenOf(query.data?.items ?? [], decided));

  const refresh = (): Promise<void> => client.invalidateQueries({ queryKey: VIEWS.duplicates });
  const show = (id: string): void => setDecided((before) => new Set([...before].filter((other) => other !== id)));

  /** One answer after the other, as they were given: a merge takes longer than keeping apart, and "the last" must be the last. */
  const inTurn = (act: () => Promise<unknown>): void => {
    setProblem(null);
    turn.current = turn.current.then(act).catch(setProblem).then(refresh);
  };

  const decide = (decision: DuplicateDecision): void => {
    if (!pair) return;
    const { id } = pair;
    setDecided((before) => new Set(before).add(id));
    setDone((before) => [...before, id]);
    inTurn(() =>
      decidePair(id, decision).catch((error: unknown) => {
        show(id);
        setDone((before) => before.filter((other) => other !== id));
        throw error;
      }),
    );
  };

  const undo = (said: string): void => {
    const last = done.at(-1);
    if (last === undefined) return;
    setDone((before) => before.filter((other) => other !== last));
    inTurn(async () => {
      await reopenPair(last).catch((error: unknown) => {
        setDone((before) => [...before, last]);
        throw error;
      });
      await refresh();
      show(last);
      notify(said);
    });
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
