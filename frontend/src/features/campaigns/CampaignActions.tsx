import type { Campaign, Role } from '@warmline/contracts';
import { IconCopy, IconFlag, IconLock, IconPlayerPlay } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type JSX, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.js';
import { ConfirmDialog } from '../../components/ConfirmDialog.js';
import { IconPauseBars } from '../../components/own-icons.js';
import { Problem } from '../../components/Problem.js';
import { useErrorText } from '../../hooks/useErrorText.js';
import { useNotify } from '../../hooks/useNotify.js';
import { VIEWS } from '../../lib/feed-keys.js';
import { actOnCampaign, type CampaignAction, preflightQuery } from './campaign-data.js';
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
      {act.isError && act.variables !== 'finish' && <Refused error={act.error} />}
      <Button look="ghost" icon={IconCopy} disabled={act.isPending} onClick={() => act.mutate('clone')}>
        {t('action.clone')}
      </Button>
      {steps.finish && leads && <Finish act={act} />}
      {steps.pause && leads && (
        <Button icon={IconPauseBars} disabled={act.isPending} onClick={() => act.mutate('pause')}>
          {t('action.pause')}
        </Button>
      )}
      {steps.start && leads && <Start campaign={campaign} unsaved={unsaved} act={act} />}
      {steps.start && !leads && <span className="sm t2">{t('onlySupervisor')}</span>}
    </>
  );
}

type Act = ReturnType<typeof useAct>;

function useAct(campaign: Campaign) {
  const { t } = useTranslation('campaigns');
  const client = useQueryClient();
  const navigate = useNavigate();
  const notify = useNotify();
  return useMutation({
    mutationFn: (action: CampaignAction) => actOnCampaign(campaign.id, action),
    onSuccess: async (result, action) => {
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
        onClick={() => act.mutate('start')}
      >
        {label}
      </Button>
    </>
  );
}

function Finish({ act }: { readonly act: Act }): JSX.Element {
  const { t } = useTranslation('campaigns');
  const [asked, setAsked] = useState(false);
  return (
    <>
      <Button look="ghost" icon={IconFlag} onClick={() => setAsked(true)}>
        {t('action.finish')}
      </Button>
      <ConfirmDialog
        danger
        opened={asked}
        title={t('finishTitle')}
        confirm={t('action.finish')}
        busy={act.isPending}
        onConfirm={() => act.mutate('finish', { onSuccess: () => setAsked(false) })}
        onCancel={() => setAsked(false)}
      >
        <p>{t('finishText')}</p>
        <Problem error={act.variables === 'finish' ? act.error : null} />
      </ConfirmDialog>
    </>
  );
}
