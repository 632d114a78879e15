import type { FieldFill } from '@warmline/contracts';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { Section } from '../../components/Panel.js';
import { Meter } from '../../components/StackBar.js';
import { formatNumber, formatShare } from '../../lib/format.js';
import { languageOf } from '../../lib/language.js';

export interface ReportFillProps {
  readonly fill: readonly FieldFill[];
  /** Rows of the whole file. */
  readonly rows: number;
}

/** How full the fields of the file are, over all its rows: what the sample of the wizard only guessed. */
export function ReportFill({ fill, rows }: ReportFillProps): JSX.Element | null {
  const { t } = useTranslation('import');
  if (fill.length === 0 || rows === 0) return null;
  return (
    <Section title={t('report.fill')}>
      <table className="wizard__fill" aria-label={t('report.fill')}>
        <tbody>
          {fill.map((line) => (
            <FillLine key={`${line.field} ${line.name ?? ''}`} line={line} rows={rows} />
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function FillLine({ line, rows }: { readonly line: FieldFill; readonly rows: number }): JSX.Element {
  const { t, i18n } = useTranslation('import');
  const language = languageOf(i18n.language);
  const unread = line.filled - line.usable;
  return (
    <tr>
      <th scope="row">
        <span className="ell" title={line.name ?? undefined}>
          {line.name ?? t(`field.${line.field}`)}
        </span>
      </th>
      <td>
        <Meter share={line.usable / rows} />
      </td>
      <td className="r num">{formatShare(line.filled, rows, { language })}</td>
      <td className="r num t3">{formatNumber(line.filled, language)}</td>
      <td className="warn">{unread > 0 && t('report.unread', { number: formatNumber(unread, language) })}</td>
    </tr>
  );
}
