import { type Audience, type Purpose, purposeSchema } from '@warmline/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type JSX, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.js';
import { Dialog } from '../../components/ConfirmDialog.js';
import { SelectInput, TextInput } from '../../components/Field.js';
import { Problem } from '../../components/Problem.js';
import { VIEWS } from '../../lib/feed-keys.js';
import { clientsQuery } from '../../lib/clients.js';
import { createCampaign } from './campaign-data.js';

export interface NewCampaignDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

export function NewCampaignDialog({ opened, onClose }: NewCampaignDialogProps): JSX.Element {
  const { t } = useTranslation('campaigns');
  return (
    <Dialog opened={opened} title={t('newTitle')} onClose={onClose}>
      <Form onClose={onClose} />
    </Dialog>
  );
}

/** As much as is needed to begin; the rest has usual values and its own tabs. */
function Form({ onClose }: { readonly onClose: () => void }): JSX.Element {
  const { t } = useTranslation(['campaigns', 'common']);
  const clients = useQuery(clientsQuery);
  const [name, setName] = useState('');
  const [clientId, setClientId] = useState<string>();
  const [audience, setAudience] = useState<Audience>('b2b');
  const [purpose, setPurpose] = useState<Purpose>('advertising');
  const client =
    clients.data?.find(({ id }) => id === clientId) ?? clients.data?.find(({ isOwn }) => isOwn) ?? clients.data?.[0];
  const create = useCreate();
  const ready = client !== undefined && name.trim() !== '' && !create.isPending;
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) create.mutate({ clientId: client.id, name: name.trim(), audience, purpose });
      }}
    >
      <TextInput
        label={t('field.name')}
        data-autofocus
        value={name}
        maxLength={200}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {(clients.data?.length ?? 0) > 1 && (
        <SelectInput
          label={t('field.client')}
          value={client?.id ?? ''}
          onChange={setClientId}
          choices={(clients.data ?? []).map(({ id, name: label }) => ({ value: id, label }))}
        />
      )}
      <SelectInput
        label={t('field.audience')}
        value={audience}
        hint={t(`audienceHint.${audience}`)}
        onChange={setAudience}
        choices={(['b2b', 'b2c'] as const).map((value) => ({ value, label: t(`audience.${value}`) }))}
      />
      <SelectInput
        label={t('field.purpose')}
        value={purpose}
        hint={t('purposeHint')}
        onChange={setPurpose}
        choices={purposeSchema.options.map((value) => ({ value, label: t(`purpose.${value}`) }))}
      />
      <Problem error={create.error ?? clients.error} />
      <div className="dialog__foot">
        <Button onClick={onClose}>{t('common:action.cancel')}</Button>
        <Button type="submit" look="primary" disabled={!ready}>
          {t('createDraft')}
        </Button>
      </div>
    </form>
  );
}

function useCreate() {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: createCampaign,
    onSuccess: async (campaign) => {
      client.setQueryData([...VIEWS.campaigns, campaign.id], campaign);
      await client.invalidateQueries({ queryKey: VIEWS.campaigns, exact: true });
      await navigate({ to: '/campaigns/$id', params: { id: campaign.id }, search: { tab: 'lists' } });
    },
  });
}
