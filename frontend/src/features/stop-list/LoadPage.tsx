import { useMutation } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import type { JSX, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FileDrop } from '../../components/FileDrop.js';
import { PageHead } from '../../components/PageHead.js';
import { Problem } from '../../components/Problem.js';
import { Stepper } from '../../components/Stepper.js';
import { uploadFile } from '../../lib/uploads.js';
import { LoadColumns } from './LoadColumns.js';
import { LoadReport } from './LoadReport.js';
import './stop-list.css';

const STEPS = ['file', 'columns', 'check', 'done'] as const;
export type LoadStep = (typeof STEPS)[number];

/** `new`: choose a file. `file-…`: its columns. Else a load: the count, the yes and what came of it. */
export function LoadPage(): JSX.Element {
  const { id = '' } = useParams({ strict: false });
  const fileId = /^file-(\d+)$/.exec(id)?.[1];
  if (fileId !== undefined) return <LoadColumns key={fileId} fileId={fileId} frame={Frame} />;
  if (id !== 'new') return <LoadReport key={id} id={id} frame={Frame} />;
  return (
    <Frame step="file">
      <FileStep />
    </Frame>
  );
}

export interface FrameProps {
  readonly step: LoadStep;
  readonly state?: string | undefined;
  readonly children: ReactNode;
  readonly foot?: JSX.Element;
}

function Frame({ step, state, children, foot }: FrameProps): JSX.Element {
  const { t } = useTranslation('stop-list');
  return (
    <>
      <PageHead title={t('load.title')} state={state && <span role="status">{state}</span>}>
        <Stepper
          label={t('load.steps')}
          steps={STEPS.map((each) => t(`load.step.${each}`))}
          current={STEPS.indexOf(step)}
        />
      </PageHead>
      <main className="stops__load">{children}</main>
      {foot}
    </>
  );
}

function FileStep(): JSX.Element {
  const { t } = useTranslation('stop-list');
  const navigate = useNavigate();
  const upload = useMutation({
    mutationFn: uploadFile,
    onSuccess: ({ fileId }) => navigate({ to: '/stop-list/load/$id', params: { id: `file-${fileId}` } }),
  });
  return (
    <div className="form__wide">
      <div className="form__column">
        <FileDrop
          busy={upload.isPending}
          fileName={upload.variables?.name}
          onFile={(file) => {
            if (file) upload.mutate(file);
          }}
        />
        <Problem error={upload.error} />
        <ul className="drop-hints t2">
          <li>{t('load.anyLayout')}</li>
          <li>{t('load.nothingYet')}</li>
          <li>{t('load.canUndo')}</li>
        </ul>
      </div>
    </div>
  );
}
