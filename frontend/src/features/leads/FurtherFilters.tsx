import { Popover } from '@mantine/core';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type JSX, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.js';
import { CheckInput, SelectInput, TextInput } from '../../components/Field.js';
import { useSearchState } from '../../hooks/useSearchState.js';
import { fieldNamesQuery } from './lead-data.js';
import {
  type FurtherFilters as Filters,
  furtherCount,
  furtherOf,
  furtherText,
  NO_FURTHER,
} from './lead-filters.rules.js';

/** What is asked less often than temperature and stage: town, own fields, days. Applied together. */
export function FurtherFilters(): JSX.Element {
  const { t } = useTranslation('leads');
  const [search] = useSearchState();
  const [opened, setOpened] = useState(false);
  const count = furtherCount(search);
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" width={360} trapFocus returnFocus>
      <Popover.Target>
        <Button
          scale="sm"
          icon={IconAdjustmentsHorizontal}
          aria-expanded={opened}
          aria-pressed={count > 0}
          onClick={() => setOpened(!opened)}
        >
          {t('filters')}
          {count > 0 && <span className="num">{count}</span>}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <FiltersForm onDone={() => setOpened(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}

function FiltersForm({ onDone }: { readonly onDone: () => void }): JSX.Element {
  const { t } = useTranslation(['leads', 'common']);
  const [search, setSearch] = useSearchState();
  const [draft, setDraft] = useState<Filters>(() => furtherOf(search));
  const set = (change: Partial<Filters>): void => setDraft((now) => ({ ...now, ...change }));
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        setSearch(furtherText(draft));
        onDone();
      }}
    >
      <TextInput
        label={t('field.city')}
        value={draft.city}
        maxLength={200}
        onChange={(event) => set({ city: event.currentTarget.value })}
      />
      <OwnField draft={draft} set={set} />
      <Days
        label={t('createdDays')}
        from={draft.createdFrom}
        to={draft.createdTo}
        onChange={(createdFrom, createdTo) => set({ createdFrom, createdTo })}
      />
      <Days
        label={t('touchedDays')}
        disabled={draft.untouched}
        from={draft.touchedFrom}
        to={draft.touchedTo}
        onChange={(touchedFrom, touchedTo) => set({ touchedFrom, touchedTo })}
      />
      <CheckInput checked={draft.untouched} onChange={(event) => set({ untouched: event.currentTarget.checked })}>
        {t('untouched')}
      </CheckInput>
      <div className="dialog__foot">
        <Button
          onClick={() => {
            setSearch(NO_FURTHER);
            onDone();
          }}
        >
          {t('reset')}
        </Button>
        <Button look="primary" type="submit">
          {t('applyFilters')}
        </Button>
      </div>
    </form>
  );
}

interface OwnFieldProps {
  readonly draft: Filters;
  readonly set: (change: Partial<Filters>) => void;
}

/** A field that some list brought, and what it must say. */
function OwnField({ draft, set }: OwnFieldProps): JSX.Element {
  const { t } = useTranslation('leads');
  return (
    <div className="form__pair">
      <FieldChoice value={draft.field} onChange={(field) => set({ field })} />
      <TextInput
        label={t('fieldValue')}
        value={draft.value}
        disabled={draft.field === ''}
        maxLength={1000}
        onChange={(event) => set({ value: event.currentTarget.value })}
      />
    </div>
  );
}

interface FieldChoiceProps {
  readonly value: string;
  readonly onChange: (name: string) => void;
}

function FieldChoice({ value, onChange }: FieldChoiceProps): JSX.Element {
  const { t } = useTranslation('leads');
  const names = useQuery(fieldNamesQuery).data ?? [];
  const known = value === '' || names.includes(value) ? names : [value, ...names];
  return (
    <SelectInput
      label={t('ownField')}
      value={value}
      onChange={onChange}
      choices={[{ value: '', label: t('noField') }, ...known.map((name) => ({ value: name, label: name }))]}
    />
  );
}

interface DaysProps {
  readonly label: string;
  readonly from: string;
  readonly to: string;
  readonly disabled?: boolean;
  readonly onChange: (from: string, to: string) => void;
}

function Days({ label, from, to, disabled, onChange }: DaysProps): JSX.Element {
  const { t } = useTranslation('leads');
  const id = useId();
  const day = (name: string, value: string, change: (value: string) => void): JSX.Element => (
    <input
      type="date"
      className="input"
      aria-label={`${label}: ${name}`}
      value={value}
      disabled={disabled}
      onChange={(event) => change(event.currentTarget.value)}
    />
  );
  return (
    <div className="field" role="group" aria-labelledby={id}>
      <span id={id} className="label">
        {label}
      </span>
      <div className="leads__days">
        {day(t('dayFrom'), from, (value) => onChange(value, to))}
        <span aria-hidden>–</span>
        {day(t('dayTo'), to, (value) => onChange(from, value))}
      </div>
    </div>
  );
}
