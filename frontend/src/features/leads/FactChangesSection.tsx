import { factChangeSchema } from '@warmline/contracts';
import { queryOptions, useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { BeforeAfter } from '../../components/BeforeAfter.js';
import { useFactName } from '../../hooks/useFactName.js';
import { api } from '../../lib/api.js';
import { VIEWS } from '../../lib/feed-keys.js';
import { formatDayMonth } from '../../lib/format.js';
import { languageOf } from '../../lib/language.js';

const factChangesQuery = (id: string) =>
  queryOptions({
    queryKey: [...VIEWS.leads, id, 'fact-changes'],
    queryFn: ({ signal }) => api(`/leads/${id}/fact-changes`, z.array(factChangeSchema), { signal }),
  });

/** What files changed in this lead: field, before, after, file and person. Nothing is shown where none did. */
export function FactChangesSection({ leadId }: { readonly leadId: string }): JSX.Element | null {
  const { t, i18n } = useTranslation('enrichment');
  const changes = useQuery(factChangesQuery(leadId));
  const factName = useFactName();
  if (!changes.data || changes.data.length === 0) return null;
  return (
    <section className="section" aria-labelledby="lead-fact-changes">
      <h3 id="lead-fact-changes">{t('history.title')}</h3>
      <ul className="leads__changes">
        {changes.data.map((change) => (
          <li key={change.id}>
            <span className="t3">{factName(change.field)}:</span>{' '}
            <BeforeAfter before={change.before} after={change.after} />
            <span className="sm t3 leads__changeBy">
              {formatDayMonth(change.at, languageOf(i18n.language))} ·{' '}
              {t('history.by', { file: change.fileName, name: change.byName ?? '—' })}
              {change.undoneAt !== null && ` · ${t('history.undone')}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
