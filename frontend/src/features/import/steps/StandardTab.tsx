import { type ListStandard, type Preview, STANDARD_FORMATS } from '@warmline/contracts';
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { CheckInput } from '../../../components/Field.js';
import { Section } from '../../../components/Panel.js';
import { customFieldsQuery } from '../import-data.js';
import { takenOver } from '../wizard.rules.js';
import type { RulesTabProps } from './ConstantsTab.js';

/** Fields a standard is asked for in practice; a name and a number are needed anyway. */
const FIELDS = ['inn', 'contact_name', 'position', 'email', 'site', 'address', 'city', 'region', 'industry'] as const;

/** What every row of the list must bring, and how many rows of the sample do. */
export function StandardTab({ wizard, preview }: RulesTabProps): JSX.Element {
  const { t } = useTranslation('import');
  const customFields = useQuery(customFieldsQuery(wizard.state.clientId));
  const own = takenOver(wizard.state, preview);
  const rules = own.rules ?? preview.rules;
  const set = (change: Partial<ListStandard>): void =>
    wizard.set({ ...own, rules: { ...rules, standard: { ...rules.standard, ...change } } });
  const { required, requiredCustom, formats } = rules.standard;
  return (
    <div className="wizard__scroll grow">
      <div className="panel__body form">
        <p className="sm t2">{t('standard.hint', { count: preview.sampleRows })}</p>
        <ul className="wizard__standard">
          {FIELDS.map((field) => (
            <Point
              key={field}
              label={t(`field.${field}`)}
              met={metOf(preview, 'field', field)}
              preview={preview}
              checked={required.includes(field)}
              onChange={() => set({ required: toggled(required, field) })}
            />
          ))}
          {customFields.data?.map(({ id, name }) => (
            <Point
              key={id}
              label={name}
              met={metOf(preview, 'custom', name)}
              preview={preview}
              checked={requiredCustom.includes(name)}
              onChange={() => set({ requiredCustom: toggled(requiredCustom, name) })}
            />
          ))}
        </ul>
      </div>
      <Section title={t('standard.formats')}>
        <ul className="wizard__standard">
          {STANDARD_FORMATS.map((format) => (
            <Point
              key={format}
              label={t(`standard.format.${format}`)}
              met={metOf(preview, 'format', format)}
              preview={preview}
              checked={formats.includes(format)}
              onChange={() => set({ formats: toggled(formats, format) })}
            />
          ))}
        </ul>
      </Section>
    </div>
  );
}

interface PointProps {
  readonly label: string;
  readonly met: number | undefined;
  readonly preview: Preview;
  readonly checked: boolean;
  readonly onChange: () => void;
}

function Point({ label, met, preview, checked, onChange }: PointProps): JSX.Element {
  const { t } = useTranslation('import');
  const short = met !== undefined && met < preview.sampleRows;
  return (
    <li>
      <CheckInput checked={checked} onChange={onChange}>
        {label}
      </CheckInput>
      {checked && met !== undefined && (
        <span className={short ? 'num warn' : 'num t2'}>{t('standard.met', { met, whole: preview.sampleRows })}</span>
      )}
    </li>
  );
}

const metOf = (preview: Preview, kind: 'field' | 'custom' | 'format', what: string): number | undefined =>
  preview.standardFill.find((point) => point.kind === kind && point.what === what)?.met;

const toggled = <T,>(list: readonly T[], item: T): T[] =>
  list.includes(item) ? list.filter((each) => each !== item) : [...list, item];
