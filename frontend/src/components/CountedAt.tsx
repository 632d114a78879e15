import type { LeadList } from '@warmline/contracts';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { formatClock, formatNumber } from '../lib/format.js';
import { languageOf } from '../lib/language.js';

interface CountsProps {
  readonly leads: LeadList['leads'];
}

/** As of when the figures of a large list are; nothing where they are as of now. */
export function CountedAt({ leads }: CountsProps): JSX.Element | null {
  const { t } = useTranslation();
  if (leads.isFirstCount) return <span className="sm t3">{t('counted.first')}</span>;
  if (leads.countedAt === null) return null;
  return (
    <time dateTime={leads.countedAt} className="sm t3">
      {t('counted.asOf', { time: formatClock(leads.countedAt) })}
    </time>
  );
}

/** How many leads a list has, and as of when, on two lines. */
export function LeadTotal({ leads }: CountsProps): JSX.Element {
  const { i18n } = useTranslation();
  const total = formatNumber(leads.total, languageOf(i18n.language));
  return leads.isFirstCount || leads.countedAt !== null ? (
    <span className="cell2">
      <span>{total}</span>
      <br />
      <CountedAt leads={leads} />
    </span>
  ) : (
    <>{total}</>
  );
}

interface FigureProps extends CountsProps {
  readonly of: (leads: LeadList['leads']) => number;
}

/** One of the figures, which nobody knows before the first count. */
export function LeadFigure({ leads, of }: FigureProps): JSX.Element {
  const { i18n } = useTranslation();
  return leads.isFirstCount ? <span className="t3">…</span> : <>{formatNumber(of(leads), languageOf(i18n.language))}</>;
}
