import { type Me, signInRequestSchema } from '@warmline/contracts';
import { Modal } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type JSX, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.js';
import { Notice } from '../../components/Notice.js';
import { useErrorText } from '../../hooks/useErrorText.js';
import { signIn } from '../../lib/session.js';
import { PasswordField } from './PasswordField.js';
import './auth.css';

export interface SignInAgainProps {
  readonly me: Me;
  readonly onSignedIn: (me: Me) => void;
  /** Somebody else sits at this computer: the page and what was typed go. */
  readonly onSomebodyElse: () => void;
}

/** The session has ended over a page that is open: it stays as it is, hidden, until the same person signs in again. */
export function SignInAgain({ me, onSignedIn, onSomebodyElse }: SignInAgainProps): JSX.Element {
  const { t } = useTranslation('auth');
  const [password, setPassword] = useState('');
  const enter = useMutation({ mutationFn: signIn, onSuccess: onSignedIn });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const request = signInRequestSchema.safeParse({ login: me.login, password });
    if (request.success) enter.mutate(request.data);
  };
  return (
    <Modal
      opened
      onClose={() => undefined}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
      title={t('again.title')}
      centered
      radius={6}
      size={420}
      transitionProps={{ duration: 0 }}
      classNames={{ title: 'dialog__title', body: 'dialog' }}
    >
      <form onSubmit={submit} noValidate>
        <div className="dialog__body">
          <p>{t('again.kept', { name: me.name })}</p>
          {enter.error && <Refusal error={enter.error} />}
          <input type="hidden" name="username" autoComplete="username" value={me.login} readOnly />
          <PasswordField
            label={t('signIn.password')}
            value={password}
            onChange={(event) => setPassword(event.target.value)}
            autoComplete="current-password"
            data-autofocus
          />
        </div>
        <div className="dialog__foot">
          <Button onClick={onSomebodyElse}>{t('again.somebodyElse')}</Button>
          <Button type="submit" look="primary" hotkey="Enter" disabled={enter.isPending || password === ''}>
            {t(enter.isPending ? 'signIn.busy' : 'signIn.submit')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

function Refusal({ error }: { readonly error: unknown }): JSX.Element {
  const { text } = useErrorText(error);
  return (
    <Notice tone="warn" role="alert">
      {text}
    </Notice>
  );
}
