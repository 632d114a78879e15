import { type LeadMerge, leadMergeSchema } from '@warmline/contracts';
import { IconArrowsSplit } from '@tabler/icons-react';
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { type JSX, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { Button } from '../../components/Button.js';
import { Problem } from '../../components/Problem.js';
import { useNotify } from '../../hooks/useNotify.js';
import { api, apiVoid } from '../../lib/api.js';
import { VIEWS } from '../../lib/feed-keys.js';
import { formatDayMonth } from '../../lib/format.js';
import { languageOf } from '../../lib/language.js';

const mergesQuery = (id: string) =>
  queryOptions({
    queryKey: [...VIEWS.leads, id, 'merges'],
    queryFn: ({ signal }) => api(`/leads/${id}/merges`, z.array(leadMergeSchema), { signal }),
  });

/** Cards that went into this one, each with the way back. Nothing is shown of a lead that never took one in. */
export function MergesSection({ leadId }: { readonly leadId: string }): JSX.Element | null {
  const { t } = useTranslation('leads');
  const merges = useQuery(mergesQuery(leadId));
  const standing = merges.data?.filter(({ undoneAt }) => undoneAt === null) ?? [];
  if (standing.length === 0) return null;
  return (
    <section className="section" aria-labelledby="lead-merges">
      <h3 id="lead-merges">{t('merges')}</h3>
      <ul className="leads__lists">
        {standing.map((merge) => (
          <MergeLine key={merge.id} merge={merge} />
        ))}
      </ul>
    </section>
  );
}

function MergeLine({ merge }: { readonly merge: LeadMerge }): JSX.Element {
  const { t, i18n } = useTranslation('leads');
  const client = useQueryClient();
  const notify = useNotify();
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const undo = async (): Promise<void> => {
    setBusy(true);
    try {
      await apiVoid(`/merges/${merge.id}/undoing`, { method: 'POST', body: {} });
      notify(t('mergeUndone'));
      await client.invalidateQueries({ queryKey: VIEWS.leads });
    } catch (error) {
      setProblem(error);
    }
    setBusy(false);
  };
  const day = formatDayMonth(merge.at, languageOf(i18n.language));
  return (
    <li>
      <span className="ell">{merge.absorbedName}</span>
      <Button look="ghost" scale="sm" icon={IconArrowsSplit} disabled={busy} onClick={() => void undo()}>
        {t('undoMerge')}
      </Button>
      <span className="sm t3">
        {merge.byName === null ? t('mergedBySystem', { day }) : t('mergedBy', { day, name: merge.byName })}
      </span>
      {problem !== null && <Problem error={problem} />}
    </li>
  );
}
