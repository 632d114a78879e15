import type { Preview } from '@warmline/contracts';
import { type JSX, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SelectInput } from '../../../components/Field.js';
import { FileFormatFields } from '../../../components/FileFormatFields.js';
import { Panel } from '../../../components/Panel.js';
import { Problem } from '../../../components/Problem.js';
import { Skeleton } from '../../../components/Skeleton.js';
import type { Wizard } from '../useWizard.js';

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

type ChoicesProps = Omit<FormatStepProps, 'error'>;

function Choices({ wizard, preview }: ChoicesProps): JSX.Element {
  const { t } = useTranslation('import');
  const { choice } = wizard.state;
  return (
    <>
      <FileFormatFields
        choice={choice}
        preview={preview}
        // Another reading gives other columns: what was mapped by hand meant the old ones.
        set={(change) => wizard.set({ choice: { ...choice, ...change }, mapping: null })}
      />
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
