import { CAMPAIGN_STATUSES, type CampaignListFilter, filterCampaigns } from './campaign-list.rules.js';
import type { CampaignSummary } from '@warmline/contracts';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type JSX, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.js';
import { Chip } from '../../components/Chip.js';
import { type Column, DataTable } from '../../components/DataTable.js';
import { EmptyState } from '../../components/EmptyState.js';
import { ListPage, ListToolbar } from '../../components/ListPage.js';
import { Meter } from '../../components/StackBar.js';
import { useLiveViews } from '../../hooks/useLiveViews.js';
import { useSearchState } from '../../hooks/useSearchState.js';
import { formatDate, formatNumber, formatShare } from '../../lib/format.js';
import { languageOf } from '../../lib/language.js';
import { campaignsQuery } from './campaign-data.js';
import './campaigns.css';
import { NewCampaignDialog } from './NewCampaignDialog.js';
import { StatusChip } from './StatusChip.js';

export function CampaignsPage(): JSX.Element {
  const { t } = useTranslation('campaigns');
  const campaigns = useQuery(campaignsQuery);
  const [search] = useSearchState();
  const navigate = useNavigate();
  const [creating, setCreating] = useState(false);
  useLiveViews();
  const all = campaigns.data ?? [];
  const filter = (['all', ...CAMPAIGN_STATUSES] as const).find((id) => id === search.filter) ?? 'all';
  const create = (
    <Button look="primary" icon={IconPlus} onClick={() => setCreating(true)}>
      {t('create')}
    </Button>
  );
  const running = all.filter((campaign) => campaign.status === 'running').length;
  return (
    <>
      <ListPage
        title={t('title')}
        state={campaigns.data && t('running', { count: running })}
        actions={all.length > 0 && create}
        toolbar={<Toolbar campaigns={all} filter={filter} />}
      >
        <DataTable
          tall
          label={t('title')}
          columns={useColumns()}
          rows={filterCampaigns(all, filter, search.q ?? '')}
          rowKey={(campaign) => campaign.id}
          onOpen={(campaign) => void navigate({ to: '/campaigns/$id', params: { id: campaign.id } })}
          loading={campaigns.isPending}
          error={campaigns.data ? undefined : campaigns.error}
          retry={() => void campaigns.refetch()}
          total={all.length}
          empty={
            all.length === 0 && (
              <EmptyState title={t('empty')} action={create}>
                {t('emptyHint')}
              </EmptyState>
            )
          }
        />
      </ListPage>
      <NewCampaignDialog opened={creating} onClose={() => setCreating(false)} />
    </>
  );
}

interface ToolbarProps {
  readonly campaigns: readonly CampaignSummary[];
  readonly filter: CampaignListFilter;
}

function Toolbar({ campaigns, filter }: ToolbarProps): JSX.Element {
  const { t } = useTranslation('campaigns');
  return (
    <ListToolbar
      searchLabel={t('search')}
      filterLabel={t('filterLabel')}
      filter={filter}
      chips={(['all', ...CAMPAIGN_STATUSES] as const).map((id) => ({
        id,
        label: t(`filter.${id}`),
        count: filterCampaigns(campaigns, id, '').length,
      }))}
    />
  );
}

function useColumns(): Column<CampaignSummary>[] {
  const { t, i18n } = useTranslation('campaigns');
  const number = (value: number): string => formatNumber(value, languageOf(i18n.language));
  return [
    { id: 'name', title: t('column.name'), rowHeader: true, cell: (campaign) => <Name campaign={campaign} /> },
    { id: 'status', title: t('column.status'), cell: ({ status }) => <StatusChip status={status} /> },
    {
      id: 'mode',
      title: t('column.mode'),
      cell: (campaign) => (
        <span className="cell2">
          {t(`mode.${campaign.mode}`)}
          <span className="sm t3 ell">{t(`purpose.${campaign.purpose}`)}</span>
        </span>
      ),
    },
    { id: 'leads', title: t('column.leads'), numeric: true, cell: (campaign) => number(campaign.leads) },
    { id: 'ready', title: t('column.ready'), numeric: true, cell: (campaign) => number(campaign.ready) },
    { id: 'finished', title: t('column.finished'), cell: (campaign) => <Finished campaign={campaign} /> },
    {
      id: 'started',
      title: t('column.started'),
      numeric: true,
      cell: ({ startedAt }) =>
        startedAt === null ? <span className="t3">—</span> : <time>{formatDate(startedAt, { year: true })}</time>,
    },
  ];
}

function Name({ campaign }: { readonly campaign: CampaignSummary }): JSX.Element {
  const { t } = useTranslation('campaigns');
  return (
    <span className="cell2 camps__name">
      <span className="rowx">
        <span className="ell">{campaign.name}</span>
        {campaign.synthetic && <Chip tone="line">{t('synthetic')}</Chip>}
      </span>
      <span className="sm t3 ell">{campaign.clientName}</span>
    </span>
  );
}

function Finished({ campaign }: { readonly campaign: CampaignSummary }): JSX.Element {
  const { t, i18n } = useTranslation('common');
  const language = languageOf(i18n.language);
  const { finished, leads } = campaign;
  if (leads === 0) return <span className="t3">—</span>;
  const outOf = t('number.outOf', { part: formatNumber(finished, language), whole: formatNumber(leads, language) });
  return (
    <span className="rate" title={outOf}>
      <Meter share={finished / leads} label={outOf} />
      <span className="num">{formatShare(finished, leads, { language })}</span>
    </span>
  );
}
