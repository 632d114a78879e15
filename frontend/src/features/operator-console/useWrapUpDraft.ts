import { useMemo, useState } from 'react';
import { readDraft, writeDraft } from '../../lib/drafts.js';
import { useConsole } from './ConsoleContext.js';
import type { AttemptDraft, CallbackDraft } from './drafts.js';
import { findResult, type KeyedGroup, keyedGroups, NOTHING_PICKED, type Pick, pickResult } from './wrap-up.rules.js';

export interface WrapUpDraft {
  readonly groups: readonly KeyedGroup[];
  readonly pick: Pick;
  readonly setPick: (pick: Pick) => void;
  readonly result: ReturnType<typeof findResult>;
  readonly callback: CallbackDraft | null;
  readonly setCallback: (callback: CallbackDraft | null) => void;
  readonly handoverTo: string;
  readonly setHandoverTo: (id: string) => void;
}

/** What is chosen and not saved yet; the script's own proposal stands until the operator chooses. Mount with the attempt's id as key. */
export function useWrapUpDraft(attemptId: string): WrapUpDraft {
  const { snapshot } = useConsole();
  const [draft, setDraft] = useState(() => readDraft<AttemptDraft>(attemptId));
  const groups = useMemo(() => keyedGroups(snapshot.results), [snapshot.results]);
  const change = (part: Partial<AttemptDraft>): void => {
    writeDraft<AttemptDraft>(attemptId, part);
    setDraft((before) => ({ ...before, ...part }));
  };
  const suggested = snapshot.suggestedResult;
  const pick =
    draft.group !== undefined
      ? { group: draft.group, code: draft.code ?? null }
      : suggested
        ? pickResult(groups, suggested)
        : NOTHING_PICKED;
  return {
    groups,
    pick,
    setPick: ({ group, code }) => change({ group, code }),
    result: findResult(snapshot.results, pick.code),
    callback:
      draft.callback === undefined ? proposedCallback(snapshot.script?.step?.callback?.at ?? null) : draft.callback,
    setCallback: (callback) => change({ callback }),
    handoverTo: draft.handoverTo ?? '',
    setHandoverTo: (handoverTo) => change({ handoverTo }),
  };
}

/** The script may have agreed on a time: wall clock of the person called, `2026-03-19T11:00`. */
function proposedCallback(at: string | null): CallbackDraft | null {
  const [day = '', time = ''] = at?.split('T') ?? [];
  return day === '' ? null : { day, time: time.slice(0, 5) || '10:00', owner: 'me', about: '' };
}
