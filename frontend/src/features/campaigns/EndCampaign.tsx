import type { Campaign, CampaignPromises, OpenPromisesDecision } from '@warmline/contracts';
import { IconFlag } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type JSX, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.js';
import { ConfirmDialog } from '../../components/ConfirmDialog.js';
import { CheckInput, SelectInput, TextInput } from '../../components/Field.js';
import { IconPauseBars } from '../../components/own-icons.js';
import { Problem } from '../../components/Problem.js';
import '../../components/promise-time.css';
import { openPromisesQuery } from './campaign-data.js';
import type { Act } from './CampaignActions.js';

type EndAction = 'pause' | 'finish';
type Way = 'wait' | 'hand_over' | 'cancel';

export interface EndCampaignProps {
  readonly campaign: Campaign;
  readonly action: EndAction;
  readonly act: Act;
}

/** Pausing or finishing says how many people wait for a promised call, and what becomes of that. */
export function EndCampaign({ campaign, action, act }: EndCampaignProps): JSX.Element {
  const { t } = useTranslation('campaigns');
  const [asked, setAsked] = useState(false);
  const asking = useQuery({ ...openPromisesQuery(campaign.id), enabled: asked });
  const promises = asking.data;
  const isFinish = action === 'finish';
  const asks = asked && (isFinish || promises !== undefined);
  const end = (decision?: OpenPromisesDecision): void =>
    act.mutate(
      { action, ...(decision === undefined ? {} : { promises: decision }) },
      { onSuccess: () => setAsked(false) },
    );
  const press = async (): Promise<void> => {
    // Nothing was promised: a pause needs no question.
    const open = isFinish ? undefined : (await asking.refetch()).data?.open;
    if (open === 0) end();
    else setAsked(true);
  };
  return (
    <>
      <Button
        look={isFinish ? 'ghost' : 'plain'}
        icon={isFinish ? IconFlag : IconPauseBars}
        disabled={act.isPending}
        onClick={() => void press()}
      >
        {t(`action.${action}`)}
      </Button>
      {asks && (
        <Ask
          action={action}
          promises={promises ?? { open: 0, due: 0, campaigns: [] }}
          act={act}
          onEnd={end}
          onCancel={() => setAsked(false)}
        />
      )}
    </>
  );
}

interface AskProps {
  readonly action: EndAction;
  readonly promises: CampaignPromises;
  readonly act: Act;
  readonly onEnd: (decision?: OpenPromisesDecision) => void;
  readonly onCancel: () => void;
}

function Ask({ action, promises, act, onEnd, onCancel }: AskProps): JSX.Element {
  const { t } = useTranslation('campaigns');
  const fitting = promises.campaigns.filter(({ fits }) => fits === promises.open);
  const [way, setWay] = useState<Way>(action === 'pause' ? 'wait' : fitting.length > 0 ? 'hand_over' : 'cancel');
  const [target, setTarget] = useState<string>(fitting[0]?.id ?? '');
  const [reason, setReason] = useState('');
  const decision = decisionOf(way, target, reason);
  const isOpen = promises.open > 0;
  const missing = isOpen && way !== 'wait' && decision === undefined;
  return (
    <ConfirmDialog
      danger={action === 'finish'}
      opened
      title={t(`${action}Title`)}
      confirm={t(`action.${action}`)}
      busy={act.isPending || missing}
      onConfirm={() => !missing && onEnd(isOpen ? decision : undefined)}
      onCancel={onCancel}
    >
      <p>{t(`${action}Text`)}</p>
      {isOpen && (
        <fieldset className="promises__end">
          <legend>{t('promises.open', { count: promises.open })}</legend>
          {action === 'pause' && (
            <CheckInput type="radio" name="promises" checked={way === 'wait'} onChange={() => setWay('wait')}>
              {t('promises.wait')}
            </CheckInput>
          )}
          <CheckInput
            type="radio"
            name="promises"
            checked={way === 'hand_over'}
            disabled={fitting.length === 0}
            onChange={() => setWay('hand_over')}
          >
            {t(fitting.length === 0 ? 'promises.handOverNone' : 'promises.handOver')}
          </CheckInput>
          {way === 'hand_over' && fitting.length > 0 && (
            <SelectInput
              label={t('promises.campaign')}
              value={target}
              onChange={setTarget}
              choices={fitting.map(({ id, name }) => ({ value: String(id), label: name }))}
            />
          )}
          <CheckInput type="radio" name="promises" checked={way === 'cancel'} onChange={() => setWay('cancel')}>
            {t('promises.cancel')}
          </CheckInput>
          {way === 'cancel' && <Reason value={reason} onChange={setReason} />}
        </fieldset>
      )}
      <Problem error={act.variables?.action === action ? act.error : null} />
    </ConfirmDialog>
  );
}

function Reason({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (reason: string) => void;
}): JSX.Element {
  const { t } = useTranslation('campaigns');
  return (
    <TextInput
      label={t('promises.reason')}
      maxLength={500}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

const SHORTEST_REASON = 3;

function decisionOf(way: Way, target: string, reason: string): OpenPromisesDecision | undefined {
  if (way === 'hand_over' && target !== '') {
    return { action: 'hand_over', campaignId: target as CampaignPromises['campaigns'][number]['id'], operatorId: null };
  }
  const words = reason.trim();
  return way === 'cancel' && words.length >= SHORTEST_REASON ? { action: 'cancel', reason: words } : undefined;
}
