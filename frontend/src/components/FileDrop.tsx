import { IconFileUpload } from '@tabler/icons-react';
import { type DragEvent, type JSX, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from './Icon.js';
import './list-file.css';

export interface FileDropProps {
  readonly busy: boolean;
  readonly fileName: string | undefined;
  readonly onFile: (file: File | undefined) => void;
}

/** Where a file is dropped or chosen; the keyboard reaches the same input. */
export function FileDrop({ busy, fileName, onFile }: FileDropProps): JSX.Element {
  const { t } = useTranslation();
  const id = useId();
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    if (!busy) onFile(event.dataTransfer.files[0]);
  };
  return (
    <div
      className={over ? 'drop drop--over' : 'drop'}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Icon of={IconFileUpload} size={20} tone="t3" />
      <p>
        <b>{busy ? t('fileDrop.sending', { name: fileName }) : t('fileDrop.drop')}</b>
      </p>
      <label className="btn btn--primary" htmlFor={id} aria-disabled={busy}>
        {t('fileDrop.choose')}
      </label>
      <input
        id={id}
        type="file"
        className="vh"
        accept=".csv,.txt,.tsv,.xlsx,.xlsm,.xlsb,.xls,.ods,.html,.htm"
        disabled={busy}
        onChange={(event) => {
          onFile(event.currentTarget.files?.[0]);
          event.currentTarget.value = '';
        }}
      />
      <p className="sm t3" role="status">
        {busy ? t('fileDrop.wait') : t('fileDrop.limit')}
      </p>
    </div>
  );
}
