import type { LeadPage, LeadRow } from '@warmline/contracts';
import { IconUserPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type JSX, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.js';
import { DataTable } from '../../components/DataTable.js';
import { EmptyState } from '../../components/EmptyState.js';
import { ExportMenu } from '../../components/ExportMenu.js';
import { ListPage } from '../../components/ListPage.js';
import { useLiveViews } from '../../hooks/useLiveViews.js';
import { pagesForTable, usePages } from '../../hooks/usePages.js';
import { type SearchState, useSearchState } from '../../hooks/useSearchState.js';
import { VIEWS } from '../../lib/feed-keys.js';
import { formatNumber } from '../../lib/format.js';
import { languageOf } from '../../lib/language.js';
import { BulkBar } from './BulkBar.js';
import { BulkProgress } from './BulkProgress.js';
import { useLeadColumns, useTickColumn } from './columns.js';
import { exportAddress, leadPageSchema, listChoiceQuery } from './lead-data.js';
import { isFiltered, NO_FILTERS, NOTHING_SELECTED, queryOf, type Selection } from './lead-filters.rules.js';
import { LeadPanel } from './LeadPanel.js';
import './leads.css';
import { NewLeadPanel } from './NewLeadPanel.js';
import { Toolbar } from './Toolbar.js';

const NEW = 'new';

export function LeadsPage(): JSX.Element {
  const { t, i18n } = useTranslation('leads');
  const [search, setSearch] = useSearchState();
  const { first, ...table } = useLeadPages(search);
  const [selection, select] = useSelection(search);
  useLiveViews();
  const { open } = search;
  const show = (id: string | undefined): void => setSearch({ open: id });
  const total = first?.total ?? 0;
  const allText = `${formatNumber(total, languageOf(i18n.language))}${first?.more ? '+' : ''}`;
  const shown = table.rows.map(({ id }) => id as string);
  const columns = [useTickColumn({ selection, shown, onChange: select }), ...useLeadColumns()];
  return (
    <ListPage
      title={t('title')}
      state={<Sentence listId={search.list} preparing={first?.preparing ?? 0} />}
      actions={
        <>
          <ExportMenu address={(format) => exportAddress(format, queryOf(search), i18n.language)} />
          <Link to="/leads/update/$id" params={{ id: NEW }} className="btn">
            {t('update')}
          </Link>
          <Button look="primary" icon={IconUserPlus} onClick={() => show(NEW)}>
            {t('add')}
          </Button>
        </>
      }
      toolbar={
        <>
          <Toolbar />
          <BulkProgress />
          <BulkBar
            selection={selection}
            allText={allText}
            onSelectAll={() => select({ kind: 'all' })}
            onClear={() => select(NOTHING_SELECTED)}
          />
        </>
      }
      panel={open && <OpenedPanel open={open} listId={search.list} show={show} />}
    >
      <DataTable
        tall
        fixed
        label={t('title')}
        columns={columns}
        {...table}
        rowKey={(row) => row.id}
        selectedKey={table.rows.find((row) => row.id === open)?.id}
        onOpen={(row) => show(row.id)}
        total={first?.total ?? undefined}
        totalIsLeast={first?.more}
        empty={<Nothing />}
      />
    </ListPage>
  );
}

/** Another filter is another selection: what was ticked and is not seen any more must not be changed with the rest. */
function useSelection(search: SearchState): [Selection, (selection: Selection) => void] {
  const key = JSON.stringify(queryOf(search));
  const [kept, setKept] = useState<{ key: string; selection: Selection }>({ key, selection: NOTHING_SELECTED });
  return [kept.key === key ? kept.selection : NOTHING_SELECTED, (selection) => setKept({ key, selection })];
}

interface OpenedPanelProps {
  readonly open: string;
  readonly listId: string | undefined;
  readonly show: (id: string | undefined) => void;
}

function OpenedPanel({ open, listId, show }: OpenedPanelProps): JSX.Element {
  const close = (): void => show(undefined);
  return open === NEW ? (
    <NewLeadPanel listId={listId} onClose={close} onSaved={show} />
  ) : (
    <LeadPanel key={open} id={open} onClose={close} onOpen={show} />
  );
}

function useLeadPages(search: SearchState) {
  const pages = usePages({ queryKey: VIEWS.leads, path: '/leads', schema: leadPageSchema, query: queryOf(search) });
  const table = pagesForTable<{ items: LeadRow[]; nextCursor: string | null }>(pages);
  const first: LeadPage | undefined = pages.data?.pages[0];
  return { ...table, first };
}

function Sentence({
  listId,
  preparing,
}: {
  readonly listId: string | undefined;
  readonly preparing: number;
}): JSX.Element {
  const { t, i18n } = useTranslation('leads');
  const lists = useQuery(listChoiceQuery);
  const list = lists.data?.find(({ id }) => id === listId);
  return (
    <>
      {list ? t('stateOfList', { name: list.name, count: list.leads.total }) : t('state')}
      {preparing > 0 && `. ${t('preparing', { leads: formatNumber(preparing, languageOf(i18n.language)) })}`}
    </>
  );
}

function Nothing(): JSX.Element {
  const { t } = useTranslation('leads');
  const [search, setSearch] = useSearchState();
  if (isFiltered(search)) {
    return (
      <EmptyState title={t('nothing')} action={<Button onClick={() => setSearch(NO_FILTERS)}>{t('reset')}</Button>}>
        {t('nothingHint')}
      </EmptyState>
    );
  }
  const load = (
    <Link to="/lists/import/$id" params={{ id: NEW }} className="btn">
      {t('load')}
    </Link>
  );
  return (
    <EmptyState title={t('empty')} action={load}>
      {t('emptyHint')}
    </EmptyState>
  );
}
