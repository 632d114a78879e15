import type { Import, ImportCounts, LeadList } from '@warmline/contracts';
import { IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type JSX, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
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
import { importQuery, listQuery, rejectedAddress } from './import-data.js';
import { isOver, type Progress, progressOf, reportRows } from './report.rules.js';

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
    <Frame step="load" state={state} body={<Body load={load} progress={progress} />} foot={<Foot load={load} />} />
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
        {!isOver(load.state) && <Running progress={progress} />}
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
        {load.counts && <After counts={load.counts} />}
      </Panel>
    </div>
  );
}

function Running({ progress }: { readonly progress: Progress | undefined }): JSX.Element {
  const { t, i18n } = useTranslation('import');
  const language = languageOf(i18n.language);
  const read = progress?.rowsRead ?? 0;
  const total = progress?.rowsTotal ?? null;
  return (
    <div className="panel__body form">
      <Meter share={total ? read / total : 0} label={t('report.progress')} />
      <p className="t2 num" role="status">
        {total === null
          ? t('report.read', { rows: formatNumber(read, language) })
          : t('report.readOf', { rows: formatNumber(read, language), total: formatNumber(total, language) })}
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
  const { t, i18n } = useTranslation('import');
  const language = languageOf(i18n.language);
  const rows = reportRows(counts);
  return (
    <>
      <div className="wizard__bar">
        <StackBar parts={rows.map(({ id, count, colour }) => ({ label: t(`verdict.${id}`), count, colour }))} />
      </div>
      <table className="table rep" aria-label={t('report.verdicts')}>
        <thead>
          <tr>
            <th scope="col">{t('report.what')}</th>
            <th scope="col" className="r">
              {t('report.rows')}
            </th>
            <th scope="col" className="r">
              {t('report.share')}
            </th>
            <th scope="col">{t('report.done')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, count, colour }) => (
            <tr key={id}>
              <th scope="row">
                <span className="rowx">
                  <Key colour={colour} />
                  {t(`verdict.${id}`)}
                </span>
              </th>
              <td className="r num">
                <b>{formatNumber(count, language)}</b>
              </td>
              <td className="r num t3">{formatShare(count, counts.rows, { language })}</td>
              <td className="t2">
                <span className="rowx">
                  <span className="grow">{count > 0 && t(`verdictHint.${id}`)}</span>
                  {id === 'invalid' && count > 0 && (
                    <a className="btn btn--sm" href={rejectedAddress(load.id, i18n.language)} download>
                      <Icon of={IconDownload} />
                      {t('report.rejected')}
                    </a>
                  )}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {counts.invalid > 0 && <p className="sm t3 wizard__note">{t('report.rejectedNote')}</p>}
    </>
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

function After({ counts }: { readonly counts: ImportCounts }): JSX.Element {
  const { t, i18n } = useTranslation(['import', 'common']);
  const language = languageOf(i18n.language);
  const number = (value: number): string => formatNumber(value, language);
  const parsed = formatShare(counts.phoneCellsParsed, counts.phoneCells, { language });
  return (
    <Section title={t('report.came')}>
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

function Foot({ load }: { readonly load: Import }): JSX.Element {
  const { t } = useTranslation('import');
  return (
    <footer className="page__foot">
      <Link to="/lists" search={{ open: load.listId }} className="btn">
        {t('report.openList')}
      </Link>
      <Link to="/leads" search={{ list: load.listId }} className="btn btn--ghost">
        {t('report.openLeads')}
      </Link>
      <span className="grow" />
      {load.state === 'done' && (
        <Link to="/campaigns" className="btn btn--lg btn--primary">
          {t('report.toCampaign')}
        </Link>
      )}
      {load.state === 'failed' && (
        <Link to="/lists/import/$id" params={{ id: 'new' }} className="btn btn--lg btn--primary">
          {t('report.again')}
        </Link>
      )}
    </footer>
  );
}
