import { type Import, type LeadList, rowProblemSchema } from '@warmline/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../../components/ErrorState.js';
import { LegalVerdict } from '../../components/LegalSourceFields.js';
import { Panel, Section } from '../../components/Panel.js';
import { ProblemOfCode } from '../../components/ProblemOfCode.js';
import { Skeleton } from '../../components/Skeleton.js';
import { Meter } from '../../components/StackBar.js';
import { useLiveViews } from '../../hooks/useLiveViews.js';
import { useProgress } from '../../hooks/useProgress.js';
import { formatNumber, formatShare } from '../../lib/format.js';
import { languageOf } from '../../lib/language.js';
import { legalFormQuery } from '../../lib/legal-source.js';
import { legalDraftOf } from '../../lib/legal-source.rules.js';
import { BranchChoice } from './BranchChoice.js';
import type { FrameProps } from './ImportPage.js';
import { importQuery, listQuery } from './import-data.js';
import { isRunning, type Progress, progressOf, stepOf } from './report.rules.js';
import { ReportFill } from './ReportFill.js';
import { ReportFoot } from './ReportFoot.js';
import { ReportUndone } from './ReportUndone.js';
import { type CountsProps, ReportVerdicts } from './ReportVerdicts.js';

export interface ImportReportProps {
  readonly id: string;
  readonly frame: (props: FrameProps) => JSX.Element;
}

/** How an import goes, and what came of every row. */
export function ImportReport({ id, frame: Frame }: ImportReportProps): JSX.Element {
  const { t } = useTranslation('import');
  const query = useQuery(importQuery(id));
  const progress = useProgress(id, progressOf);
  useLiveViews();
  const load = query.data;
  if (!load) {
    return (
      <Frame
        step="load"
        body={query.error ? <ErrorState error={query.error} retry={() => void query.refetch()} /> : <Skeleton />}
      />
    );
  }
  const state = `${load.fileName}, ${t(`state.${load.state}`)}`;
  return (
    <Frame
      step={stepOf(load.state)}
      state={state}
      body={<Body load={load} progress={progress} />}
      foot={<ReportFoot load={load} />}
    />
  );
}

function Body({ load, progress }: { readonly load: Import; readonly progress: Progress | undefined }): JSX.Element {
  const { t } = useTranslation('import');
  const list = useQuery(listQuery(load.listId));
  return (
    <div className="map lines">
      <Panel title={list.data?.name ?? load.fileName} note={t(`state.${load.state}`)} className="wizard__scroll">
        {isRunning(load.state) && <Running progress={progress} />}
        {load.undo && <ReportUndone load={load} undo={load.undo} />}
        {load.error && (
          <div className="panel__body">
            <ProblemOfCode code={load.error.code} params={load.error.params} />
            {load.state === 'failed' && <p className="t2">{t('report.nothingWritten')}</p>}
          </div>
        )}
        {load.counts && <ReportVerdicts load={load} counts={load.counts} />}
        {load.counts && <ReportFill fill={load.fill} rows={load.counts.rows} />}
      </Panel>
      <Panel as="aside" className="wizard__scroll" label={t('report.side')}>
        {list.data && <Legal list={list.data} />}
        {load.counts && <BranchChoice load={load} counts={load.counts} />}
        {load.counts && <Reasons load={load} counts={load.counts} />}
        {load.counts && <After load={load} counts={load.counts} />}
      </Panel>
    </div>
  );
}

function Running({ progress }: { readonly progress: Progress | undefined }): JSX.Element {
  const { t, i18n } = useTranslation('import');
  const language = languageOf(i18n.language);
  const read = progress?.rowsRead ?? 0;
  const total = progress?.rowsTotal ?? null;
  const rows = { rows: formatNumber(read, language), total: formatNumber(total ?? 0, language) };
  const phase = progress?.phase;
  return (
    <div className="panel__body form">
      <Meter share={total ? read / total : 0} label={t('report.progress')} />
      <p className="t2 num" role="status">
        {phase === 'judging' || phase === 'committing'
          ? t(`report.${phase}`)
          : phase === 'undoing'
            ? t('report.undoing', rows)
            : t(total === null ? 'report.read' : 'report.readOf', rows)}
        {typeof progress?.rowsPerSecond === 'number' && (
          <> · {t('report.rate', { rate: formatNumber(progress.rowsPerSecond, language) })}</>
        )}
        {typeof progress?.secondsLeft === 'number' && <> · {t('report.left', { count: progress.secondsLeft })}</>}
      </p>
      <p className="sm t3">{t('report.mayLeave')}</p>
    </div>
  );
}

function Legal({ list }: { readonly list: LeadList }): JSX.Element | null {
  const { t } = useTranslation('import');
  const form = useQuery(legalFormQuery);
  if (!form.data) return null;
  return (
    <div className="wizard__legal">
      <LegalVerdict form={form.data} draft={legalDraftOf(list.legalSource)} />
      {!list.legalSource.complete && (
        <Link to="/lists" search={{ open: list.id }} className="btn btn--sm">
          {t('report.mendLegal')}
        </Link>
      )}
    </div>
  );
}

function Reasons({ load, counts }: CountsProps): JSX.Element | null {
  const { t, i18n } = useTranslation('import');
  const language = languageOf(i18n.language);
  const reasons = Object.entries(load.reasons).sort(([, a], [, b]) => b - a);
  if (reasons.length === 0) return null;
  const most = reasons[0]?.[1] ?? 1;
  return (
    <Section
      title={
        <>
          {t('report.reasons')} <span className="t3 num">{formatNumber(counts.invalid, language)}</span>
        </>
      }
    >
      <table className="wizard__reasons" aria-label={t('report.reasons')}>
        <tbody>
          {reasons.map(([reason, count]) => {
            const known = rowProblemSchema.options.find((each) => each === reason);
            return (
              <tr key={reason}>
                <th scope="row">{known ? t(`reason.${known}`) : reason}</th>
                <td>
                  <span className="meter">
                    <i className="bad" style={{ width: `${(count / most) * 100}%` }} />
                  </span>
                </td>
                <td className="r num">{formatNumber(count, language)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Section>
  );
}

function After({ load, counts }: CountsProps): JSX.Element {
  const isAhead = stepOf(load.state) === 'check';
  const { t, i18n } = useTranslation(['import', 'common']);
  const language = languageOf(i18n.language);
  const number = (value: number): string => formatNumber(value, language);
  const parsed = formatShare(counts.phoneCellsParsed, counts.phoneCells, { language });
  return (
    <Section title={t(isAhead ? 'report.willCome' : 'report.came')}>
      <dl className="kv">
        <dt>{t('report.leadsInList')}</dt>
        <dd>{number(counts.leadsInList)}</dd>
        <dt>{t('report.leadsCreated')}</dt>
        <dd>{number(counts.leadsCreated)}</dd>
        <dt>{t('report.contacts')}</dt>
        <dd>{number(counts.contacts)}</dd>
        <dt>{t('report.phones')}</dt>
        <dd>{number(counts.phones)}</dd>
        <dt>{t('report.phoneCells')}</dt>
        <dd>{t('common:number.outOf', { part: parsed, whole: number(counts.phoneCells) })}</dd>
        <dt>{t('report.zoneUnknown')}</dt>
        <dd className={counts.zoneUnknown > 0 ? 'warn' : undefined}>{number(counts.zoneUnknown)}</dd>
        <dt>{t('report.suppressed')}</dt>
        <dd>{number(counts.suppressed)}</dd>
      </dl>
    </Section>
  );
}
