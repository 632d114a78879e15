import type { Campaign, OpenPromisesDecision, Role } from '@warmline/contracts';
import { IconCopy, IconLock, IconPlayerPlay } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type JSX, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.js';
import { useErrorText } from '../../hooks/useErrorText.js';
import { useNotify } from '../../hooks/useNotify.js';
import { VIEWS } from '../../lib/feed-keys.js';
import { actOnCampaign, type CampaignAction, preflightQuery } from './campaign-data.js';
import { EndCampaign } from './EndCampaign.js';
import { STEPS } from './campaign-draft.rules.js';

export interface CampaignActionsProps {
  readonly campaign: Campaign;
  /** A change on a tab waits to be saved: what would start is not what is seen. */
  readonly unsaved: boolean;
  readonly role: Role;
}

export function CampaignActions({ campaign, unsaved, role }: CampaignActionsProps): JSX.Element {
  const { t } = useTranslation('campaigns');
  const act = useAct(campaign);
  const steps = STEPS[campaign.status];
  // A marketer prepares, a supervisor answers for what rings.
  const leads = role === 'supervisor' || role === 'administrator';
  return (
    <>
      {act.isError && act.variables.action !== 'finish' && act.variables.action !== 'pause' && (
        <Refused error={act.error} />
      )}
      <Button look="ghost" icon={IconCopy} disabled={act.isPending} onClick={() => act.mutate({ action: 'clone' })}>
        {t('action.clone')}
      </Button>
      {steps.finish && leads && <EndCampaign campaign={campaign} action="finish" act={act} />}
      {steps.pause && leads && <EndCampaign campaign={campaign} action="pause" act={act} />}
      {steps.start && leads && <Start campaign={campaign} unsaved={unsaved} act={act} />}
      {steps.start && !leads && <span className="sm t2">{t('onlySupervisor')}</span>}
    </>
  );
}

export type Act = ReturnType<typeof useAct>;

function useAct(campaign: Campaign) {
  const { t } = useTranslation('campaigns');
  const client = useQueryClient();
  const navigate = useNavigate();
  const notify = useNotify();
  return useMutation({
    mutationFn: (step: { action: CampaignAction; promises?: OpenPromisesDecision }) => actOnCampaign(campaign.id, step),
    onSuccess: async (result, { action }) => {
      client.setQueryData([...VIEWS.campaigns, result.id], result);
      notify(t(`done.${action}`, { name: result.name }));
      if (action === 'clone') {
        await navigate({ to: '/campaigns/$id', params: { id: result.id }, search: { tab: 'basics' } });
      }
      await client.invalidateQueries({ queryKey: VIEWS.preflight });
    },
  });
}

function Refused({ error }: { readonly error: unknown }): JSX.Element {
  return (
    <span className="sm bad" role="alert">
      {useErrorText(error).text}
    </span>
  );
}

interface StartProps extends Omit<CampaignActionsProps, 'role'> {
  readonly act: Act;
}

/** So many fit beside the button; the rest is counted, and named by the checks themselves. */
const SHOWN_WAYS = 2;

function Start({ campaign, unsaved, act }: StartProps): JSX.Element {
  const { t } = useTranslation('campaigns');
  const why = useId();
  const preflight = useQuery(preflightQuery(campaign.id));
  const failed = preflight.data?.checks.filter((check) => check.outcome === 'failed') ?? [];
  const locked = unsaved || preflight.data === undefined || !preflight.data.ready;
  const label = t(campaign.status === 'draft' ? 'action.start' : 'action.resume');
  const ways = failed.map((check) => t(`way.${check.check}`));
  const whole = unsaved ? t('saveFirst') : ways.length > 0 ? t('inTheWay', { what: ways.join(', ') }) : '';
  const more = ways.length - SHOWN_WAYS;
  const reason = unsaved || more <= 0 ? whole : t('inTheWayMore', { what: ways.slice(0, SHOWN_WAYS).join(', '), more });
  return (
    <>
      {reason !== '' && (
        <span className="sm t2 ell campaign__why" id={why} title={whole}>
          {reason}
        </span>
      )}
      <Button
        look={locked ? 'plain' : 'primary'}
        scale="lg"
        icon={locked ? IconLock : IconPlayerPlay}
        disabled={locked || act.isPending}
        aria-describedby={reason === '' ? undefined : why}
        onClick={() => act.mutate({ action: 'start' })}
      >
        {label}
      </Button>
    </>
  );
}
