import { type WarmHotPage as Page, warmHotPageSchema, type WarmHotRow } from '@warmline/contracts';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '../../components/DataTable.js';
import { EmptyState } from '../../components/EmptyState.js';
import { ExportMenu } from '../../components/ExportMenu.js';
import { ListPage, ListToolbar } from '../../components/ListPage.js';
import { useLiveViews } from '../../hooks/useLiveViews.js';
import { pagesForTable, usePages } from '../../hooks/usePages.js';
import { useSearchState } from '../../hooks/useSearchState.js';
import { VIEWS } from '../../lib/feed-keys.js';
import { formatNumber } from '../../lib/format.js';
import { languageOf } from '../../lib/language.js';
import { useWarmHotColumns } from './columns.js';
import { exportAddress } from './warm-hot-data.js';
import { FILTERS, type WarmHotFilter } from './warm-hot.rules.js';
import './warm-hot.css';
import { WarmHotPanel } from './WarmHotPanel.js';

export function WarmHotPage(): JSX.Element {
  const { t, i18n } = useTranslation('warm-hot');
  const [search, setSearch] = useSearchState();
  const filter = FILTERS.find((id) => id === search.filter) ?? 'all';
  const pages = usePages({
    queryKey: VIEWS.warmHot,
    path: '/warm-hot',
    schema: warmHotPageSchema,
    query: { filter, q: search.q?.trim() },
  });
  useLiveViews();
  const counts = pages.data?.pages[0]?.counts;
  const table = pagesForTable<Page>(pages);
  const rows: WarmHotRow[] = table.rows;
  const opened = rows.find((row) => row.leadId === search.open);
  return (
    <ListPage
      title={t('title')}
      label={t('list')}
      state={counts && <Sentence counts={counts} />}
      actions={<ExportMenu address={(format) => exportAddress({ format, filter, q: search.q, lang: i18n.language })} />}
      toolbar={<Toolbar filter={filter} counts={counts} />}
      panel={opened && <WarmHotPanel key={opened.leadId} row={opened} onClose={() => setSearch({ open: undefined })} />}
    >
      <DataTable
        tall
        fixed
        label={t('list')}
        columns={useWarmHotColumns()}
        {...table}
        rows={rows}
        rowKey={(row) => row.leadId}
        selectedKey={opened?.leadId}
        onOpen={(row) => setSearch({ open: row.leadId })}
        total={counts && shownCount(counts, filter)}
        empty={<Nothing everything={filter === 'all' && !search.q} />}
      />
    </ListPage>
  );
}

type Counts = Page['counts'];

const shownCount = (counts: Counts, filter: WarmHotFilter): number =>
  filter === 'not_handed' ? counts.notHanded : counts[filter];

function Sentence({ counts }: { readonly counts: Counts }): JSX.Element {
  const { t, i18n } = useTranslation('warm-hot');
  const number = (value: number): string => formatNumber(value, languageOf(i18n.language));
  return (
    <>
      {t('state', { hot: number(counts.hot), warm: number(counts.warm) })}
      {counts.waitingOverDay > 0 && `; ${t('waiting', { count: counts.waitingOverDay })}`}
    </>
  );
}

function Toolbar({ filter, counts }: { filter: WarmHotFilter; counts: Counts | undefined }): JSX.Element {
  const { t } = useTranslation('warm-hot');
  return (
    <ListToolbar
      searchLabel={t('search')}
      filterLabel={t('filterLabel')}
      filter={filter}
      chips={FILTERS.map((id) => ({ id, label: t(`filter.${id}`), count: counts && shownCount(counts, id) }))}
    />
  );
}

function Nothing({ everything }: { readonly everything: boolean }): JSX.Element {
  const { t } = useTranslation('warm-hot');
  return everything ? (
    <EmptyState title={t('empty')}>{t('emptyHint')}</EmptyState>
  ) : (
    <EmptyState title={t('nothing')}>{t('nothingHint')}</EmptyState>
  );
}
