import {
  type Import,
  type ImportCounts,
  type ImportRow,
  joinReasonSchema,
  type RowChoice,
  rowProblemSchema,
} from '@warmline/contracts';
import { IconAlertTriangle, IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type JSX, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.js';
import { Icon } from '../../components/Icon.js';
import { Skeleton } from '../../components/Skeleton.js';
import { Key, StackBar } from '../../components/StackBar.js';
import { formatNumber, formatShare } from '../../lib/format.js';
import { languageOf } from '../../lib/language.js';
import { examplesQuery, listQuery, rowsAddress } from './import-data.js';
import { type ReportRow, reportRows, stepOf } from './report.rules.js';

export interface CountsProps {
  readonly load: Import;
  readonly counts: ImportCounts;
}

const SHARED_REASONS = ['different_inn', 'incompatible_name', 'same_entity'] as const;

/** What becomes, or became, of the rows of the file, with examples and the rows themselves to take away. */
export function ReportVerdicts({ load, counts }: CountsProps): JSX.Element {
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
          <LegalRows load={load} counts={counts} />
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
  const name = t(`verdict.${id}`);
  const words = stepOf(load.state) === 'check' ? t(`willDo.${id}`) : t(`verdictHint.${id}`);
  return (
    <>
      <tr>
        <th scope="row">
          <span className="rowx">
            <Key colour={colour} />
            {name}
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
              <RowsButtons load={load} choice={verdict} name={name} open={open} onOpen={setOpen} />
            </span>
          )}
        </td>
      </tr>
      {open && count > 0 && <Examples load={load} verdict={verdict} />}
    </>
  );
}

interface RowsButtonsProps {
  readonly load: Import;
  readonly choice: RowChoice;
  readonly name: string;
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
}

function RowsButtons({ load, choice, name, open, onOpen }: RowsButtonsProps): JSX.Element {
  const { t, i18n } = useTranslation('import');
  return (
    <>
      <Button scale="sm" look="ghost" aria-expanded={open} onClick={() => onOpen(!open)}>
        {t(open ? 'report.noExamples' : 'report.examples')}
      </Button>
      <a
        className="btn btn--sm"
        href={rowsAddress(load.id, { lang: i18n.language, verdict: choice })}
        download
        aria-label={`${t('report.download')}: ${name}`}
      >
        <Icon of={IconDownload} />
        .csv
      </a>
    </>
  );
}

/**
 * Rows that load and may not be called: the legal source is the list's, so it is all of them or none. Beside the eight,
 * not one of them; what is missing, and the way to complete it, stands in the panel at the side.
 */
function LegalRows({ load, counts }: CountsProps): JSX.Element | null {
  const { t, i18n } = useTranslation('import');
  const [open, setOpen] = useState(false);
  const list = useQuery(listQuery(load.listId));
  const language = languageOf(i18n.language);
  const loaded = counts.rows - counts.invalid;
  const isTaken = load.state === 'review' || load.state === 'committing' || load.state === 'done';
  if (!list.data || list.data.legalSource.complete || loaded === 0 || !isTaken) return null;
  const isAhead = stepOf(load.state) === 'check';
  return (
    <>
      <tr className="rep__legal">
        <th scope="row">
          <span className="rowx">
            <Icon of={IconAlertTriangle} tone="warn" />
            {t('report.legalMissing')}
          </span>
        </th>
        <td className="r num">
          <b>{formatNumber(loaded, language)}</b>
        </td>
        <td className="r num t3">{formatShare(loaded, counts.rows, { language })}</td>
        <td className="t2">
          <span className="rowx">
            <span className="grow">{t(isAhead ? 'report.legalWillLack' : 'report.legalLacks')}</span>
            <RowsButtons
              load={load}
              choice="legal_source_missing"
              name={t('report.legalMissing')}
              open={open}
              onOpen={setOpen}
            />
          </span>
        </td>
      </tr>
      {open && <Examples load={load} verdict="legal_source_missing" />}
    </>
  );
}

function Examples({ load, verdict }: { readonly load: Import; readonly verdict: RowChoice }): JSX.Element {
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
                {row.name !== null && <span>{row.name} </span>}
                <ExampleReason row={row} />
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
  const known = rowProblemSchema.options.find((each) => each === row.reason);
  const shared = SHARED_REASONS.find((each) => each === row.reason);
  const dropped = droppedText(row.params);
  const joined = joinReasonSchema.options.find((each) => each === row.reason);
  const words = [
    known && t(`reason.${known}`),
    shared && t(`rowReason.${shared}`),
    joined && t(`rowReason.${joined}`),
    row.joinedRow !== null ? t('report.joinedRow', { number: row.joinedRow }) : undefined,
    dropped !== '' ? t('report.dropped', { text: dropped }) : undefined,
    row.leadName !== null && row.leadName !== row.name ? row.leadName : undefined,
    row.otherListName !== null ? t('report.knownIn', { list: row.otherListName }) : undefined,
  ].filter((each) => each !== undefined);
  return words.length === 0 ? null : <span className="t3">{words.join(' · ')}</span>;
}

/** What stood beside a number and is none: "10-18", "каб. 12". */
function droppedText({ dropped }: Record<string, unknown>): string {
  const parts: unknown[] = Array.isArray(dropped) ? dropped : [];
  return parts
    .flatMap((part) => (typeof part === 'object' && part !== null && 'text' in part ? [String(part.text)] : []))
    .join('; ');
}
