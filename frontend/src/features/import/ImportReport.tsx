import type { Import, ImportCounts, ImportRow, ImportVerdict, LeadList } from '@warmline/contracts';
import { IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type JSX, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.js';
import { ErrorState } from '../../components/ErrorState.js';
import { Icon } from '../../components/Icon.js';
import { LegalVerdict } from '../../components/LegalSourceFields.js';
import { Panel, Section } from '../../components/Panel.js';
import { ProblemOfCode } from '../../components/ProblemOfCode.js';
import { Skeleton } from '../../components/Skeleton.js';
import { Key, Meter, StackBar } from '../../components/StackBar.js';
import { useLiveViews } from '../../hooks/useLiveViews.js';
import { formatNumber, formatShare } from '../../lib/format.js';
import { languageOf } from '../../lib/language.js';
import { legalFormQuery } from '../../lib/legal-source.js';
import { legalDraftOf } from '../../lib/legal-source.rules.js';
import { line } from '../../lib/socket.js';
import type { FrameProps } from './ImportPage.js';
import { examplesQuery, importQuery, keptQuery, listQuery, rowsAddress } from './import-data.js';
import { isRunning, type Progress, progressOf, type ReportRow, reportRows, stepOf } from './report.rules.js';
import { ReportFoot } from './ReportFoot.js';

export interface ImportReportProps {
  readonly id: string;
  readonly frame: (props: FrameProps) => JSX.Element;
}

/** How an import goes, and what came of every row. */
export function ImportReport({ id, frame: Frame }: ImportReportProps): JSX.Element {
  const { t } = useTranslation('import');
  const query = useQuery(importQuery(id));
  const progress = useProgress(id);
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

/** Told by the events themselves: a bar that asked would lag. */
function useProgress(id: string): Progress | undefined {
  const [progress, setProgress] = useState<Progress>();
  useEffect(
    () =>
      line.follow((events) => {
        const told = events.map((event) => progressOf(event, id)).filter((each) => each !== undefined);
        const last = told.at(-1);
        if (last) setProgress(last);
      }),
    [id],
  );
  return progress;
}

function Body({ load, progress }: { readonly load: Import; readonly progress: Progress | undefined }): JSX.Element {
  const { t } = useTranslation('import');
  const list = useQuery(listQuery(load.listId));
  return (
    <div className="map lines">
      <Panel title={list.data?.name ?? load.fileName} note={t(`state.${load.state}`)} className="wizard__scroll">
        {isRunning(load.state) && <Running progress={progress} />}
        {load.undo && <Undone load={load} undo={load.undo} />}
        {load.error && (
          <div className="panel__body">
            <ProblemOfCode code={load.error.code} params={load.error.params} />
            <p className="t2">{t('report.nothingWritten')}</p>
          </div>
        )}
        {load.counts && <Verdicts load={load} counts={load.counts} />}
      </Panel>
      <Panel as="aside" className="wizard__scroll" label={t('report.side')}>
        {list.data && <Legal list={list.data} />}
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

interface CountsProps {
  readonly load: Import;
  readonly counts: ImportCounts;
}

function Verdicts({ load, counts }: CountsProps): JSX.Element {
  const { t } = useTranslation('import');
  const isAhead = stepOf(load.state) === 'check';
  const rows = reportRows(counts);
  return (
    <>
      <div className="wizard__bar">
        <StackBar parts={rows.map(({ id, count, colour }) => ({ label: t(`verdict.${id}`), count, colour }))} />
      </div>
      <table className="table rep" aria-label={t(isAhead ? 'report.willBecome' : 'report.verdicts')}>
        <thead>
          <tr>
            <th scope="col">{t('report.what')}</th>
            <th scope="col" className="r">
              {t('report.rows')}
            </th>
            <th scope="col" className="r">
              {t('report.share')}
            </th>
            <th scope="col">{t(isAhead ? 'report.willDo' : 'report.done')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <VerdictRows key={row.id} load={load} row={row} whole={counts.rows} />
          ))}
        </tbody>
      </table>
      {counts.invalid > 0 && <p className="sm t3 wizard__note">{t('report.rejectedNote')}</p>}
    </>
  );
}

interface VerdictRowsProps {
  readonly load: Import;
  readonly row: ReportRow;
  readonly whole: number;
}

/** One verdict, and under it, when asked for, the first rows of the file that got it. */
function VerdictRows({ load, row, whole }: VerdictRowsProps): JSX.Element {
  const { t, i18n } = useTranslation('import');
  const [open, setOpen] = useState(false);
  const language = languageOf(i18n.language);
  const { id, verdict, count, colour } = row;
  const words = stepOf(load.state) === 'check' ? t(`willDo.${id}`) : t(`verdictHint.${id}`);
  return (
    <>
      <tr>
        <th scope="row">
          <span className="rowx">
            <Key colour={colour} />
            {t(`verdict.${id}`)}
          </span>
        </th>
        <td className="r num">
          <b>{formatNumber(count, language)}</b>
        </td>
        <td className="r num t3">{formatShare(count, whole, { language })}</td>
        <td className="t2">
          {count > 0 && (
            <span className="rowx">
              <span className="grow">{words}</span>
              <Button scale="sm" look="ghost" aria-expanded={open} onClick={() => setOpen(!open)}>
                {t(open ? 'report.noExamples' : 'report.examples')}
              </Button>
              <a
                className="btn btn--sm"
                href={rowsAddress(load.id, { lang: i18n.language, verdict })}
                download
                aria-label={`${t('report.download')}: ${t(`verdict.${id}`)}`}
              >
                <Icon of={IconDownload} />
                .csv
              </a>
            </span>
          )}
        </td>
      </tr>
      {open && count > 0 && <Examples load={load} verdict={verdict} />}
    </>
  );
}

function Examples({ load, verdict }: { readonly load: Import; readonly verdict: ImportVerdict }): JSX.Element {
  const { t } = useTranslation('import');
  const query = useQuery(examplesQuery(load.id, { verdict, state: load.state }));
  return (
    <tr className="rep__examples">
      <td colSpan={4}>
        {query.data ? (
          <ul className="wizard__examples">
            {query.data.items.map((row) => (
              <li key={row.rowNumber} className="sm">
                <span className="num t3">{t('report.rowNumber', { number: row.rowNumber })}</span>{' '}
                <span>{row.name ?? '—'}</span> <ExampleReason row={row} />
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

function ExampleReason({ row }: { readonly row: ImportRow }): JSX.Element | null {
  const { t } = useTranslation('import');
  const known = REASONS.find((each) => each === row.reason);
  const shared = SHARED_REASONS.find((each) => each === row.reason);
  const words = [
    known && t(`reason.${known}`),
    shared && t(`rowReason.${shared}`),
    row.leadName !== null && row.leadName !== row.name ? row.leadName : undefined,
    row.otherListName !== null ? t('report.knownIn', { list: row.otherListName }) : undefined,
  ].filter((each) => each !== undefined);
  return words.length === 0 ? null : <span className="t3">{words.join(' · ')}</span>;
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

const SHARED_REASONS = ['different_inn', 'incompatible_name'] as const;
const REASONS = ['phone_missing', 'phone_invalid', 'name_missing', 'unbalanced_quotes', 'nul_byte'] as const;

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
            const known = REASONS.find((each) => each === reason);
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

function Undone({ load, undo }: { readonly load: Import; readonly undo: NonNullable<Import['undo']> }): JSX.Element {
  const { t, i18n } = useTranslation('import');
  const kept = useQuery({ ...keptQuery(load.id), enabled: undo.kept > 0 });
  const language = languageOf(i18n.language);
  return (
    <Section title={t('report.undone')}>
      <dl className="kv">
        <dt>{t('report.removed')}</dt>
        <dd>{formatNumber(undo.removed, language)}</dd>
        <dt>{t('report.restored')}</dt>
        <dd>{formatNumber(undo.restored, language)}</dd>
        <dt>{t('report.keptCount')}</dt>
        <dd>{formatNumber(undo.kept, language)}</dd>
      </dl>
      {kept.data && kept.data.length > 0 && (
        <ul className="wizard__examples" aria-label={t('report.keptTitle')}>
          {kept.data.map((lead) => (
            <li key={lead.leadId} className="sm">
              <Link to="/leads" search={{ open: lead.leadId }}>
                {lead.leadName}
              </Link>{' '}
              <span className="t3">{t(`keptReason.${lead.reason}`)}</span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
