import {
  IconArrowBackUp,
  IconBan,
  IconGauge,
  IconMicrophone,
  IconMicrophoneOff,
  IconPhoneOff,
  IconPlayerPlay,
} from '@tabler/icons-react';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.js';
import { Icon } from '../../components/Icon.js';
import { IconPauseBars } from '../../components/own-icons.js';
import { Kbd } from '../../components/Kbd.js';
import { useHotkey } from '../../hooks/useHotkey.js';
import { useConsole, useKeysOn } from './ConsoleContext.js';
import type { ConsoleView } from './console-view.rules.js';
import { WrapUpControls } from './WrapUpControls.js';
import type { NoteDraft } from './useNoteDraft.js';
import type { WrapUpDraft } from './useWrapUpDraft.js';

export interface ControlsProps {
  /** `finishing`: the other side is gone and the script is still on the screen. */
  readonly view: ConsoleView | 'finishing';
  readonly desk: { readonly note: NoteDraft; readonly wrapUp: WrapUpDraft } | null;
}

/** The bottom line: what can be done to the call now. */
export function Controls({ view, desk }: ControlsProps): JSX.Element {
  const { t } = useTranslation('console');
  return (
    <footer className="controls" aria-label={t('control.label')}>
      {view === 'talking' && desk && <TalkControls wrapUp={desk.wrapUp} />}
      {view === 'wrap-up' && desk && <WrapUpControls desk={desk} />}
      {view !== 'talking' && (view !== 'wrap-up' || !desk) && (
        <>
          <KeyHints view={view} />
          <span className="grow" />
          <LineQuality />
        </>
      )}
    </footer>
  );
}

const HINTS = {
  talking: [],
  'wrap-up': [],
  finishing: [
    ['toWrapUp', 'F10'],
    ['help', '?'],
  ],
  offline: [['help', '?']],
  paused: [
    ['pause', 'F9'],
    ['callbacks', 'F4'],
    ['help', '?'],
  ],
  idle: [
    ['pause', 'F9'],
    ['callbacks', 'F4'],
    ['help', '?'],
  ],
  preview: [
    ['dial', 'F2'],
    ['skip', 'F3'],
    ['help', '?'],
  ],
  dialing: [
    ['cancel', 'Esc'],
    ['help', '?'],
  ],
} as const;

/** The keys of the moment, for the first days at the desk. */
function KeyHints({ view }: { readonly view: keyof typeof HINTS }): JSX.Element {
  const { t } = useTranslation('console');
  return (
    <span className="sm t3 rowx controls__hints">
      {HINTS[view].map(([name, key]) => (
        <span key={name} className="rowx">
          <Kbd>{key}</Kbd> {t(`map.${name}`)}
        </span>
      ))}
    </span>
  );
}

function TalkControls({ wrapUp }: { readonly wrapUp: WrapUpDraft }): JSX.Element {
  const { t } = useTranslation('console');
  const { snapshot, actions, run, openDialog } = useConsole();
  const keysOn = useKeysOn();
  const live = keysOn && snapshot.attempt?.endedAt === null;
  const hangUp = (): void => void run(actions.hangUp());
  useHotkey('alt+k', () => openDialog('callback'), { enabled: keysOn });
  useHotkey('alt+d', () => openDialog('suppress'), { enabled: keysOn });
  // Not held back by a command under way: an answer just given must not swallow the wish to hang up.
  useHotkey('f10', hangUp, { enabled: keysOn });
  const suppressed = snapshot.timeline.some(({ kind }) => kind === 'suppressed');
  return (
    <>
      <Mute live={live} />
      <Hold live={live} />
      <Button
        icon={IconArrowBackUp}
        hotkey="Alt+K"
        disabled={!keysOn}
        aria-pressed={wrapUp.callback !== null}
        onClick={() => openDialog('callback')}
      >
        {t('control.callback')}
      </Button>
      <Button icon={IconBan} hotkey="Alt+D" disabled={!keysOn || suppressed} onClick={() => openDialog('suppress')}>
        {t(suppressed ? 'suppress.done' : 'control.suppress')}
      </Button>
      <span className="grow" />
      <LineQuality />
      <Button
        scale="lg"
        look="danger"
        className="hangup"
        icon={IconPhoneOff}
        hotkey="F10"
        disabled={!keysOn}
        onClick={hangUp}
      >
        {t('control.hangUp')}
      </Button>
    </>
  );
}

function Mute({ live }: { readonly live: boolean }): JSX.Element {
  const { t } = useTranslation('console');
  const { snapshot, actions, run } = useConsole();
  const muted = snapshot.attempt?.muted === true;
  const toggle = (): void => void run(actions.mute(!muted));
  useHotkey('f7', toggle, { enabled: live });
  return (
    <Button
      icon={muted ? IconMicrophoneOff : IconMicrophone}
      hotkey="F7"
      aria-pressed={muted}
      disabled={!live}
      onClick={toggle}
    >
      <Steady of={[t('control.mute'), t('control.unmute')]} shown={muted ? 1 : 0} />
    </Button>
  );
}

function Hold({ live }: { readonly live: boolean }): JSX.Element {
  const { t } = useTranslation('console');
  const { snapshot, actions, run } = useConsole();
  const held = snapshot.attempt?.held === true;
  const toggle = (): void => void run(actions.hold(!held));
  useHotkey('f8', toggle, { enabled: live });
  return (
    <Button
      icon={held ? IconPlayerPlay : IconPauseBars}
      hotkey="F8"
      aria-pressed={held}
      disabled={!live}
      onClick={toggle}
    >
      <Steady of={[t('control.hold'), t('control.resume')]} shown={held ? 1 : 0} />
    </Button>
  );
}

/** One of two words on the room of both: a key pressed again is still under the pointer, and the row stands still. */
function Steady({ of, shown }: { readonly of: readonly [string, string]; readonly shown: 0 | 1 }): JSX.Element {
  return (
    <span className="steady">
      <span>{of[shown]}</span>
      <span aria-hidden="true">{of[shown === 0 ? 1 : 0]}</span>
    </span>
  );
}

export function LineQuality(): JSX.Element | null {
  const { t } = useTranslation('console');
  const { roundTripMs, line } = useConsole();
  if (roundTripMs === undefined || line.phase !== 'online') return null;
  return (
    <span className="sm t3 rowx controls__line">
      <Icon of={IconGauge} />
      {t('control.line', { milliseconds: Math.round(roundTripMs) })}
    </span>
  );
}

/** The digits of the chosen result, as pressed. */
export function PickedDigits({ digits }: { readonly digits: readonly string[] }): JSX.Element | null {
  const { t } = useTranslation('console');
  if (digits.length === 0) return null;
  return (
    <span className="sm t3 rowx controls__picked">
      {t('wrap.picked')}
      {digits.map((digit, index) => (
        <Kbd key={index}>{digit}</Kbd>
      ))}
    </span>
  );
}
