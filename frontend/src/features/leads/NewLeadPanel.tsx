import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.js';
import { SelectInput, TextInput } from '../../components/Field.js';
import { Segmented } from '../../components/FilterChips.js';
import { Problem } from '../../components/Problem.js';
import { SidePanel } from '../../components/SidePanel.js';
import { useHotkey } from '../../hooks/useHotkey.js';
import { useDraft } from './FormDialog.js';
import { createLead, listChoiceQuery } from './lead-data.js';
import { EMPTY_LEAD, type LeadDraft, leadProblemsOf, leadRequestOf, type Problems } from './new-lead.rules.js';
import { NumberFields } from './NumberFields.js';
import { useLeadChange } from './useLeadChange.js';

export interface NewLeadPanelProps {
  /** The list on screen is the first choice. */
  readonly listId: string | undefined;
  readonly onClose: () => void;
  readonly onSaved: (id: string) => void;
}

export function NewLeadPanel({ listId = '', onClose, onSaved }: NewLeadPanelProps): JSX.Element {
  const { t } = useTranslation('leads');
  const { draft, problems, set, submit } = useDraft<LeadDraft>({ ...EMPTY_LEAD, listId }, leadProblemsOf);
  const create = useLeadChange({
    send: (lead: LeadDraft) => createLead(leadRequestOf(lead)),
    told: t('created'),
    onSaved: ({ id }) => onSaved(id),
  });
  const send = (): void => {
    if (!create.isPending) submit(create.mutate);
  };
  useHotkey('ctrl+enter', send);
  return (
    <SidePanel
      label={t('newLead')}
      head={<h2>{t('newLead')}</h2>}
      onClose={onClose}
      foot={
        <>
          <span className="grow" />
          <Button look="primary" hotkey="Ctrl+Enter" disabled={create.isPending} onClick={send}>
            {t('create')}
          </Button>
        </>
      }
    >
      <form
        noValidate
        className="section form"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <span className="leads__kind">
          <Segmented
            label={t('kindLabel')}
            value={draft.kind}
            onChange={(kind) => set({ kind })}
            options={(['company', 'person'] as const).map((id) => ({ id, label: t(`kind.${id}`) }))}
          />
        </span>
        <LeadFields draft={draft} problems={problems} set={set} />
        <Problem error={create.error} />
        {/* Enter in a field sends the form; the button that is seen stands in the foot. */}
        <button type="submit" hidden />
      </form>
    </SidePanel>
  );
}

interface LeadFieldsProps {
  readonly draft: LeadDraft;
  readonly problems: Problems<LeadDraft>;
  readonly set: (change: Partial<LeadDraft>) => void;
}

type TextName = Exclude<keyof LeadDraft, 'kind' | 'listId' | 'number' | 'areaCode'>;

const COMPANY_FIELDS = [
  'contactName',
  'contactPosition',
  'inn',
  'industry',
  'city',
  'address',
  'email',
  'site',
] as const;
const PERSON_FIELDS = ['city', 'address', 'email'] as const;

function LeadFields({ draft, problems, set }: LeadFieldsProps): JSX.Element {
  const { t } = useTranslation('leads');
  const text = (name: TextName): JSX.Element => (
    <TextInput
      key={name}
      label={name === 'name' ? t(`nameOf.${draft.kind}`) : t(`field.${name}`)}
      value={draft[name]}
      maxLength={300}
      autoComplete="off"
      autoFocus={name === 'name'}
      problem={problems[name] && t(name === 'inn' ? 'problem.inn' : 'problem.name')}
      onChange={(event) => set({ [name]: event.currentTarget.value })}
    />
  );
  return (
    <>
      {text('name')}
      <NumberFields draft={draft} problems={problems} onChange={set} />
      <ListSelect value={draft.listId} onChange={(listId) => set({ listId })} />
      {(draft.kind === 'company' ? COMPANY_FIELDS : PERSON_FIELDS).map(text)}
    </>
  );
}

function ListSelect({ value, onChange }: { value: string; onChange: (id: string) => void }): JSX.Element {
  const { t } = useTranslation('leads');
  const lists = useQuery(listChoiceQuery);
  const chosen = lists.data?.find(({ id }) => id === value);
  const hint = !chosen ? t('noList') : chosen.legalSource.complete ? undefined : t('noGround');
  return (
    <SelectInput
      label={t('column.list')}
      value={value}
      hint={hint}
      onChange={onChange}
      choices={[
        { value: '', label: t('withoutList') },
        ...(lists.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
      ]}
    />
  );
}
