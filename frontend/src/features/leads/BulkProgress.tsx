import type { BulkAction } from '@warmline/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type JSX, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.js';
import { Notice } from '../../components/Notice.js';
import { useErrorText } from '../../hooks/useErrorText.js';
import { VIEWS } from '../../lib/feed-keys.js';
import { formatNumber } from '../../lib/format.js';
import { languageOf } from '../../lib/language.js';
import { isOpen, mayUndo, shareDone } from './bulk.rules.js';
import { bulkActionsQuery, cancelBulkAction, undoBulkAction } from './lead-data.js';

/** The change of many leads that runs, or the last one: how far it is, and the way back. It stays until it is put away. */
export function BulkProgress(): JSX.Element | null {
  const actions = useQuery(bulkActionsQuery);
  const [putAway, setPutAway] = useState<string>();
  const [first] = actions.data ?? [];
  const latest = actions.data?.find(isOpen) ?? first;
  if (latest === undefined || isOld(latest) || (latest.id === putAway && !isOpen(latest))) return null;
  return (
    <div className="leads__action">
      <Progress action={latest} onPutAway={() => setPutAway(latest.id)} />
    </div>
  );
}

const SHOWN_MS = 3_600_000;

/** Undone from the history of an hour ago nobody expects here. */
const isOld = ({ finishedAt }: BulkAction): boolean =>
  finishedAt !== null && Date.now() - Date.parse(finishedAt) > SHOWN_MS;

interface ProgressProps {
  readonly action: BulkAction;
  readonly onPutAway: () => void;
}

function Progress({ action, onPutAway }: ProgressProps): JSX.Element {
  const { t } = useTranslation(['leads', 'common']);
  const cancel = useStep(cancelBulkAction);
  const undo = useStep(undoBulkAction);
  const failed = cancel.error ?? undo.error;
  const tone = action.state === 'failed' ? 'bad' : isOpen(action) ? 'plain' : 'ok';
  return (
    <Notice
      tone={tone}
      role="status"
      actions={
        <span className="rowx">
          {(action.state === 'selecting' || action.state === 'running') && (
            <Button scale="sm" disabled={cancel.isPending} onClick={() => cancel.mutate(action.id)}>
              {t('common:action.cancel')}
            </Button>
          )}
          {mayUndo(action) && (
            <Button scale="sm" disabled={undo.isPending} onClick={() => undo.mutate(action.id)}>
              {t('bulk.undo')}
            </Button>
          )}
          {!isOpen(action) && (
            <Button scale="sm" look="ghost" onClick={onPutAway}>
              {t('common:action.close')}
            </Button>
          )}
        </span>
      }
    >
      <b>{t(`bulk.kind.${action.change.kind}`)}</b>: <Words action={action} />
      {failed && <Failure error={failed} />}
      {isOpen(action) && (
        <progress className="leads__progress" aria-label={t('bulk.label')} max={1} value={shareDone(action)} />
      )}
    </Notice>
  );
}

function Failure({ error }: { readonly error: unknown }): JSX.Element {
  const { text } = useErrorText(error);
  return <p className="bad">{text}</p>;
}

function Words({ action }: { readonly action: BulkAction }): JSX.Element {
  const { t, i18n } = useTranslation('leads');
  const number = (value: number): string => formatNumber(value, languageOf(i18n.language));
  return (
    <span className="num">
      {t(`bulk.state.${action.state}`, {
        selected: number(action.selected),
        done: number(action.done),
        changed: number(action.changed),
        undone: number(action.undone),
        kept: number(action.kept),
      })}
    </span>
  );
}

function useStep(step: (id: string) => Promise<BulkAction>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: step,
    onSettled: () => client.invalidateQueries({ queryKey: VIEWS.bulkActions }),
  });
}
