import type { WarmHotRow } from '@warmline/contracts';
import { IconCheck, IconClock, IconHeartHandshake, IconUser, IconX } from '@tabler/icons-react';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { Chip, type ChipTone, LeadChip } from '../../components/Chip.js';
import type { Column } from '../../components/DataTable.js';
import type { IconProps } from '../../components/Icon.js';
import { useServerNow } from '../../hooks/useServerClock.js';
import { languageOf } from '../../lib/language.js';
import { dayDistance, futureText, pastText } from '../../lib/when.rules.js';
import { handoverNote, handoverWord, type HandoverWord } from './warm-hot.rules.js';

export function useWarmHotColumns(): Column<WarmHotRow>[] {
  const { t } = useTranslation('warm-hot');
  return [
    {
      id: 'temperature',
      title: t('column.temperature'),
      width: 126,
      cell: (row) => <LeadChip temperature={row.temperature} stage={row.stage} />,
    },
    { id: 'company', title: t('column.company'), rowHeader: true, width: '23%', cell: (row) => <Company row={row} /> },
    { id: 'answers', title: t('column.answers'), cell: (row) => <Answers row={row} /> },
    { id: 'handover', title: t('column.handover'), width: 172, cell: (row) => <HandoverCell row={row} /> },
    { id: 'next', title: t('column.next'), width: 126, cell: (row) => <NextStep row={row} /> },
    { id: 'call', title: t('column.call'), width: 92, numeric: true, cell: (row) => <LastCall row={row} /> },
  ];
}

interface OfRow {
  readonly row: WarmHotRow;
}

function Company({ row }: OfRow): JSX.Element {
  const contact = [row.contact?.name, row.contact?.position].filter(Boolean).join(', ');
  return (
    <span className="cell2">
      <span className="ell" title={row.name}>
        {row.name}
      </span>
      <span className="sm t3 ell" title={contact}>
        {contact || row.city || '—'}
      </span>
    </span>
  );
}

function Answers({ row }: OfRow): JSX.Element {
  const answers = row.answers.map((answer) => answer.value).join(', ');
  return (
    <span className="cell2">
      <span className="ell" title={answers}>
        {answers || '—'}
      </span>
      <span className="sm t3 ell" title={row.note}>
        {row.note}
      </span>
    </span>
  );
}

const HANDOVER_LOOKS: Record<HandoverWord, { tone: ChipTone; icon: IconProps['of'] }> = {
  offered: { tone: 'wrapup', icon: IconClock },
  accepted: { tone: 'customer', icon: IconCheck },
  deal: { tone: 'customer', icon: IconHeartHandshake },
  rejected: { tone: 'fault', icon: IconX },
  none: { tone: 'dead', icon: IconUser },
};

export function HandoverChip({ word }: { readonly word: HandoverWord }): JSX.Element {
  const { t } = useTranslation('warm-hot');
  return (
    <Chip tone={HANDOVER_LOOKS[word].tone} icon={HANDOVER_LOOKS[word].icon}>
      {t(`handover.${word}`)}
    </Chip>
  );
}

const MINUTE_MS = 60_000;

function HandoverCell({ row }: OfRow): JSX.Element {
  const { t, i18n } = useTranslation('warm-hot');
  const note = handoverNote(row, useServerNow(MINUTE_MS), languageOf(i18n.language));
  const warned = note.kind === 'waits' && note.long;
  return (
    <span className="cell2 wh__handover">
      <HandoverChip word={handoverWord(row.handover)} />
      <span className={warned ? 'sm warn ell' : 'sm t3 ell'}>{t(`note.${note.kind}`, { ...note })}</span>
    </span>
  );
}

/** Within the day is said aloud, the rest is grey. */
function NextStep({ row }: OfRow): JSX.Element {
  const { i18n } = useTranslation();
  const now = useServerNow(MINUTE_MS);
  if (!row.nextStep) return <span className="t3">—</span>;
  const { dueAt, zone } = row.nextStep;
  const today = dayDistance(dueAt, now, zone) <= 0;
  return (
    <time dateTime={dueAt} className={today ? 'num' : 'num t2'}>
      {futureText(dueAt, now, { language: languageOf(i18n.language), zone })}
    </time>
  );
}

function LastCall({ row }: OfRow): JSX.Element {
  const { i18n } = useTranslation();
  const now = useServerNow(MINUTE_MS);
  if (row.lastCallAt === null) return <span className="t3">—</span>;
  return (
    <time dateTime={row.lastCallAt} className="t2">
      {pastText(row.lastCallAt, now, languageOf(i18n.language))}
    </time>
  );
}
