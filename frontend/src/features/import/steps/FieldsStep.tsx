import { type CustomField, LEAD_FIELDS, type LeadField, type Preview, type PreviewColumn } from '@warmline/contracts';
import { IconAlertTriangle, IconCheck, IconInfoCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type JSX, useState } from 'react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { Chip } from '../../../components/Chip.js';
import { BareSelect } from '../../../components/Field.js';
import { Icon } from '../../../components/Icon.js';
import { Panel } from '../../../components/Panel.js';
import { Meter } from '../../../components/StackBar.js';
import { TemplateLine } from '../../../components/TemplateLine.js';
import { formatShare } from '../../../lib/format.js';
import { languageOf } from '../../../lib/language.js';
import { customFieldsQuery } from '../import-data.js';
import type { Wizard } from '../useWizard.js';
import {
  customNameOf,
  repeatedHeaders,
  type Requirement,
  requirements,
  takenOver,
  withCustomName,
  withField,
} from '../wizard.rules.js';
import { FieldsAside } from './FieldsAside.js';

export interface FieldsStepProps {
  readonly wizard: Wizard;
  readonly preview: Preview;
}

/** What each column means. The mapping goes by position: headers repeat and may be empty. */
export function FieldsStep({ wizard, preview }: FieldsStepProps): JSX.Element {
  const { t } = useTranslation('import');
  const fields = useQuery(customFieldsQuery(wizard.state.clientId));
  const own = takenOver(wizard.state, preview);
  const mapping = own.mapping ?? [];
  const rules = own.rules ?? preview.rules;
  const [chosen, setChosen] = useState<number>();
  const selected = chosen ?? mapping.indexOf('phone');
  const loaded = mapping.filter((field) => field !== 'ignore').length;
  const set = (position: number, choice: FieldChoice): void => {
    const name = choice.startsWith(CUSTOM) ? choice.slice(CUSTOM.length) : null;
    const field = name === null ? (choice as LeadField) : 'custom';
    wizard.set({
      ...own,
      mapping: withField(mapping, position, field),
      rules: withCustomName(rules, position, name),
    });
  };
  return (
    <div className="map lines">
      <Panel title={t('fields.title')} note={t('fields.note', { loaded, whole: mapping.length })}>
        <TemplateLine
          preview={preview}
          used={wizard.state.useTemplate}
          onUse={(useTemplate) => wizard.set({ useTemplate, mapping: null, rules: null })}
        />
        <div className="table-scroll" tabIndex={0} role="region" aria-label={t('fields.title')}>
          <table className="table" aria-label={t('fields.title')}>
            <Head preview={preview} />
            <tbody>
              {preview.columns.map((column) => (
                <Row
                  key={column.position}
                  column={column}
                  preview={preview}
                  field={mapping[column.position] ?? 'ignore'}
                  customName={customNameOf(rules, column.position)}
                  customFields={fields.data ?? []}
                  selected={column.position === selected}
                  onSelect={() => setChosen(column.position)}
                  onChange={(choice) => set(column.position, choice)}
                />
              ))}
            </tbody>
          </table>
        </div>
        <Required mapping={mapping} wizard={wizard} preview={preview} />
      </Panel>
      <FieldsAside
        wizard={wizard}
        preview={preview}
        position={mapping[selected] === 'phone' ? selected : mapping.indexOf('phone')}
      />
    </div>
  );
}

const CUSTOM = 'custom:';
/** A field of every lead, or `custom:` and the name of a field of the client. */
type FieldChoice = LeadField | `custom:${string}`;

function Head({ preview }: { readonly preview: Preview }): JSX.Element {
  const { t } = useTranslation('import');
  return (
    <thead>
      <tr>
        <th scope="col" className="r">
          {t('column.number')}
        </th>
        {(['column', 'examples', 'field', 'filled', 'remark'] as const).map((name) => (
          <th
            key={name}
            scope="col"
            title={name === 'filled' ? t('column.sample', { count: preview.sampleRows }) : undefined}
          >
            {t(`column.${name}`)}
          </th>
        ))}
      </tr>
    </thead>
  );
}

interface RowProps {
  readonly column: PreviewColumn;
  readonly preview: Preview;
  readonly field: LeadField;
  /** The client's field this column is kept in; undefined = its own header. */
  readonly customName: string | undefined;
  readonly customFields: readonly CustomField[];
  readonly selected: boolean;
  readonly onSelect: () => void;
  readonly onChange: (choice: FieldChoice) => void;
}

const UNSURE = 0.6;
/** Fewer cells than this that are what the field says: perhaps another field is meant. */
const RECOGNISED_ENOUGH = 0.95;

