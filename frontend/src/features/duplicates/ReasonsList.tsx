import type { DuplicatePair, MatchReason } from '@warmline/contracts';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { reasonKey, sortedReasons } from './duplicates.rules.js';

/** Why the two may be one and why not, each a sentence, the strongest first. */
export function ReasonsList({ pair }: { readonly pair: DuplicatePair }): JSX.Element {
  const { t } = useTranslation('duplicates');
  const { speakFor, speakAgainst } = sortedReasons(pair.reasons);
  return (
    <>
      <Reasons id="duplicates-for" title={t('for')} reasons={speakFor} mark="+" />
      <Reasons id="duplicates-against" title={t('against')} reasons={speakAgainst} mark="−" />
      <p className="sm t3 duplicates__order">{t('order')}</p>
    </>
  );
}

interface ReasonsProps {
  readonly id: string;
  readonly title: string;
  readonly reasons: readonly MatchReason[];
  readonly mark: '+' | '−';
}

function Reasons({ id, title, reasons, mark }: ReasonsProps): JSX.Element {
  const { t } = useTranslation('duplicates');
  return (
    <section className="section" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {reasons.length === 0 && <p className="t3">{t('nothing')}</p>}
      <ul className="duplicates__reasons">
        {reasons.map((reason) => (
          <li key={reasonKey(reason)}>
            <span aria-hidden className={mark === '+' ? 'duplicates__for' : 'duplicates__against'}>
              {mark}
            </span>
            <span>{t(reasonKey(reason) as 'reason.name.same')}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
