import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { CheckInput, TextArea, TextInput } from '../../components/Field.js';
import type { AddDialogProps } from './AddPhoneDialog.js';
import { FormDialog, useDraft } from './FormDialog.js';
import { addContact } from './lead-data.js';
import { type ContactDraft, contactProblemsOf, contactRequestOf, EMPTY_CONTACT } from './new-lead.rules.js';
import { NumberFields } from './NumberFields.js';
import { useLeadChange } from './useLeadChange.js';

export function AddContactDialog({ card, onClose }: AddDialogProps): JSX.Element {
  const { t } = useTranslation('leads');
  const { draft, problems, set, submit } = useDraft<ContactDraft>(EMPTY_CONTACT, contactProblemsOf);
  const add = useLeadChange({
    send: (contact: ContactDraft) => addContact(card.id, contactRequestOf(contact)),
    told: t('contactAdded'),
    onSaved: onClose,
  });
  return (
    <FormDialog
      title={t('addContactTitle')}
      submit={t('doAdd')}
      busy={add.isPending}
      error={add.error}
      onSubmit={() => submit(add.mutate)}
      onClose={onClose}
    >
      <TextInput
        label={t('fullName')}
        value={draft.fullName}
        maxLength={300}
        autoComplete="off"
        data-autofocus
        problem={problems.fullName && t('problem.fullName')}
        onChange={(event) => set({ fullName: event.currentTarget.value })}
      />
      <TextInput
        label={t('position')}
        value={draft.position}
        maxLength={300}
        autoComplete="off"
        onChange={(event) => set({ position: event.currentTarget.value })}
      />
      <CheckInput
        checked={draft.isDecisionMaker}
        onChange={(event) => set({ isDecisionMaker: event.currentTarget.checked })}
      >
        {t('decides')}
      </CheckInput>
      <NumberFields draft={draft} problems={problems} onChange={set} />
      <TextInput
        label={t('field.email')}
        type="email"
        value={draft.email}
        maxLength={300}
        autoComplete="off"
        onChange={(event) => set({ email: event.currentTarget.value })}
      />
      <TextArea
        label={t('note')}
        rows={2}
        maxLength={1000}
        value={draft.note}
        onChange={(event) => set({ note: event.currentTarget.value })}
      />
    </FormDialog>
  );
}
