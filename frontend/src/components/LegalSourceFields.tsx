import { LEGAL_SOURCE_KINDS, type LegalFact } from '@warmline/contracts';
import { IconAlertTriangle, IconCheck, IconX } from '@tabler/icons-react';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { factShape, type LegalDraft, type LegalForm, missingOf } from '../lib/legal-source.rules.js';
import { CheckInput, SelectInput, TextArea, TextInput } from './Field.js';
import { Icon } from './Icon.js';
import { DayInput } from './TypedInput.js';
import './legal-source.css';

export interface LegalSourceFieldsProps {
  readonly form: LegalForm;
  readonly draft: LegalDraft;
  readonly disabled?: boolean;
  readonly onChange: (draft: LegalDraft) => void;
}

/** On what ground the data are held and may be called: the kind, and the facts that the kind must show. */
export function LegalSourceFields({ form, draft, disabled, onChange }: LegalSourceFieldsProps): JSX.Element {
  const { t } = useTranslation('lists');
  const needs = form.kinds.find(({ kind }) => kind === draft.kind);
  const setFact = (fact: LegalFact, value: string | boolean): void =>
    onChange({ ...draft, facts: { ...draft.facts, [fact]: value } });
  return (
    <div className="form">
      <SelectInput
        label={t('legal.kindLabel')}
        value={draft.kind}
        disabled={disabled}
        hint={t(`legal.kindHint.${draft.kind}`)}
        choices={LEGAL_SOURCE_KINDS.map((kind) => ({ value: kind, label: t(`legal.kind.${kind}`) }))}
        // What one kind asked for does not confirm another.
        onChange={(kind) => onChange({ ...draft, kind, confirmed: false })}
      />
      {needs?.required.map((fact) => (
        <Fact key={fact} fact={fact} draft={draft} disabled={disabled} required onChange={setFact} />
      ))}
      {(needs?.optional.length ?? 0) > 0 && (
        <details className="legal__more">
          <summary>{t('legal.more')}</summary>
          <div className="form">
            {needs?.optional.map((fact) => (
              <Fact key={fact} fact={fact} draft={draft} disabled={disabled} onChange={setFact} />
            ))}
            <DayInput
              label={t('legal.expiresOn')}
              disabled={disabled}
              value={draft.expiresOn ?? ''}
              onChange={(day) => onChange({ ...draft, expiresOn: day || null })}
            />
          </div>
        </details>
      )}
      <CheckInput
        checked={draft.confirmed}
        disabled={disabled}
        onChange={(event) => onChange({ ...draft, confirmed: event.currentTarget.checked })}
      >
        {t('legal.confirm')}
        <br />
        <span className="sm t3">{t('legal.confirmHint')}</span>
      </CheckInput>
    </div>
  );
}

interface FactProps {
  readonly fact: LegalFact;
  readonly draft: LegalDraft;
  readonly disabled?: boolean;
  readonly required?: boolean;
  readonly onChange: (fact: LegalFact, value: string | boolean) => void;
}

function Fact({ fact, draft, disabled, required = false, onChange }: FactProps): JSX.Element {
  const { t } = useTranslation('lists');
  const value = draft.facts[fact];
  const text = typeof value === 'string' ? value : '';
  const label = t(`legal.fact.${fact}`);
  switch (factShape(fact)) {
    case 'yes':
      return (
        <CheckInput
          checked={value === true}
          disabled={disabled}
          onChange={(event) => onChange(fact, event.currentTarget.checked)}
        >
          {label}
        </CheckInput>
      );
    case 'long':
      return (
        <TextArea
          label={label}
          rows={3}
          maxLength={4000}
          value={text}
          disabled={disabled}
          aria-required={required}
          onChange={(event) => onChange(fact, event.currentTarget.value)}
        />
      );
    case 'date':
      return (
        <DayInput
          label={label}
          value={text}
          disabled={disabled}
          required={required}
          onChange={(day) => onChange(fact, day)}
        />
      );
    case 'text':
      return (
        <TextInput
          label={label}
          maxLength={4000}
          value={text}
          disabled={disabled}
          aria-required={required}
          onChange={(event) => onChange(fact, event.currentTarget.value)}
        />
      );
  }
}

export interface LegalVerdictProps {
  readonly form: LegalForm;
  readonly draft: LegalDraft;
}

/** Complete, or what is missing line by line: a list loads either way and rings only when complete. */
export function LegalVerdict({ form, draft }: LegalVerdictProps): JSX.Element {
  const { t } = useTranslation('lists');
  const missing = missingOf(draft, form);
  const required = form.kinds.find(({ kind }) => kind === draft.kind)?.required ?? [];
  const given = required.filter((fact) => !missing.includes(fact));
  const complete = missing.length === 0;
  return (
    <div className={complete ? 'notice notice--ok' : 'notice notice--warn'} role="status">
      <Icon of={complete ? IconCheck : IconAlertTriangle} size={20} />
      <div>
        <p>
          <b>{t(complete ? 'legal.complete' : 'legal.incomplete')}</b>
        </p>
        <p>{t(complete ? 'legal.completeHint' : 'legal.incompleteHint')}</p>
        {!complete && <MissingList missing={missing} given={given} />}
      </div>
    </div>
  );
}

function MissingList({ missing, given }: { missing: readonly string[]; given: readonly LegalFact[] }): JSX.Element {
  const factName = useFactName();
  return (
    <ul className="legal__list">
      {missing.map((name) => (
        <li key={name} className="rowx">
          <Icon of={IconX} tone="bad" />
          {factName(name)}
        </li>
      ))}
      {given.map((name) => (
        <li key={name} className="rowx">
          <Icon of={IconCheck} tone="ok" />
          {factName(name)}
        </li>
      ))}
    </ul>
  );
}

/** Words for a fact, or for what the server may name beside facts. */
function useFactName(): (name: string) => string {
  const { i18n } = useTranslation('lists');
  const say = i18n.getFixedT(null, 'lists') as unknown as (key: string) => string;
  return (name) => (i18n.exists(`legal.fact.${name}`, { ns: 'lists' }) ? say(`legal.fact.${name}`) : name);
}
