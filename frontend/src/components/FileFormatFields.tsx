import { charsetSchema, delimiterSchema, type Preview } from '@warmline/contracts';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { type FormatChoice, surenessOf } from '../lib/uploads.js';
import { SelectInput } from './Field.js';
import { HeaderFields } from './HeaderFields.js';
import { PreviewNotes } from './PreviewNotes.js';

const AUTO = 'auto';
const DELIMITER_NAMES = { ';': 'semicolon', ',': 'comma', '\t': 'tab', '|': 'bar' } as const;

/** What a reading of a file's head says of its format, whatever the file is read for. */
export type FormatPreview = Pick<
  Preview,
  'format' | 'sheets' | 'charsetConfidence' | 'delimiterConfidence' | 'headerConfidence' | 'headerPlace'
> &
  Partial<Pick<Preview, 'notes'>>;

export interface FileFormatFieldsProps {
  readonly choice: FormatChoice;
  /** Of the last reading that worked: a sheet that cannot be read must not take away the choice of another. */
  readonly preview: FormatPreview | undefined;
  readonly set: (change: FormatChoice) => void;
}

/** Sheet, or charset and delimiter, hidden rows, and where the header stands: what was detected, and the choice against it. */
export function FileFormatFields({ choice, preview, set }: FileFormatFieldsProps): JSX.Element {
  return (
    <>
      {preview?.notes && <PreviewNotes notes={preview.notes} />}
      {preview && preview.format.kind !== 'csv' ? (
        <SheetChoice choice={choice} preview={preview} set={set} />
      ) : (
        <TextChoices choice={choice} preview={preview} set={set} />
      )}
      {preview?.format.kind !== 'vcard' && <HeaderFields choice={choice} preview={preview} set={set} />}
    </>
  );
}

/** Charset and delimiter of a text. */
function TextChoices({ choice, preview, set }: FileFormatFieldsProps): JSX.Element {
  const { t } = useTranslation();
  const csv = preview?.format.kind === 'csv' ? preview.format : null;
  const sure = (confidence: number | null | undefined): string | undefined =>
    confidence === null || confidence === undefined ? undefined : t(`fileFormat.sure.${surenessOf(confidence)}`);
  return (
    <>
      <SelectInput
        label={t('fileFormat.charset')}
        value={choice.charset ?? AUTO}
        hint={choice.charset ? undefined : sure(preview?.charsetConfidence)}
        onChange={(value) => set({ charset: value === AUTO ? undefined : value })}
        choices={[
          {
            value: AUTO,
            label: csv
              ? t('fileFormat.detected', { what: t(`fileFormat.charsets.${csv.charset}`) })
              : t('fileFormat.auto'),
          },
          ...charsetSchema.options.map((value) => ({ value, label: t(`fileFormat.charsets.${value}`) })),
        ]}
      />
      <SelectInput
        label={t('fileFormat.delimiter')}
        value={choice.delimiter ?? AUTO}
        hint={choice.delimiter ? undefined : sure(preview?.delimiterConfidence)}
        onChange={(value) => set({ delimiter: value === AUTO ? undefined : value })}
        choices={[
          {
            value: AUTO,
            label: csv
              ? t('fileFormat.detected', { what: t(`fileFormat.by.${DELIMITER_NAMES[csv.delimiter]}`) })
              : t('fileFormat.auto'),
          },
          ...delimiterSchema.options.map((value) => ({ value, label: t(`fileFormat.by.${DELIMITER_NAMES[value]}`) })),
        ]}
      />
    </>
  );
}

/** Which sheet of a workbook is read. */
function SheetChoice({ choice, preview, set }: FileFormatFieldsProps): JSX.Element | null {
  const { t } = useTranslation();
  if (!preview || preview.format.kind === 'csv') return null;
  const { kind, sheet } = preview.format;
  const nameOf = ({ name, hidden }: FormatPreview['sheets'][number]): string =>
    hidden ? t('fileFormat.hiddenSheet', { name }) : name;
  return (
    <>
      <p className="t2">{t(`fileFormat.workbook.${kind}`)}</p>
      {preview.sheets.length > 0 && (
        <SelectInput
          label={t('fileFormat.sheet')}
          value={choice.sheet ?? sheet ?? ''}
          hint={t('fileFormat.sheets', { count: preview.sheets.length })}
          onChange={(value) => set({ sheet: value, header: undefined, headerRow: undefined, headerRows: undefined })}
          choices={preview.sheets.map((each) => ({ value: each.name, label: nameOf(each) }))}
        />
      )}
      {preview.notes?.some(({ code }) => code === 'hidden_rows') && (
        <SelectInput
          label={t('fileFormat.hiddenRows')}
          value={choice.hiddenRows ?? preview.format.hiddenRows ?? 'leave_out'}
          hint={t('fileFormat.hiddenRowsHint')}
          onChange={(hiddenRows) => set({ hiddenRows })}
          choices={(['leave_out', 'load'] as const).map((value) => ({ value, label: t(`fileFormat.hidden.${value}`) }))}
        />
      )}
    </>
  );
}
