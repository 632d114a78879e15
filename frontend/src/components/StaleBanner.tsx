import { IconPlugConnectedX } from '@tabler/icons-react';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { useServerNow } from '../hooks/useServerClock.js';
import { Icon } from './Icon.js';

/** Pushes come a few times a second; three silent seconds are worth a word. */
const FRESH_MS = 3000;

/** "Данные 7 с назад": shown only when the last push is older than it should be. */
export function StaleBanner({ at }: { readonly at: string | undefined }): JSX.Element | null {
  const { t } = useTranslation();
  const nowMs = useServerNow();
  const ageMs = at === undefined ? 0 : nowMs - Date.parse(at);
  if (ageMs < FRESH_MS) return null;
  return (
    <p className="stale" role="status">
      <Icon of={IconPlugConnectedX} />
      {t('state.stale', { seconds: Math.floor(ageMs / 1000) })}
    </p>
  );
}
