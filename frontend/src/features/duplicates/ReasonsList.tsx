import type { DuplicatePair } from '@warmline/contracts';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { languageOf } from '../../lib/language.js';
import { formatNumber } from '../../lib/format.js';
import { weightText } from './duplicates.rules.js';

/** Why the two may be one: every field with what it weighs, the heaviest first. */
export function ReasonsList({ pair }: { readonly pair: DuplicatePair }): JSX.Element {
  const { t, i18n } = useTranslation('duplicates');
  const number = (value: number): string => formatNumber(value, languageOf(i18n.language));
  return (
    <section className="section" aria-labelledby="duplicates-why">
      <h2 id="duplicates-why">{t('why')}</h2>
      <ul className="duplicates__reasons">
        {pair.reasons.map((reason) => (
          <li key={`${reason.field} ${reason.a} ${reason.b}`}>
            <span className={reason.weight < 0 ? 'num duplicates__against' : 'num duplicates__for'}>
              {weightText(reason.weight, number)}
            </span>
            <span>
              {t(`field.${reason.field}`)}: {t(`kind.${reason.kind}`)}
            </span>
          </li>
        ))}
      </ul>
      <p className="sm t3">{t('weightHint')}</p>
    </section>
  );
}
