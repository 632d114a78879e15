import { branchChoiceSchema, type Import, type ImportCounts } from '@warmline/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { SelectInput } from '../../components/Field.js';
import { Section } from '../../components/Panel.js';
import { Problem } from '../../components/Problem.js';
import { VIEWS } from '../../lib/feed-keys.js';
import { chooseBranches } from './import-data.js';

export interface BranchChoiceProps {
  readonly load: Import;
  readonly counts: ImportCounts;
}

/** Rows of one INN: branches of one lead, or a lead each. Before the yes it can be changed, and the rows are judged anew. */
export function BranchChoice({ load, counts }: BranchChoiceProps): JSX.Element | null {
  const { t } = useTranslation('import');
  const client = useQueryClient();
  const choose = useMutation({
    mutationFn: (choice: Import['branches']) => chooseBranches(load.id, choice),
    onSettled: () => client.invalidateQueries({ queryKey: [...VIEWS.imports, load.id] }),
  });
  const isAsked = counts.branches + counts.sameInnLeads > 0 || load.branches !== 'by_name';
  if (!isAsked) return null;
  return (
    <Section title={t('branches.title')}>
      <dl className="kv">
        <dt>{t('branches.rows')}</dt>
        <dd>{counts.branches}</dd>
        <dt>{t('branches.leads')}</dt>
        <dd>{counts.sameInnLeads}</dd>
      </dl>
      {load.state === 'review' ? (
        <SelectInput
          label={t('branches.label')}
          hint={t(`branches.hint.${load.branches}`)}
          value={load.branches}
          disabled={choose.isPending}
          choices={branchChoiceSchema.options.map((value) => ({ value, label: t(`branches.choice.${value}`) }))}
          onChange={(value) => choose.mutate(value)}
        />
      ) : (
        <p className="sm t2">{t(`branches.choice.${load.branches}`)}</p>
      )}
      <Problem error={choose.error} />
    </Section>
  );
}
