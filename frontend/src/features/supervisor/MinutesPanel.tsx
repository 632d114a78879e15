import type { Board } from '@warmline/contracts';
import { useComputedColorScheme } from '@mantine/core';
import { type JSX, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { Panel } from '../../components/Panel.js';
import { formatClock } from '../../lib/format.js';

type Minutes = Board['minutes'];

const HEIGHT_PX = 164;

/** Dials and talks per minute of the last hour; the names stand at the ends of the lines, there is no legend to look up. */
export function MinutesPanel({ minutes }: { readonly minutes: Minutes }): JSX.Element {
  const { t, i18n } = useTranslation('supervisor');
  const scheme = useComputedColorScheme();
  const most = Math.max(0, ...minutes.map((minute) => minute.attempts));
  const talks = minutes.reduce((total, minute) => total + minute.decisionMakers, 0);
  return (
    <Panel className="board__chart" title={t('minutes.title')} label={t('minutes.title')}>
      <div role="img" aria-label={t('minutes.told', { most, talks })}>
        {/* Colours and words are read when it is drawn: others draw it anew. */}
        <Chart
          key={`${scheme} ${i18n.language}`}
          minutes={minutes}
          attempts={t('minutes.attempts')}
          talks={t('minutes.talks')}
        />
      </div>
    </Panel>
  );
}

interface ChartProps {
  readonly minutes: Minutes;
  /** What stands at the end of each line. */
  readonly attempts: string;
  readonly talks: string;
}

function Chart({ minutes, attempts, talks }: ChartProps): JSX.Element {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const drawn = new uPlot(chartOptions(element, [attempts, talks]), toData([]), element);
    plot.current = drawn;
    const observer = new ResizeObserver(() => drawn.setSize({ width: element.clientWidth, height: HEIGHT_PX }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      drawn.destroy();
      plot.current = undefined;
    };
  }, [attempts, talks]);
  useEffect(() => plot.current?.setData(toData(minutes)), [minutes]);
  return <div ref={place} className="chart" />;
}

const toData = (minutes: Minutes): uPlot.AlignedData => [
  minutes.map((minute) => Date.parse(minute.at) / 1000),
  minutes.map((minute) => minute.attempts),
  minutes.map((minute) => minute.decisionMakers),
];

function chartOptions(element: HTMLElement, names: readonly string[]): uPlot.Options {
  const style = getComputedStyle(element);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  const axis: uPlot.Axis = {
    font: `12px ${style.fontFamily}`,
    stroke: colour('--text-3'),
    ticks: { show: false },
    grid: { stroke: colour('--line'), width: 1 },
  };
  return {
    width: element.clientWidth,
    height: HEIGHT_PX,
    // To the left half a clock time stands out under the first grid line; to the right are the names.
    padding: [8, 72, 0, 20],
    cursor: { show: false },
    legend: { show: false },
    scales: { x: { time: true }, y: { range: (_plot, _low, high) => [0, Math.max(5, Math.ceil(high * 1.1))] } },
    axes: [
      {
        ...axis,
        size: 24,
        space: 64,
        grid: { show: false },
        values: (_plot, times) => times.map((time) => formatClock(time * 1000)),
      },
      {
        ...axis,
        side: 1,
        size: 32,
        space: 48,
        gap: 8,
        incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500],
      },
    ],
    series: [
      {},
      { stroke: colour('--line-control'), width: 1.5, points: { show: false } },
      { stroke: colour('--text'), width: 2, points: { show: false } },
    ],
    hooks: { draw: [(plot) => drawNames(plot, { names, colour, font: style.fontFamily })] },
  };
}

interface EndNames {
  readonly names: readonly string[];
  readonly colour: (name: string) => string;
  readonly font: string;
}

/** The end of each line carries a dot and its name; two names that would touch are moved apart. */
function drawNames(plot: uPlot, { names, colour, font }: EndNames): void {
  const ratio = devicePixelRatio;
  const inks = [colour('--text-3'), colour('--text')];
  const marks = [colour('--line-control'), colour('--text')];
  const x = plot.bbox.left + plot.bbox.width;
  const ends = [1, 2].map((series) => plot.valToPos(plot.data[series]?.at(-1) ?? 0, 'y', true));
  const [upper = 0, lower = 0] = ends;
  const apart = 14 * ratio;
  const labels = lower - upper < apart ? [Math.min(upper, lower - apart), lower] : ends;
  // The chart remembers which font it set last: what is set here must not outlive this.
  plot.ctx.save();
  plot.ctx.font = `600 ${12 * ratio}px ${font}`;
  plot.ctx.textAlign = 'left';
  plot.ctx.textBaseline = 'middle';
  names.forEach((name, index) => {
    plot.ctx.fillStyle = marks[index] ?? '';
    plot.ctx.beginPath();
    plot.ctx.arc(x, ends[index] ?? 0, 3 * ratio, 0, 2 * Math.PI);
    plot.ctx.fill();
    plot.ctx.fillStyle = inks[index] ?? '';
    plot.ctx.fillText(name, x + 32 * ratio, labels[index] ?? 0);
  });
  plot.ctx.restore();
}
