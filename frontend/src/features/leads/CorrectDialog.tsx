import type { LeadCard, MoveLeadRequest } from '@warmline/contracts';
import { type JSX, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SelectInput, TextArea } from '../../components/Field.js';
import { FormDialog } from './FormDialog.js';
import { moveLead } from './lead-data.js';
import { type CorrectionDraft, correctionOf, STAGES, TEMPERATURES } from './leads.rules.js';
import { useLeadChange } from './useLeadChange.js';

export interface CorrectDialogProps {
  readonly card: LeadCard;
  readonly onClose: () => void;
}

/** A supervisor's correction; what was before stays in the history. */
export function CorrectDialog({ card, onClose }: CorrectDialogProps): JSX.Element {
  const { t } = useTranslation(['leads', 'common']);
  const { temperature, stage } = card;
  const [draft, setDraft] = useState<CorrectionDraft>({ temperature, stage, reason: '' });
  const set = (change: Partial<CorrectionDraft>): void => setDraft((now) => ({ ...now, ...change }));
  const request = correctionOf(card, draft);
  const correct = useLeadChange({
    send: (change: MoveLeadRequest) => moveLead(card.id, change),
    told: t('corrected'),
    onSaved: onClose,
  });
  return (
    <FormDialog
      title={t('correctTitle')}
      submit={t('common:action.save')}
      busy={correct.isPending || request === undefined}
      error={correct.error}
      onSubmit={() => request && correct.mutate(request)}
      onClose={onClose}
    >
      <div className="form__pair">
        <SelectInput
          label={t('column.temperature')}
          value={draft.temperature}
          onChange={(value) => set({ temperature: value })}
          choices={TEMPERATURES.map((value) => ({ value, label: t(`common:temperature.${value}`) }))}
        />
        <SelectInput
          label={t('stage')}
          value={draft.stage}
          onChange={(value) => set({ stage: value })}
          choices={STAGES.map((value) => ({ value, label: t(`common:stage.${value}`) }))}
        />
      </div>
      <TextArea
        label={t('correctReason')}
        hint={t('correctHint')}
        rows={3}
        maxLength={500}
        value={draft.reason}
        onChange={(event) => set({ reason: event.currentTarget.value })}
      />
    </FormDialog>
  );
}
