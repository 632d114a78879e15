import { firstAdministratorRequestSchema } from '@warmline/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, type JSX, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.js';
import { Notice } from '../../components/Notice.js';
import { useErrorText } from '../../hooks/useErrorText.js';
import { languageOf } from '../../lib/language.js';
import { landingOf } from '../../lib/roles.js';
import { createFirstAdministrator, installationQuery, meQuery } from '../../lib/session.js';
import { AuthFrame } from './AuthFrame.js';
import { PasswordField } from './PasswordField.js';
import { TextField } from './TextField.js';

const EMPTY = { organisation: '', name: '', login: '', password: '' };
type Draft = typeof EMPTY;

/** Shown once, on an installation that has nobody yet. */
export function FirstRunPage(): JSX.Element {
  const { t, i18n } = useTranslation('auth');
  const [draft, setDraft] = useState<Draft>(EMPTY);
  const [asked, setAsked] = useState(false);
  const create = useCreate();
  const parsed = firstAdministratorRequestSchema.safeParse({ ...draft, locale: languageOf(i18n.language) });
  const wrong = new Set(parsed.success ? [] : parsed.error.issues.map((issue) => issue.path[0]));
  const problem = (field: keyof Draft, words: string): string | undefined =>
    asked && wrong.has(field) ? (draft[field].trim() === '' ? t('required') : words) : undefined;
  const bind = (field: keyof Draft) => ({
    value: draft[field],
    onChange: (event: { target: { value: string } }) => setDraft({ ...draft, [field]: event.target.value }),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setAsked(true);
    if (parsed.success) create.mutate(parsed.data);
  };
  return (
    <AuthFrame>
      <form aria-labelledby="first-run" onSubmit={submit} noValidate>
        <div>
          <h1 id="first-run">{t('firstRun.title')}</h1>
          <p className="t2">{t('firstRun.hint')}</p>
        </div>
        {create.error && <Refusal error={create.error} />}
        <TextField
          label={t('firstRun.organisation')}
          autoComplete="organization"
          autoFocus
          problem={problem('organisation', t('required'))}
          {...bind('organisation')}
        />
        <TextField
          label={t('firstRun.name')}
          autoComplete="name"
          problem={problem('name', t('required'))}
          {...bind('name')}
        />
        <TextField
          label={t('signIn.login')}
          autoComplete="username"
          autoCapitalize="none"
          problem={problem('login', t('loginShape'))}
          {...bind('login')}
        />
        <PasswordField
          label={t('signIn.password')}
          autoComplete="new-password"
          hint={t('firstRun.passwordHint')}
          problem={problem('password', t('tooShort'))}
          {...bind('password')}
        />
        <Button type="submit" look="primary" scale="lg" hotkey="Enter" disabled={create.isPending}>
          {t('firstRun.submit')}
        </Button>
      </form>
    </AuthFrame>
  );
}

function useCreate() {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: createFirstAdministrator,
    onSuccess: async (me) => {
      client.setQueryData(installationQuery.queryKey, { needsAdministrator: false, demoSignIns: [] });
      client.setQueryData(meQuery.queryKey, me);
      await navigate({ to: landingOf(me.role) });
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
