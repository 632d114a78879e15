import type { Enrichment, EnrichmentCounts, EnrichmentVerdict } from '@warmline/contracts';
import { IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type JSX, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BeforeAfter } from '../../components/BeforeAfter.js';
import { Button } from '../../components/Button.js';
import { Icon } from '../../components/Icon.js';
import { Skeleton } from '../../components/Skeleton.js';
import { useFactName } from '../../hooks/useFactName.js';
import { examplesQuery, rowsAddress } from './enrichment-data.js';
import { isWhole } from './enrichment.rules.js';
import { useNumber } from './useNumber.js';

const VERDICTS = [
  ['changes', 'changes'],
  ['unchanged', 'unchanged'],
  ['not_found', 'notFound'],
  ['ambiguous', 'ambiguous'],
  ['invalid', 'invalid'],
] as const satisfies readonly (readonly [EnrichmentVerdict, keyof EnrichmentCounts])[];

export interface CountsProps {
  readonly run: Enrichment;
  readonly counts: EnrichmentCounts;
}

/** How many rows came to what, and for each verdict its first rows and all of them as a file. */
export function ReportVerdicts({ run, counts }: CountsProps): JSX.Element {
  const { t } = useTranslation('enrichment');
  return (
    <table className="table" aria-label={t('report.rows')}>
      <thead>
        <tr>
          <th scope="col">{t('report.what')}</th>
          <th scope="col" className="r">
            {t('report.count')}
          </th>
          <th scope="col">
            <span className="vh">{t('report.actions')}</span>
          </th>
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
        <th scope="row">{t(`verdict.${verdict === 'changes' && isWhole(run) ? 'changed' : verdict}`)}</th>
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
              <a className="btn btn--sm" href={rowsAddress(run.id, { lang: i18n.language, verdict })} download>
                <Icon of={IconDownload} />
                .csv <span className="vh">{`${t('report.download')}: ${t(`verdict.${verdict}`)}`}</span>
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
  'hidden_row',
  'phone_rounded',
  'check_before_calling',
  'cell_too_long',
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
                    <span className="t3">{factName(field)}:</span> <BeforeAfter before={before} after={after} />
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
