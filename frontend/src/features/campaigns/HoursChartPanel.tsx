import type { CampaignPolicy, Preflight } from '@warmline/contracts';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { Key } from '../../components/StackBar.js';
import { formatClock, formatNumber, formatZoneOffset } from '../../lib/format.js';
import { type Language, languageOf } from '../../lib/language.js';
import { zoneCity } from '../../lib/zones.js';
import { hoursChart, type HoursChart, type HoursRow } from './queue-view.rules.js';
import { dayRuns } from './week.rules.js';

export interface HoursChartPanelProps {
  readonly preflight: Preflight;
  readonly policy: CampaignPolicy;
}

/** The calling hours of each zone in the organisation's day, on the organisation's clock. */
export function HoursChartPanel({ preflight, policy }: HoursChartPanelProps): JSX.Element {
  const { t, i18n } = useTranslation('campaigns');
  const chart = hoursChart(preflight);
  const runs = dayRuns(policy.hours).map(({ from, to, windows }) => {
    const days = from === to ? t(`dayShort.${from}`) : `${t(`dayShort.${from}`)}–${t(`dayShort.${to}`)}`;
    return `${days} ${windows.map((window) => `${window.from}–${window.to}`).join(', ')}`;
  });
  const city = zoneCity(preflight.day.zone, languageOf(i18n.language));
  return (
    <section className="section" aria-labelledby="hours-title">
      <div className="rowx pre__hourshead">
        <h2 id="hours-title">{t('chart.title')}</h2>
        <span className="t3 num ell">{t('chart.note', { hours: runs.join('; '), city })}</span>
        <span className="grow" />
        {chart && (
          <span className="sm t3 rowx nw">
            <Key colour="--customer-mark" />
            {t('chart.left')}
          </span>
        )}
      </div>
      {chart ? (
        <Drawing chart={chart} />
      ) : (
        <p className="t2">{t(preflight.queue.total === 0 ? 'chart.empty' : 'chart.closed')}</p>
      )}
    </section>
  );
}

const WIDTH = 790;
const LEFT = 118;
const RIGHT = 672;
const ROW = 22;
const TOP = 18;

function Drawing({ chart }: { readonly chart: HoursChart }): JSX.Element {
  const { t, i18n } = useTranslation('campaigns');
  const bottom = TOP + chart.rows.length * ROW + 4;
  const x = (share: number): number => LEFT + share * (RIGHT - LEFT);
  const span = chart.endMs - chart.startMs;
  const now = formatClock(chart.startMs + chart.now * span, chart.zone);
  return (
    <svg
      className="svg"
      viewBox={`0 0 ${WIDTH} ${bottom + 16}`}
      role="img"
      aria-label={told(chart, languageOf(i18n.language))}
    >
      {chart.ticksMs.map((tick) => {
        const at = x((tick - chart.startMs) / span);
        return (
          <g key={tick}>
            <line x1={at} x2={at} y1={TOP} y2={bottom} stroke="var(--line)" />
            <text x={at} y={bottom + 13} textAnchor="middle">
              {formatClock(tick, chart.zone)}
            </text>
          </g>
        );
      })}
      {chart.rows.map((row, index) => (
        <Row key={row.zones.join(' ')} row={row} y={TOP + 5 + index * ROW} x={x} />
      ))}
      <line x1={x(chart.now)} x2={x(chart.now)} y1={14} y2={bottom} stroke="var(--text)" strokeWidth="1.5" />
      <text x={x(chart.now)} y="10" textAnchor="middle" className="b" style={{ fill: 'var(--text)' }}>
        {t('chart.now', { time: now })}
      </text>
    </svg>
  );
}

const cities = (row: HoursRow, language: Language): string =>
  row.zones.map((zone) => zoneCity(zone, language)).join(' / ');

interface RowProps {
  readonly row: HoursRow;
  readonly y: number;
  readonly x: (share: number) => number;
}

const LONGEST_NAME = 17;

function Row({ row, y, x }: RowProps): JSX.Element {
  const { t, i18n } = useTranslation('campaigns');
  const language = languageOf(i18n.language);
  const [zone] = row.zones;
  const name = cities(row, language) || t('chart.unknown');
  return (
    <g>
      <text x="0" y={y + 11} style={{ fill: 'var(--text-2)' }}>
        {name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name}
        <title>{name}</title>
      </text>
      {row.bars.map((bar) => (
        <rect
          key={bar.from}
          x={x(bar.from)}
          y={y}
          width={Math.max(1, x(bar.to) - x(bar.from))}
          height="14"
          rx="2"
          fill={bar.open ? 'var(--customer-mark)' : 'var(--dead-soft)'}
        />
      ))}
      <text x="732" y={y + 11} textAnchor="end" style={{ fill: 'var(--text)' }}>
        {formatNumber(row.count, language)}
      </text>
      <text x="788" y={y + 11} textAnchor="end">
        {zone && formatZoneOffset(zone, language)}
      </text>
    </g>
  );
}

/** The same in words: each zone with its leads and its hours. */
function told(chart: HoursChart, language: Language): string {
  const clock = (share: number): string =>
    formatClock(chart.startMs + share * (chart.endMs - chart.startMs), chart.zone);
  return chart.rows
    .map((row) => {
      const from = row.bars[0]?.from;
      const to = row.bars.at(-1)?.to;
      const hours = from === undefined || to === undefined ? '—' : `${clock(from)}–${clock(to)}`;
      return `${cities(row, language)}: ${formatNumber(row.count, language)}, ${hours}`;
    })
    .join('; ');
}
