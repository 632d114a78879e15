import type { LeadCard } from '@warmline/contracts';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { SelectInput } from '../../components/Field.js';
import { ZoneSelect } from '../../components/ZoneSelect.js';
import { FormDialog, useDraft } from './FormDialog.js';
import { addPhone } from './lead-data.js';
import { EMPTY_PHONE, type PhoneDraft, phoneProblemsOf, phoneRequestOf } from './new-lead.rules.js';
import { NumberFields } from './NumberFields.js';
import { useLeadChange } from './useLeadChange.js';

export interface AddDialogProps {
  readonly card: LeadCard;
  readonly onClose: () => void;
}

export function AddPhoneDialog({ card, onClose }: AddDialogProps): JSX.Element {
  const { t } = useTranslation('leads');
  const form = useDraft<PhoneDraft>(EMPTY_PHONE, phoneProblemsOf);
  const add = useLeadChange({
    send: (draft: PhoneDraft) => addPhone(card.id, phoneRequestOf(draft, card.contacts)),
    told: t('phoneAdded'),
    onSaved: onClose,
  });
  return (
    <FormDialog
      title={t('addPhoneTitle')}
      submit={t('doAdd')}
      busy={add.isPending}
      error={add.error}
      onSubmit={() => form.submit(add.mutate)}
      onClose={onClose}
    >
      <NumberFields autoFocus draft={form.draft} problems={form.problems} onChange={form.set} />
      {card.contacts.length > 0 && (
        <SelectInput
          label={t('whose')}
          value={form.draft.contactId}
          onChange={(contactId) => form.set({ contactId })}
          choices={[
            { value: '', label: t(`own.${card.kind}`) },
            ...card.contacts.map(({ id, fullName }) => ({ value: id, label: fullName })),
          ]}
        />
      )}
      <ZoneSelect
        label={t('zone')}
        value={form.draft.zone}
        hint={t('zoneHint')}
        onChange={(zone) => form.set({ zone })}
      />
    </FormDialog>
  );
}
