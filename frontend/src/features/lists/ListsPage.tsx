import type { LeadList } from '@warmline/contracts';
import { IconFileImport } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '../../components/DataTable.js';
import { EmptyState } from '../../components/EmptyState.js';
import { ExportMenu } from '../../components/ExportMenu.js';
import { BareSelect } from '../../components/Field.js';
import { Icon } from '../../components/Icon.js';
import { ListPage, ListToolbar } from '../../components/ListPage.js';
import { useLiveViews } from '../../hooks/useLiveViews.js';
import { pagesForTable, usePages } from '../../hooks/usePages.js';
import { useSearchState } from '../../hooks/useSearchState.js';
import { VIEWS } from '../../lib/feed-keys.js';
import { formatNumber } from '../../lib/format.js';
import { languageOf } from '../../lib/language.js';
import { useListColumns } from './columns.js';
import './lists.css';
import {
  exportAddress,
  filterLists,
  FILTERS,
  type ListFilter,
  listPageSchema,
  listQuery,
  SORTS,
  sortOf,
} from './list-data.js';
import { ListPanel } from './ListPanel.js';

export function ListsPage(): JSX.Element {
  const { t, i18n } = useTranslation('lists');
  const [search, setSearch] = useSearchState();
  const filter = FILTERS.find((id) => id === search.filter) ?? 'all';
  const pages = usePages({
    queryKey: VIEWS.lists,
    path: '/lists',
    schema: listPageSchema,
    query: { limit: 200, archived: filter === 'archived', q: search.q?.trim(), sort: sortOf(search.sort) },
  });
  useLiveViews();
  const table = pagesForTable<{ items: LeadList[] }>(pages);
  const lists: LeadList[] = table.rows;
  const opened = useOpened(lists, search.open);
  const rows = filterLists(lists, filter);
  const none = lists.length === 0 && filter !== 'archived' && !search.q;
  return (
    <ListPage
      title={t('title')}
      state={pages.data && <Sentence lists={lists} />}
      actions={
        !none && (
          <>
            <ExportMenu
              address={(format) =>
                exportAddress(format, { filter, q: search.q?.trim(), sort: sortOf(search.sort) }, i18n.language)
              }
            />
            <Link to="/lists/templates" className="btn">
              {t('templates.open')}
            </Link>
            <LoadLink />
          </>
        )
      }
      toolbar={<Toolbar lists={lists} filter={filter} />}
      panel={opened && <ListPanel key={opened.id} list={opened} onClose={() => setSearch({ open: undefined })} />}
    >
      <DataTable
        tall
        label={t('title')}
        columns={useListColumns()}
        {...table}
        rows={rows}
        rowKey={(list) => list.id}
        selectedKey={opened?.id}
        onOpen={(list) => setSearch({ open: list.id })}
        empty={
          none ? (
            <EmptyState title={t('empty')} action={<LoadLink />}>
              {t('emptyHint')}
            </EmptyState>
          ) : (
            <EmptyState title={t('nothing')}>{t('nothingHint')}</EmptyState>
          )
        }
      />
    </ListPage>
  );
}

/** The opened list from the page on screen, else by itself. */
function useOpened(lists: readonly LeadList[], id: string | undefined): LeadList | undefined {
  const shown = lists.find((list) => list.id === id);
  const alone = useQuery({ ...listQuery(id ?? ''), enabled: id !== undefined && shown === undefined });
  return id === undefined ? undefined : (shown ?? alone.data);
}

function LoadLink(): JSX.Element {
  const { t } = useTranslation('lists');
  return (
    <Link to="/lists/import/$id" params={{ id: 'new' }} className="btn btn--primary">
      <Icon of={IconFileImport} />
      {t('load')}
    </Link>
  );
}

function Sentence({ lists }: { readonly lists: readonly LeadList[] }): JSX.Element {
  const { t, i18n } = useTranslation('lists');
  const leads = lists.reduce((total, list) => total + list.leads.total, 0);
  return <>{t('state', { count: lists.length, leads: formatNumber(leads, languageOf(i18n.language)) })}</>;
}

function Toolbar({ lists, filter }: { readonly lists: readonly LeadList[]; readonly filter: ListFilter }): JSX.Element {
  const { t } = useTranslation('lists');
  return (
    <ListToolbar
      extra={<SortChoice />}
      searchLabel={t('search')}
      filterLabel={t('filterLabel')}
      filter={filter}
      chips={FILTERS.map((id) => ({
        id,
        label: t(`filter.${id}`),
        // The other page's lists are not here to be counted.
        count: id === 'archived' || filter === 'archived' ? undefined : filterLists(lists, id).length,
      }))}
    />
  );
}

function SortChoice(): JSX.Element {
  const { t } = useTranslation('lists');
  const [search, setSearch] = useSearchState();
  return (
    <BareSelect
      small
      name={t('sortLabel')}
      width={152}
      value={sortOf(search.sort)}
      onChange={(sort) => setSearch({ sort: sort === 'newest' ? undefined : sort })}
      choices={SORTS.map((value) => ({ value, label: t(`sort.${value}`) }))}
    />
  );
}
