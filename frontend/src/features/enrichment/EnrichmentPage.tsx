import { enrichmentIdSchema, type Upload } from '@warmline/contracts';
import { IconFileUpload } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { type JSX, type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../components/Icon.js';
import { PageHead } from '../../components/PageHead.js';
import { Problem } from '../../components/Problem.js';
import { Stepper } from '../../components/Stepper.js';
import { formatDate } from '../../lib/format.js';
import { latestQuery, uploadFile } from './enrichment-data.js';
import './enrichment.css';
import { EnrichmentReport } from './EnrichmentReport.js';
import { RulesStep } from './RulesStep.js';

const STEPS = ['file', 'rules', 'check', 'done'] as const;
export type EnrichmentStep = (typeof STEPS)[number];

/** `new`: choose a file and its rules. An id: the report, the yes and what came of it. */
export function EnrichmentPage(): JSX.Element {
  const { id = '' } = useParams({ strict: false });
  return enrichmentIdSchema.safeParse(id).success ? <EnrichmentReport key={id} id={id} frame={Frame} /> : <Begin />;
}

export interface FrameProps {
  readonly step: EnrichmentStep;
  readonly state?: string;
  readonly children: ReactNode;
  readonly foot?: JSX.Element;
}

function Frame({ step, state, children, foot }: FrameProps): JSX.Element {
  const { t } = useTranslation('enrichment');
  return (
    <>
      <PageHead title={t('title')} state={state}>
        <Stepper label={t('steps')} steps={STEPS.map((each) => t(`step.${each}`))} current={STEPS.indexOf(step)} />
      </PageHead>
      <main className="enrich">{children}</main>
      {foot}
    </>
  );
}

function Begin(): JSX.Element {
  const [upload, setUpload] = useState<Upload>();
  if (upload) return <RulesStep upload={upload} frame={Frame} onOtherFile={() => setUpload(undefined)} />;
  return (
    <Frame step="file">
      <FileStep onUploaded={setUpload} />
    </Frame>
  );
}

function FileStep({ onUploaded }: { readonly onUploaded: (upload: Upload) => void }): JSX.Element {
  const { t } = useTranslation('enrichment');
  const id = useId();
  const upload = useMutation({ mutationFn: uploadFile, onSuccess: onUploaded });
  const take = (file: File | undefined): void => {
    if (file && !upload.isPending) upload.mutate(file);
  };
  return (
    <div className="form__wide">
      <div className="form__column">
        <div
          className="enrich__drop"
          onDragOver={(event) => event.preventDefault()}
          onDrop={(event) => {
            event.preventDefault();
            take(event.dataTransfer.files[0]);
          }}
        >
          <Icon of={IconFileUpload} size={20} tone="t3" />
          <b role="status">{upload.isPending ? t('file.sending') : t('file.drop')}</b>
          <label className="btn btn--primary" htmlFor={id}>
            {t('file.choose')}
          </label>
          <input
            id={id}
            type="file"
            className="vh"
            accept=".csv,.txt,.tsv,.xlsx,.xlsm,.xlsb,.xls,.ods,.html,.htm"
            disabled={upload.isPending}
            onChange={(event) => {
              take(event.currentTarget.files?.[0]);
              event.currentTarget.value = '';
            }}
          />
        </div>
        <Problem error={upload.error} />
        <ul className="enrich__hints t2">
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
      <h3>{t('latest')}</h3>
      <ul className="enrich__latest">
        {latest.data.slice(0, 5).map((run) => (
          <li key={run.id}>
            <Link to="/leads/update/$id" params={{ id: run.id }}>
              {run.fileName}
            </Link>{' '}
            <span className="sm t3">
              {formatDate(run.createdAt, { year: true })} · {t(`state.${run.state}`)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
