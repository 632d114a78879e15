import type { PromiseRow, PromiseView } from '@warmline/contracts';
import { IconArrowRight, IconCheck, IconClock, IconClockExclamation, IconX } from '@tabler/icons-react';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { Chip, type ChipTone } from '../../components/Chip.js';
import type { Column } from '../../components/DataTable.js';
import type { IconProps } from '../../components/Icon.js';
import { useServerNow } from '../../hooks/useServerClock.js';
import { formatClock, formatDayMonth } from '../../lib/format.js';
import { languageOf } from '../../lib/language.js';
import { stateWord, type StateWord } from './promises.rules.js';

export function usePromiseColumns(view: PromiseView): Column<PromiseRow>[] {
  const { t } = useTranslation('promises');
  const isOver = view === 'broken' || view === 'kept' || view === 'closed';
  return [
    { id: 'state', title: t('column.state'), width: 150, cell: (row) => <State row={row} /> },
    { id: 'due', title: t('column.due'), width: 150, cell: (row) => <Due row={row} /> },
    { id: 'lead', title: t('column.lead'), rowHeader: true, width: '24%', cell: (row) => <Lead row={row} /> },
    { id: 'owner', title: t('column.owner'), width: 170, cell: (row) => <Owner row={row} /> },
    { id: 'campaign', title: t('column.campaign'), cell: (row) => <Campaign row={row} /> },
    isOver
      ? { id: 'outcome', title: t('column.outcome'), width: '18%', cell: (row) => <Outcome row={row} /> }
      : { id: 'about', title: t('column.about'), width: '18%', cell: (row) => <About row={row} /> },
  ];
}

interface OfRow {
  readonly row: PromiseRow;
}

const LOOKS: Record<StateWord, { tone: ChipTone; icon: IconProps['of'] }> = {
  waits: { tone: 'dead', icon: IconClock },
  due: { tone: 'wrapup', icon: IconClock },
  overdue: { tone: 'fault', icon: IconClockExclamation },
  kept: { tone: 'customer', icon: IconCheck },
  late: { tone: 'wrapup', icon: IconCheck },
  broken: { tone: 'fault', icon: IconX },
  cancelled: { tone: 'dead', icon: IconX },
  moved: { tone: 'dead', icon: IconArrowRight },
};

function State({ row }: OfRow): JSX.Element {
  const { t } = useTranslation('promises');
  const word = stateWord(row, useServerNow(15_000));
  return (
    <Chip tone={LOOKS[word].tone} icon={LOOKS[word].icon}>
      {t(`state_of.${word}`)}
    </Chip>
  );
}

/** The lead's own time first: that is what was promised. */
function Due({ row }: OfRow): JSX.Element {
  const { t, i18n } = useTranslation('promises');
  const language = languageOf(i18n.language);
  return (
    <span className="cell2 num">
      <time dateTime={row.dueAt}>
        {formatDayMonth(row.dueAt, language, row.zone)}, {formatClock(row.dueAt, row.zone)}
      </time>
      <span className="sm t3 ell">{t('yours', { time: formatClock(row.dueAt) })}</span>
    </span>
  );
}

function Lead({ row }: OfRow): JSX.Element {
  const second = [row.contactName, row.city].filter(Boolean).join(', ');
  return (
    <span className="cell2">
      <span className="ell" title={row.leadName}>
        {row.leadName}
      </span>
      <span className="sm t3 ell" title={second}>
        {second || '—'}
      </span>
    </span>
  );
}

function Owner({ row }: OfRow): JSX.Element {
  const { t } = useTranslation('promises');
  const isAnother = row.promisedBy !== null && row.promisedBy.id !== row.owner?.id;
  return (
    <span className="cell2">
      <span className={row.owner ? 'ell' : 'ell t2'}>{row.owner?.name ?? t('anyone')}</span>
      <span className="sm t3 ell">{isAnother ? t('promisedBy', { name: row.promisedBy?.name }) : ''}</span>
    </span>
  );
}

function Campaign({ row }: OfRow): JSX.Element {
  const { t } = useTranslation('promises');
  const isSilent = row.state === 'open' && row.campaignStatus !== 'running';
  return (
    <span className="cell2">
      <span className="ell" title={row.campaignName}>
        {row.campaignName}
      </span>
      {isSilent && <span className="sm bad ell">{t('notRunning')}</span>}
    </span>
  );
}

function About({ row }: OfRow): JSX.Element {
  const { t } = useTranslation('promises');
  return (
    <span className="cell2">
      <span className="ell t2" title={row.about}>
        {row.about || '—'}
      </span>
      {row.dials > 0 && <span className="sm warn">{t('dials', { count: row.dials })}</span>}
    </span>
  );
}

function Outcome({ row }: OfRow): JSX.Element {
  const { t } = useTranslation('promises');
  const reason = row.closeReason === null ? '' : t(`reason.${row.closeReason}`, { defaultValue: row.closeReason });
  const reached = row.reachedAfterMinutes === null ? '' : t('reached', { count: row.reachedAfterMinutes });
  const second = [row.closedBy, row.closeNote].filter(Boolean).join(': ');
  return (
    <span className="cell2">
      <span className="ell t2">{reached || reason || '—'}</span>
      <span className="sm t3 ell" title={second}>
        {second}
      </span>
    </span>
  );
}
