import { type Installation, signInRequestSchema } from '@warmline/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, type JSX, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.js';
import { Notice } from '../../components/Notice.js';
import { useErrorText } from '../../hooks/useErrorText.js';
import { landingOf } from '../../lib/roles.js';
import { installationQuery, meQuery, signIn } from '../../lib/session.js';
import { AuthFrame } from './AuthFrame.js';
import { PasswordField } from './PasswordField.js';
import { TextField } from './TextField.js';

export function SignInPage(): JSX.Element {
  const { t } = useTranslation('auth');
  const enter = useEnter();
  const { data: installation } = useQuery(installationQuery);
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [asked, setAsked] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setAsked(true);
    const request = signInRequestSchema.safeParse({ login, password });
    if (request.success) enter.mutate(request.data);
  };
  return (
    <AuthFrame>
      <form aria-labelledby="sign-in" onSubmit={submit} noValidate>
        <div>
          <h1 id="sign-in">{t('signIn.title')}</h1>
          <p className="t2">{t('signIn.place')}</p>
        </div>
        {enter.error && <Refusal error={enter.error} />}
        <TextField
          label={t('signIn.login')}
          value={login}
          onChange={(event) => setLogin(event.target.value)}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
          problem={asked && login.trim() === '' ? t('required') : undefined}
        />
        <PasswordField
          label={t('signIn.password')}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          autoComplete="current-password"
          problem={asked && password === '' ? t('required') : undefined}
        />
        <Button type="submit" look="primary" scale="lg" hotkey="Enter" disabled={enter.isPending}>
          {t(enter.isPending ? 'signIn.busy' : 'signIn.submit')}
        </Button>
        <p className="sm t2">{t('signIn.forgotten')}</p>
        {installation && <DemoSignIns installation={installation} busy={enter.isPending} onPick={enter.mutate} />}
      </form>
    </AuthFrame>
  );
}

/** Signs in and opens what was asked for, else the role's own place. */
function useEnter() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const { to } = useSearch({ from: '/sign-in' });
  return useMutation({
    mutationFn: signIn,
    onSuccess: async (me) => {
      client.setQueryData(meQuery.queryKey, me);
      await navigate({ to: to ?? landingOf(me.role) });
    },
  });
}

function Refusal({ error }: { readonly error: unknown }): JSX.Element {
  const { text } = useErrorText(error);
  return (
    <Notice tone="warn" role="alert">
      {text}
    </Notice>
  );
}

interface DemoProps {
  readonly installation: Installation;
  readonly busy: boolean;
  readonly onPick: (request: { login: string; password: string }) => void;
}

function DemoSignIns({ installation, busy, onPick }: DemoProps): JSX.Element | null {
  const { t } = useTranslation(['auth', 'common']);
  if (installation.demoSignIns.length === 0) return null;
  return (
    <section className="signin__demo" aria-labelledby="demo">
      <h2 id="demo">{t('auth:signIn.demo')}</h2>
      <p className="sm t2">{t('auth:signIn.demoHint')}</p>
      <div className="signin__roles">
        {installation.demoSignIns.map(({ login, password, role }) => (
          <Button key={login} scale="sm" disabled={busy} title={login} onClick={() => onPick({ login, password })}>
            {t(`common:role.${role}`)}
          </Button>
        ))}
      </div>
    </section>
  );
}
