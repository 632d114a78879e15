import { enrichmentIdSchema } from '@warmline/contracts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import type { JSX, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../components/EmptyState.js';
import { FileDrop } from '../../components/FileDrop.js';
import { PageHead } from '../../components/PageHead.js';
import { Problem } from '../../components/Problem.js';
import { Stepper } from '../../components/Stepper.js';
import { formatClock, formatDate } from '../../lib/format.js';
import { uploadFile } from '../../lib/uploads.js';
import { latestQuery } from './enrichment-data.js';
import './enrichment.css';
import { EnrichmentReport } from './EnrichmentReport.js';
import { RulesStep } from './RulesStep.js';
import { keepUpload, readChoices } from './useChoices.js';

const STEPS = ['file', 'rules', 'check', 'done'] as const;
export type EnrichmentStep = (typeof STEPS)[number];

/** `new`: choose a file. A file's id: its rules. A run's id: the report, the yes and what came of it. */
export function EnrichmentPage(): JSX.Element {
  const { id = '' } = useParams({ strict: false });
  if (enrichmentIdSchema.safeParse(id).success) return <EnrichmentReport key={id} id={id} frame={Frame} />;
  if (id !== 'new') return <Kept key={id} fileId={id} />;
  return (
    <Frame step="file">
      <FileStep />
    </Frame>
  );
}

export interface FrameProps {
  readonly step: EnrichmentStep;
  readonly state?: string | undefined;
  readonly children: ReactNode;
  readonly foot?: JSX.Element;
}

function Frame({ step, state, children, foot }: FrameProps): JSX.Element {
  const { t } = useTranslation('enrichment');
  return (
    <>
      <PageHead title={t('title')} state={state && <span role="status">{state}</span>}>
        <Stepper label={t('steps')} steps={STEPS.map((each) => t(`step.${each}`))} current={STEPS.indexOf(step)} />
      </PageHead>
      <main className="enrich">{children}</main>
      {foot}
    </>
  );
}

function Kept({ fileId }: { readonly fileId: string }): JSX.Element {
  const { t } = useTranslation('enrichment');
  const kept = readChoices(fileId);
  if (kept) return <RulesStep initial={kept} frame={Frame} />;
  const again = (
    <Link to="/leads/update/$id" params={{ id: 'new' }} className="btn btn--primary">
      {t('otherFile')}
    </Link>
  );
  return (
    <Frame step="file">
      <EmptyState title={t('lost')} action={again}>
        {t('lostHint')}
      </EmptyState>
    </Frame>
  );
}

function FileStep(): JSX.Element {
  const { t } = useTranslation('enrichment');
  const navigate = useNavigate();
  const upload = useMutation({
    mutationFn: uploadFile,
    onSuccess: (done) => {
      keepUpload(done);
      return navigate({ to: '/leads/update/$id', params: { id: done.fileId } });
    },
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
          <li>{t('file.onlyKnown')}</li>
          <li>{t('file.nothingYet')}</li>
          <li>{t('file.undo')}</li>
        </ul>
        <Latest />
      </div>
    </div>
  );
}

function Latest(): JSX.Element | null {
  const { t } = useTranslation('enrichment');
  const latest = useQuery(latestQuery);
  if (!latest.data || latest.data.length === 0) return null;
  return (
    <section aria-label={t('latest')}>
      <h2>{t('latest')}</h2>
      <ul className="enrich__latest">
        {latest.data.slice(0, 5).map((run) => (
          <li key={run.id}>
            <Link to="/leads/update/$id" params={{ id: run.id }}>
              {run.fileName}
            </Link>{' '}
            <span className="sm t3">
              {formatDate(run.createdAt, { year: true })} {formatClock(run.createdAt)} · {t(`state.${run.state}`)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
