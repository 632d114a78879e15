import type { StopPrefix } from '@warmline/contracts';
import { IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type JSX, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.js';
import { ConfirmDialog } from '../../components/ConfirmDialog.js';
import { type Column, DataTable } from '../../components/DataTable.js';
import { EmptyState } from '../../components/EmptyState.js';
import { Problem } from '../../components/Problem.js';
import { VIEWS } from '../../lib/feed-keys.js';
import { formatDate } from '../../lib/format.js';
import { prefixesQuery, removePrefix } from './stop-list-data.js';

/** Numbers stopped by how they begin. */
export function PrefixesTab({ mayChange }: { readonly mayChange: boolean }): JSX.Element {
  const { t } = useTranslation('stop-list');
  const prefixes = useQuery(prefixesQuery);
  const [leaving, setLeaving] = useState<StopPrefix>();
  const columns = useColumns();
  const remove: Column<StopPrefix> = {
    id: 'actions',
    title: <span className="vh">{t('prefix.actions')}</span>,
    width: 64,
    cell: (row) => (
      <Button
        look="ghost"
        icon={IconTrash}
        aria-label={t('prefix.removeOf', { prefix: row.prefix })}
        title={t('prefix.remove')}
        onClick={() => setLeaving(row)}
      />
    ),
  };
  return (
    <section className="panel stops__list" aria-label={t('tab.prefixes')}>
      <DataTable
        label={t('tab.prefixes')}
        columns={mayChange ? [...columns, remove] : columns}
        rows={prefixes.data ?? []}
        rowKey={({ id }) => id}
        loading={prefixes.isPending}
        error={prefixes.error}
        retry={() => void prefixes.refetch()}
        empty={<EmptyState title={t('prefix.empty')}>{t('prefix.emptyHint')}</EmptyState>}
      />
      {leaving && <RemoveDialog prefix={leaving} onClose={() => setLeaving(undefined)} />}
    </section>
  );
}

function useColumns(): Column<StopPrefix>[] {
  const { t } = useTranslation('stop-list');
  return [
    {
      id: 'prefix',
      title: t('prefix.prefix'),
      rowHeader: true,
      width: 180,
      cell: ({ prefix }) => <span className="num">{prefix}</span>,
    },
    { id: 'kind', title: t('column.kind'), width: 220, cell: ({ kind }) => t(`kind.${kind}`) },
    { id: 'reason', title: t('reason'), cell: ({ reason }) => reason ?? '—' },
    { id: 'by', title: t('by'), width: 200, cell: ({ byName }) => byName ?? t('nobody') },
    {
      id: 'when',
      title: t('column.when'),
      width: 130,
      cell: ({ createdAt }) => (
        <time dateTime={createdAt} className="num">
          {formatDate(createdAt, { year: true })}
        </time>
      ),
    },
  ];
}

interface RemoveDialogProps {
  readonly prefix: StopPrefix;
  readonly onClose: () => void;
}

function RemoveDialog({ prefix, onClose }: RemoveDialogProps): JSX.Element {
  const { t } = useTranslation('stop-list');
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () => removePrefix(prefix.id),
    onSuccess: onClose,
    onSettled: () => client.invalidateQueries({ queryKey: VIEWS.stopPrefixes }),
  });
  return (
    <ConfirmDialog
      opened
      danger
      title={t('prefix.removeTitle', { prefix: prefix.prefix })}
      confirm={t('prefix.remove')}
      busy={remove.isPending}
      onConfirm={() => remove.mutate()}
      onCancel={onClose}
    >
      <p>{t('prefix.removeText')}</p>
      <Problem error={remove.error} />
    </ConfirmDialog>
  );
}
