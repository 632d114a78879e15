import type { Suppression } from '@warmline/contracts';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { type Column, DataTable } from '../../components/DataTable.js';
import { EmptyState } from '../../components/EmptyState.js';
import { FilterChips } from '../../components/FilterChips.js';
import { pagesForTable, usePages } from '../../hooks/usePages.js';
import { useSearchState } from '../../hooks/useSearchState.js';
import { VIEWS } from '../../lib/feed-keys.js';
import { formatDate } from '../../lib/format.js';
import { NumberSearch } from './NumberSearch.js';
import { FILTERS, stopPageSchema } from './stop-list-data.js';
import { StopNumber, StopState } from './StopFacts.js';
import { StopPanel } from './StopPanel.js';

/** The search of one number, and the latest stops. */
export function StopsTab({ mayChange }: { readonly mayChange: boolean }): JSX.Element {
  const { t } = useTranslation('stop-list');
  const [search, setSearch] = useSearchState();
  const filter = FILTERS.find((id) => id === search.filter) ?? 'own';
  const pages = usePages({
    queryKey: VIEWS.stopList,
    path: '/suppressions',
    schema: stopPageSchema,
    query: { limit: 100, filter },
  });
  const table = pagesForTable<{ items: Suppression[] }>(pages);
  const rows: Suppression[] = table.rows;
  const opened = rows.find((stop) => stop.id === search.open);
  const close = (): void => setSearch({ open: undefined });
  return (
    <div className="stops__numbers">
      <NumberSearch mayChange={mayChange} />
      <div className={opened ? 'split2 lines stops__list' : 'lines grow-panel stops__list'}>
        <section className="panel" aria-label={t('latest')}>
          <div className="toolbar">
            <FilterChips
              label={t('filterLabel')}
              value={filter}
              onChange={(id) => setSearch({ filter: id === 'own' ? undefined : id, open: undefined })}
              chips={(['own', 'file', 'all', 'lifted'] as const).map((id) => ({ id, label: t(`filter.${id}`) }))}
            />
          </div>
          <DataTable
            tall
            fixed
            label={t('latest')}
            columns={useColumns()}
            {...table}
            rows={rows}
            rowKey={(stop) => stop.id}
            selectedKey={opened?.id}
            onOpen={(stop) => setSearch({ open: stop.id })}
            empty={<EmptyState title={t(`empty.${filter}`)}>{t('emptyHint')}</EmptyState>}
          />
        </section>
        {opened && <StopPanel key={opened.id} stop={opened} mayChange={mayChange} onClose={close} />}
      </div>
    </div>
  );
}

function useColumns(): Column<Suppression>[] {
  const { t } = useTranslation('stop-list');
  return [
    {
      id: 'number',
      title: t('column.number'),
      rowHeader: true,
      width: 190,
      cell: (stop) => <StopNumber stop={stop} />,
    },
    {
      id: 'kind',
      title: t('column.kind'),
      cell: ({ kind, reason }) => (
        <span className="cell2">
          <span className="ell">{t(`kind.${kind}`)}</span>
          <span className="sm t3 ell" title={reason ?? undefined}>
            {reason ?? '—'}
          </span>
        </span>
      ),
    },
    {
      id: 'scope',
      title: t('column.scope'),
      cell: ({ scope, clientName, campaignName }) => (
        <span className="cell2">
          <span className="ell">{t(`scope.${scope}`)}</span>
          <span className="sm t3 ell">{clientName ?? campaignName ?? ''}</span>
        </span>
      ),
    },
    {
      id: 'source',
      title: t('column.source'),
      cell: ({ source, byName, fileName, registerName }) => (
        <span className="cell2">
          <span className="ell">{t(`source.${source}`)}</span>
          <span className="sm t3 ell">{registerName ?? fileName ?? byName ?? t('nobody')}</span>
        </span>
      ),
    },
    {
      id: 'when',
      title: t('column.when'),
      width: 120,
      cell: ({ createdAt }) => (
        <time dateTime={createdAt} className="num">
          {formatDate(createdAt, { year: true })}
        </time>
      ),
    },
    { id: 'state', title: t('column.state'), width: 150, cell: (stop) => <StopState stop={stop} /> },
  ];
}
