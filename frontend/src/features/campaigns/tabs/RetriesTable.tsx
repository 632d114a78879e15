import type { RetryRule } from '@warmline/contracts';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { BareSelect } from '../../../components/Field.js';
import { Panel } from '../../../components/Panel.js';
import { useDispositionName } from '../../../hooks/useDispositionName.js';
import type { CampaignEditing } from '../useCampaignDraft.js';
import { delayMinutes, delayParts, withPolicy } from '../week.rules.js';

const UNITS = ['minutes', 'hours', 'days'] as const;
const MOST_TIMES = 50;

/** Recycling: after which result a lead is tried again, when and how often. */
export function RetriesTable({ editing }: { readonly editing: CampaignEditing }): JSX.Element {
  const { t } = useTranslation('campaigns');
  const { policy } = editing.draft;
  const nameOf = useDispositionName();
  const codes = Object.keys(policy.retries).sort((a, b) => Number(a === 'default') - Number(b === 'default'));
  return (
    <Panel title={t('retries.title')} note={t('retries.note')}>
      <div className="table-scroll" tabIndex={0} role="region" aria-label={t('retries.title')}>
        <table className="table retries" aria-label={t('retries.title')}>
          <thead>
            <tr>
              <th scope="col">{t('retries.after')}</th>
              <th scope="col">{t('retries.wait')}</th>
              <th scope="col">{t('retries.times')}</th>
              <th scope="col">{t('retries.otherDayPart')}</th>
            </tr>
          </thead>
          <tbody>
            {codes.map((code) => {
              const rule = policy.retries[code];
              const name = code === 'default' ? t('retries.default') : nameOf(code);
              const set = (change: Partial<RetryRule>): void => {
                if (!rule) return;
                const retries = { ...policy.retries, [code]: { ...rule, ...change } };
                editing.set({ policy: withPolicy(policy, { retries }) });
              };
              return rule && <Rule key={code} name={name} rule={rule} readOnly={editing.readOnly} onChange={set} />;
            })}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

interface RuleProps {
  readonly name: string;
  readonly rule: RetryRule;
  readonly readOnly: boolean;
  readonly onChange: (change: Partial<RetryRule>) => void;
}

function Rule({ name, rule, readOnly, onChange }: RuleProps): JSX.Element {
  const { t } = useTranslation('campaigns');
  const { value, unit } = delayParts(rule.delayMinutes);
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        <span className="rowx">
          <Count
            label={t('retries.waitOf', { name })}
            value={value}
            min={1}
            max={unit === 'minutes' ? 1439 : 60}
            disabled={readOnly}
            onChange={(next) => onChange({ delayMinutes: delayMinutes(next, unit) })}
          />
          <BareSelect
            small
            width={96}
            name={t('retries.unitOf', { name })}
            value={unit}
            disabled={readOnly}
            choices={UNITS.map((each) => ({ value: each, label: t(`unit.${each}`) }))}
            onChange={(next) => onChange({ delayMinutes: delayMinutes(value, next) })}
          />
        </span>
      </td>
      <td>
        <Count
          label={t('retries.timesOf', { name })}
          value={rule.times}
          min={0}
          max={MOST_TIMES}
          disabled={readOnly}
          onChange={(times) => onChange({ times })}
        />
      </td>
      <td>
        <label className="check">
          <input
            type="checkbox"
            aria-label={t('retries.otherDayPartOf', { name })}
            checked={rule.otherDayPart}
            disabled={readOnly}
            onChange={(event) => onChange({ otherDayPart: event.currentTarget.checked })}
          />
        </label>
      </td>
    </tr>
  );
}

interface CountProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly disabled: boolean;
  readonly onChange: (value: number) => void;
}

function Count({ label, value, min, max, disabled, onChange }: CountProps): JSX.Element {
  return (
    <input
      type="number"
      className="input input--sm retries__count"
      aria-label={label}
      value={value}
      min={min}
      max={max}
      disabled={disabled}
      onChange={(event) => {
        const next = event.currentTarget.valueAsNumber;
        if (Number.isInteger(next) && next >= min && next <= max) onChange(next);
      }}
    />
  );
}
