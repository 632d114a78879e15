import { useQuery } from '@tanstack/react-query';
import { type JSX, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../components/Button.js';
import { Chip } from '../../../components/Chip.js';
import { ErrorState } from '../../../components/ErrorState.js';
import { CheckInput, SearchInput } from '../../../components/Field.js';
import { Skeleton } from '../../../components/Skeleton.js';
import { operatorsQuery } from '../campaign-data.js';
import { toggled } from '../campaign-draft.rules.js';
import type { CampaignEditing } from '../useCampaignDraft.js';

export function PeopleTab({ editing }: { readonly editing: CampaignEditing }): JSX.Element {
  const { t } = useTranslation('campaigns');
  const operators = useQuery(operatorsQuery);
  const [q, setQ] = useState('');
  const { operatorIds } = editing.draft;
  if (operators.error) return <ErrorState error={operators.error} retry={() => void operators.refetch()} />;
  if (!operators.data) return <Skeleton />;
  const shown = operators.data.filter(({ name }) => name.toLocaleLowerCase().includes(q.trim().toLocaleLowerCase()));
  return (
    <>
      <div className="toolbar">
        <SearchInput label={t('people.search')} value={q} onChange={setQ} />
        <span className="t2 num">
          {t('people.chosen', { count: operatorIds.length, whole: operators.data.length })}
        </span>
        <span className="grow" />
        <Button
          scale="sm"
          disabled={editing.readOnly}
          onClick={() => editing.set({ operatorIds: operators.data.map(({ id }) => id) })}
        >
          {t('people.all')}
        </Button>
        <Button scale="sm" disabled={editing.readOnly} onClick={() => editing.set({ operatorIds: [] })}>
          {t('people.nobody')}
        </Button>
      </div>
      <fieldset className="form__wide people" disabled={editing.readOnly}>
        <legend className="vh">{t('tab.people')}</legend>
        {shown.length === 0 && <p className="t2">{t('people.none')}</p>}
        {shown.map((operator) => (
          <CheckInput
            key={operator.id}
            checked={operatorIds.includes(operator.id)}
            onChange={() => editing.set({ operatorIds: toggled(operatorIds, operator.id) })}
          >
            {operator.name} {operator.training && <Chip tone="line">{t('people.training')}</Chip>}
          </CheckInput>
        ))}
      </fieldset>
    </>
  );
}
