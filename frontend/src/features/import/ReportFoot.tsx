import type { Import } from '@warmline/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type JSX, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.js';
import { ConfirmDialog } from '../../components/ConfirmDialog.js';
import { Problem } from '../../components/Problem.js';
import { useHotkey } from '../../hooks/useHotkey.js';
import { VIEWS } from '../../lib/feed-keys.js';
import { decideImport, listQuery } from './import-data.js';
import { isRunning } from './report.rules.js';

type Decide = ReturnType<typeof useDecision>;

/** What can be done with an import in its present state: the yes, the no, the taking back, and where to go from here. */
export function ReportFoot({ load }: { readonly load: Import }): JSX.Element {
  const { t } = useTranslation('import');
  const decide = useDecision(load.id);
  return (
    <footer className="page__foot">
      <Link to="/lists" search={{ open: load.listId }} className="btn">
        {t('report.openList')}
      </Link>
      {(load.state === 'done' || load.state === 'undone') && (
        <Link to="/leads" search={{ list: load.listId }} className="btn btn--ghost">
          {t('report.openLeads')}
        </Link>
      )}
      {load.state === 'done' && <Undo decide={decide} />}
      <span className="grow" />
      <Problem error={decide.error} />
      {load.state === 'review' && <Review load={load} decide={decide} />}
      {isRunning(load.state) && load.state !== 'undoing' && (
        <Button disabled={decide.isPending} onClick={() => decide.mutate('cancel')}>
          {t('report.stop')}
        </Button>
      )}
      {load.state === 'done' && (
        <Link to="/campaigns" className="btn btn--lg btn--primary">
          {t('report.toCampaign')}
        </Link>
      )}
      {(load.state === 'failed' || load.state === 'cancelled' || load.state === 'undone') && (
        <Link to="/lists/import/$id" params={{ id: 'new' }} className="btn btn--lg btn--primary">
          {t('report.again')}
        </Link>
      )}
    </footer>
  );
}

function useDecision(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (decision: 'commit' | 'cancel' | 'undo') => decideImport(id, decision),
    onSettled: () => client.invalidateQueries({ queryKey: [...VIEWS.imports, id] }),
  });
}

function Review({ load, decide }: { readonly load: Import; readonly decide: Decide }): JSX.Element {
  const { t } = useTranslation('import');
  const list = useQuery(listQuery(load.listId));
  const commit = (): void => {
    if (!decide.isPending) decide.mutate('commit');
  };
  useHotkey('ctrl+enter', commit);
  return (
    <>
      <span className="sm t2">
        {list.data?.legalSource.complete === false ? t('report.noLegal') : t('report.nothingYet')}
      </span>
      <Button disabled={decide.isPending} onClick={() => decide.mutate('cancel')}>
        {t('report.cancel')}
      </Button>
      <Button scale="lg" look="primary" hotkey="Ctrl+Enter" disabled={decide.isPending} onClick={commit}>
        {t('report.commit', { count: load.counts?.leadsInList ?? 0 })}
      </Button>
    </>
  );
}

function Undo({ decide }: { readonly decide: Decide }): JSX.Element {
  const { t } = useTranslation('import');
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button look="ghost" onClick={() => setAsking(true)}>
        {t('report.undo')}
      </Button>
      <ConfirmDialog
        opened={asking}
        danger
        title={t('report.undoTitle')}
        confirm={t('report.undoYes')}
        busy={decide.isPending}
        onCancel={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false);
          decide.mutate('undo');
        }}
      >
        <p>{t('report.undoText')}</p>
      </ConfirmDialog>
    </>
  );
}
