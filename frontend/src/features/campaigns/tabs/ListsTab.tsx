import type { LeadList } from '@warmline/contracts';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { Chip } from '../../../components/Chip.js';
import { LeadFigure, LeadTotal } from '../../../components/CountedAt.js';
import { EmptyState } from '../../../components/EmptyState.js';
import { ErrorState } from '../../../components/ErrorState.js';
import { Skeleton } from '../../../components/Skeleton.js';
import { formatDate } from '../../../lib/format.js';
import { listsOfClientQuery } from '../campaign-data.js';
import { toggled } from '../campaign-draft.rules.js';
import type { CampaignEditing } from '../useCampaignDraft.js';

export function ListsTab({ editing }: { readonly editing: CampaignEditing }): JSX.Element {
  const { t } = useTranslation('campaigns');
  const lists = useQuery(listsOfClientQuery(editing.campaign.clientId));
  if (lists.error) return <ErrorState error={lists.error} retry={() => void lists.refetch()} />;
  if (!lists.data) return <Skeleton />;
  if (lists.data.length === 0) {
    return (
      <EmptyState
        title={t('lists.none')}
        action={
          <Link to="/lists/import/$id" params={{ id: 'new' }} className="btn btn--primary">
            {t('lists.load')}
          </Link>
        }
      >
        {t('lists.noneHint', { client: editing.campaign.clientName })}
      </EmptyState>
    );
  }
  return (
    <div className="table-scroll campaign__table" tabIndex={0} role="region" aria-label={t('tab.lists')}>
      <table className="table table--tall" aria-label={t('tab.lists')}>
        <thead>
          <tr>
            <th scope="col">{t('lists.name')}</th>
            <th scope="col" className="r">
              {t('lists.leads')}
            </th>
            <th scope="col" className="r">
              {t('lists.warmHot')}
            </th>
            <th scope="col">{t('lists.legalSource')}</th>
            <th scope="col">{t('lists.zone')}</th>
            <th scope="col" className="r">
              {t('lists.created')}
            </th>
          </tr>
        </thead>
        <tbody>
          {lists.data.map((list) => (
            <Row key={list.id} list={list} editing={editing} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ list, editing }: { readonly list: LeadList; readonly editing: CampaignEditing }): JSX.Element {
  const { t } = useTranslation('campaigns');
  const { draft, readOnly, set } = editing;
  const { complete } = list.legalSource;
  return (
    <tr>
      <th scope="row">
        <label className="check">
          <input
            type="checkbox"
            disabled={readOnly}
            checked={draft.listIds.includes(list.id)}
            onChange={() => set({ listIds: toggled(draft.listIds, list.id) })}
          />
          <span>{list.name}</span>
        </label>
      </th>
      <td className="r">
        <LeadTotal leads={list.leads} />
      </td>
      <td className="r">
        <LeadFigure leads={list.leads} of={({ warm, hot }) => warm + hot} />
      </td>
      <td>
        <Chip tone={complete ? 'customer' : 'wrapup'} icon={complete ? IconCheck : IconAlertTriangle}>
          {t(complete ? 'lists.complete' : 'lists.incomplete')}
        </Chip>
      </td>
      <td className={list.leads.zoneUnknown > 0 ? 'warn' : 't3'}>
        <ZoneText leads={list.leads} />
      </td>
      <td className="r t2">{formatDate(list.createdAt, { year: true })}</td>
    </tr>
  );
}

function ZoneText({ leads }: Pick<LeadList, 'leads'>): JSX.Element {
  const { t } = useTranslation('campaigns');
  if (leads.isFirstCount) return <>…</>;
  return <>{leads.zoneUnknown > 0 ? t('lists.zoneUnknown', { count: leads.zoneUnknown }) : t('lists.zoneKnown')}</>;
}
