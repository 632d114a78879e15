import type { BulkChange } from '@warmline/contracts';
import { useQuery } from '@tanstack/react-query';
import { type JSX, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SelectInput, TextArea, TextInput } from '../../components/Field.js';
import { BULK_FIELDS, type BulkDraft, type BulkKind, changeOf, EMPTY_DRAFT } from './bulk.rules.js';
import { FormDialog } from './FormDialog.js';
import { fieldNamesQuery, listChoiceQuery } from './lead-data.js';

export interface BulkChangeDialogProps {
  readonly kind: BulkKind;
  readonly count: string;
  readonly busy: boolean;
  readonly error: unknown;
  readonly onSubmit: (change: BulkChange) => void;
  readonly onClose: () => void;
}

/** What exactly is to be done with the selected leads. */
export function BulkChangeDialog(props: BulkChangeDialogProps): JSX.Element {
  const { kind, count, busy, error, onSubmit, onClose } = props;
  const { t } = useTranslation('leads');
  const [draft, setDraft] = useState<BulkDraft>(EMPTY_DRAFT);
  const set = (change: Partial<BulkDraft>): void => setDraft((now) => ({ ...now, ...change }));
  const change = changeOf(kind, draft);
  return (
    <FormDialog
      title={t(`bulk.kind.${kind}`)}
      submit={t('bulk.start', { leads: count })}
      busy={busy || change === undefined}
      error={error}
      onSubmit={() => change && onSubmit(change)}
      onClose={onClose}
    >
      <Fields kind={kind} draft={draft} set={set} />
      <p className="sm t2">{t(`bulk.hint.${kind}`)}</p>
    </FormDialog>
  );
}

interface FieldsProps {
  readonly kind: BulkKind;
  readonly draft: BulkDraft;
  readonly set: (change: Partial<BulkDraft>) => void;
}

function Fields({ kind, draft, set }: FieldsProps): JSX.Element {
  const { t } = useTranslation('leads');
  switch (kind) {
    case 'add_to_list':
    case 'remove_from_list':
      return <ListField value={draft.listId} onChange={(listId) => set({ listId })} />;
    case 'set_field':
      return (
        <>
          <SelectInput
            label={t('bulk.field')}
            value={draft.field}
            onChange={(field) => set({ field })}
            choices={BULK_FIELDS.map((value) => ({ value, label: t(`field.${value}`) }))}
          />
          <ValueField draft={draft} set={set} />
        </>
      );
    case 'set_own_field':
      return (
        <>
          <OwnFieldName value={draft.name} onChange={(name) => set({ name })} />
          <ValueField draft={draft} set={set} />
        </>
      );
    case 'suppress':
    case 'close':
      return (
        <TextArea
          label={t('correctReason')}
          rows={3}
          maxLength={500}
          value={draft.reason}
          onChange={(event) => set({ reason: event.currentTarget.value })}
        />
      );
  }
}

function ValueField({ draft, set }: Omit<FieldsProps, 'kind'>): JSX.Element {
  const { t } = useTranslation('leads');
  return (
    <TextInput
      label={t('fieldValue')}
      hint={t('bulk.emptyValue')}
      value={draft.value}
      maxLength={1000}
      onChange={(event) => set({ value: event.currentTarget.value })}
    />
  );
}

interface ChoiceProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A name that exists, or a new one. */
function OwnFieldName({ value, onChange }: ChoiceProps): JSX.Element {
  const { t } = useTranslation('leads');
  const names = useQuery(fieldNamesQuery).data ?? [];
  const id = useId();
  return (
    <>
      <TextInput
        label={t('ownField')}
        list={id}
        value={value}
        maxLength={200}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <datalist id={id}>
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </>
  );
}

function ListField({ value, onChange }: ChoiceProps): JSX.Element {
  const { t } = useTranslation('leads');
  const lists = useQuery(listChoiceQuery).data ?? [];
  return (
    <SelectInput
      label={t('filterList')}
      value={value}
      onChange={onChange}
      choices={[
        { value: '', label: t('bulk.chooseList') },
        ...lists.map(({ id, name }) => ({ value: id, label: name })),
      ]}
    />
  );
}
