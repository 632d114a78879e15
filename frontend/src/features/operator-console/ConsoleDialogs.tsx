import { CHOSEN_PAUSE_REASONS } from '@warmline/contracts';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { ChoiceDialog } from './ChoiceDialog.js';
import type { SkipReason } from './console-actions.js';
import { useConsole } from './ConsoleContext.js';
import { CorrectDialog } from './CorrectDialog.js';
import { KeyMap } from './KeyMap.js';
import { SuppressDialog } from './SuppressDialog.js';
import { SkipPromised } from './SkipPromised.js';

const SKIP_REASONS: readonly SkipReason[] = ['not_now', 'wrong_data', 'not_mine', 'other'];

/** All dialogs but the one of the wrap-up, which needs its draft. One at a time. */
export function ConsoleDialogs(): JSX.Element {
  return (
    <>
      <PauseDialog />
      <SkipDialog />
      <SuppressDialog />
      <CorrectDialog />
      <KeyMap />
    </>
  );
}

function PauseDialog(): JSX.Element {
  const { t } = useTranslation('console');
  const { snapshot, dialog, openDialog, actions, run } = useConsole();
  const after = snapshot.attempt !== null && snapshot.state !== 'preview';
  return (
    <ChoiceDialog
      opened={dialog === 'pause'}
      title={t(after ? 'pause.afterTitle' : 'pause.title')}
      hint={t('pause.hint')}
      choices={CHOSEN_PAUSE_REASONS.map((id) => ({ id, label: t(`pause.reason.${id}`) }))}
      onChoose={(reason) => {
        openDialog(null);
        void run(actions.pause(reason));
      }}
      onClose={() => openDialog(null)}
    />
  );
}

function SkipDialog(): JSX.Element {
  const { t } = useTranslation('console');
  const { snapshot, dialog, openDialog, actions, run } = useConsole();
  const isPromised = snapshot.attempt?.callback !== null && snapshot.attempt !== null;
  return (
    <>
      <ChoiceDialog
        opened={dialog === 'skip' && !isPromised}
        title={t('preview.skipTitle')}
        hint={t('preview.skipHint')}
        choices={SKIP_REASONS.map((id) => ({ id, label: t(`preview.skipReason.${id}`) }))}
        onChoose={(reason) => {
          openDialog(null);
          void run(actions.skip(reason));
        }}
        onClose={() => openDialog(null)}
      />
      <SkipPromised opened={dialog === 'skip' && isPromised} />
    </>
  );
}
