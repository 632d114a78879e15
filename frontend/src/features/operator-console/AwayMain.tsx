import { IconPlayerPlay } from '@tabler/icons-react';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.js';
import { useConsole, useKeysOn } from './ConsoleContext.js';
import { StepHeading } from './StepHeading.js';

/** Paused: the reason, and how to come back. */
export function PausedMain(): JSX.Element {
  const { t } = useTranslation('console');
  const { snapshot, actions, run, busy } = useConsole();
  const enabled = useKeysOn() && !busy;
  const reason = snapshot.pauseReason;
  const justArrived = reason === 'signed_in';
  return (
    <main className="main panel" aria-labelledby="paused">
      <div className="main__page">
        <div>
          <StepHeading id="paused" focusKey={reason ?? ''}>
            {justArrived
              ? t('paused.welcome')
              : reason
                ? t('paused.title', { reason: t(`pause.reason.${reason}`) })
                : t('pause.title')}
          </StepHeading>
          <p className="lede">{t(justArrived ? 'offline.hint' : 'paused.hint')}</p>
        </div>
        <ChooseCampaign />
        <div className="rowx">
          <Button look="ghost" disabled={!enabled} onClick={() => void run(actions.signOff())}>
            {t('paused.signOff')}
          </Button>
        </div>
      </div>
    </main>
  );
}

/** Not on the line yet: pick a campaign and begin. */
export function OfflineMain(): JSX.Element {
  const { t } = useTranslation('console');
  return (
    <main className="main panel" aria-labelledby="offline">
      <div className="main__page">
        <div>
          <StepHeading id="offline">{t('offline.title')}</StepHeading>
          <p className="lede">{t('offline.hint')}</p>
        </div>
        <ChooseCampaign />
      </div>
    </main>
  );
}

function ChooseCampaign(): JSX.Element {
  const { t } = useTranslation('console');
  const { snapshot, actions, run, busy, chosenCampaign, chooseCampaign } = useConsole();
  const enabled = useKeysOn() && !busy;
  const current = chosenCampaign ?? snapshot.campaign?.id ?? snapshot.campaigns[0]?.id;
  if (snapshot.campaigns.length === 0) return <p className="warn">{t('offline.noCampaigns')}</p>;
  return (
    <>
      {(snapshot.campaigns.length > 1 || !snapshot.campaign) && (
        <fieldset className="campaigns">
          <legend>{t('offline.campaigns')}</legend>
          {snapshot.campaigns.map(({ id, name, mode }) => (
            <label key={id} className="check">
              <input type="radio" name="campaign" checked={id === current} onChange={() => chooseCampaign(id)} />
              <span>
                {name} <span className="t3">{t(`mode.${mode}`)}</span>
              </span>
            </label>
          ))}
        </fieldset>
      )}
      <div>
        <Button
          look="primary"
          scale="lg"
          icon={IconPlayerPlay}
          disabled={!enabled}
          onClick={() => void run(actions.ready(current))}
        >
          {t('ready.start')}
        </Button>
      </div>
    </>
  );
}
