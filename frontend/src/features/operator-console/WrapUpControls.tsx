import { CHOSEN_PAUSE_REASONS } from '@warmline/contracts';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.js';
import { useHotkey } from '../../hooks/useHotkey.js';
import { useServerNow } from '../../hooks/useServerClock.js';
import { forgetDrafts } from '../../lib/drafts.js';
import { instantOf } from '../../lib/wall-time.rules.js';
import { ChoiceDialog } from './ChoiceDialog.js';
import type { ResultDraft } from './console-actions.js';
import { useConsole, useKeysOn } from './ConsoleContext.js';
import { PickedDigits } from './Controls.js';
import type { NoteDraft } from './useNoteDraft.js';
import type { WrapUpDraft } from './useWrapUpDraft.js';
import { callbackNeed, digitsOf, handoverPossible } from './wrap-up.rules.js';

interface Desk {
  readonly note: NoteDraft;
  readonly wrapUp: WrapUpDraft;
}

type Then = Pick<ResultDraft, 'then' | 'pauseReason'>;

/** Saving is one decision with two ways on: the next card, or a pause with its reason. */
export function WrapUpControls({ desk }: { readonly desk: Desk }): JSX.Element {
  const { t } = useTranslation('console');
  const { snapshot, dialog, openDialog, busy } = useConsole();
  const keysOn = useKeysOn();
  const { result, missing, save } = useSave(desk);
  const ready = keysOn && !busy && result !== undefined && missing === null;
  const pause = (): void => {
    // A pause asked for during the call is taken up by the server with its own reason.
    if (snapshot.pauseAfter !== null) void save({ then: 'pause' });
    else openDialog('save-and-pause');
  };
  useHotkey('ctrl+enter', () => void save({ then: 'ready' }), { enabled: ready });
  useHotkey('ctrl+shift+enter', pause, { enabled: ready });
  return (
    <>
      <span className="grow" />
      {missing && <span className="sm warn">{missing}</span>}
      <PickedDigits digits={digitsOf(desk.wrapUp.groups, desk.wrapUp.pick)} />
      <Button scale="lg" hotkey="Ctrl+Shift+Enter" disabled={!ready} onClick={pause}>
        {t('wrap.savePause')}
      </Button>
      <Button
        scale="lg"
        look="primary"
        hotkey="Ctrl+Enter"
        disabled={!ready}
        onClick={() => void save({ then: 'ready' })}
      >
        {t('wrap.saveNext')}
      </Button>
      <ChoiceDialog
        opened={dialog === 'save-and-pause'}
        title={t('wrap.savePause')}
        hint={t('pause.hint')}
        choices={CHOSEN_PAUSE_REASONS.map((id) => ({ id, label: t(`pause.reason.${id}`) }))}
        onChoose={(pauseReason) => {
          openDialog(null);
          void save({ then: 'pause', pauseReason });
        }}
        onClose={() => openDialog(null)}
      />
    </>
  );
}

interface Save {
  readonly result: WrapUpDraft['result'];
  /** What is still to be filled in, in words. */
  readonly missing: string | null;
  readonly save: (then: Then) => Promise<void>;
}

function useSave({ note, wrapUp }: Desk): Save {
  const { t } = useTranslation('console');
  const { snapshot, actions, run } = useConsole();
  const nowMs = useServerNow(10_000);
  const { result } = wrapUp;
  const need = callbackNeed(result);
  const zone = snapshot.lead?.zones[0] ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const promised = need === 'none' ? null : wrapUp.callback;
  const due = promised && promised.time !== '' ? instantOf(promised, zone) : null;
  const save = async (then: Then): Promise<void> => {
    if (!result) return;
    const draft: ResultDraft = {
      dispositionCode: result.code,
      note: note.text,
      ...(promised && due ? { callback: callbackOf(promised, due, snapshot.attempt) } : {}),
      ...(wrapUp.handoverTo !== '' && handoverPossible(snapshot, result)
        ? { handoverTo: wrapUp.handoverTo as NonNullable<ResultDraft['handoverTo']> }
        : {}),
      ...then,
    };
    if (await run(actions.saveResult(draft))) forgetDrafts();
  };
  const missing = ((): string | null => {
    if (!result) return t('wrap.pickFirst');
    if ((need === 'required' && !promised) || promised?.time === '') return t('callback.required');
    return due && due.getTime() <= nowMs ? t('callback.past') : null;
  })();
  return { result, missing, save };
}

function callbackOf(
  { owner, about }: NonNullable<WrapUpDraft['callback']>,
  due: Date,
  attempt: ReturnType<typeof useConsole>['snapshot']['attempt'],
): NonNullable<ResultDraft['callback']> {
  return {
    dueAt: due.toISOString(),
    owner,
    about,
    ...(attempt ? { phoneId: attempt.phoneId } : {}),
    ...(attempt?.contactId ? { contactId: attempt.contactId } : {}),
  };
}
