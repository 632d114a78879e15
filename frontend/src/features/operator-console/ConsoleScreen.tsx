import { type JSX, type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../components/Notice.js';
import { Button } from '../../components/Button.js';
import { Dialog } from '../../components/ConfirmDialog.js';
import { chime } from '../../lib/chime.js';
import { OfflineMain, PausedMain } from './AwayMain.js';
import { CallbackForm } from './CallbackForm.js';
import { CallSide } from './CallSide.js';
import { useConsole } from './ConsoleContext.js';
import { ConsoleDialogs } from './ConsoleDialogs.js';
import { Controls } from './Controls.js';
import { type ConsoleView, cutShort, viewOf } from './console-view.rules.js';
import { DialingMain } from './DialingMain.js';
import { FaultBanner } from './FaultBanner.js';
import { IdleMain } from './IdleMain.js';
import { IdleSide } from './IdleSide.js';
import { LastCall } from './LastCall.js';
import { LeadCard } from './LeadCard.js';
import { PreviewMain } from './PreviewMain.js';
import { StateBar } from './StateBar.js';
import { TalkMain } from './TalkMain.js';
import { useNoteDraft } from './useNoteDraft.js';
import { useWrapUpDraft, type WrapUpDraft } from './useWrapUpDraft.js';
import { WrapUpMain } from './WrapUpMain.js';
import './console.css';

type Pane = 'lead' | 'main' | 'side';

/** The whole window of an operator. What it shows is the server's snapshot and nothing else. */
export function ConsoleScreen(): JSX.Element {
  const { snapshot } = useConsole();
  const view = viewOf(snapshot);
  const atCall =
    snapshot.attempt !== null && snapshot.lead !== null && view !== 'idle' && view !== 'paused' && view !== 'offline';
  useCallForAttention(view);
  return (
    <>
      {atCall && snapshot.attempt ? (
        <CallDesk key={snapshot.attempt.id} view={view} attemptId={snapshot.attempt.id} />
      ) : (
        <IdleDesk view={view} />
      )}
      <ConsoleDialogs />
    </>
  );
}

function IdleDesk({ view }: { readonly view: ConsoleView }): JSX.Element {
  return (
    <Frame view={view} controls={<Controls view={view} desk={null} />}>
      <LastCall />
      {view === 'offline' ? <OfflineMain /> : view === 'paused' ? <PausedMain /> : <IdleMain />}
      <IdleSide />
    </Frame>
  );
}

/** One attempt, from its card to its result: the note and the choices live as long as it does. */
function CallDesk({ view, attemptId }: { readonly view: ConsoleView; readonly attemptId: string }): JSX.Element | null {
  const { snapshot } = useConsole();
  const note = useNoteDraft(attemptId);
  const wrapUp = useWrapUpDraft(attemptId);
  const [scriptLeft, leaveScript] = useState(false);
  const { lead, attempt } = snapshot;
  if (!lead || !attempt) return null;
  const finishing = view === 'wrap-up' && cutShort(snapshot) && !scriptLeft;
  return (
    <Frame view={view} controls={<Controls view={finishing ? 'finishing' : view} desk={{ note, wrapUp }} />}>
      <LeadCard lead={lead} attempt={attempt} />
      {view === 'preview' && <PreviewMain lead={lead} attempt={attempt} />}
      {view === 'dialing' && <DialingMain lead={lead} attempt={attempt} />}
      {view === 'talking' && <TalkMain />}
      {finishing && <TalkMain onLeave={() => leaveScript(true)} />}
      {view === 'wrap-up' && !finishing && <WrapUpMain lead={lead} draft={wrapUp} />}
      <CallSide view={view} note={note} />
      <CallbackDialog zone={lead.zones[0]} draft={wrapUp} />
    </Frame>
  );
}

interface FrameProps {
  readonly view: ConsoleView;
  readonly controls: ReactNode;
  readonly children: ReactNode;
}

function Frame({ view, controls, children }: FrameProps): JSX.Element {
  const [pane, setPane] = useState<Pane>('main');
  const wide = view === 'idle' || view === 'paused' || view === 'offline';
  return (
    <div className={`console lines console--${pane}${wide ? ' console--idle' : ''}`}>
      <div className="console__top">
        <StateBar view={view} />
        <FaultBanner />
        <Problem />
        <Panes pane={pane} idle={wide} onChoose={setPane} />
      </div>
      {children}
      {controls}
    </div>
  );
}

/** On a narrow or magnified screen the three columns become three tabs. */
function Panes({ pane, idle, onChoose }: { pane: Pane; idle: boolean; onChoose: (pane: Pane) => void }): JSX.Element {
  const { t } = useTranslation('console');
  const names = {
    lead: t(idle ? 'last.title' : 'pane.lead'),
    main: t(idle ? 'pane.idle' : 'pane.main'),
    side: t(idle ? 'pane.callbacks' : 'pane.side'),
  };
  return (
    <nav className="tabs console__panes" aria-label={t('pane.label')}>
      {(['lead', 'main', 'side'] as const).map((id) => (
        <button key={id} type="button" aria-current={id === pane ? 'true' : undefined} onClick={() => onChoose(id)}>
          {names[id]}
        </button>
      ))}
    </nav>
  );
}

/** Why the last command was not carried out; stays until dismissed or until the next one succeeds. */
function Problem(): JSX.Element | null {
  const { t } = useTranslation('console');
  const { problem, dismissProblem } = useConsole();
  if (problem === null) return null;
  return (
    <div className="problem">
      <Notice
        tone="warn"
        role="alert"
        actions={
          <Button scale="sm" onClick={dismissProblem}>
            {t('fault.dismiss')}
          </Button>
        }
      >
        {problem}
      </Notice>
    </div>
  );
}

/** Alt+K in the conversation: the promise is noted now and stands ready in the wrap-up. */
function CallbackDialog({
  zone,
  draft,
}: {
  readonly zone: string | undefined;
  readonly draft: WrapUpDraft;
}): JSX.Element {
  const { t } = useTranslation(['console', 'common']);
  const { dialog, openDialog } = useConsole();
  return (
    <Dialog opened={dialog === 'callback'} title={t('callback.title')} size={720} onClose={() => openDialog(null)}>
      <CallbackForm
        untitled
        need="possible"
        zone={zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone}
        value={draft.callback}
        onChange={draft.setCallback}
      />
      <div className="dialog__foot">
        <Button look="primary" onClick={() => openDialog(null)}>
          {t('common:action.done')}
        </Button>
      </div>
    </Dialog>
  );
}

const CALLS_FOR_ATTENTION: readonly ConsoleView[] = ['preview', 'talking'];
const TITLE_STATES = {
  offline: 'offline',
  paused: 'paused',
  idle: 'ready',
  preview: 'preview',
  dialing: 'dialing',
  talking: 'talking',
  'wrap-up': 'wrapup',
} as const;

/** The tab says the state, and a sound tells of a card that came while the operator looked elsewhere. */
function useCallForAttention(view: ConsoleView): void {
  const { t } = useTranslation();
  useEffect(() => {
    document.title = `${t(`operatorState.${TITLE_STATES[view]}`)} · ${t('product')}`;
    return () => {
      document.title = t('product');
    };
  }, [view, t]);
  useEffect(() => {
    if (CALLS_FOR_ATTENTION.includes(view)) chime();
  }, [view]);
}
