import type { LeadMove, Temperature } from '@warmline/contracts';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDate, formatDayMonth } from '../lib/format.js';
import { languageOf } from '../lib/language.js';
import { useDispositionName } from '../hooks/useDispositionName.js';
import { useServerNow } from '../hooks/useServerClock.js';

const LEVELS: Record<Temperature, number> = { hot: 14, warm: 38, cold: 62 };
const LEFT = 84;
const RIGHT = 372;

/** Whole hours: the line need not creep. */
const STEP_MS = 3_600_000;

/** Steps between cold, warm and hot over time, and who moved the lead and why. `moves` newest first. */
export function TemperatureHistory({ moves }: { readonly moves: readonly LeadMove[] }): JSX.Element {
  const { t } = useTranslation();
  const nowMs = useServerNow(STEP_MS);
  const steps = temperatureSteps(moves, nowMs);
  const told = steps.map((step) => `${t(`temperature.${step.temperature}`)} ${formatDate(step.at)}`).join(', ');
  return (
    <>
      <svg className="svg" viewBox="0 0 376 84" role="img" aria-label={told}>
        {(['hot', 'warm', 'cold'] as const).map((temperature) => (
          <g key={temperature}>
            <line x1={LEFT - 4} x2={RIGHT} y1={LEVELS[temperature]} y2={LEVELS[temperature]} stroke="var(--line)" />
            <text x="0" y={LEVELS[temperature] + 4} style={{ fill: `var(--${temperature})` }}>
              {t(`temperature.${temperature}`)}
            </text>
          </g>
        ))}
        {steps.map((step, index) => (
          <Step key={index} step={step} previous={steps[index - 1]} />
        ))}
        <Dates steps={steps} />
      </svg>
      <Moves moves={moves} />
    </>
  );
}

export interface TemperatureStep {
  readonly temperature: Temperature;
  readonly at: number;
  readonly x1: number;
  readonly x2: number;
}

/** Time is drawn to scale, but no step shrinks to nothing: a lead that warmed up in one call is still two steps. */
export function temperatureSteps(moves: readonly LeadMove[], nowMs: number): TemperatureStep[] {
  const oldest = moves.at(-1);
  if (!oldest) return [];
  const changes = [...moves].reverse().filter((move) => move.fromTemperature !== move.toTemperature);
  const first = Date.parse(oldest.at);
  const starts = [
    { temperature: oldest.fromTemperature, at: first },
    ...changes.map((move) => ({ temperature: move.toTemperature, at: Date.parse(move.at) })),
  ];
  const least = 20;
  const free = RIGHT - LEFT - least * starts.length;
  const span = Math.max(1, nowMs - first);
  let x = LEFT;
  return starts.map((start, index) => {
    const until = starts[index + 1]?.at ?? Math.max(nowMs, start.at);
    const x1 = x;
    x += least + (free * (until - start.at)) / span;
    return { ...start, x1, x2: x };
  });
}

function Step({ step, previous }: { step: TemperatureStep; previous: TemperatureStep | undefined }): JSX.Element {
  const y = LEVELS[step.temperature];
  return (
    <>
      {previous && (
        <path
          d={`M${step.x1} ${LEVELS[previous.temperature]}V${y}`}
          stroke="var(--line-control)"
          strokeWidth="1.5"
          strokeDasharray="2 2"
          fill="none"
        />
      )}
      <path
        d={`M${step.x1} ${y}H${step.x2}`}
        stroke={`var(--${step.temperature}-mark)`}
        strokeWidth="2.5"
        fill="none"
      />
      {previous && <circle cx={step.x1} cy={y} r="4" fill={`var(--${step.temperature}-mark)`} />}
    </>
  );
}

function Dates({ steps }: { readonly steps: readonly TemperatureStep[] }): JSX.Element | null {
  const { i18n } = useTranslation();
  const language = languageOf(i18n.language);
  const [first] = steps;
  const last = steps.at(-1);
  if (!first || !last) return null;
  return (
    <>
      <text x={LEFT} y="82">
        {formatDayMonth(first.at, language)}
      </text>
      {last.at - first.at > 86_400_000 && (
        <text x={RIGHT} y="82" textAnchor="end">
          {formatDayMonth(last.at, language)}
        </text>
      )}
    </>
  );
}

function Moves({ moves }: { readonly moves: readonly LeadMove[] }): JSX.Element {
  const nameOf = useDispositionName();
  return (
    <ul className="moves sm">
      {moves.slice(0, 4).map((move) => (
        <li key={move.at}>
          <time dateTime={move.at} className="t3 num">
            {formatDate(move.at)}
          </time>
          <span className="ell">{move.note ?? nameOf(move.reason)}</span>
          <span className="t3">{move.byName}</span>
        </li>
      ))}
    </ul>
  );
}
