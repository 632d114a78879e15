import { purposeSchema } from '@warmline/contracts';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { SelectInput, TextInput } from '../../../components/Field.js';
import type { CampaignEditing } from '../useCampaignDraft.js';
import { USUAL_HOURS, withPolicy } from '../week.rules.js';

export function BasicsTab({ editing }: { readonly editing: CampaignEditing }): JSX.Element {
  const { t } = useTranslation('campaigns');
  const { draft, campaign, readOnly, set } = editing;
  // The law asks different things for each: not changed under a running campaign.
  const settled = readOnly || campaign.status !== 'draft';
  return (
    <div className="form__wide">
      <div className="form__column">
        <TextInput
          row
          label={t('field.name')}
          value={draft.name}
          maxLength={200}
          disabled={readOnly}
          problem={draft.name.trim() === '' ? t('problem.name') : undefined}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <TextInput row label={t('field.client')} value={campaign.clientName} disabled hint={t('clientHint')} />
        <SelectInput
          row
          label={t('field.purpose')}
          value={draft.purpose}
          disabled={settled}
          hint={t('purposeHint')}
          onChange={(purpose) => set({ purpose })}
          choices={purposeSchema.options.map((value) => ({ value, label: t(`purpose.${value}`) }))}
        />
        <SelectInput
          row
          label={t('field.audience')}
          value={draft.audience}
          disabled={settled}
          hint={t(`audienceHint.${draft.audience}`)}
          onChange={(audience) => set({ audience, policy: withPolicy(draft.policy, { hours: USUAL_HOURS[audience] }) })}
          choices={(['b2b', 'b2c'] as const).map((value) => ({ value, label: t(`audience.${value}`) }))}
        />
      </div>
    </div>
  );
}
