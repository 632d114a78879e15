import { type Person, ROLES } from '@warmline/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type JSX, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.js';
import { CheckInput, SelectInput, TextInput } from '../../components/Field.js';
import { Problem } from '../../components/Problem.js';
import { SidePanel } from '../../components/SidePanel.js';
import { useHotkey } from '../../hooks/useHotkey.js';
import { useNotify } from '../../hooks/useNotify.js';
import { languageOf } from '../../lib/language.js';
import { changeOf, changePerson, createPerson, draftOf, EMPTY_DRAFT, peopleQuery, problemsOf } from './people-data.js';
import type { PersonDraft } from './people-data.js';

export interface PersonPanelProps {
  /** Left out for a new person. */
  readonly person?: Person;
  readonly readOnly: boolean;
  readonly onClose: () => void;
  readonly onSaved: (person: Person) => void;
}

export function PersonPanel({ person, readOnly, onClose, onSaved }: PersonPanelProps): JSX.Element {
  const { t } = useTranslation(['people', 'common']);
  const [draft, setDraft] = useState(() => (person ? draftOf(person) : EMPTY_DRAFT));
  const [tried, setTried] = useState(false);
  const save = useSave(person, (saved) => {
    setDraft(draftOf(saved));
    setTried(false);
    onSaved(saved);
  });
  const problems = problemsOf(draft, !person);
  const submit = (): void => {
    setTried(true);
    if (Object.keys(problems).length === 0 && !save.isPending) save.mutate(draft);
  };
  useHotkey('ctrl+enter', submit, { enabled: !readOnly });
  const title = person?.name ?? t('newPerson');
  return (
    <SidePanel
      label={title}
      head={<h2>{title}</h2>}
      onClose={onClose}
      foot={
        readOnly ? undefined : (
          <>
            <span className="grow" />
            <Button look="primary" hotkey="Ctrl+Enter" disabled={save.isPending} onClick={submit}>
              {person ? t('common:action.save') : t('create')}
            </Button>
          </>
        )
      }
    >
      <form
        className="section form"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <PersonFields
          draft={draft}
          isNew={!person}
          readOnly={readOnly}
          problems={tried ? problems : {}}
          onChange={(change) => setDraft((now) => ({ ...now, ...change }))}
        />
        {readOnly && <p className="sm t2">{t('readOnly')}</p>}
        <Problem error={save.error} />
      </form>
    </SidePanel>
  );
}

function useSave(person: Person | undefined, onSaved: (person: Person) => void) {
  const { t, i18n } = useTranslation('people');
  const client = useQueryClient();
  const notify = useNotify();
  return useMutation({
    mutationFn: (draft: PersonDraft) => {
      if (person) return changePerson(person.id, changeOf(person, draft));
      const { name, login, role, password, receivesHandovers } = draft;
      return createPerson({ name, login, role, password, receivesHandovers, locale: languageOf(i18n.language) });
    },
    onSuccess: async (saved) => {
      await client.invalidateQueries({ queryKey: peopleQuery.queryKey });
      notify(t('saved', { name: saved.name }));
      onSaved(saved);
    },
  });
}

interface PersonFieldsProps {
  readonly draft: PersonDraft;
  readonly isNew: boolean;
  readonly readOnly: boolean;
  readonly problems: ReturnType<typeof problemsOf>;
  readonly onChange: (change: Partial<PersonDraft>) => void;
}

function PersonFields({ draft, isNew, readOnly, problems, onChange }: PersonFieldsProps): JSX.Element {
  const { t } = useTranslation(['people', 'common']);
  return (
    <>
      <TextInput
        label={t('column.name')}
        value={draft.name}
        disabled={readOnly}
        autoComplete="off"
        autoFocus={isNew}
        problem={problems.name && t('problem.name')}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      <TextInput
        label={t('column.login')}
        value={draft.login}
        disabled={readOnly || !isNew}
        autoComplete="off"
        hint={isNew ? t('loginHint') : undefined}
        problem={problems.login && t('problem.login')}
        onChange={(event) => onChange({ login: event.currentTarget.value })}
      />
      <SelectInput
        label={t('column.role')}
        value={draft.role}
        disabled={readOnly}
        hint={t(`roleHint.${draft.role}`)}
        choices={ROLES.map((role) => ({ value: role, label: t(`common:role.${role}`) }))}
        onChange={(role) => onChange({ role })}
      />
      {!readOnly && (
        <TextInput
          label={isNew ? t('password') : t('newPassword')}
          type="password"
          value={draft.password}
          autoComplete="new-password"
          hint={isNew ? t('passwordHint') : t('newPasswordHint')}
          problem={problems.password && t('problem.password')}
          onChange={(event) => onChange({ password: event.currentTarget.value })}
        />
      )}
      <CheckInput
        checked={draft.receivesHandovers}
        disabled={readOnly}
        onChange={(event) => onChange({ receivesHandovers: event.currentTarget.checked })}
      >
        {t('receivesHandovers')}
      </CheckInput>
      {!isNew && (
        <CheckInput
          checked={draft.disabled}
          disabled={readOnly}
          onChange={(event) => onChange({ disabled: event.currentTarget.checked })}
        >
          {t('disable')}
        </CheckInput>
      )}
    </>
  );
}
