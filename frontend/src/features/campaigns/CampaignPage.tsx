import type { Campaign, Role } from '@warmline/contracts';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../../components/ErrorState.js';
import { ExportMenu } from '../../components/ExportMenu.js';
import { queryString } from '../../lib/api.js';
import { PageHead } from '../../components/PageHead.js';
import { Skeleton } from '../../components/Skeleton.js';
import { Tabs } from '../../components/Tabs.js';
import { useLiveViews } from '../../hooks/useLiveViews.js';
import { useSearchState } from '../../hooks/useSearchState.js';
import { formatNumber } from '../../lib/format.js';
import { languageOf } from '../../lib/language.js';
import { meQuery } from '../../lib/session.js';
import { campaignQuery, preflightQuery } from './campaign-data.js';
import { mayChange } from './campaign-draft.rules.js';
import { CampaignActions } from './CampaignActions.js';
import './campaigns.css';
import { PreflightTab } from './PreflightTab.js';
import { SaveBar } from './SaveBar.js';
import { StatusChip } from './StatusChip.js';
import { BasicsTab } from './tabs/BasicsTab.js';
import { DialingTab } from './tabs/DialingTab.js';
import { HoursTab } from './tabs/HoursTab.js';
import { ListsTab } from './tabs/ListsTab.js';
import { PeopleTab } from './tabs/PeopleTab.js';
import { ScriptTab } from './tabs/ScriptTab.js';
import { type CampaignEditing, useCampaignDraft } from './useCampaignDraft.js';

const TABS = ['basics', 'lists', 'script', 'dialing', 'hours', 'people', 'preflight'] as const;
type TabId = (typeof TABS)[number];
const PANEL_ID = 'campaign-tab';

const EDITORS: Record<Exclude<TabId, 'preflight'>, (props: { editing: CampaignEditing }) => JSX.Element> = {
  basics: BasicsTab,
  lists: ListsTab,
  script: ScriptTab,
  dialing: DialingTab,
  hours: HoursTab,
  people: PeopleTab,
};

export function CampaignPage(): JSX.Element {
  const { t } = useTranslation('campaigns');
  const { id = '' } = useParams({ strict: false });
  const campaign = useQuery(campaignQuery(id));
  const { data: me } = useQuery(meQuery);
  useLiveViews();
  if (campaign.data && me) return <Opened key={campaign.data.id} campaign={campaign.data} role={me.role} />;
  return (
    <>
      <PageHead title={t('title')} />
      <main className="panel grow">
        {campaign.error ? (
          <ErrorState error={campaign.error} retry={() => void campaign.refetch()} />
        ) : (
          <Skeleton rows={14} />
        )}
      </main>
    </>
  );
}

function Opened({ campaign, role }: { readonly campaign: Campaign; readonly role: Role }): JSX.Element {
  const { t, i18n } = useTranslation('campaigns');
  const [search, setSearch] = useSearchState();
  const editing = useCampaignDraft(campaign, !mayChange(role, campaign.status));
  const usual: TabId = campaign.status === 'draft' ? 'basics' : 'preflight';
  const tab = TABS.find((each) => each === search.tab) ?? usual;
  const Editor = tab === 'preflight' ? null : EDITORS[tab];
  const open = (next: TabId): void => setSearch({ tab: next });
  return (
    <>
      <PageHead
        title={
          <span className="rowx">
            {campaign.name} <StatusChip status={campaign.status} />
          </span>
        }
        state={<Sentence campaign={campaign} />}
      >
        <ExportMenu
          label={t('exportResults')}
          address={(format) =>
            `/api/exports/results.${format}${queryString({ campaignId: campaign.id, lang: i18n.language })}`
          }
        />
        <CampaignActions campaign={campaign} role={role} unsaved={editing.change !== null} />
      </PageHead>
      <main className="campaign">
        <Tabs
          label={t('tabs')}
          controls={PANEL_ID}
          value={tab}
          onChange={open}
          tabs={TABS.map((each) => ({
            id: each,
            label: each === 'preflight' && campaign.status !== 'draft' ? t('tab.queue') : t(`tab.${each}`),
          }))}
        />
        <div id={PANEL_ID} role="tabpanel" aria-label={t(`tab.${tab}`)} className="campaign__panel">
          {Editor ? (
            <Editor editing={editing} />
          ) : (
            <PreflightTab campaign={campaign} onOpenTab={(next) => open(next)} />
          )}
        </div>
      </main>
      <SaveBar editing={editing} />
    </>
  );
}

/** "Идёт. 18 212 лидов можно набрать" or what stands in the way. */
function Sentence({ campaign }: { readonly campaign: Campaign }): JSX.Element {
  const { t, i18n } = useTranslation('campaigns');
  const { data } = useQuery(preflightQuery(campaign.id));
  const number = (value: number): string => formatNumber(value, languageOf(i18n.language));
  if (campaign.status === 'finished') return <>{t('state.finished', { finished: number(campaign.finished) })}</>;
  if (campaign.status !== 'draft') {
    return (
      <>{t('state.callable', { ready: number(data?.queue.ready ?? campaign.ready), total: number(campaign.leads) })}</>
    );
  }
  if (!data) return <>{campaign.clientName}</>;
  const failed = data.checks.filter((check) => check.outcome === 'failed').length;
  return <>{failed === 0 ? t('state.ready') : t('state.notReady', { count: failed, whole: data.checks.length })}</>;
}
