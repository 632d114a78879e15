import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber, formatShare } from '../lib/format.js';
import { languageOf, type Language } from '../lib/language.js';
import { wilsonInterval } from '../lib/wilson.rules.js';

/** Under this many a share is noise. */
export const ENOUGH = 30;

/** `7,8–12,4 %`: where the true share lies, with 95 % confidence. Empty when there is too little to say. */
export function intervalText(part: number, whole: number, language: Language): string {
  const interval = whole < ENOUGH ? null : wilsonInterval(part, whole);
  if (!interval) return '';
  const percent = (share: number): string => formatNumber(share * 100, language, 1);
  return `${percent(interval.low)}–${percent(interval.high)}${language === 'ru' ? '\u00a0' : ''}%`;
}

export interface RateProps {
  readonly part: number;
  readonly whole: number;
  /** Without the sign: the column's title has it. */
  readonly bare?: boolean;
}

/** A rate; its numerator, denominator and interval stand in the tip. A dash under thirty. */
export function Rate({ part, whole, bare = false }: RateProps): JSX.Element {
  const { t, i18n } = useTranslation();
  const language = languageOf(i18n.language);
  const outOf = t('number.outOf', { part: formatNumber(part, language), whole: formatNumber(whole, language) });
  const interval = intervalText(part, whole, language);
  const tip = interval ? `${outOf} · ${interval}` : outOf;
  const text = formatShare(part, whole, { language, minimum: ENOUGH });
  return (
    <span className={whole < ENOUGH ? 'num t3' : 'num'} title={tip}>
      {bare ? text.replace(/[\u00a0 ]?%$/, '') : text}
      <span className="vh">, {tip}</span>
    </span>
  );
}
