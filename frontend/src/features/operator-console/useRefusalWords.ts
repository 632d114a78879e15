import { type DialRefusal, dialRefusedParamsSchema } from '@warmline/contracts';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../hooks/useLocalized.js';
import { formatClock, formatDayMonth } from '../../lib/format.js';
import type { Language } from '../../lib/language.js';
import { serverClock } from '../../lib/server-clock.js';
import { zoneCity } from '../../lib/zones.js';
import { endOfRefusal } from './dial-refusal.rules.js';
import { dayName } from './time-words.js';

/** "Сейчас нельзя: у лида 22:14 (Екатеринбург). Можно завтра с 7:00 по вашему времени." Null when no reason was told. */
export function useRefusalWords(): (params: Record<string, unknown>) => string | null {
  const { t } = useTranslation('console');
  const language = useLanguage();
  return useCallback(
    (params) => {
      const { data } = dialRefusedParamsSchema.safeParse(params);
      const end = data && endOfRefusal(data.reasons);
      if (!data || !end) return null;
      const nowMs = serverClock.nowMs();
      const reasons = data.reasons.map((refusal) =>
        refusal.reason === 'outside_hours' && refusal.zones.length > 0
          ? t('refused.localTime', { there: clocks(refusal, nowMs, language) })
          : t(`refused.reason.${refusal.reason}`),
      );
      const ending =
        end.kind === 'open'
          ? t(`refused.end.${end.reason}`)
          : t(`refused.from.${dayName(Date.parse(end.at), nowMs)}`, {
              time: formatClock(end.at),
              day: formatDayMonth(end.at, language),
            });
      return t('refused.sentence', { reasons: reasons.join('; '), ending });
    },
    [t, language],
  );
}

/** "22:14 (Екатеринбург)": what the clock shows in each place where the lead may be. */
function clocks({ zones }: DialRefusal, nowMs: number, language: Language): string {
  return zones.map((zone) => `${formatClock(nowMs, zone)} (${zoneCity(zone, language)})`).join(', ');
}
