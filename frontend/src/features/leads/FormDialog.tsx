import { type JSX, type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.js';
import { Dialog } from '../../components/ConfirmDialog.js';
import { Problem } from '../../components/Problem.js';
import { useHotkey } from '../../hooks/useHotkey.js';

export interface FormDialogProps {
  readonly title: string;
  readonly submit: string;
  readonly busy: boolean;
  readonly error: unknown;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A few fields over the card: the first one has the focus, Ctrl+Enter sends from any. */
export function FormDialog(props: FormDialogProps): JSX.Element {
  const { t } = useTranslation();
  const submit = (): void => {
    if (!props.busy) props.onSubmit();
  };
  useHotkey('ctrl+enter', submit);
  useFocusBack();
  return (
    <Dialog opened title={props.title} onClose={props.onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <div className="form">
          {props.children}
          <Problem error={props.error} />
        </div>
        <div className="dialog__foot">
          <Button onClick={props.onClose} hotkey="Esc">
            {t('action.cancel')}
          </Button>
          <Button look="primary" type="submit" disabled={props.busy} hotkey="Ctrl+Enter">
            {props.submit}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** The dialog is taken away whole when it is done, so it gives the focus back itself. */
function useFocusBack(): void {
  const [opener] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (opener instanceof HTMLElement) opener.focus();
    },
    [opener],
  );
}

/** A draft of a form: what is typed, and its problems once somebody tried to send it. */
export function useDraft<Draft>(empty: Draft, problemsOf: (draft: Draft) => Partial<Record<keyof Draft, true>>) {
  const [draft, setDraft] = useState(empty);
  const [tried, setTried] = useState(false);
  const problems = problemsOf(draft);
  const none: typeof problems = {};
  return {
    draft,
    problems: tried ? problems : none,
    set: (change: Partial<Draft>): void => setDraft((now) => ({ ...now, ...change })),
    /** Sends what is whole; shows what is not. */
    submit: (send: (draft: Draft) => void): void => {
      setTried(true);
      if (Object.keys(problems).length === 0) send(draft);
    },
  };
}
