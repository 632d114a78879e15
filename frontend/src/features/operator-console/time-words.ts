import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../hooks/useLocalized.js';
import { dayKey, formatClock, formatDate, formatDayMonth, formatHours } from '../../lib/format.js';
import { plusDays } from '../../lib/wall-time.rules.js';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1440;

export type DayName = 'today' | 'tomorrow' | 'day';

/** Which word a day takes, as the reader's calendar has it. */
export function dayName(atMs: number, nowMs: number): DayName {
  const day = dayKey(atMs);
  const today = dayKey(nowMs);
  if (day === today) return 'today';
  return day === plusDays(today, 1) ? 'tomorrow' : 'day';
}

export interface TimeWords {
  /** "через 28 мин", "12 мин назад", "через 1:33". */
  readonly distance: (at: string, nowMs: number) => string;
  /** "завтра", "24.11". */
  readonly day: (at: string, nowMs: number) => string;
  /** "до 14:00", "до завтра, 9:00". */
  readonly until: (at: string | null, nowMs: number) => string;
  /** "в 14:00", "завтра в 9:00". */
  readonly at: (at: string | null, nowMs: number) => string;
}

export function useTimeWords(): TimeWords {
  const { t } = useTranslation('console');
  const language = useLanguage();
  const span = (minutes: number): string => {
    if (minutes < 60) return t('span.minutes', { minutes });
    if (minutes < DAY_MINUTES) return formatHours(minutes * MINUTE_MS);
    return t('span.days', { count: Math.round(minutes / DAY_MINUTES) });
  };
  const parts = (at: string) => ({ time: formatClock(at), day: formatDayMonth(at, language) });
  return {
    distance: (at, nowMs) => {
      const minutes = Math.round((Date.parse(at) - nowMs) / MINUTE_MS);
      if (minutes === 0) return t('span.now');
      return t(minutes > 0 ? 'span.in' : 'span.ago', { span: span(Math.abs(minutes)) });
    },
    day: (at, nowMs) => (dayName(Date.parse(at), nowMs) === 'tomorrow' ? t('span.tomorrow') : formatDate(at)),
    until: (at, nowMs) =>
      at === null ? t('idle.until.none') : t(`idle.until.${dayName(Date.parse(at), nowMs)}`, parts(at)),
    at: (at, nowMs) => (at === null ? t('idle.at.none') : t(`idle.at.${dayName(Date.parse(at), nowMs)}`, parts(at))),
  };
}
