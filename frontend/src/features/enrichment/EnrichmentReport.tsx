import type { Enrichment, EnrichmentCounts, EnrichmentVerdict } from '@warmline/contracts';
import { IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type JSX, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BeforeAfter } from '../../components/BeforeAfter.js';
import { Button } from '../../components/Button.js';
import { ErrorState } from '../../components/ErrorState.js';
import { Icon } from '../../components/Icon.js';
import { Panel, Section } from '../../components/Panel.js';
import { ProblemOfCode } from '../../components/ProblemOfCode.js';
import { Skeleton } from '../../components/Skeleton.js';
import { Meter } from '../../components/StackBar.js';
import { useLiveViews } from '../../hooks/useLiveViews.js';
import { formatNumber } from '../../lib/format.js';
import { languageOf } from '../../lib/language.js';
import { line } from '../../lib/socket.js';
import { enrichmentQuery, examplesQuery, leftQuery, rowsAddress } from './enrichment-data.js';
import { isRunning, type Progress, progressNow, progressOf } from './enrichment.rules.js';
import type { FrameProps } from './EnrichmentPage.js';
import { useFactName } from '../../hooks/useFactName.js';
import { ReportFoot } from './ReportFoot.js';

interface EnrichmentReportProps {
  readonly id: string;
  readonly frame: (props: FrameProps) => JSX.Element;
}

/** What a file would change, the yes, and what came of it. */
export function EnrichmentReport({ id, frame: Frame }: EnrichmentReportProps): JSX.Element {
  const { t } = useTranslation('enrichment');
  const query = useQuery(enrichmentQuery(id));
  const progress = useProgress(id);
  useLiveViews();
  const run = query.data;
  if (!run) {
    return (
      <Frame step="check">
        {query.error ? <ErrorState error={query.error} retry={() => void query.refetch()} /> : <Skeleton />}
      </Frame>
    );
  }
  const step = run.state === 'reading' || run.state === 'review' ? 'check' : 'done';
  return (
    <Frame step={step} state={`${run.fileName}, ${t(`state.${run.state}`)}`} foot={<ReportFoot run={run} />}>
      <div className="enrich__map lines">
        <Panel title={t('report.rows')} className="enrich__scroll">
          {isRunning(run.state) && <Running progress={progressNow(run, progress)} />}
          {run.error && (
            <div className="panel__body">
              <ProblemOfCode code={run.error.code} params={run.error.params} />
            </div>
          )}
          {run.counts && <Verdicts run={run} counts={run.counts} />}
        </Panel>
        <Panel as="aside" label={t('report.side')} className="enrich__scroll">
          {run.counts && <Sums run={run} counts={run.counts} />}
          {run.skipped + run.kept > 0 && <Left id={run.id} />}
        </Panel>
      </div>
    </Frame>
  );
}

/** Told by the events themselves: a bar that asked would lag. */
function useProgress(id: string): Progress | undefined {
  const [progress, setProgress] = useState<Progress>();
  useEffect(
    () =>
      line.follow((events) => {
        const last = events.map((event) => progressOf(event, id)).findLast((each) => each !== undefined);
        if (last) setProgress(last);
      }),
    [id],
  );
  return progress;
}

function useNumber(): (value: number) => string {
  const { i18n } = useTranslation('enrichment');
  return (value) => formatNumber(value, languageOf(i18n.language));
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
    </div>
  );
}

const VERDICTS = [
  ['changes', 'changes'],
  ['unchanged', 'unchanged'],
  ['not_found', 'notFound'],
  ['ambiguous', 'ambiguous'],
  ['invalid', 'invalid'],
] as const satisfies readonly (readonly [EnrichmentVerdict, keyof EnrichmentCounts])[];

interface CountsProps {
  readonly run: Enrichment;
  readonly counts: EnrichmentCounts;
}

function Verdicts({ run, counts }: CountsProps): JSX.Element {
  const { t } = useTranslation('enrichment');
  return (
    <table className="table" aria-label={t('report.rows')}>
      <thead>
        <tr>
          <th scope="col">{t('report.what')}</th>
          <th scope="col" className="r">
            {t('report.count')}
          </th>
          <th scope="col" />
        </tr>
      </thead>
      <tbody>
        {VERDICTS.map(([verdict, key]) => (
          <VerdictRows key={verdict} run={run} verdict={verdict} count={counts[key]} />
        ))}
      </tbody>
    </table>
  );
}

