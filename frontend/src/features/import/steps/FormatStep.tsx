import { charsetSchema, delimiterSchema, type Preview } from '@warmline/contracts';
import { type JSX, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CheckInput, SelectInput } from '../../../components/Field.js';
import { Panel } from '../../../components/Panel.js';
import { Problem } from '../../../components/Problem.js';
import { Skeleton } from '../../../components/Skeleton.js';
import type { Wizard } from '../useWizard.js';
import { surenessOf } from '../wizard.rules.js';

export interface FormatStepProps {
  readonly wizard: Wizard;
  readonly preview: Preview | undefined;
  readonly error: unknown;
}

/** How the file is read; the first rows show at once whether it is right. */
export function FormatStep({ wizard, preview, error }: FormatStepProps): JSX.Element {
  const { t } = useTranslation('import');
  // A sheet that cannot be loaded must not take away the choice of another.
  const [lastRead, setLastRead] = useState(preview);
  if (preview && preview !== lastRead) setLastRead(preview);
  return (
    <div className="map lines">
      <Panel title={t('format.rows')} note={t('format.rowsNote')}>
        {preview && !error ? <Rows preview={preview} /> : error ? null : <Skeleton rows={12} />}
        {Boolean(error) && (
          <div className="panel__body">
            <Problem error={error} />
            <p className="t2">{t('format.tryOther')}</p>
          </div>
        )}
      </Panel>
      <Panel as="aside" title={t('format.title')}>
        <div className="panel__body form">
          <Choices wizard={wizard} preview={preview ?? lastRead} />
        </div>
      </Panel>
    </div>
  );
}

const AUTO = 'auto';
const DELIMITER_NAMES = { ';': 'semicolon', ',': 'comma', '\t': 'tab', '|': 'bar' } as const;

type ChoicesProps = Omit<FormatStepProps, 'error'>;

function Choices({ wizard, preview }: ChoicesProps): JSX.Element {
  const { t } = useTranslation('import');
  const { choice } = wizard.state;
  const set = (change: typeof choice): void =>
    // Another reading gives other columns: what was mapped by hand meant the old ones.
    wizard.set({ choice: { ...choice, ...change }, mapping: null });
  return (
    <>
      {preview && preview.format.kind !== 'csv' ? (
        <SheetChoice wizard={wizard} preview={preview} set={set} />
      ) : (
        <TextChoices wizard={wizard} preview={preview} set={set} />
      )}
      <CheckInput
        checked={choice.header ?? preview?.format.header ?? true}
        onChange={(event) => set({ header: event.currentTarget.checked })}
      >
        {t('format.header')}
      </CheckInput>
      {choice.header === undefined && preview && (
        <p className="sm t2">{t(`format.sure.${surenessOf(preview.headerConfidence)}`)}</p>
      )}
      <SelectInput
        label={t('format.audience')}
        value={wizard.state.audience}
        hint={t('format.audienceHint')}
        onChange={(audience) => wizard.set({ audience, mapping: null })}
        choices={(['b2b', 'b2c'] as const).map((value) => ({ value, label: t(`audience.${value}`) }))}
      />
    </>
  );
}

interface KindChoicesProps extends ChoicesProps {
  readonly set: (change: Wizard['state']['choice']) => void;
}

/** Charset and delimiter of a text. */
function TextChoices({ wizard, preview, set }: KindChoicesProps): JSX.Element {
  const { t } = useTranslation('import');
  const { choice } = wizard.state;
  const csv = preview?.format.kind === 'csv' ? preview.format : null;
  const sure = (confidence: number | null | undefined): string | undefined =>
    confidence === null || confidence === undefined ? undefined : t(`format.sure.${surenessOf(confidence)}`);
  return (
    <>
      <SelectInput
        label={t('format.charset')}
        value={choice.charset ?? AUTO}
        hint={choice.charset ? undefined : sure(preview?.charsetConfidence)}
        onChange={(value) => set({ charset: value === AUTO ? undefined : value })}
        choices={[
          {
            value: AUTO,
            label: csv ? t('format.detected', { what: t(`format.charsets.${csv.charset}`) }) : t('format.auto'),
          },
          ...charsetSchema.options.map((value) => ({ value, label: t(`format.charsets.${value}`) })),
        ]}
      />
      <SelectInput
        label={t('format.delimiter')}
        value={choice.delimiter ?? AUTO}
        hint={choice.delimiter ? undefined : sure(preview?.delimiterConfidence)}
        onChange={(value) => set({ delimiter: value === AUTO ? undefined : value })}
        choices={[
          {
            value: AUTO,
            label: csv
              ? t('format.detected', { what: t(`format.by.${DELIMITER_NAMES[csv.delimiter]}`) })
              : t('format.auto'),
          },
          ...delimiterSchema.options.map((value) => ({ value, label: t(`format.by.${DELIMITER_NAMES[value]}`) })),
        ]}
      />
    </>
  );
}

/** Which sheet of a workbook is read. */
function SheetChoice({ wizard, preview, set }: KindChoicesProps): JSX.Element | null {
  const { t } = useTranslation('import');
  if (!preview || preview.format.kind === 'csv') return null;
  const { kind, sheet } = preview.format;
  const nameOf = ({ name, hidden }: Preview['sheets'][number]): string =>
    hidden ? t('format.hiddenSheet', { name }) : name;
  return (
    <>
      <p className="t2">{t(`format.workbook.${kind}`)}</p>
      <SelectInput
        label={t('format.sheet')}
        value={wizard.state.choice.sheet ?? sheet ?? ''}
        hint={t('format.sheets', { count: preview.sheets.length })}
        onChange={(value) => set({ sheet: value })}
        choices={preview.sheets.map((each) => ({ value: each.name, label: nameOf(each) }))}
      />
    </>
  );
}

function Rows({ preview }: { readonly preview: Preview }): JSX.Element {
  const { t } = useTranslation('import');
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={t('format.rows')}>
      <table className="table wizard__rows" aria-label={t('format.rows')}>
        <thead>
          <tr>
            <th scope="col" className="r">
              {t('column.number')}
            </th>
            {preview.columns.map((column) => (
              <th key={column.position} scope="col">
                <span className="ell">{column.header || t('column.unnamed', { number: column.position + 1 })}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {preview.rows.map((row) => (
            <tr key={row.rowNumber}>
              <td className="r t3 num">{row.rowNumber}</td>
              {preview.columns.map((column) => (
                <td key={column.position}>
                  <span className="ell" title={row.cells[column.position]}>
                    {row.cells[column.position]}
                  </span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
