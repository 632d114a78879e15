import { constantFieldSchema, type Constant, type Preview } from '@warmline/contracts';
import { IconX } from '@tabler/icons-react';
import { type JSX, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../components/Button.js';
import { SelectInput, TextInput } from '../../../components/Field.js';
import { Icon } from '../../../components/Icon.js';
import { Section } from '../../../components/Panel.js';
import type { Wizard } from '../useWizard.js';
import { takenOver } from '../wizard.rules.js';
import { NewCustomField } from './NewCustomField.js';

export interface RulesTabProps {
  readonly wizard: Wizard;
  readonly preview: Preview;
}

/** What is the same for every row of the file, and the name to keep all this under for the next one. */
export function ConstantsTab({ wizard, preview }: RulesTabProps): JSX.Element {
  const { t } = useTranslation('import');
  const own = takenOver(wizard.state, preview);
  const rules = own.rules ?? preview.rules;
  const set = (constants: readonly Constant[]): void =>
    wizard.set({ ...own, rules: { ...rules, constants: [...constants] } });
  return (
    <div className="wizard__scroll grow">
      <div className="panel__body form">
        <p className="sm t2">{t('constants.hint')}</p>
        <ul className="wizard__constants">
          {rules.constants.map((constant, index) => (
            <li key={index}>
              <span className="t2 ell">{constant.name || t(`field.${constant.field}`)}</span>
              <span className="ell">{constant.value}</span>
              <button
                type="button"
                className="btn btn--ghost btn--sm btn--icon"
                aria-label={t('constants.remove', { name: constant.name || t(`field.${constant.field}`) })}
                onClick={() => set(rules.constants.filter((_, at) => at !== index))}
              >
                <Icon of={IconX} />
              </button>
            </li>
          ))}
        </ul>
        <AddConstant onAdd={(constant) => set([...rules.constants, constant])} />
      </div>
      <Section title={t('template.title')}>
        <TextInput
          label={t('template.keep')}
          hint={t('template.keepHint')}
          maxLength={200}
          value={wizard.state.templateName}
          onChange={(event) => wizard.set({ templateName: event.currentTarget.value })}
        />
      </Section>
      <NewCustomField clientId={wizard.state.clientId} />
    </div>
  );
}

const FIELDS = constantFieldSchema.options;

function AddConstant({ onAdd }: { readonly onAdd: (constant: Constant) => void }): JSX.Element {
  const { t } = useTranslation('import');
  const [draft, setDraft] = useState<Constant>({ field: 'industry', name: '', value: '' });
  const isCustom = draft.field === 'custom' || draft.field === 'note';
  const ready = draft.value.trim() !== '' && (!isCustom || draft.name.trim() !== '');
  const add = (): void => {
    onAdd({ ...draft, name: isCustom ? draft.name.trim() : '', value: draft.value.trim() });
    setDraft({ ...draft, name: '', value: '' });
  };
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) add();
      }}
    >
      <div className="form__pair">
        <SelectInput
          label={t('constants.field')}
          value={draft.field}
          onChange={(field) => setDraft({ ...draft, field })}
          choices={FIELDS.map((value) => ({
            value,
            label: t(value === 'custom' ? 'constants.custom' : `field.${value}`),
          }))}
        />
        <TextInput
          label={t('constants.value')}
          value={draft.value}
          maxLength={1000}
          onChange={(event) => setDraft({ ...draft, value: event.currentTarget.value })}
        />
      </div>
      {isCustom && (
        <TextInput
          label={t('constants.name')}
          value={draft.name}
          maxLength={100}
          onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
        />
      )}
      <Button type="submit" scale="sm" disabled={!ready}>
        {t('constants.add')}
      </Button>
    </form>
  );
}