function Row(props: RowProps): JSX.Element {
  const { column, preview, field, customName, selected, onSelect, onChange } = props;
  const { t, i18n } = useTranslation('import');
  const name = column.header || t('column.unnamed', { number: column.position + 1 });
  const [first = '', second = ''] = examples(preview, column.position);
  const repeats = repeatedHeaders(preview.columns).get(column.position);
  const right = column.filled * (column.recognised ?? 1);
  const wrong = field !== 'ignore' && column.recognised !== null && column.recognised < RECOGNISED_ENOUGH;
  return (
    <tr aria-selected={selected} onClick={onSelect} onFocus={onSelect}>
      <td className="r t3 num">{column.position + 1}</td>
      <th scope="row">
        <span className="ell wizard__column">{name}</span>
      </th>
      <td>
        <span className="cell2 wizard__example">
          <span className="ell">{first || '—'}</span>
          <span className="sm t3 ell">{second}</span>
        </span>
      </td>
      <td>
        <BareSelect
          small
          width={196}
          name={t('fields.fieldOf', { number: column.position + 1, name })}
          value={customName === undefined ? field : (`${CUSTOM}${customName}` as FieldChoice)}
          onChange={onChange}
          choices={fieldChoices(props, t)}
        />
      </td>
      <td>
        <span className="rate">
          <Meter share={right} tone={wrong ? 'bad' : undefined} />
          <span className={wrong ? 'num bad' : 'num'}>
            {field === 'ignore' ? '—' : formatShare(right, 1, { language: languageOf(i18n.language) })}
          </span>
        </span>
      </td>
      <td className={wrong ? 'bad sm wizard__remark' : 't2 sm wizard__remark'}>
        <Remark column={column} field={field} repeats={repeats} wrong={wrong} />
      </td>
    </tr>
  );
}

/** The fixed fields, then those of the client; a name from a template that is no field of his any more is kept choosable. */
function fieldChoices(
  { customFields, customName }: RowProps,
  t: TFunction<'import'>,
): { value: FieldChoice; label: string }[] {
  const names = customFields.map((each) => each.name);
  const all = customName === undefined || names.includes(customName) ? names : [...names, customName];
  return [
    ...LEAD_FIELDS.map((value) => ({ value, label: t(`field.${value}`) })),
    ...all.map((name) => ({ value: `${CUSTOM}${name}` as const, label: t('fields.custom', { name }) })),
  ];
}

interface RemarkProps {
  readonly column: PreviewColumn;
  readonly field: LeadField;
  readonly repeats: number | undefined;
  readonly wrong: boolean;
}

function Remark({ column, field, repeats, wrong }: RemarkProps): JSX.Element | null {
  const { t, i18n } = useTranslation('import');
  if (wrong) {
    const share = formatShare(1 - (column.recognised ?? 1), 1, { language: languageOf(i18n.language) });
    return <>{t('fields.notRecognised', { share })}</>;
  }
  if (repeats !== undefined) return <>{t('fields.repeats', { number: repeats + 1 })}</>;
  const guessed = column.field === field && field !== 'custom';
  return guessed && column.confidence < UNSURE ? <>{t('fields.unsure')}</> : null;
}

/** Two cells of the column that hold something. */
const examples = (preview: Preview, position: number): string[] => [
  ...new Set(preview.rows.map((row) => row.cells[position]?.trim() ?? '').filter((cell) => cell !== '')),
];

interface RequiredProps {
  readonly mapping: readonly LeadField[];
  readonly wizard: Wizard;
  readonly preview: Preview;
}

function Required({ mapping, wizard, preview }: RequiredProps): JSX.Element {
  const { t } = useTranslation('import');
  const met = requirements(mapping, wizard.state.defaultZone);
  const repeated = [...repeatedHeaders(preview.columns)][0];
  return (
    <div className="wizard__required">
      <div className="rowx">
        <h3>{t('fields.required')}</h3>
        {(['name', 'phone', 'place'] as const satisfies readonly Requirement[]).map((requirement) => (
          <Chip
            key={requirement}
            tone={met[requirement] ? 'customer' : 'wrapup'}
            icon={met[requirement] ? IconCheck : IconAlertTriangle}
          >
            {t(`fields.requirement.${requirement}`)}
            <span className="vh">: {t(met[requirement] ? 'fields.met' : 'fields.missing')}</span>
          </Chip>
        ))}
      </div>
      {repeated && (
        <p className="rowx t2">
          <Icon of={IconInfoCircle} tone="t3" />
          {t('fields.byPosition', { first: repeated[1] + 1, second: repeated[0] + 1 })}
        </p>
      )}
      {!repeated && !met.place && (
        <p className="rowx t2">
          <Icon of={IconInfoCircle} tone="t3" />
          {t('fields.noPlace')}
        </p>
      )}
    </div>
  );
}
