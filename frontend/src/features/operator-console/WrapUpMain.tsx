import type { ConsoleLead } from '@warmline/contracts';
import { type JSX, type RefObject, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Kbd } from '../../components/Kbd.js';
import { Notice } from '../../components/Notice.js';
import { useSingleKey } from '../../hooks/useHotkey.js';
import { useLocalized } from '../../hooks/useLocalized.js';
import { useServerNow } from '../../hooks/useServerClock.js';
import { formatTimer } from '../../lib/format.js';
import { CallbackForm } from './CallbackForm.js';
import { useConsole, useKeysOn } from './ConsoleContext.js';
import { talkMs, wrapUpOverdue } from './console-view.rules.js';
import { EffectChip, ResultPicker } from './ResultPicker.js';
import { StepHeading } from './StepHeading.js';
import type { WrapUpDraft } from './useWrapUpDraft.js';
import { WhatChanges } from './WhatChanges.js';
import { callbackNeed, pickResult, pressBack, pressDigit, searchResults } from './wrap-up.rules.js';

/** After the call: the result by two digits, the callback, and what will change. */
export function WrapUpMain({ lead, draft }: { readonly lead: ConsoleLead; readonly draft: WrapUpDraft }): JSX.Element {
  const { t } = useTranslation('console');
  const { snapshot } = useConsole();
  const enabled = useKeysOn();
  const [found, setFound] = useState('');
  const search = useRef<HTMLInputElement>(null);
  useSingleKey(
    '0,1,2,3,4,5,6,7,8,9',
    (event) => draft.setPick(pressDigit(draft.groups, draft.pick, event.code.replace(/\D/g, ''))),
    {
      enabled,
    },
  );
  useSingleKey('backspace', () => draft.setPick(pressBack(draft.groups, draft.pick)), { enabled });
  useSingleKey('slash', () => search.current?.focus(), { enabled });
  const zone = lead.zones[0] ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <main className="main panel" aria-labelledby="result">
      <div className="panel__head">
        <StepHeading id="result" focusKey={snapshot.attempt?.id}>
          {t('wrap.title')}
        </StepHeading>
        <TalkLength />
        <span className="grow" />
        <Search inputRef={search} value={found} onChange={setFound} />
      </div>
      {wrapUpOverdue(snapshot) && (
        <div className="gone">
          <Notice tone="warn" role="status">
            {t('wrap.owed')}
          </Notice>
        </div>
      )}
      {found.trim() === '' ? (
        <ResultPicker
          groups={draft.groups}
          pick={draft.pick}
          onPick={draft.setPick}
          suggested={snapshot.suggestedResult}
        >
          <WhatChanges lead={lead} draft={draft} />
        </ResultPicker>
      ) : (
        <Found typed={found} draft={draft} onDone={() => leaveSearch(setFound)} />
      )}
      <CallbackForm need={callbackNeed(draft.result)} zone={zone} value={draft.callback} onChange={draft.setCallback} />
    </main>
  );
}

interface SearchProps {
  readonly inputRef: RefObject<HTMLInputElement | null>;
  readonly value: string;
  readonly onChange: (typed: string) => void;
}

function Search({ inputRef, value, onChange }: SearchProps): JSX.Element {
  const { t } = useTranslation('console');
  return (
    <>
      <label className="vh" htmlFor="find-result">
        {t('wrap.search')}
      </label>
      <input
        id="find-result"
        ref={inputRef}
        className="input input--sm wrap__search"
        placeholder={t('wrap.search')}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') leaveSearch(onChange);
        }}
      />
      <Kbd>/</Kbd>
    </>
  );
}

function leaveSearch(setFound: (text: string) => void): void {
  setFound('');
  document.getElementById('result')?.focus({ preventScroll: true });
}

function TalkLength(): JSX.Element {
  const { t } = useTranslation('console');
  const { snapshot } = useConsole();
  const nowMs = useServerNow();
  const length = talkMs(snapshot, nowMs);
  return (
    <span className="t3 num">
      {length === undefined ? t('wrap.noTalk') : t('wrap.talk', { length: formatTimer(length) })}
    </span>
  );
}

interface FoundProps {
  readonly typed: string;
  readonly draft: WrapUpDraft;
  readonly onDone: () => void;
}

/** Results by their words, where the digits are not at hand. */
function Found({ typed, draft, onDone }: FoundProps): JSX.Element {
  const { t } = useTranslation('console');
  const localized = useLocalized();
  const results = searchResults(draft.groups, typed);
  return (
    <div className="found" role="group" aria-label={t('wrap.search')}>
      {results.length === 0 && <p className="t2">{t('wrap.searchNone')}</p>}
      <div className="pick">
        {results.map((result) => (
          <button
            key={result.code}
            type="button"
            onClick={() => {
              draft.setPick(pickResult(draft.groups, result.code));
              onDone();
            }}
          >
            <span className="ell">{localized(result.name)}</span>
            <EffectChip result={result} />
          </button>
        ))}
      </div>
    </div>
  );
}
