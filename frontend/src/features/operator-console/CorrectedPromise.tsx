import type { ConsoleSnapshot, Disposition } from '@warmline/contracts';
import { type JSX, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Segmented } from '../../components/FilterChips.js';
import { PromiseTime } from '../../components/PromiseTime.js';
import { useLanguage } from '../../hooks/useLocalized.js';
import { formatClock, formatDayMonth } from '../../lib/format.js';
import { usePromiseTimes } from '../../lib/promises.js';
import { instantOf, type WallTime } from '../../lib/wall-time.rules.js';
import type { CorrectedPromise } from './console-actions.js';
import { callbackNeed } from './wrap-up.rules.js';

type LastResult = ConsoleSnapshot['lastResults'][number];
type Choice = 'keep' | 'move' | 'cancel';

export interface PromiseChoice {
  /** Null: the result makes no promise and there was none. */
  readonly choices: readonly Choice[];
  readonly choice: Choice | null;
  readonly choose: (choice: Choice) => void;
  readonly at: WallTime | null;
  readonly setAt: (at: WallTime) => void;
  readonly zone: string;
  /** The promise is cancelled with the result, whatever is chosen. */
  readonly ends: boolean;
  /** Nothing is left to be filled in. */
  readonly isWhole: boolean;
  /** Something is saved even where the result stays the same. */
  readonly isChange: boolean;
  readonly body: CorrectedPromise;
}

/** What becomes of the promise that the wrong result made: kept, moved or cancelled as the operator says. */
export function useCorrectedPromise(last: LastResult, result: Disposition | undefined): PromiseChoice {
  const [chosen, choose] = useState<Choice | null>(null);
  const [at, setAt] = useState<WallTime | null>(null);
  const need = callbackNeed(result);
  const choices = choicesOf(last.promise !== null, need);
  const fallback = choices[0] === undefined ? null : need === 'required' ? choices[0] : (choices.at(-1) ?? null);
  const choice = chosen !== null && choices.includes(chosen) ? chosen : fallback;
  const zone = last.promise?.zone ?? last.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const dueAt = at === null || at.time === '' ? null : instantOf(at, zone).toISOString();
  return {
    choices,
    choice,
    choose,
    at,
    setAt,
    zone,
    ends: last.promise !== null && choices.length === 0,
    isWhole: choice !== 'move' || dueAt !== null,
    isChange: choice === 'move',
    body: bodyOf(choice, dueAt),
  };
}

function choicesOf(hasPromise: boolean, need: 'required' | 'possible' | 'none'): Choice[] {
  if (need === 'none') return [];
  if (!hasPromise) return need === 'required' ? ['move'] : [];
  return need === 'required' ? ['keep', 'move'] : ['keep', 'move', 'cancel'];
}

function bodyOf(choice: Choice | null, dueAt: string | null): CorrectedPromise {
  if (choice === 'move' && dueAt !== null) return { callback: { dueAt, owner: 'me' } };
  return choice === 'keep' || choice === 'cancel' ? { promise: choice } : {};
}

export function PromiseOfResult({
  last,
  promise,
}: {
  readonly last: LastResult;
  readonly promise: PromiseChoice;
}): JSX.Element | null {
  const { t } = useTranslation('console');
  const language = useLanguage();
  const times = usePromiseTimes({ attemptId: promise.choices.length === 0 ? undefined : last.attemptId });
  const when =
    last.promise === null
      ? ''
      : `${formatDayMonth(last.promise.dueAt, language, promise.zone)}, ${formatClock(last.promise.dueAt, promise.zone)}`;
  if (promise.ends) return <p className="warn">{t('last.promiseEnds', { when })}</p>;
  if (promise.choice === null) return null;
  return (
    <div className="promise__choice">
      {promise.choices.length > 1 && (
        <div className="rowx">
          <span className="t2">{t('last.promise', { when })}</span>
          <Segmented
            label={t('last.promise', { when })}
            value={promise.choice}
            onChange={promise.choose}
            options={promise.choices.map((id) => ({ id, label: t(`last.promiseChoice.${id}`) }))}
          />
        </div>
      )}
      {promise.choice === 'move' && (
        <PromiseTime zone={promise.zone} times={times} value={promise.at} onChange={promise.setAt} />
      )}
    </div>
  );
}
