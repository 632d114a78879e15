import { type PromisePage as Page, promisePageSchema, type PromiseRow, type PromiseView } from '@warmline/contracts';
import { useQuery } from '@tanstack/react-query';
import { type JSX, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '../../components/DataTable.js';
import { EmptyState } from '../../components/EmptyState.js';
import { BareSelect } from '../../components/Field.js';
import { FilterChips } from '../../components/FilterChips.js';
import { ListPage } from '../../components/ListPage.js';
import { PromiseDialog } from '../../components/PromiseDialog.js';
import { useLiveViews } from '../../hooks/useLiveViews.js';
import { pagesForTable, usePages } from '../../hooks/usePages.js';
import { useSearchState } from '../../hooks/useSearchState.js';
import { VIEWS } from '../../lib/feed-keys.js';
import { formatNumber } from '../../lib/format.js';
import { languageOf } from '../../lib/language.js';
import { usePromiseColumns } from './columns.js';
import { campaignNamesQuery, operatorNamesQuery } from './promise-data.js';

const FILTERS = ['open', 'due', 'overdue', 'broken', 'kept', 'closed'] as const satisfies readonly PromiseView[];

/** Everything promised to people: whose it is, when, and what became of it. */
export function PromisesPage(): JSX.Element {
  const { t } = useTranslation('promises');
  const [search, setSearch] = useSearchState();
  const [opened, setOpened] = useState<PromiseRow | null>(null);
  const view = FILTERS.find((id) => id === search.filter) ?? 'open';
  const pages = usePages({
    queryKey: VIEWS.promises,
    path: '/promises',
    schema: promisePageSchema,
    query: { view, campaignId: search.list, operatorId: search.value },
  });
  useLiveViews();
  const first = pages.data?.pages[0];
  const table = pagesForTable<Page>(pages);
  const rows: PromiseRow[] = table.rows;
  const people = pages.data?.pages.flatMap(({ operators }) => operators) ?? [];
  return (
    <ListPage
      title={t('title')}
      label={t('list')}
      state={first && <Sentence counts={first.counts} />}
      toolbar={
        <div className="toolbar">
          <FilterChips
            label={t('filterLabel')}
            value={view}
            onChange={(filter) => setSearch({ filter })}
            chips={FILTERS.map((id) => ({ id, label: t(`filter.${id}`), count: first && countOf(first.counts, id) }))}
          />
          <span className="grow" />
          <Narrow />
        </div>
      }
    >
      <DataTable
        tall
        fixed
        label={t('list')}
        columns={usePromiseColumns(view)}
        {...table}
        rows={rows}
        rowKey={(row) => row.id}
        onOpen={(row) => row.state === 'open' && setOpened(row)}
        empty={<EmptyState title={t(`empty.${view}`)}>{t('emptyHint')}</EmptyState>}
      />
      <PromiseDialog
        promise={opened}
        people={people
          .filter(({ campaignId }) => campaignId === opened?.campaignId)
          .filter(({ id }, index, all) => all.findIndex((each) => each.id === id) === index)}
        onClose={() => setOpened(null)}
      />
    </ListPage>
  );
}

type Counts = Page['counts'];

function countOf(counts: Counts, view: PromiseView): number | undefined {
  switch (view) {
    case 'kept':
      return counts.kept + counts.late;
    case 'closed':
    case 'all':
      return undefined;
    case 'open':
    case 'due':
    case 'overdue':
    case 'broken':
      return counts[view];
  }
}

/** Kept in time out of all that came to their end. */
function Sentence({ counts }: { readonly counts: Counts }): JSX.Element {
  const { t, i18n } = useTranslation('promises');
  const number = (value: number): string => formatNumber(value, languageOf(i18n.language));
  const whole = counts.kept + counts.late + counts.broken;
  return (
    <>
      {whole === 0
        ? t('stateNone')
        : t('state', { kept: number(counts.kept), whole: number(whole), late: number(counts.late) })}
    </>
  );
}

function Narrow(): JSX.Element {
  const { t } = useTranslation('promises');
  const [search, setSearch] = useSearchState();
  const campaigns = useQuery(campaignNamesQuery).data ?? [];
  const operators = useQuery(operatorNamesQuery).data ?? [];
  return (
    <>
      <BareSelect
        small
        width={220}
        name={t('campaign')}
        value={search.list ?? ''}
        onChange={(list) => setSearch({ list: list === '' ? undefined : list })}
        choices={[
          { value: '', label: t('anyCampaign') },
          ...campaigns.map(({ id, name }) => ({ value: String(id), label: name })),
        ]}
      />
      <BareSelect
        small
        width={180}
        name={t('operator')}
        value={search.value ?? ''}
        onChange={(value) => setSearch({ value: value === '' ? undefined : value })}
        choices={[
          { value: '', label: t('anyOperator') },
          ...operators.map(({ id, name }) => ({ value: String(id), label: name })),
        ]}
      />
    </>
  );
}
