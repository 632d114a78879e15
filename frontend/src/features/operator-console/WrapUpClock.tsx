import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.js';
import { useHotkey } from '../../hooks/useHotkey.js';
import { useServerNow } from '../../hooks/useServerClock.js';
import { formatTalk } from '../../lib/format.js';
import { useConsole, useKeysOn } from './ConsoleContext.js';

/** Twenty seconds are enough to press one key (WCAG 2.2.1). */
const WARNING_MS = 20_000;

/** How much time is left for the result; nothing where the campaign sets no limit. */
export function WrapUpClock(): JSX.Element | null {
  const { t } = useTranslation('console');
  const { snapshot, actions, run } = useConsole();
  const nowMs = useServerNow();
  const endsAt = snapshot.attempt?.wrapUpEndsAt ?? null;
  const enabled = useKeysOn() && endsAt !== null && snapshot.state === 'wrap_up';
  const extend = (): void => void run(actions.extendWrapUp());
  useHotkey('f2', extend, { enabled });
  if (endsAt === null || snapshot.state !== 'wrap_up') return null;
  const leftMs = Math.max(0, Date.parse(endsAt) - nowMs);
  const wholeMs = Math.max(1, Date.parse(endsAt) - Date.parse(snapshot.since));
  const seconds = Math.ceil(leftMs / 1000);
  return (
    <div>
      <b className="num">{t('wrap.timeLeft', { left: formatTalk(leftMs) })}</b>
      <span className="meter countdown" role="img" aria-label={t('wrap.timeLeftLabel', { seconds })}>
        <i style={{ width: `${Math.min(100, (leftMs / wholeMs) * 100)}%` }} />
      </span>
      <Button scale="sm" hotkey="F2" onClick={extend} disabled={!enabled}>
        {t('wrap.extend')}
      </Button>
      <span className="vh" role="status">
        {leftMs <= WARNING_MS ? t('wrap.warning') : ''}
      </span>
    </div>
  );
}
