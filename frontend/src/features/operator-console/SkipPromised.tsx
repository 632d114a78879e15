import { type JSX, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.js';
import { Dialog } from '../../components/ConfirmDialog.js';
import { PromiseTime } from '../../components/PromiseTime.js';
import { useHotkey } from '../../hooks/useHotkey.js';
import { useServerNow } from '../../hooks/useServerClock.js';
import { usePromiseTimes } from '../../lib/promises.js';
import { instantOf, type WallTime } from '../../lib/wall-time.rules.js';
import type { SkipPromise } from './console-actions.js';
import { useConsole } from './ConsoleContext.js';

/** A promised call is not simply skipped: when instead, or a colleague makes it. */
export function SkipPromised({ opened }: { readonly opened: boolean }): JSX.Element {
  const { t } = useTranslation('console');
  const { openDialog } = useConsole();
  return (
    <Dialog opened={opened} title={t('preview.skipPromised')} size={640} onClose={() => openDialog(null)}>
      {opened && <When />}
    </Dialog>
  );
}

function When(): JSX.Element {
  const { t } = useTranslation(['console', 'common']);
  const { snapshot, actions, run, busy, openDialog } = useConsole();
  const nowMs = useServerNow(15_000);
  const [at, setAt] = useState<WallTime | null>(null);
  const times = usePromiseTimes({ attemptId: snapshot.attempt?.id, phoneId: snapshot.attempt?.phoneId });
  const zone = times?.zone ?? snapshot.lead?.zones[0] ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const due = at === null || at.time === '' ? null : instantOf(at, zone);
  const may = due !== null && due.getTime() > nowMs && !busy;
  const skip = async (promise: SkipPromise): Promise<void> => {
    if (await run(actions.skip('not_now', promise))) openDialog(null);
  };
  const move = (): void => {
    if (due) void skip({ dueAt: due.toISOString() });
  };
  useHotkey('ctrl+enter', move, { enabled: may });
  return (
    <>
      <p className="t2">{t('preview.skipPromisedHint')}</p>
      <div className="promise__choice">
        <PromiseTime zone={zone} times={times} value={at} onChange={setAt} />
      </div>
      <div className="dialog__foot">
        <Button hotkey="Esc" onClick={() => openDialog(null)}>
          {t('common:action.cancel')}
        </Button>
        <Button disabled={busy} onClick={() => void skip({ give: 'anyone' })}>
          {t('preview.skipGive')}
        </Button>
        <Button look="primary" hotkey="Ctrl+Enter" disabled={!may} onClick={move}>
          {t('preview.skipMove')}
        </Button>
      </div>
    </>
  );
}
