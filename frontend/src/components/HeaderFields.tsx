import { HEADER_ROWS_MAX } from '@warmline/contracts';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { type FormatChoice, surenessOf } from '../lib/uploads.js';
import { NumberInput, SelectInput } from './Field.js';
import type { FileFormatFieldsProps, FormatPreview } from './FileFormatFields.js';

const AUTO = 'auto';
/** Further down nobody looks for a header. */
const HEADER_ROW_MAX = 10_000;
const DEPTHS = Array.from({ length: HEADER_ROWS_MAX }, (_, index) => String(index + 1));

/** In which row the names of the columns stand, and over how many rows: what was found, and the choice against it. */
export function HeaderFields({ choice, preview, set }: FileFormatFieldsProps): JSX.Element {
  const { t } = useTranslation();
  const row = rowOf(choice, preview);
  const found = preview?.headerPlace?.rows;
  return (
    <>
      <NumberInput
        label={t('fileFormat.headerRow')}
        value={row}
        min={0}
        max={HEADER_ROW_MAX}
        hint={isFound(choice) ? sureWords() : t('fileFormat.headerRowHint')}
        onChange={(value) => set(value === row ? {} : headerAt(value))}
      />
      {row > 0 && (
        <SelectInput
          label={t('fileFormat.headerRows')}
          value={choice.headerRows === undefined ? AUTO : String(choice.headerRows)}
          onChange={(value) => set({ headerRows: value === AUTO ? undefined : Number(value) })}
          choices={[
            {
              value: AUTO,
              label: found ? t('fileFormat.detected', { what: String(found) }) : t('fileFormat.auto'),
            },
            ...DEPTHS.map((value) => ({ value, label: value })),
          ]}
        />
      )}
    </>
  );

  function sureWords(): string | undefined {
    return preview && t(`fileFormat.sure.${surenessOf(preview.headerConfidence)}`);
  }
}

const isFound = (choice: FormatChoice): boolean => choice.header === undefined && choice.headerRow === undefined;

/** 0: the file has no header. */
function rowOf(choice: FormatChoice, preview: FormatPreview | undefined): number {
  if (choice.header === false) return 0;
  return choice.headerRow ?? preview?.headerPlace?.row ?? (preview?.format.header === false ? 0 : 1);
}

const headerAt = (row: number): FormatChoice =>
  row === 0
    ? { header: false, headerRow: undefined, headerRows: undefined }
    : { header: undefined, headerRow: row, headerRows: undefined };
