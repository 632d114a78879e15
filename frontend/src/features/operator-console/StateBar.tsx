import { IconAlarm, IconBolt, IconHelp, IconPlayerPlay } from '@tabler/icons-react';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.js';
import { OPERATOR_STATES } from '../../components/Chip.js';
import { Icon } from '../../components/Icon.js';
import { IconPauseBars } from '../../components/own-icons.js';
import { Timer } from '../../components/Timer.js';
import { useHotkey, useSingleKey } from '../../hooks/useHotkey.js';
import { useServerNow } from '../../hooks/useServerClock.js';
import { useLanguage } from '../../hooks/useLocalized.js';
import { formatNumber } from '../../lib/format.js';
import { useConsole, useKeysOn } from './ConsoleContext.js';
import { type ConsoleView, openCallbacks, timerFrom } from './console-view.rules.js';
import { ProfileMenu } from './ProfileMenu.js';
import { useTimeWords } from './time-words.js';
import { WrapUpClock } from './WrapUpClock.js';

const STATE_OF_VIEW = {
  offline: 'offline',
  paused: 'paused',
  idle: 'ready',
  preview: 'preview',
  dialing: 'dialing',
  talking: 'talking',
  'wrap-up': 'wrapup',
} as const satisfies Record<ConsoleView, keyof typeof OPERATOR_STATES>;

/** The top line: state and how long, campaign, my day, pause. */
export function StateBar({ view }: { readonly view: ConsoleView }): JSX.Element {
  const { t } = useTranslation('console');
  const { snapshot, openDialog } = useConsole();
  useSingleKey('shift+slash', () => openDialog('keys'), { enabled: useKeysOn() });
  return (
    <section className="statebar" aria-label={t('state')}>
      <StateCell view={view} />
      {view === 'wrap-up' && <WrapUpClock />}
      {view !== 'wrap-up' && snapshot.campaign && (
        <div className="statebar__camp">
          <span
            className="rowx"
            title={t('campaign', { name: snapshot.campaign.name, mode: t(`mode.${snapshot.campaign.mode}`) })}
          >
            <Icon of={IconBolt} />
            <b className="ell statebar__campaign">{snapshot.campaign.name}</b>
          </span>
        </div>
      )}
      {snapshot.attempt?.simulated && view !== 'wrap-up' && (
        <div className="sm t2 statebar__minor">{t('simulated')}</div>
      )}
      <PromiseSoon view={view} />
      <MyDay />
      <div>
        <PauseButton view={view} />
        <ProfileMenu />
        <Button
          look="ghost"
          icon={IconHelp}
          aria-label={t('keys')}
          title={`${t('keys')} ?`}
          onClick={() => openDialog('keys')}
        />
      </div>
    </section>
  );
}

/** The owner is told ten minutes before, in a call too; the list beside says it when they are free. */
const SOON_MS = 10 * 60_000;

function PromiseSoon({ view }: { readonly view: ConsoleView }): JSX.Element | null {
  const { t } = useTranslation('console');
  const { snapshot } = useConsole();
  const words = useTimeWords();
  const nowMs = useServerNow(15_000);
  const next = openCallbacks(snapshot).find(
    ({ owner, leadId }) => owner?.id === snapshot.operator.id && leadId !== snapshot.lead?.id,
  );
  if (view === 'idle' || view === 'offline' || !next || Date.parse(next.dueAt) - nowMs > SOON_MS) return null;
  const text = t('callbacks.soon', { name: next.leadName, when: words.distance(next.dueAt, nowMs) });
  return (
    <div className={Date.parse(next.dueAt) < nowMs ? 'sm bad statebar__soon' : 'sm warn statebar__soon'} role="status">
      <span className="rowx" title={text}>
        <Icon of={IconAlarm} />
        <span className="ell">{text}</span>
      </span>
    </div>
  );
}

function StateCell({ view }: { readonly view: ConsoleView }): JSX.Element {
  const { t } = useTranslation();
  const { snapshot, line } = useConsole();
  const lost = line.phase !== 'online';
  const state = lost ? 'fault' : STATE_OF_VIEW[view];
  const { icon, tone } = OPERATOR_STATES[state];
  return (
    <div className={`statebar__state is-${tone}`}>
      <Icon of={icon} size={20} />
      <span role="status">{t(`operatorState.${state}`)}</span>
      <Timer from={lost && 'sinceMs' in line ? new Date(line.sinceMs).toISOString() : timerFrom(snapshot)} />
    </div>
  );
}

const DAY_COUNTS = ['attempts', 'reached', 'decisionMakers', 'warm', 'hot'] as const;

function MyDay(): JSX.Element {
  const { t } = useTranslation('console');
  const language = useLanguage();
  const { snapshot } = useConsole();
  return (
    <div className="grow">
      <dl className="myday" aria-label={t('today.label')}>
        {DAY_COUNTS.map((count) => (
          <div key={count}>
            <dt>{t(`today.${count}`)}</dt>
            <dd>{formatNumber(snapshot.today[count], language)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

/** F9: a pause with its reason; on a pause, ready again; in a call, a pause after it. */
function PauseButton({ view }: { readonly view: ConsoleView }): JSX.Element {
  const { t } = useTranslation('console');
  const { snapshot, actions, run, openDialog, busy, chosenCampaign } = useConsole();
  const enabled = useKeysOn();
  const away = view === 'paused' || view === 'offline';
  const inCall = view === 'talking' || view === 'dialing' || view === 'wrap-up';
  const act = (): void => (away ? void run(actions.ready(chosenCampaign)) : openDialog('pause'));
  useHotkey('f9', act, { enabled });
  const after = snapshot.pauseAfter;
  return (
    <Button
      scale="sm"
      look={away ? 'primary' : 'plain'}
      icon={away ? IconPlayerPlay : IconPauseBars}
      hotkey="F9"
      disabled={busy || !enabled}
      aria-pressed={inCall ? after !== null : undefined}
      title={inCall ? t('pause.afterHint') : undefined}
      onClick={act}
    >
      {t(away ? 'ready.action' : inCall && view !== 'wrap-up' ? 'pause.after' : 'pause.action')}
    </Button>
  );
}