/** The yes was given: what would change has changed. */
const hasChanged = (run: Enrichment): boolean => run.applied > 0 && !isRunning(run.state);

interface VerdictRowsProps {
  readonly run: Enrichment;
  readonly verdict: EnrichmentVerdict;
  readonly count: number;
}

function VerdictRows({ run, verdict, count }: VerdictRowsProps): JSX.Element {
  const { t, i18n } = useTranslation('enrichment');
  const number = useNumber();
  const [open, setOpen] = useState(verdict === 'changes');
  return (
    <>
      <tr>
        <th scope="row">{t(`verdict.${verdict === 'changes' && hasChanged(run) ? 'changed' : verdict}`)}</th>
        <td className="r num">
          <b>{number(count)}</b>
        </td>
        <td>
          {count > 0 && (
            <span className="rowx">
              <span className="grow t2">{t(`verdictHint.${verdict}`)}</span>
              <Button scale="sm" look="ghost" aria-expanded={open} onClick={() => setOpen(!open)}>
                {t(open ? 'report.hide' : 'report.examples')}
              </Button>
              <a
                className="btn btn--sm"
                href={rowsAddress(run.id, { lang: i18n.language, verdict })}
                download
                aria-label={`${t('report.download')}: ${t(`verdict.${verdict}`)}`}
              >
                <Icon of={IconDownload} />
                .csv
              </a>
            </span>
          )}
        </td>
      </tr>
      {open && count > 0 && <Examples id={run.id} verdict={verdict} />}
    </>
  );
}

const REASONS = [
  'ours_kept',
  'repeated_in_file',
  'key_missing',
  'key_invalid',
  'day_invalid',
  'day_in_future',
  'value_invalid',
  'unbalanced_quotes',
  'nul_byte',
] as const;

function Examples({ id, verdict }: { readonly id: string; readonly verdict: EnrichmentVerdict }): JSX.Element {
  const { t } = useTranslation('enrichment');
  const query = useQuery(examplesQuery(id, verdict));
  const factName = useFactName();
  const reasonOf = (reason: string | null): string => {
    const known = REASONS.find((each) => each === reason);
    return known ? t(`reason.${known}`) : '';
  };
  return (
    <tr>
      <td colSpan={3}>
        {query.data ? (
          <ul className="enrich__examples">
            {query.data.items.map((row) => (
              <li key={row.rowNumber} className="sm">
                <span className="num t3">{t('report.row', { number: row.rowNumber })}</span> {row.leadName}{' '}
                <span className="t3">{reasonOf(row.reason)}</span>
                {row.changes.map(({ field, before, after }) => (
                  <span key={field + String(after)} className="enrich__change">
                    <span className="t3">{factName(field)}</span> <BeforeAfter before={before} after={after} />
                  </span>
                ))}
              </li>
            ))}
          </ul>
        ) : (
          <Skeleton rows={2} />
        )}
      </td>
    </tr>
  );
}

function Sums({ run, counts }: CountsProps): JSX.Element {
  const { t } = useTranslation('enrichment');
  const number = useNumber();
  const factName = useFactName();
  const isAhead = run.state === 'reading' || run.state === 'review';
  return (
    <>
      <Section title={t(isAhead ? 'report.would' : 'report.did')}>
        <dl className="kv">
          <dt>{t('report.leads')}</dt>
          <dd>{number(counts.leads)}</dd>
          {(['applied', 'skipped', 'undone', 'kept'] as const)
            .filter((each) => run[each] > 0)
            .map((each) => [<dt key={each}>{t(`report.${each}`)}</dt>, <dd key={`${each}-n`}>{number(run[each])}</dd>])}
        </dl>
      </Section>
      <Section title={t('report.byField')}>
        <dl className="kv">
          {Object.entries(counts.byField)
            .sort(([, a], [, b]) => b - a)
            .map(([field, count]) => [
              <dt key={field}>{factName(field)}</dt>,
              <dd key={`${field}-n`}>{number(count)}</dd>,
            ])}
        </dl>
      </Section>
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
