import type { SuppressionLoad } from '@warmline/contracts';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { Chip } from '../../components/Chip.js';
import { type Column, DataTable } from '../../components/DataTable.js';
import { EmptyState } from '../../components/EmptyState.js';
import { formatDate, formatNumber } from '../../lib/format.js';
import { languageOf } from '../../lib/language.js';
import { loadsQuery } from './stop-list-data.js';

/** Files loaded into the stop list, newest first. */
export function LoadsTab({ mayChange }: { readonly mayChange: boolean }): JSX.Element {
  const { t } = useTranslation('stop-list');
  const navigate = useNavigate();
  const loads = useQuery(loadsQuery);
  const first = (
    <Link to="/stop-list/load/$id" params={{ id: 'new' }} className="btn btn--primary">
      {t('load.open')}
    </Link>
  );
  return (
    <section className="panel stops__list" aria-label={t('tab.files')}>
      <DataTable
        tall
        fixed
        label={t('tab.files')}
        columns={useColumns()}
        rows={loads.data ?? []}
        rowKey={({ id }) => id}
        onOpen={({ id }) => void navigate({ to: '/stop-list/load/$id', params: { id } })}
        loading={loads.isPending}
        error={loads.error}
        retry={() => void loads.refetch()}
        empty={
          <EmptyState title={t('load.none')} action={mayChange ? first : undefined}>
            {t('load.noneHint')}
          </EmptyState>
        }
      />
    </section>
  );
}

function useColumns(): Column<SuppressionLoad>[] {
  const { t, i18n } = useTranslation('stop-list');
  const number = (value: number): string => formatNumber(value, languageOf(i18n.language));
  return [
    {
      id: 'file',
      title: t('file'),
      rowHeader: true,
      cell: ({ fileName, register }) => (
        <span className="cell2">
          <span className="ell">{fileName}</span>
          <span className="sm t3 ell">
            {register && t('load.edition', { name: register.name, day: formatDate(register.date, { year: true }) })}
          </span>
        </span>
      ),
    },
    {
      id: 'kind',
      title: t('column.kind'),
      cell: ({ kind, clientName }) => (
        <span className="cell2">
          <span className="ell">{t(`kind.${kind}`)}</span>
          <span className="sm t3 ell">{clientName ?? t('scope.organisation')}</span>
        </span>
      ),
    },
    {
      id: 'numbers',
      title: t('load.numbers'),
      numeric: true,
      width: 120,
      cell: ({ counts }) => (counts ? number(counts.numbers) : '—'),
    },
    {
      id: 'leads',
      title: t('load.leads'),
      numeric: true,
      width: 120,
      cell: ({ counts }) => (counts ? number(counts.leads) : '—'),
    },
    ...useWhenAndState(),
  ];
}

function useWhenAndState(): Column<SuppressionLoad>[] {
  const { t } = useTranslation('stop-list');
  return [
    {
      id: 'when',
      title: t('column.when'),
      width: 190,
      cell: ({ createdAt, createdBy }) => (
        <span className="cell2">
          <time dateTime={createdAt} className="num">
            {formatDate(createdAt, { year: true })}
          </time>
          <span className="sm t3 ell">{createdBy}</span>
        </span>
      ),
    },
    {
      id: 'state',
      title: t('column.state'),
      width: 190,
      cell: ({ state, isStale }) => (
        <span className="cell2">
          <span>{t(`load.state.${state}`)}</span>
          {isStale && state === 'done' && (
            <Chip tone="fault" icon={IconAlertTriangle}>
              {t('load.stale')}
            </Chip>
          )}
        </span>
      ),
    },
  ];
}
