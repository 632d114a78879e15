import type { DuplicatePair, LeadCard } from '@warmline/contracts';
import { Link } from '@tanstack/react-router';
import { Fragment, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { LeadChip } from '../../components/Chip.js';
import { formatDayMonth } from '../../lib/format.js';
import { languageOf } from '../../lib/language.js';
import { formatPhone } from '../../lib/phone.js';
import { CARD_FIELDS, compareLines, linesOf } from './duplicates.rules.js';

/** Both cards line by line; what differs is marked by a word and a bar, not by colour alone. */
export function CompareCards({ pair }: { readonly pair: DuplicatePair }): JSX.Element {
  const { t } = useTranslation('duplicates');
  return (
    <table className="duplicates__cards">
      <caption className="vh">{t('cards')}</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">
            <CardHead card={pair.a} stays />
          </th>
          <th scope="col">
            <CardHead card={pair.b} />
          </th>
        </tr>
      </thead>
      <tbody>
        {CARD_FIELDS.map((field) => {
          const [a, b] = [linesOf(pair.a, field, formatPhone), linesOf(pair.b, field, formatPhone)];
          const difference = compareLines(a, b);
          return (
            <tr key={field} data-difference={field === 'lists' ? 'one_side' : difference}>
              <th scope="row">
                {t(`card.${field}`)}
                {difference === 'differs' && field !== 'lists' && (
                  <span className="duplicates__mark">{t('differs')}</span>
                )}
              </th>
              <td>
                <Lines lines={a} />
              </td>
              <td>
                <Lines lines={b} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function CardHead({ card, stays = false }: { readonly card: LeadCard; readonly stays?: boolean }): JSX.Element {
  const { t, i18n } = useTranslation('duplicates');
  return (
    <>
      <Link to="/leads" search={{ open: card.id }} className="duplicates__name">
        {card.name}
      </Link>
      {card.legalName && <span className="sm t2">{card.legalName}</span>}
      <span className="rowx sm t3">
        <LeadChip temperature={card.temperature} stage={card.stage} />
        {t('since', { day: formatDayMonth(card.createdAt, languageOf(i18n.language)) })}
        {stays && ` · ${t('stays')}`}
      </span>
    </>
  );
}

function Lines({ lines }: { readonly lines: readonly string[] }): JSX.Element {
  if (lines.length === 0) return <span className="t3">—</span>;
  return (
    <>
      {lines.map((line, at) => (
        <Fragment key={`${at} ${line}`}>
          {at > 0 && <br />}
          <span className="num">{line}</span>
        </Fragment>
      ))}
    </>
  );
}
