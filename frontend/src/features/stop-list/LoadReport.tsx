import type { SuppressionLoad } from '@warmline/contracts';
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../../components/ErrorState.js';
import { Notice } from '../../components/Notice.js';
import { Panel, Section } from '../../components/Panel.js';
import { ProblemOfCode } from '../../components/ProblemOfCode.js';
import { Skeleton } from '../../components/Skeleton.js';
import { Meter } from '../../components/StackBar.js';
import { useLiveViews } from '../../hooks/useLiveViews.js';
import { useProgress } from '../../hooks/useProgress.js';
import { formatDate, formatNumber } from '../../lib/format.js';
import { languageOf } from '../../lib/language.js';
import { isRunning, type LoadProgress, progressOf, stepOf } from './load.rules.js';
import { LoadFoot } from './LoadFoot.js';
import type { FrameProps } from './LoadPage.js';
import { loadQuery, unreadableAddress } from './stop-list-data.js';

interface LoadReportProps {
  readonly id: string;
  readonly frame: (props: FrameProps) => JSX.Element;
}

/** What a file would stop, the yes, and what came of it. */
export function LoadReport({ id, frame: Frame }: LoadReportProps): JSX.Element {
  const { t } = useTranslation('stop-list');
  const query = useQuery(loadQuery(id));
  const progress = useProgress(id, progressOf);
  useLiveViews();
  const load = query.data;
  if (!load) {
    return (
      <Frame step="check">
        {query.error ? <ErrorState error={query.error} retry={() => void query.refetch()} /> : <Skeleton />}
      </Frame>
    );
  }
  return (
    <Frame
      step={stepOf(load)}
      state={`${load.fileName}, ${t(`load.state.${load.state}`)}`}
      foot={<LoadFoot load={load} />}
    >
      <div className="stops__map lines">
        <Panel title={t('load.report')} className="stops__scroll">
          {isRunning(load.state) && <Running load={load} heard={progress} />}
          {load.error && (
            <div className="panel__body">
              <ProblemOfCode code={load.error.code} params={load.error.params} />
            </div>
          )}
          {load.counts && <Counts load={load} counts={load.counts} />}
        </Panel>
        <Panel as="aside" label={t('load.order')} className="stops__scroll">
          <Order load={load} />
        </Panel>
      </div>
    </Frame>
  );
}

interface RunningProps {
  readonly load: SuppressionLoad;
  readonly heard: LoadProgress | undefined;
}

function Running({ load, heard }: RunningProps): JSX.Element {
  const { t, i18n } = useTranslation('stop-list');
  const number = (value: number): string => formatNumber(value, languageOf(i18n.language));
  const now = heard?.phase === load.state ? heard : { done: 0, total: null };
  return (
    <div className="panel__body form">
      <Meter share={now.total ? now.done / now.total : 0} label={t('load.progress')} />
      <p className="t2 num" role="status">
        {now.done > 0 ? t('load.doneOf', { done: number(now.done) }) : t(`load.state.${load.state}`)}
      </p>
      <p className="sm t3">{t('load.mayLeave')}</p>
    </div>
  );
}

interface CountsProps {
  readonly load: SuppressionLoad;
  readonly counts: NonNullable<SuppressionLoad['counts']>;
}

function Counts({ load, counts }: CountsProps): JSX.Element {
  const { t, i18n } = useTranslation('stop-list');
  const number = (value: number): string => formatNumber(value, languageOf(i18n.language));
  const shown = (
    ['rows', 'readable', 'unreadable', 'numbers', 'repeated', 'alreadyStopped', 'fresh', 'leads'] as const
  ).map((name) => [name, counts[name]] as const);
  return (
    <>
      <Section title={t('load.found')}>
        <dl className="kv stops__counts">
          {shown.map(([name, value]) => [
            <dt key={name}>{t(`load.count.${name}`)}</dt>,
            <dd key={`${name}-v`} className="num">
              {number(value)}
            </dd>,
          ])}
        </dl>
        {counts.unreadable > 0 && (
          <p>
            <a href={unreadableAddress(load.id, i18n.language)} download>
              {t('load.downloadUnreadable')}
            </a>
          </p>
        )}
      </Section>
      {load.added > 0 && (
        <Section title={t('load.made')}>
          <dl className="kv stops__counts">
            <dt>{t('load.added')}</dt>
            <dd className="num">{number(load.added)}</dd>
            {load.lifted > 0 && [
              <dt key="lifted">{t('load.lifted')}</dt>,
              <dd key="lifted-v" className="num">
                {number(load.lifted)}
              </dd>,
            ]}
          </dl>
        </Section>
      )}
    </>
  );
}

function Order({ load }: { readonly load: SuppressionLoad }): JSX.Element {
  const { t } = useTranslation('stop-list');
  const day = (text: string): string => formatDate(text, { year: true });
  const { register, clientName } = load;
  const facts: [string, string | null][] = [
    [t('column.kind'), t(`kind.${load.kind}`)],
    [t('load.registerName'), register?.name ?? null],
    [t('load.registerDate'), register && day(register.date)],
    [t('load.freshUntil'), register?.freshUntil ? day(register.freshUntil) : null],
    [t('column.scope'), clientName === null ? t('scope.organisation') : t('scope.onlyClient', { name: clientName })],
    [t('lastDay'), load.expiresOn && day(load.expiresOn)],
    [t('load.reason'), load.reason],
    [t('by'), load.createdBy],
    [t('column.when'), day(load.createdAt)],
    [t('load.undoneBy'), load.undoneBy],
    [t('load.undoReason'), load.undoReason],
  ];
  return (
    <Section title={t('load.order')}>
      {load.isStale && load.state === 'done' && <Notice tone="warn">{t('load.staleText')}</Notice>}
      <dl className="kv">
        {facts.map(([name, value]) =>
          value === null || value === '' ? null : [<dt key={name}>{name}</dt>, <dd key={`${name}-v`}>{value}</dd>],
        )}
      </dl>
    </Section>
  );
}
