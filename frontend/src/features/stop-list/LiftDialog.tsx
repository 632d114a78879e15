import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type JSX, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.js';
import { Dialog } from '../../components/ConfirmDialog.js';
import { TextArea } from '../../components/Field.js';
import { Problem } from '../../components/Problem.js';
import { useHotkey } from '../../hooks/useHotkey.js';
import { VIEWS } from '../../lib/feed-keys.js';
import { liftStops } from './stop-list-data.js';

const REASON_LEAST = 3;

interface LiftDialogProps {
  /** Single stops, or everything of ours that stops a number. */
  readonly target: { readonly ids: string[] } | { readonly number: string };
  readonly name: string;
  readonly onClose: () => void;
  readonly onLifted: () => void;
}

export function LiftDialog({ target, name, onClose, onLifted }: LiftDialogProps): JSX.Element {
  const { t } = useTranslation(['stop-list', 'common']);
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const lift = useMutation({
    mutationFn: () => liftStops({ ...target, reason: reason.trim() }),
    onSuccess: () => {
      onClose();
      onLifted();
    },
    onSettled: () => client.invalidateQueries({ queryKey: VIEWS.stopList }),
  });
  const mayLift = reason.trim().length >= REASON_LEAST && !lift.isPending;
  const act = (): void => {
    if (mayLift) lift.mutate();
  };
  useHotkey('ctrl+enter', act);
  return (
    <Dialog opened title={t('lift.title', { name })} onClose={onClose}>
      <div className="dialog__body form">
        <p>{t('lift.text')}</p>
        <TextArea
          label={t('lift.reason')}
          data-autofocus
          rows={3}
          maxLength={500}
          value={reason}
          hint={t('lift.reasonHint')}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Problem error={lift.error} />
      </div>
      <div className="dialog__foot">
        <Button hotkey="Esc" onClick={onClose}>
          {t('common:action.cancel')}
        </Button>
        <Button look="danger" hotkey="Ctrl+Enter" disabled={!mayLift} onClick={act}>
          {t('lift.open')}
        </Button>
      </div>
    </Dialog>
  );
}
