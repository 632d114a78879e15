import { IconInfoCircle } from '@tabler/icons-react';
import type { ConsoleScript } from '@warmline/contracts';
import type { StepView } from '@warmline/contracts/call-script';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.js';
import { Icon } from '../../components/Icon.js';
import { Notice } from '../../components/Notice.js';
import { useHotkey } from '../../hooks/useHotkey.js';
import { useLocalized } from '../../hooks/useLocalized.js';
import { useConsole, useKeysOn } from './ConsoleContext.js';
import { Crumbs } from './Crumbs.js';
import { Say } from './Say.js';
import { ScriptForm } from './ScriptForm.js';
import { StepHeading } from './StepHeading.js';
import { useResultName } from './useResultName.js';

/** The conversation: the step to read, the answers to press, what was noted. `onLeave` when the other side is gone already. */
export function TalkMain({ onLeave }: { readonly onLeave?: () => void }): JSX.Element {
  const { snapshot } = useConsole();
  const { script } = snapshot;
  return (
    <main className="main panel" aria-labelledby="step">
      {onLeave && <FarEndGone onLeave={onLeave} />}
      {script ? <Script script={script} /> : <NoScript />}
    </main>
  );
}

function Script({ script }: { readonly script: ConsoleScript }): JSX.Element {
  const { t } = useTranslation('console');
  const localized = useLocalized();
  const { step } = script;
  return (
    <>
      <div className="panel__head main__head">
        <h2 className="ell">{t('talk.script', { name: localized(script.name) })}</h2>
        <span className="t3">{t('talk.version', { number: script.versionNumber })}</span>
        <span className="grow" />
        {step && <Progress step={step} />}
      </div>
      {step && <Crumbs step={step} />}
      {step ? <Step step={step} seq={script.seq} /> : <Ended code={script.dispositionCode} />}
    </>
  );
}

function Progress({ step }: { readonly step: StepView }): JSX.Element {
  const { t } = useTranslation('console');
  const number = step.crumbs.length + 1;
  return (
    <span className="t3 num nw">
      {step.stepsLeft > 0 ? t('talk.left', { step: number, left: step.stepsLeft }) : t('talk.last', { step: number })}
    </span>
  );
}

function Step({ step, seq }: { readonly step: StepView; readonly seq: number }): JSX.Element {
  const { snapshot } = useConsole();
  const fieldsFirst = step.type === 'ask';
  return (
    <div className="script">
      <div>
        <StepHeading id="step" focusKey={`${snapshot.attempt?.id}-${seq}`} hidden passive={fieldsFirst}>
          {step.title}
        </StepHeading>
        <Say text={step.text} />
        {step.hint && (
          <p className="t2 rowx script__hint">
            <Icon of={IconInfoCircle} />
            {step.hint.text}
          </p>
        )}
      </div>
      {step.type === 'end' ? (
        <EndWords code={step.disposition} />
      ) : (
        <ScriptForm key={`${step.stepId}-${seq}`} step={step} />
      )}
      <Captured step={step} />
    </div>
  );
}

function EndWords({ code }: { readonly code: string | null }): JSX.Element {
  const { t } = useTranslation('console');
  const resultName = useResultName();
  return (
    <Notice tone="ok">
      <b>{t('talk.ended')}</b>
      <p>{t('talk.endedHint', { result: resultName(code) })}</p>
    </Notice>
  );
}

function Ended({ code }: { readonly code: string | null }): JSX.Element {
  const { t } = useTranslation('console');
  return (
    <div className="script">
      <StepHeading id="step" hidden>
        {t('talk.ended')}
      </StepHeading>
      <EndWords code={code} />
    </div>
  );
}

function Captured({ step }: { readonly step: StepView }): JSX.Element | null {
  const { t } = useTranslation('console');
  if (step.captured.length === 0) return null;
  return (
    <section className="captured" aria-labelledby="captured">
      <h2 className="minor" id="captured">
        {t('talk.captured')}
      </h2>
      <dl>
        {step.captured.map(({ name, label, text }) => (
          <div key={name}>
            <dt>{label}</dt>
            <dd className="ell">{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function NoScript(): JSX.Element {
  const { t } = useTranslation('console');
  return (
    <div className="main__page">
      <div>
        <StepHeading id="step">{t('talk.noScript')}</StepHeading>
        <p className="lede">{t('talk.noScriptHint')}</p>
      </div>
    </div>
  );
}

function FarEndGone({ onLeave }: { readonly onLeave: () => void }): JSX.Element {
  const { t } = useTranslation('console');
  useHotkey('f10', onLeave, { enabled: useKeysOn() });
  return (
    <div className="gone">
      <Notice
        tone="warn"
        role="alert"
        actions={
          <Button scale="sm" look="primary" hotkey="F10" onClick={onLeave}>
            {t('talk.toWrapUp')}
          </Button>
        }
      >
        <b>{t('talk.gone')}.</b> {t('talk.goneHint')}
      </Notice>
    </div>
  );
}
