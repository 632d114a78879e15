import type { Import, LeadList } from '@warmline/contracts';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { Chip } from '../../components/Chip.js';
import { LeadFigure, LeadTotal } from '../../components/CountedAt.js';
import type { Column } from '../../components/DataTable.js';
import { formatDate, formatNumber } from '../../lib/format.js';
import { languageOf } from '../../lib/language.js';

export function useListColumns(): Column<LeadList>[] {
  const { t } = useTranslation('lists');
  return [
    { id: 'name', title: t('column.name'), rowHeader: true, cell: (list) => <Name list={list} /> },
    { id: 'leads', title: t('column.leads'), numeric: true, cell: ({ leads }) => <LeadTotal leads={leads} /> },
    { id: 'warm', title: t('column.warm'), numeric: true, cell: ({ leads }) => <LeadFigure leads={leads} of={warm} /> },
    { id: 'hot', title: t('column.hot'), numeric: true, cell: ({ leads }) => <LeadFigure leads={leads} of={hot} /> },
    { id: 'legal', title: t('column.legal'), cell: (list) => <LegalCell list={list} /> },
    {
      id: 'zone',
      title: t('column.zone'),
      numeric: true,
      cell: ({ leads }) => <ZoneUnknown leads={leads} />,
    },
    { id: 'import', title: t('column.import'), cell: (list) => <ImportCell last={list.lastImport} /> },
  ];
}

const warm = (leads: LeadList['leads']): number => leads.warm;
const hot = (leads: LeadList['leads']): number => leads.hot;
const zoneUnknown = (leads: LeadList['leads']): number => leads.zoneUnknown;

function ZoneUnknown({ leads }: Pick<LeadList, 'leads'>): JSX.Element {
  if (!leads.isFirstCount && leads.zoneUnknown === 0) return <>—</>;
  return (
    <span className="warn">
      <LeadFigure leads={leads} of={zoneUnknown} />
    </span>
  );
}

function Name({ list }: { readonly list: LeadList }): JSX.Element {
  const { t } = useTranslation('lists');
  return (
    <span className="cell2 list__name">
      <span className="rowx">
        <span className="ell">{list.name}</span>
        {list.synthetic && <Chip tone="line">{t('synthetic')}</Chip>}
      </span>
      <span className="sm t3 ell">{list.clientName}</span>
    </span>
  );
}

function LegalCell({ list }: { readonly list: LeadList }): JSX.Element {
  const { t } = useTranslation('lists');
  const { complete, kind } = list.legalSource;
  return (
    <span className="cell2">
      <Chip tone={complete ? 'customer' : 'wrapup'} icon={complete ? IconCheck : IconAlertTriangle}>
        {t(complete ? 'complete' : 'incomplete')}
      </Chip>
      <span className="sm t3 ell list__kind">{t(`legal.kind.${kind}`)}</span>
    </span>
  );
}

function ImportCell({ last }: { readonly last: Import | null }): JSX.Element {
  const { t, i18n } = useTranslation('lists');
  const language = languageOf(i18n.language);
  if (!last) return <span className="t3">—</span>;
  return (
    <span className="cell2">
      <span className={last.state === 'failed' ? 'bad' : undefined}>
        {t(`importState.${last.state}`)}{' '}
        <time dateTime={last.createdAt} className="t2 num">
          {formatDate(last.createdAt, { year: true })}
        </time>
      </span>
      <span className="sm t3 ell">
        {last.counts
          ? t('rows', {
              leads: formatNumber(last.counts.leadsInList, language),
              rows: formatNumber(last.counts.rows, language),
            })
          : last.fileName}
      </span>
    </span>
  );
}
