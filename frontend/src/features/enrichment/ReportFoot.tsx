import type { Enrichment } from '@warmline/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type JSX, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.js';
import { ConfirmDialog } from '../../components/ConfirmDialog.js';
import { Problem } from '../../components/Problem.js';
import { useHotkey } from '../../hooks/useHotkey.js';
import { VIEWS } from '../../lib/feed-keys.js';
import { decideEnrichment, repeatEnrichment } from './enrichment-data.js';
import { useNumber } from './useNumber.js';

/** What can be done with a run in its present state. */
export function ReportFoot({ run }: { readonly run: Enrichment }): JSX.Element {
  const { t } = useTranslation('enrichment');
  const client = useQueryClient();
  const [asksUndo, setAsksUndo] = useState(false);
  const decide = useMutation({
    mutationFn: (decision: 'commit' | 'cancel' | 'undo') => decideEnrichment(run.id, decision),
    onSuccess: () => setAsksUndo(false),
    onSettled: () => client.invalidateQueries({ queryKey: VIEWS.enrichments }),
  });
  const number = useNumber();
  const counted = (count: number) => ({ count, number: number(count) });
  const { state } = run;
  const mayCommit = state === 'review' && (run.counts?.changes ?? 0) > 0;
  const commit = (): void => {
    if (mayCommit && !decide.isPending) decide.mutate('commit');
  };
  useHotkey('ctrl+enter', commit);
  const mayUndo = (state === 'done' || state === 'cancelled' || state === 'failed') && run.applied > run.undone;
  return (
    <footer className="page__foot">
      <Link to="/leads" className="btn">
        {t('report.openLeads')}
      </Link>
      <Link to="/leads/update/$id" params={{ id: 'new' }} className="btn btn--ghost">
        {t('otherFile')}
      </Link>
      <span className="grow" />
      <Problem error={decide.error} />
      {(state === 'review' || state === 'reading' || state === 'committing') && (
        <Button disabled={decide.isPending} onClick={() => decide.mutate('cancel')}>
          {t(state === 'review' ? 'report.cancel' : 'report.stop')}
        </Button>
      )}
      {mayUndo && (
        <Button disabled={decide.isPending} onClick={() => setAsksUndo(true)}>
          {t('report.undo')}
        </Button>
      )}
      <ConfirmDialog
        opened={asksUndo && mayUndo}
        title={t('report.undoTitle', counted(run.applied - run.undone))}
        confirm={t('report.undo')}
        busy={decide.isPending}
        onConfirm={() => decide.mutate('undo')}
        onCancel={() => setAsksUndo(false)}
      >
        <p>{t('report.undoText')}</p>
        <Problem error={decide.error} />
      </ConfirmDialog>
      {state === 'review' && (
        <Button look="primary" hotkey="Ctrl+Enter" disabled={!mayCommit || decide.isPending} onClick={commit}>
          {t('report.commit', counted(run.counts?.leads ?? 0))}
        </Button>
      )}
      {(state === 'failed' || state === 'cancelled') && <Again id={run.id} />}
    </footer>
  );
}

/** Nothing has to be chosen anew: the server keeps the order of a run. */
function Again({ id }: { readonly id: string }): JSX.Element {
  const { t } = useTranslation('enrichment');
  const navigate = useNavigate();
  const again = useMutation({
    mutationFn: () => repeatEnrichment(id),
    onSuccess: (run) => navigate({ to: '/leads/update/$id', params: { id: run.id } }),
  });
  return (
    <>
      <Problem error={again.error} />
      <Button look="primary" disabled={again.isPending} onClick={() => again.mutate()}>
        {t('report.again')}
      </Button>
    </>
  );
}
