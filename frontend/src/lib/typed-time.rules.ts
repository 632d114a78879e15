/** `9` -> `09:00`, `930` -> `09:30`, `9.30` -> `09:30`, `24` -> `24:00`. Null when it is no time of day. */
export function parseTime(typed: string): string | null {
  const digits = typed.trim().replaceAll(/[.,\s-]/g, ':');
  const match = /^(\d{1,2}):(\d{2})$/.exec(digits) ?? /^(\d{1,2})$/.exec(digits) ?? /^(\d{1,2})(\d{2})$/.exec(digits);
  if (!match) return null;
  const hours = Number(match[1]);
  const minutes = Number(match[2] ?? 0);
  if (minutes > 59 || hours > 24 || (hours === 24 && minutes > 0)) return null;
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
}

/** `1.8.2026`, `01/08/26`, `2026-08-01` -> `2026-08-01`. Null when there is no such day. */
export function parseDay(typed: string): string | null {
  const text = typed.trim();
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  const written = /^(\d{1,2})[./\s-](\d{1,2})[./\s-](\d{2}|\d{4})$/.exec(text);
  if (iso) return realDay(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  if (!written) return null;
  const year = Number(written[3]);
  return realDay(year < 100 ? 2000 + year : year, Number(written[2]), Number(written[1]));
}

function realDay(year: number, month: number, day: number): string | null {
  const at = new Date(Date.UTC(year, month - 1, day));
  const real = at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
  return real ? at.toISOString().slice(0, 10) : null;
}

/** `2026-08-01` -> `01.08.2026`. */
export const writeDay = (day: string): string => day.split('-').reverse().join('.');
