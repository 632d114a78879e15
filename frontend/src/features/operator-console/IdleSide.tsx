import { IconDots, IconPhone } from '@tabler/icons-react';
import type { Callback } from '@warmline/contracts';
import { type JSX, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.js';
import { TemperatureChip } from '../../components/Chip.js';
import { PromiseDialog } from '../../components/PromiseDialog.js';
import { useHotkey } from '../../hooks/useHotkey.js';
import { useServerNow } from '../../hooks/useServerClock.js';
import { dayKey, formatClock } from '../../lib/format.js';
import { useConsole, useKeysOn } from './ConsoleContext.js';
import { openCallbacks } from './console-view.rules.js';
import { MyDayPanel } from './MyDayPanel.js';
import { useTimeWords } from './time-words.js';

/** From five minutes before its time a callback may be called. */
const SOON_MS = 5 * 60_000;

/** Between calls: what I promised, and how my day goes. */
export function IdleSide(): JSX.Element {
  const { t } = useTranslation('console');
  const { snapshot, dialog, openDialog } = useConsole();
  const [changed, setChanged] = useState<Callback | null>(null);
  const callbacks = openCallbacks(snapshot);
  return (
    <aside className="side panel" aria-label={t('callbacks.label')}>
      <div className="panel__head">
        <h2>{t('callbacks.title')}</h2>
        {callbacks.length > 0 && <span className="t3">{t('callbacks.count', { count: callbacks.length })}</span>}
      </div>
      {callbacks.length === 0 && <p className="t2 side__none">{t('callbacks.none')}</p>}
      <ul className="cbs">
        {callbacks.map((callback, index) => (
          <CallbackRow
            key={callback.id}
            callback={callback}
            first={index === 0}
            onChange={() => {
              setChanged(callback);
              openDialog('promise');
            }}
          />
        ))}
      </ul>
      <PromiseDialog
        promise={dialog === 'promise' ? changed : null}
        people={[{ id: snapshot.operator.id, name: snapshot.operator.name }]}
        onClose={() => openDialog(null)}
      />
      <MyDayPanel />
    </aside>
  );
}

interface CallbackRowProps {
  readonly callback: Callback;
  readonly first: boolean;
  readonly onChange: () => void;
}

function CallbackRow({ callback, first, onChange }: CallbackRowProps): JSX.Element {
  const { t } = useTranslation('console');
  const { snapshot, actions, run, busy } = useConsole();
  const words = useTimeWords();
  const nowMs = useServerNow(10_000);
  const dueMs = Date.parse(callback.dueAt);
  const overdue = dueMs < nowMs;
  const allowed = snapshot.state === 'ready' || snapshot.state === 'paused';
  const enabled = useKeysOn() && !busy && allowed;
  const call = (): void => void run(actions.callBack(callback.id));
  const due = dueMs - nowMs < SOON_MS;
  useHotkey('f2,f4', call, { enabled: enabled && first });
  const today = dayKey(dueMs) === dayKey(nowMs);
  return (
    <li title={callback.about || undefined}>
      <div>
        <b className={overdue ? 'bad num' : 'num'}>{formatClock(dueMs)}</b>
        <span className={overdue ? 'sm bad' : 'sm t3'}>
          {today ? words.distance(callback.dueAt, nowMs) : words.day(callback.dueAt, nowMs)}
        </span>
      </div>
      <div>
        <span className="ell" title={callback.leadName}>
          {callback.leadName}
        </span>
        <span className="sm t2 ell">
          {callback.city
            ? t('callbacks.local', { city: callback.city, time: formatClock(nowMs, callback.zone) })
            : formatClock(nowMs, callback.zone)}
        </span>
      </div>
      {due ? (
        <Button
          scale="sm"
          look={first ? 'primary' : 'plain'}
          icon={IconPhone}
          hotkey={first ? 'F4' : undefined}
          disabled={!enabled}
          onClick={call}
        >
          {t('callbacks.call')}
        </Button>
      ) : (
        <TemperatureChip temperature={callback.temperature} />
      )}
      <Button
        scale="sm"
        look="ghost"
        icon={IconDots}
        aria-label={t('callbacks.change', { name: callback.leadName })}
        title={t('callbacks.changeHint')}
        onClick={onChange}
      />
    </li>
  );
}
