import type { Enrichment } from '@warmline/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../../components/ErrorState.js';
import { Panel, Section } from '../../components/Panel.js';
import { ProblemOfCode } from '../../components/ProblemOfCode.js';
import { Skeleton } from '../../components/Skeleton.js';
import { Meter } from '../../components/StackBar.js';
import { useFactName } from '../../hooks/useFactName.js';
import { useLiveViews } from '../../hooks/useLiveViews.js';
import { useProgress } from '../../hooks/useProgress.js';
import { enrichmentQuery, leftQuery } from './enrichment-data.js';
import { isRunning, isWhole, type Progress, progressNow, progressOf, stepOf } from './enrichment.rules.js';
import type { FrameProps } from './EnrichmentPage.js';
import { ReportFoot } from './ReportFoot.js';
import { type CountsProps, ReportVerdicts } from './ReportVerdicts.js';
import { RunOrder } from './RunOrder.js';
import { useNumber } from './useNumber.js';

interface EnrichmentReportProps {
  readonly id: string;
  readonly frame: (props: FrameProps) => JSX.Element;
}

/** What a file would change, the yes, and what came of it. */
export function EnrichmentReport({ id, frame: Frame }: EnrichmentReportProps): JSX.Element {
  const { t } = useTranslation('enrichment');
  const query = useQuery(enrichmentQuery(id));
  const progress = useProgress(id, progressOf);
  useLiveViews();
  const run = query.data;
  if (!run) {
    return (
      <Frame step="check">
        {query.error ? <ErrorState error={query.error} retry={() => void query.refetch()} /> : <Skeleton />}
      </Frame>
    );
  }
  return (
    <Frame step={stepOf(run)} state={`${run.fileName}, ${t(`state.${run.state}`)}`} foot={<ReportFoot run={run} />}>
      <div className="enrich__map lines">
        <Panel title={t('report.rows')} className="enrich__scroll">
          {isRunning(run.state) && <Running progress={progressNow(run, progress)} />}
          {run.error && <Failure run={run} error={run.error} />}
          {run.counts && <ReportVerdicts run={run} counts={run.counts} />}
        </Panel>
        <Panel as="aside" label={t('report.side')} className="enrich__scroll">
          {run.counts && <Sums run={run} counts={run.counts} />}
          <RunOrder run={run} />
          {run.skipped + run.kept > 0 && <Left id={run.id} />}
        </Panel>
      </div>
    </Frame>
  );
}

function Running({ progress }: { readonly progress: Progress }): JSX.Element {
  const { t } = useTranslation('enrichment');
  const number = useNumber();
  const { done, total } = progress;
  return (
    <div className="panel__body form">
      <Meter share={total ? done / total : 0} label={t('report.progress')} />
      <p className="t2 num" role="status">
        {total === null
          ? t('report.read', { done: number(done) })
          : t('report.doneOf', { done: number(done), total: number(total) })}
      </p>
      <p className="sm t3">{t('report.mayLeave')}</p>
    </div>
  );
}

interface FailureProps {
  readonly run: Enrichment;
  readonly error: NonNullable<Enrichment['error']>;
}

/** What is in the way, what came of it so far and what is kept. An undo is tried again by itself. */
function Failure({ run, error }: FailureProps): JSX.Element {
  const { t } = useTranslation('enrichment');
  return (
    <div className="panel__body form">
      <ProblemOfCode code={error.code} params={error.params} />
      {run.state === 'failed' && (
        <p className="t2">
          {t(run.applied > 0 ? 'report.someChanged' : 'report.noneChanged')} {t('report.orderKept')}
        </p>
      )}
    </div>
  );
}

function Sums({ run, counts }: CountsProps): JSX.Element {
  const { t } = useTranslation('enrichment');
  const number = useNumber();
  const factName = useFactName();
  const made = (['applied', 'skipped', 'undone', 'kept'] as const).filter((each) => run[each] > 0);
  const fields = Object.entries(counts.byField).sort(([, a], [, b]) => b - a);
  return (
    <>
      <Section title={t(stepOf(run) === 'check' ? 'report.would' : isWhole(run) ? 'report.did' : 'report.plan')}>
        <dl className="kv">
          <dt>{t('report.leads')}</dt>
          <dd>{number(counts.leads)}</dd>
        </dl>
      </Section>
      {fields.length > 0 && (
        <Section title={t('report.byField')}>
          <dl className="kv">
            {fields.map(([field, count]) => [
              <dt key={field}>{factName(field)}</dt>,
              <dd key={`${field}-n`}>{number(count)}</dd>,
            ])}
          </dl>
        </Section>
      )}
      {made.length > 0 && !isRunning(run.state) && (
        <Section title={t('report.made')}>
          <dl className="kv">
            {made.map((each) => [
              <dt key={each}>{t(`report.${each}`)}</dt>,
              <dd key={`${each}-n`}>{number(run[each])}</dd>,
            ])}
          </dl>
        </Section>
      )}
    </>
  );
}

/** Changes that were not made or not taken back, with the leads by name. */
function Left({ id }: { readonly id: string }): JSX.Element | null {
  const { t } = useTranslation('enrichment');
  const left = useQuery(leftQuery(id));
  const factName = useFactName();
  if (!left.data) return null;
  return (
    <Section title={t('report.left')}>
      <ul className="enrich__latest">
        {left.data.map(({ leadId, leadName, field, state }) => (
          <li key={leadId + field} className="sm">
            <Link to="/leads" search={{ open: leadId }}>
              {leadName}
            </Link>{' '}
            <span className="t3">
              {factName(field)}, {t(`leftBy.${state}`)}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
