import type { LeadRow } from '@warmline/contracts';
import { IconUserPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.js';
import { DataTable } from '../../components/DataTable.js';
import { EmptyState } from '../../components/EmptyState.js';
import { ListPage } from '../../components/ListPage.js';
import { useLiveViews } from '../../hooks/useLiveViews.js';
import { pagesForTable, usePages } from '../../hooks/usePages.js';
import { type SearchState, useSearchState } from '../../hooks/useSearchState.js';
import { VIEWS } from '../../lib/feed-keys.js';
import { useLeadColumns } from './columns.js';
import { leadPageSchema, listChoiceQuery } from './lead-data.js';
import { LeadPanel } from './LeadPanel.js';
import './leads.css';
import { filterOf } from './leads.rules.js';
import { NewLeadPanel } from './NewLeadPanel.js';
import { Toolbar } from './Toolbar.js';

const NEW = 'new';

export function LeadsPage(): JSX.Element {
  const { t } = useTranslation('leads');
  const [search, setSearch] = useSearchState();
  const table = useLeadPages(search);
  useLiveViews();
  const { open } = search;
  const show = (id: string | undefined): void => setSearch({ open: id });
  return (
    <ListPage
      title={t('title')}
      state={<Sentence listId={search.list} />}
      actions={
        <Button look="primary" icon={IconUserPlus} onClick={() => show(NEW)}>
          {t('add')}
        </Button>
      }
      toolbar={<Toolbar />}
      panel={open && <OpenedPanel open={open} listId={search.list} show={show} />}
    >
      <DataTable
        tall
        fixed
        label={t('title')}
        columns={useLeadColumns()}
        {...table}
        rowKey={(row) => row.id}
        selectedKey={table.rows.find((row) => row.id === open)?.id}
        onOpen={(row) => show(row.id)}
        empty={<Nothing />}
      />
    </ListPage>
  );
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
  const pages = usePages({
    queryKey: VIEWS.leads,
    path: '/leads',
    schema: leadPageSchema,
    query: { ...filterOf(search.filter), listId: search.list, q: search.q?.trim() },
  });
  return pagesForTable<{ items: LeadRow[]; nextCursor: string | null }>(pages);
}

function Sentence({ listId }: { readonly listId: string | undefined }): JSX.Element {
  const { t } = useTranslation('leads');
  const lists = useQuery(listChoiceQuery);
  const list = lists.data?.find(({ id }) => id === listId);
  return <>{list ? t('stateOfList', { name: list.name, count: list.leads.total }) : t('state')}</>;
}

function Nothing(): JSX.Element {
  const { t } = useTranslation('leads');
  const [search, setSearch] = useSearchState();
  if (search.q || search.filter || search.list) {
    const reset = (): void => setSearch({ q: undefined, filter: undefined, list: undefined });
    return (
      <EmptyState title={t('nothing')} action={<Button onClick={reset}>{t('reset')}</Button>}>
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
