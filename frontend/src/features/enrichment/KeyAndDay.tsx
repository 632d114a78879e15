import type { Preview } from '@warmline/contracts';
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { SelectInput, TextInput } from '../../components/Field.js';
import { fieldNamesQuery } from './enrichment-data.js';
import type { Draft } from './enrichment.rules.js';

export interface DraftProps {
  readonly preview: Preview;
  readonly draft: Draft;
  readonly set: (change: Partial<Draft>) => void;
}

const columnChoices = (preview: Preview): { value: string; label: string }[] =>
  preview.columns.map(({ position, header }) => ({ value: String(position), label: header || `#${position + 1}` }));

/** By what the lead of a row is found. */
export function KeyChoice({ preview, draft, set }: DraftProps): JSX.Element {
  const { t } = useTranslation('enrichment');
  const names = useQuery(fieldNamesQuery);
  return (
    <>
      <SelectInput
        label={t('key.label')}
        hint={t('key.hint')}
        value={draft.key}
        onChange={(key) => set({ key })}
        choices={(['inn', 'phone', 'email', 'own_id'] as const).map((value) => ({ value, label: t(`key.${value}`) }))}
      />
      {draft.key === 'own_id' && (
        <>
          <SelectInput
            label={t('key.column')}
            value={String(draft.idColumn)}
            onChange={(value) => set({ idColumn: Number(value) })}
            choices={columnChoices(preview)}
          />
          <SelectInput
            label={t('key.field')}
            value={draft.idField}
            onChange={(idField) => set({ idField })}
            choices={['', ...(names.data ?? [])].map((value) => ({ value, label: value || t('key.choose') }))}
          />
        </>
      )}
    </>
  );
}

/** Of which day the facts are. */
export function DayChoice({ preview, draft, set }: DraftProps): JSX.Element {
  const { t } = useTranslation('enrichment');
  return (
    <>
      <SelectInput
        label={t('day.label')}
        hint={t('day.hint')}
        value={draft.dayKind}
        onChange={(dayKind) => set({ dayKind })}
        choices={(['day', 'column'] as const).map((value) => ({ value, label: t(`day.${value}`) }))}
      />
      {draft.dayKind === 'day' ? (
        <TextInput
          type="date"
          label={t('day.value')}
          value={draft.day}
          onChange={(event) => set({ day: event.currentTarget.value })}
        />
      ) : (
        <SelectInput
          label={t('day.columnOf')}
          value={String(draft.dayColumn)}
          onChange={(value) => set({ dayColumn: Number(value) })}
          choices={[{ value: '-1', label: t('key.choose') }, ...columnChoices(preview)]}
        />
      )}
    </>
  );
}
