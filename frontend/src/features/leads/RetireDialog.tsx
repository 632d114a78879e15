import type { LeadPhone, RetirePhoneRequest } from '@warmline/contracts';
import { type JSX, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SelectInput } from '../../components/Field.js';
import { formatPhone } from '../../lib/phone.js';
import { FormDialog } from './FormDialog.js';
import { retirePhone } from './lead-data.js';
import { RETIREMENTS } from './leads.rules.js';
import { useLeadChange } from './useLeadChange.js';

export interface RetireDialogProps {
  readonly phone: LeadPhone;
  readonly onClose: () => void;
}

export function RetireDialog({ phone, onClose }: RetireDialogProps): JSX.Element {
  const { t } = useTranslation('leads');
  const [reason, setReason] = useState<RetirePhoneRequest['reason']>('not_in_service');
  const retire = useLeadChange({
    send: (request: RetirePhoneRequest) => retirePhone(phone.id, request),
    told: t('retiredDone'),
    onSaved: onClose,
  });
  return (
    <FormDialog
      title={t('retireTitle', { number: formatPhone(phone.e164) })}
      submit={t('retire')}
      busy={retire.isPending}
      error={retire.error}
      onSubmit={() => retire.mutate({ reason })}
      onClose={onClose}
    >
      <p className="t2">{t('retireHint')}</p>
      <SelectInput
        label={t('retireReason')}
        value={reason}
        onChange={setReason}
        choices={RETIREMENTS.map((each) => ({ value: each, label: t(`retirement.${each}`) }))}
      />
    </FormDialog>
  );
}
