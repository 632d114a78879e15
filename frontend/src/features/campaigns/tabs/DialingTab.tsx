import type { CampaignPolicy, DialingMode } from '@warmline/contracts';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { CheckInput, NumberInput } from '../../../components/Field.js';
import { Panel } from '../../../components/Panel.js';
import type { CampaignEditing } from '../useCampaignDraft.js';
import { withPolicy } from '../week.rules.js';
import { RetriesTable } from './RetriesTable.js';

interface OfEditing {
  readonly editing: CampaignEditing;
}

const MODES = ['preview', 'progressive'] as const satisfies readonly DialingMode[];

export function DialingTab({ editing }: OfEditing): JSX.Element {
  const { t } = useTranslation('campaigns');
  return (
    <div className="campaign__two lines">
      <Panel title={t('dialing.title')} className="campaign__scroll">
        <div className="campaign__choices form">
          <Mode editing={editing} />
          <Limits editing={editing} />
          <SharedNumbers editing={editing} />
        </div>
      </Panel>
      <RetriesTable editing={editing} />
    </div>
  );
}

function Mode({ editing }: OfEditing): JSX.Element {
  const { t } = useTranslation('campaigns');
  return (
    <fieldset disabled={editing.readOnly}>
      <legend className="label">{t('field.mode')}</legend>
      {MODES.map((mode) => (
        <CheckInput
          key={mode}
          type="radio"
          name="mode"
          checked={editing.draft.mode === mode}
          onChange={() => editing.set({ mode })}
        >
          <b>{t(`mode.${mode}`)}</b>
          <br />
          <span className="sm t2">{t(`modeHint.${mode}`)}</span>
        </CheckInput>
      ))}
    </fieldset>
  );
}

const CAPS = {
  perDay: [1, 20],
  perSevenDays: [1, 50],
  minimumGapMinutes: [0, 10_080],
  triesPerLead: [1, 50],
} as const satisfies Record<keyof CampaignPolicy['caps'], readonly [number, number]>;

const SPANS = {
  ringTimeoutSeconds: [10, 90],
  previewTimeoutSeconds: [0, 3600],
  wrapUpSeconds: [0, 3600],
} as const;

function Limits({ editing }: OfEditing): JSX.Element {
  const { t } = useTranslation('campaigns');
  const { policy } = editing.draft;
  const set = (change: Partial<CampaignPolicy>): void => editing.set({ policy: withPolicy(policy, change) });
  return (
    <>
      <h3>{t('dialing.caps')}</h3>
      {(Object.keys(CAPS) as (keyof typeof CAPS)[]).map((cap) => (
        <NumberInput
          key={cap}
          row
          label={t(`caps.${cap}`)}
          value={policy.caps[cap]}
          min={CAPS[cap][0]}
          max={CAPS[cap][1]}
          disabled={editing.readOnly}
          onChange={(value) => set({ caps: { ...policy.caps, [cap]: value } })}
        />
      ))}
      <h3>{t('dialing.waits')}</h3>
      {(Object.keys(SPANS) as (keyof typeof SPANS)[]).map((span) => (
        <NumberInput
          key={span}
          row
          label={t(`spans.${span}`)}
          value={policy[span]}
          min={SPANS[span][0]}
          max={SPANS[span][1]}
          disabled={editing.readOnly}
          hint={SPANS[span][0] === 0 ? t('spans.noLimit') : undefined}
          onChange={(value) => set({ [span]: value })}
        />
      ))}
      <h3>{t('dialing.cooling')}</h3>
      {(['hot', 'warm'] as const).map((temperature) => (
        <NumberInput
          key={temperature}
          row
          label={t(`cooling.${temperature}`)}
          value={policy.coolAfterDays[temperature]}
          min={1}
          max={3650}
          disabled={editing.readOnly}
          onChange={(days) => set({ coolAfterDays: { ...policy.coolAfterDays, [temperature]: days } })}
        />
      ))}
    </>
  );
}

function SharedNumbers({ editing }: OfEditing): JSX.Element {
  const { t } = useTranslation('campaigns');
  const { policy } = editing.draft;
  return (
    <fieldset disabled={editing.readOnly}>
      <legend className="label">{t('shared.title')}</legend>
      {(['each', 'once'] as const).map((choice) => (
        <CheckInput
          key={choice}
          type="radio"
          name="shared-numbers"
          checked={policy.sharedNumbers === choice}
          onChange={() => editing.set({ policy: withPolicy(policy, { sharedNumbers: choice }) })}
        >
          {t(`shared.${choice}`)}
        </CheckInput>
      ))}
    </fieldset>
  );
}
