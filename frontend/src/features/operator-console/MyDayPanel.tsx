import type { ConsoleSnapshot, OperatorState } from '@warmline/contracts';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { OperatorStateChip } from '../../components/Chip.js';
import { Section } from '../../components/Panel.js';
import { useLanguage } from '../../hooks/useLocalized.js';
import { useServerNow } from '../../hooks/useServerClock.js';
import { formatClock, formatHours, formatShare, formatWeekday } from '../../lib/format.js';
import { useConsole } from './ConsoleContext.js';

type Band = 'talking' | 'dialing' | 'ready' | 'wrapup' | 'paused';

/** Reading the card and waiting for an answer are one band; being offline is not shown. */
const BANDS: Record<OperatorState, Band | null> = {
  offline: null,
  paused: 'paused',
  ready: 'ready',
  reserved: 'ready',
  preview: 'dialing',
  dialing: 'dialing',
  talking: 'talking',
  wrap_up: 'wrapup',
};

const INKS: Record<Band, string> = {
  talking: 'var(--cold-mark)',
  dialing: 'var(--accent-2)',
  ready: 'var(--customer-mark)',
  wrapup: 'var(--warm-mark)',
  paused: 'var(--dead-mark)',
};

const ORDER: readonly Band[] = ['talking', 'dialing', 'wrapup', 'ready', 'paused'];

export function MyDayPanel(): JSX.Element {
  const { snapshot } = useConsole();
  return (
    <>
      <Course intervals={snapshot.dayIntervals} />
      <Counts today={snapshot.today} />
    </>
  );
}

interface Slice {
  readonly band: Band;
  readonly fromMs: number;
  readonly toMs: number;
}

function slicesOf(intervals: ConsoleSnapshot['dayIntervals'], nowMs: number): Slice[] {
  return intervals.flatMap(({ state, from, to }) => {
    const band = BANDS[state];
    return band === null ? [] : [{ band, fromMs: Date.parse(from), toMs: to === null ? nowMs : Date.parse(to) }];
  });
}

const WIDTH = 368;

function Course({ intervals }: { readonly intervals: ConsoleSnapshot['dayIntervals'] }): JSX.Element | null {
  const { t } = useTranslation(['console', 'common']);
  const language = useLanguage();
  const nowMs = useServerNow(10_000);
  const slices = slicesOf(intervals, nowMs);
  const startMs = slices[0]?.fromMs;
  if (startMs === undefined) return null;
  const scale = WIDTH / Math.max(60_000, nowMs - startMs);
  const sums = ORDER.map((band) => ({
    band,
    sumMs: slices.filter((slice) => slice.band === band).reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0),
  }));
  const spoken = sums.map(({ band, sumMs }) => `${t(`common:operatorState.${band}`)} ${formatHours(sumMs)}`).join(', ');
  return (
    <div className="section myday__course">
      <div className="rowx">
        <h2>{t('day.title')}</h2>
        <span className="t3">
          {t('day.since', { time: formatClock(startMs), date: formatWeekday(nowMs, language) })}
        </span>
      </div>
      <svg className="svg" viewBox={`0 0 ${WIDTH} 36`} role="img" aria-label={`${t('day.chart')}: ${spoken}`}>
        {slices.map(({ band, fromMs, toMs }) => (
          <rect
            key={fromMs}
            x={(fromMs - startMs) * scale}
            y="0"
            width={Math.max(0.6, (toMs - fromMs) * scale - 1)}
            height="16"
            fill={INKS[band]}
          />
        ))}
        <text x="0" y="33">
          {formatClock(startMs)}
        </text>
        <text x={WIDTH} y="33" textAnchor="end">
          {formatClock(nowMs)}
        </text>
      </svg>
      <ul className="myday__sums">
        {sums.map(({ band, sumMs }) => (
          <li key={band} className="rowx">
            <OperatorStateChip state={band} />
            <span className="num">{formatHours(sumMs)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Counts({ today }: { readonly today: ConsoleSnapshot['today'] }): JSX.Element {
  const { t } = useTranslation(['console', 'common']);
  const language = useLanguage();
  const outOf = (part: number, whole: number): string => t('common:number.outOf', { part, whole });
  return (
    <Section>
      <dl className="kv">
        <dt>{t('day.reached')}</dt>
        <dd>
          <b>{formatShare(today.reached, today.attempts, { language, minimum: 10 })}</b>{' '}
          <span className="t3">{outOf(today.reached, today.attempts)}</span>
        </dd>
        <dt>{t('day.decisionMakers')}</dt>
        <dd>
          <b>{today.decisionMakers}</b>
        </dd>
        <dt>{t('day.warmHot')}</dt>
        <dd>
          <b>{today.warm + today.hot}</b>
        </dd>
        <dt>{t('day.kept')}</dt>
        <dd>
          <b>{today.callbacksKept}</b>{' '}
          <span className="t3">{t('day.outOf', { whole: today.callbacksKept + today.callbacksDue })}</span>
        </dd>
      </dl>
    </Section>
  );
}
