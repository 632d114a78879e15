import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber, formatShare } from '../lib/format.js';
import { languageOf } from '../lib/language.js';

export interface NumberCellProps {
  readonly value: number | null | undefined;
  readonly fractionDigits?: number;
}

/** A right-aligned count with the language's grouping; a dash where there is none. */
export function NumberCell({ value, fractionDigits = 0 }: NumberCellProps): JSX.Element {
  const { i18n } = useTranslation();
  return (
    <td className="r num">
      {value === null || value === undefined ? '—' : formatNumber(value, languageOf(i18n.language), fractionDigits)}
    </td>
  );
}

export interface ShareProps {
  readonly part: number;
  readonly whole: number;
  /** Under this whole a share is noise and shows as a dash. */
  readonly minimum?: number;
}

/** A rate with its numerator and denominator in the tip. */
export function Share({ part, whole, minimum = 30 }: ShareProps): JSX.Element {
  const { t, i18n } = useTranslation();
  const language = languageOf(i18n.language);
  const tip = t('number.outOf', { part: formatNumber(part, language), whole: formatNumber(whole, language) });
  return (
    <span className="num" title={tip}>
      {formatShare(part, whole, { language, minimum })}
      <span className="vh">, {tip}</span>
    </span>
  );
}
