import { importIdSchema } from '@warmline/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../components/EmptyState.js';
import { PageHead } from '../../components/PageHead.js';
import { Skeleton } from '../../components/Skeleton.js';
import { Stepper } from '../../components/Stepper.js';
import { useHotkey } from '../../hooks/useHotkey.js';
import { useSearchState } from '../../hooks/useSearchState.js';
import { Button } from '../../components/Button.js';
import './import.css';
import { previewQuery } from '../../lib/uploads.js';
import { ImportReport } from './ImportReport.js';
import { CheckStep } from './steps/CheckStep.js';
import { FieldsStep } from './steps/FieldsStep.js';
import { FileStep } from './steps/FileStep.js';
import { FormatStep } from './steps/FormatStep.js';
import { LegalStep } from './steps/LegalStep.js';
import { readWizard, useWizard, type Wizard } from './useWizard.js';
import {
  mappingOf,
  mayLoad,
  previewRequestOf,
  requirements,
  type Step,
  STEPS,
  type WizardState,
} from './wizard.rules.js';

/** `new`: choose a file. A file's id: the steps. An import's id: how it goes and what came of it. */
export function ImportPage(): JSX.Element {
  const { id = '' } = useParams({ strict: false });
  if (id === 'new') return <Frame step="file" body={<FileStep />} />;
  if (importIdSchema.safeParse(id).success) return <ImportReport key={id} id={id} frame={Frame} />;
  return <Kept key={id} fileId={id} />;
}

function Kept({ fileId }: { readonly fileId: string }): JSX.Element {
  const { t } = useTranslation('import');
  const kept = readWizard(fileId);
  if (kept) return <Steps initial={kept} />;
  const again = (
    <Link to="/lists/import/$id" params={{ id: 'new' }} className="btn btn--primary">
      {t('lostAgain')}
    </Link>
  );
  return (
    <Frame
      step="file"
      body={
        <EmptyState title={t('lost')} action={again}>
          {t('lostHint')}
        </EmptyState>
      }
    />
  );
}

export interface FrameProps {
  readonly step: Step;
  readonly state?: string;
  readonly body: JSX.Element;
  readonly foot?: JSX.Element;
}

function Frame({ step, state, body, foot }: FrameProps): JSX.Element {
  const { t } = useTranslation('import');
  return (
    <>
      <PageHead title={t('title')} state={state}>
        <Stepper label={t('steps')} steps={STEPS.map((each) => t(`step.${each}`))} current={STEPS.indexOf(step)} />
      </PageHead>
      <main className="wizard">{body}</main>
      {foot}
    </>
  );
}

const MIDDLE = ['format', 'fields', 'legal', 'check'] as const satisfies readonly Step[];
type MiddleStep = (typeof MIDDLE)[number];

function Steps({ initial }: { readonly initial: WizardState }): JSX.Element {
  const { t } = useTranslation('import');
  const wizard = useWizard(initial);
  const [search] = useSearchState();
  const step = MIDDLE.find((each) => each === search.step) ?? 'format';
  const preview = useQuery(previewQuery(initial.upload.fileId, previewRequestOf(wizard.state)));
  const body = {
    format: <FormatStep wizard={wizard} preview={preview.data} error={preview.error} />,
    fields: preview.data ? <FieldsStep wizard={wizard} preview={preview.data} /> : <Skeleton rows={10} />,
    legal: <LegalStep wizard={wizard} />,
    check: preview.data ? <CheckStep wizard={wizard} preview={preview.data} /> : <Skeleton rows={10} />,
  }[step];
  const format = preview.data?.format;
  const about = [initial.upload.name, format && (format.kind === 'csv' ? format.charset : format.kind.toUpperCase())]
    .filter(Boolean)
    .join(', ');
  const mapping = wizard.state.mapping ?? (preview.data ? mappingOf(preview.data) : []);
  const blocked = blockOf(step, wizard.state, {
    read: preview.data !== undefined && !preview.isError,
    fields: mayLoad(requirements(mapping, wizard.state.defaultZone)),
  });
  return (
    <Frame
      step={step}
      state={about}
      body={body}
      foot={
        step === 'check' ? undefined : <Foot step={step} blocked={blocked && t(`blocked.${blocked}`)} wizard={wizard} />
      }
    />
  );
}

/** What keeps the next step shut, in a word; empty when nothing does. */
function blockOf(
  step: MiddleStep,
  state: WizardState,
  seen: { read: boolean; fields: boolean },
): '' | 'read' | 'fields' | 'name' {
  if (!seen.read) return 'read';
  if (step === 'fields' && !seen.fields) return 'fields';
  return step === 'legal' && state.listName.trim() === '' ? 'name' : '';
}

interface FootProps {
  readonly step: MiddleStep;
  readonly blocked: string;
  readonly wizard: Wizard;
}

function Foot({ step, blocked }: FootProps): JSX.Element {
  const { t } = useTranslation(['import', 'common']);
  const [, setSearch] = useSearchState();
  const at = MIDDLE.indexOf(step);
  const next = MIDDLE[at + 1] ?? 'check';
  const goOn = (): void => {
    if (blocked === '') setSearch({ step: next });
  };
  useHotkey('ctrl+enter', goOn);
  const before = MIDDLE[at - 1];
  return (
    <footer className="page__foot">
      {before ? (
        <Button onClick={() => setSearch({ step: before })}>{t('common:action.back')}</Button>
      ) : (
        <Link to="/lists/import/$id" params={{ id: 'new' }} className="btn">
          {t('otherFile')}
        </Link>
      )}
      <Link to="/lists" className="btn btn--ghost">
        {t('later')}
      </Link>
      <span className="grow" />
      <span className="sm t2">{blocked || t('kept')}</span>
      <Button look="primary" hotkey="Ctrl+Enter" disabled={blocked !== ''} onClick={goOn}>
        {t('next', { step: t(`step.${next}`).toLocaleLowerCase() })}
      </Button>
    </footer>
  );
}
