import type { QueueExplanation } from '@warmline/contracts';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../hooks/useLocalized.js';
import { useServerNow } from '../../hooks/useServerClock.js';
import { dayKey, formatClock, formatNumber, formatWeekday } from '../../lib/format.js';

const WIDTH = 600;
const SLOT = 100;
const BASE = 108;
const TALLEST = 86;

/** How many cards open when: the first bar is the one to wait for. */
export function OpensChart({ opens }: { readonly opens: QueueExplanation['opens'] }): JSX.Element {
  const { t } = useTranslation('console');
  const language = useLanguage();
  const nowMs = useServerNow(60_000);
  const shown = opens.slice(0, WIDTH / SLOT);
  const most = Math.max(1, ...shown.map(({ count }) => count));
  const name = (at: string): string =>
    dayKey(at) === dayKey(nowMs) ? formatClock(at) : `${formatWeekday(at, language).split(',')[0]} ${formatClock(at)}`;
  const spoken = shown.map(({ at, count }) => `${name(at)} ${formatNumber(count, language)}`).join(', ');
  return (
    <section aria-labelledby="opens">
      <div className="rowx main__subhead">
        <h2 id="opens">{t('idle.opens')}</h2>
        <span className="t3">{t('idle.opensHint')}</span>
      </div>
      <svg className="svg" viewBox={`0 0 ${WIDTH} 128`} role="img" aria-label={spoken}>
        <line x1="0" x2={WIDTH} y1={BASE + 0.5} y2={BASE + 0.5} stroke="var(--line-strong)" />
        {shown.map(({ at, count }, index) => {
          const height = Math.max(3, (count / most) * TALLEST);
          const x = index * SLOT;
          return (
            <g key={at}>
              <rect
                x={x}
                y={BASE - height}
                width="64"
                height={height}
                rx="2"
                fill={index === 0 ? 'var(--accent)' : 'var(--dead-mark)'}
              />
              <text x={x} y={BASE - height - 5} className="b svg__value">
                {formatNumber(count, language)}
              </text>
              <text x={x} y="125">
                {name(at)}
              </text>
            </g>
          );
        })}
      </svg>
    </section>
  );
}
