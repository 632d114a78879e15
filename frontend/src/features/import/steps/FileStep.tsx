import type { Upload } from '@warmline/contracts';
import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type JSX, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../components/Button.js';
import { FileDrop } from '../../../components/FileDrop.js';
import { Notice } from '../../../components/Notice.js';
import { Problem } from '../../../components/Problem.js';
import { formatDate } from '../../../lib/format.js';
import { uploadFile } from '../../../lib/uploads.js';
import { keepWizard } from '../useWizard.js';
import { beginWizard } from '../wizard.rules.js';

export function FileStep(): JSX.Element {
  const { t } = useTranslation('import');
  const navigate = useNavigate();
  const [known, setKnown] = useState<Upload>();
  const open = (upload: Upload): void => {
    keepWizard(beginWizard(upload));
    void navigate({ to: '/lists/import/$id', params: { id: upload.fileId }, search: { step: 'format' } });
  };
  const upload = useMutation({
    mutationFn: uploadFile,
    onSuccess: (done) => (done.alreadyLoaded.length > 0 ? setKnown(done) : open(done)),
  });
  const take = (file: File | undefined): void => {
    setKnown(undefined);
    if (file) upload.mutate(file);
  };
  return (
    <div className="form__wide">
      <div className="form__column">
        <FileDrop busy={upload.isPending} fileName={upload.variables?.name} onFile={take} />
        <Problem error={upload.error} />
        {known && <AlreadyLoaded upload={known} onGoOn={() => open(known)} />}
        <ul className="drop-hints t2">
          <li>{t('file.formats')}</li>
          <li>{t('file.phones')}</li>
          <li>{t('file.nothingYet')}</li>
        </ul>
      </div>
    </div>
  );
}

/** The very same bytes: told before anything is done with them. */
function AlreadyLoaded({ upload, onGoOn }: { readonly upload: Upload; readonly onGoOn: () => void }): JSX.Element {
  const { t } = useTranslation('import');
  return (
    <Notice
      tone="warn"
      role="status"
      actions={
        <Button scale="sm" onClick={onGoOn}>
          {t('file.anyway')}
        </Button>
      }
    >
      <p>
        <b>{t('file.already')}</b>
      </p>
      <ul>
        {upload.alreadyLoaded.map((load) => (
          <li key={load.importId}>
            {formatDate(load.at, { year: true })},{' '}
            <Link to="/lists/import/$id" params={{ id: load.importId }}>
              {load.listName}
            </Link>
          </li>
        ))}
      </ul>
      <p>{t('file.noDoubles')}</p>
    </Notice>
  );
}
