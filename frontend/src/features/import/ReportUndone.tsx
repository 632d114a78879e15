import type { Import } from '@warmline/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { Section } from '../../components/Panel.js';
import { formatNumber } from '../../lib/format.js';
import { languageOf } from '../../lib/language.js';
import { keptQuery } from './import-data.js';

interface UndoneProps {
  readonly load: Import;
  readonly undo: NonNullable<Import['undo']>;
}

/** What an undo put back, and the leads it left as they are. */
export function ReportUndone({ load, undo }: UndoneProps): JSX.Element {
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
