import type { SuppressionLoad } from '@warmline/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type JSX, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.js';
import { Dialog } from '../../components/ConfirmDialog.js';
import { TextArea } from '../../components/Field.js';
import { Problem } from '../../components/Problem.js';
import { useHotkey } from '../../hooks/useHotkey.js';
import { VIEWS } from '../../lib/feed-keys.js';
import { formatNumber } from '../../lib/format.js';
import { languageOf } from '../../lib/language.js';
import { mayChangeStops } from '../../lib/roles.js';
import { meQuery } from '../../lib/session.js';
import { decideLoad, undoLoad } from './stop-list-data.js';

const REASON_LEAST = 3;

/** What can be done with a load in its present state. */
export function LoadFoot({ load }: { readonly load: SuppressionLoad }): JSX.Element {
  const { t, i18n } = useTranslation('stop-list');
  const client = useQueryClient();
  const { data: me } = useQuery(meQuery);
  const [asksUndo, setAsksUndo] = useState(false);
  const decide = useMutation({
    mutationFn: (decision: 'commit' | 'cancel') => decideLoad(load.id, decision),
    onSettled: () => client.invalidateQueries({ queryKey: VIEWS.suppressionLoads }),
  });
  const { state, counts } = load;
  const mayChange = me !== undefined && me !== null && mayChangeStops(me.role);
  const mayCommit = mayChange && state === 'review' && !decide.isPending;
  const commit = (): void => {
    if (mayCommit) decide.mutate('commit');
  };
  useHotkey('ctrl+enter', commit, { enabled: !asksUndo });
  const count = counts?.numbers ?? 0;
  return (
    <footer className="page__foot">
      <Link to="/stop-list" search={{ tab: 'files' }} className="btn">
        {t('load.toList')}
      </Link>
      <span className="grow" />
      <Problem error={decide.error} />
      {mayChange && (state === 'review' || state === 'reading') && (
        <Button disabled={decide.isPending} onClick={() => decide.mutate('cancel')}>
          {t('load.cancel')}
        </Button>
      )}
      {mayChange && state === 'done' && <Button onClick={() => setAsksUndo(true)}>{t('load.undo')}</Button>}
      {mayChange && state === 'review' && (
        <Button look="primary" hotkey="Ctrl+Enter" disabled={!mayCommit} onClick={commit}>
          {t('load.commit', { count, number: formatNumber(count, languageOf(i18n.language)) })}
        </Button>
      )}
      {asksUndo && <UndoDialog load={load} onClose={() => setAsksUndo(false)} />}
    </footer>
  );
}

interface UndoDialogProps {
  readonly load: SuppressionLoad;
  readonly onClose: () => void;
}

function UndoDialog({ load, onClose }: UndoDialogProps): JSX.Element {
  const { t, i18n } = useTranslation(['stop-list', 'common']);
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const undo = useMutation({
    mutationFn: () => undoLoad(load.id, reason.trim()),
    onSuccess: onClose,
    onSettled: () => client.invalidateQueries({ queryKey: VIEWS.suppressionLoads }),
  });
  const mayUndo = reason.trim().length >= REASON_LEAST && !undo.isPending;
  const act = (): void => {
    if (mayUndo) undo.mutate();
  };
  useHotkey('ctrl+enter', act);
  const number = formatNumber(load.added, languageOf(i18n.language));
  return (
    <Dialog opened title={t('load.undoTitle', { count: load.added, number })} onClose={onClose}>
      <div className="dialog__body form">
        <p>{t('load.undoText')}</p>
        <TextArea
          label={t('lift.reason')}
          data-autofocus
          rows={3}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Problem error={undo.error} />
      </div>
      <div className="dialog__foot">
        <Button hotkey="Esc" onClick={onClose}>
          {t('common:action.cancel')}
        </Button>
        <Button look="danger" hotkey="Ctrl+Enter" disabled={!mayUndo} onClick={act}>
          {t('load.undo')}
        </Button>
      </div>
    </Dialog>
  );
}
