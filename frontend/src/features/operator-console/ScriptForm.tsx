import type { AnswerView, FieldView, StepView } from '@warmline/contracts/call-script';
import { type JSX, type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.js';
import { Kbd } from '../../components/Kbd.js';
import { useHotkey, useSingleKey } from '../../hooks/useHotkey.js';
import { useLanguage } from '../../hooks/useLocalized.js';
import { formatNumber } from '../../lib/format.js';
import type { Language } from '../../lib/language.js';
import { useConsole, useKeysOn } from './ConsoleContext.js';
import { ScriptFieldInput } from './ScriptFieldInput.js';
import { isTyping } from './StepHeading.js';

type Typed = Record<string, string>;

/** Answers under digits, fields beside them; an ask step has fields and goes on with Enter. */
export function ScriptForm({ step }: { readonly step: StepView }): JSX.Element {
  const { actions, run, busy } = useConsole();
  const keysOn = useKeysOn();
  const enabled = keysOn && !busy;
  const language = useLanguage();
  const [typed, setTyped] = useState<Typed>(() => initial(step.fields, language));
  const [chosen, setChosen] = useState<string | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const send = async (event: string): Promise<void> => {
    setChosen(event);
    if (!(await run(actions.sendToScript(event, changed(step.fields, typed, language))))) setChosen(null);
  };
  useDigits(step.answers, enabled && chosen === null, (answer) => void send(answer.event));
  useHotkey('escape', () => leaveField(), { enabled });
  useFirstField(form, step);
  const submit = step.submitEvent;
  return (
    <form
      ref={form}
      className="script__form"
      onSubmit={(event) => {
        event.preventDefault();
        if (submit && enabled) void send(submit);
      }}
      onKeyDown={submit ? undefined : keepEnter}
    >
      {step.answers.length > 0 && (
        <Answers
          answers={step.answers}
          chosen={chosen}
          enabled={keysOn}
          onChoose={(event) => enabled && void send(event)}
        />
      )}
      {step.fields.length > 0 && (
        <div className="fields">
          {step.fields.map((field) => (
            <ScriptFieldInput
              key={field.name}
              field={field}
              value={typed[field.name] ?? ''}
              onChange={(value) => setTyped((before) => ({ ...before, [field.name]: value }))}
            />
          ))}
          {step.answers.length > 0 && <KeysHint />}
        </div>
      )}
      {submit && <Submit enabled={enabled} />}
    </form>
  );
}

function Submit({ enabled }: { readonly enabled: boolean }): JSX.Element {
  const { t } = useTranslation('console');
  return (
    <div>
      <Button type="submit" look="primary" hotkey="Enter" disabled={!enabled}>
        {t('talk.submit')}
      </Button>
    </div>
  );
}

function KeysHint(): JSX.Element {
  const { t } = useTranslation('console');
  return (
    <span className="t3 sm fields__hint">
      <Kbd>Tab</Kbd> {t('talk.toFields')}, <Kbd>Esc</Kbd> {t('talk.toAnswers')}
    </span>
  );
}

interface AnswersProps {
  readonly answers: readonly AnswerView[];
  readonly chosen: string | null;
  readonly enabled: boolean;
  readonly onChoose: (event: string) => void;
}

function Answers({ answers, chosen, enabled, onChoose }: AnswersProps): JSX.Element {
  const { t } = useTranslation('console');
  return (
    <div className="answers" role="group" aria-label={t('talk.answers')}>
      {answers.map((answer) => (
        <button
          key={answer.id}
          type="button"
          className="answer"
          aria-pressed={answer.event === chosen}
          aria-keyshortcuts={answer.key ?? undefined}
          disabled={!enabled && answer.event !== chosen}
          onClick={() => onChoose(answer.event)}
        >
          {answer.key && <Kbd>{answer.key}</Kbd>}
          <span className="answer__text">{answer.text}</span>
          {answer.targetTitle && <span className="to">{answer.targetTitle}</span>}
        </button>
      ))}
    </div>
  );
}

function useDigits(answers: readonly AnswerView[], enabled: boolean, choose: (answer: AnswerView) => void): void {
  useSingleKey(
    '1,2,3,4,5,6,7,8,9',
    (event) => {
      const answer = answers.find(({ key }) => key === event.code.replace(/\D/g, ''));
      if (answer) choose(answer);
    },
    { enabled },
  );
}

/** An ask step begins with its field, unless the operator is writing the note. */
function useFirstField(form: RefObject<HTMLFormElement | null>, step: StepView): void {
  const fieldsFirst = step.type === 'ask';
  useEffect(() => {
    if (fieldsFirst && !isTyping(document.activeElement)) {
      form.current?.querySelector<HTMLElement>('input, select')?.focus();
    }
  }, [form, fieldsFirst]);
}

/** Back to where digits are answers. */
function leaveField(): void {
  if (isTyping(document.activeElement)) document.getElementById('step')?.focus({ preventScroll: true });
}

/** Beside answers Enter in a field must not choose one. */
function keepEnter(event: KeyboardEvent): void {
  if (event.key === 'Enter' && isTyping(event.target as Element)) event.preventDefault();
}

const initial = (fields: readonly FieldView[], language: Language): Typed =>
  Object.fromEntries(fields.map((field) => [field.name, shownOf(field, language)]));

/** Numbers stand grouped, as they are written; the reader of the field takes the spaces out. */
const shownOf = ({ value }: FieldView, language: Language): string =>
  typeof value === 'number' ? formatNumber(value, language, Number.isInteger(value) ? 0 : 2) : (value ?? '');

/** Only what differs from what the server has: an emptied field goes as null. */
function changed(fields: readonly FieldView[], typed: Typed, language: Language): Record<string, string | null> {
  const now = (name: string): string => (typed[name] ?? '').trim();
  return Object.fromEntries(
    fields
      .filter((field) => now(field.name) !== shownOf(field, language).trim())
      .map(({ name }) => [name, now(name) === '' ? null : now(name)]),
  );
}
