import { type Training, trainingSchema } from '@warmline/contracts';
import { IconTrash, IconUsersMinus, IconUsersPlus } from '@tabler/icons-react';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type JSX, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.js';
import { ConfirmDialog } from '../../components/ConfirmDialog.js';
import { TextInput } from '../../components/Field.js';
import { Problem } from '../../components/Problem.js';
import { useNotify } from '../../hooks/useNotify.js';
import { api, apiVoid } from '../../lib/api.js';
import { VIEWS } from '../../lib/feed-keys.js';
import { meQuery } from '../../lib/session.js';

const TRAINING_OPERATORS = 10;

/** Only while the demo is loaded: a floor at work for a lone supervisor, and the way back to an empty product. */
export function DemoButtons(): JSX.Element | null {
  const { data: me } = useQuery(meQuery);
  if (!me?.demo) return null;
  return (
    <>
      <TrainingButton />
      {me.role === 'administrator' && <RemoveDemoButton needsPassword={me.synthetic} />}
    </>
  );
}

/** Comes to work and goes by the server's word: somebody else may have sent them home. */
const trainingQuery = queryOptions({
  queryKey: [...VIEWS.people, 'training'],
  queryFn: ({ signal }) => api('/training/operators', trainingSchema, { signal }),
});

function TrainingButton(): JSX.Element {
  const { t } = useTranslation('supervisor');
  const training = useQuery(trainingQuery);
  const atWork = training.data?.operators ?? 0;
  return atWork > 0 ? <SendHome /> : <BringIn label={t('demo.add', { count: TRAINING_OPERATORS })} />;
}

function useTraining(method: 'POST' | 'DELETE', onDone: (training: Training) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api('/training/operators', trainingSchema, { method }),
    onSuccess: (training) => {
      client.setQueryData(trainingQuery.queryKey, training);
      onDone(training);
    },
  });
}

function SendHome(): JSX.Element {
  const { t } = useTranslation('supervisor');
  const notify = useNotify();
  const stop = useTraining('DELETE', () => notify(t('demo.gone')));
  return (
    <Button scale="sm" icon={IconUsersMinus} disabled={stop.isPending} onClick={() => stop.mutate()}>
      {t('demo.stop')}
    </Button>
  );
}

function BringIn({ label }: { readonly label: string }): JSX.Element {
  const { t } = useTranslation('supervisor');
  const notify = useNotify();
  const [asked, setAsked] = useState(false);
  const add = useTraining('POST', (training) => {
    setAsked(false);
    notify(t('demo.added', { count: training.operators }));
  });
  return (
    <>
      <Button scale="sm" icon={IconUsersPlus} onClick={() => setAsked(true)}>
        {label}
      </Button>
      <ConfirmDialog
        opened={asked}
        title={t('demo.addTitle', { count: TRAINING_OPERATORS })}
        confirm={t('demo.addConfirm')}
        busy={add.isPending}
        onConfirm={() => add.mutate()}
        onCancel={() => setAsked(false)}
      >
        <p>{t('demo.addText')}</p>
        <Problem error={add.error} />
      </ConfirmDialog>
    </>
  );
}

/** `needsPassword`: the account that asks is the demo's own, and the password it has is public. */
function RemoveDemoButton({ needsPassword }: { readonly needsPassword: boolean }): JSX.Element {
  const { t } = useTranslation('supervisor');
  const client = useQueryClient();
  const [asked, setAsked] = useState(false);
  const [password, setPassword] = useState('');
  const remove = useMutation({
    mutationFn: () => apiVoid('/demo', { method: 'DELETE', body: needsPassword ? { password } : {} }),
    onSuccess: async () => {
      setAsked(false);
      await client.invalidateQueries();
    },
  });
  return (
    <>
      <Button scale="sm" look="ghost" icon={IconTrash} onClick={() => setAsked(true)}>
        {t('demo.remove')}
      </Button>
      <ConfirmDialog
        danger
        opened={asked}
        title={t('demo.removeTitle')}
        confirm={t('demo.removeConfirm')}
        busy={remove.isPending}
        onConfirm={() => remove.mutate()}
        onCancel={() => setAsked(false)}
      >
        <p>{t('demo.removeText')}</p>
        {needsPassword && (
          <TextInput
            label={t('demo.password')}
            hint={t('demo.passwordHint')}
            type="password"
            autoComplete="new-password"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
        )}
        <Problem error={remove.error} />
      </ConfirmDialog>
    </>
  );
}
