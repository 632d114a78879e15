import type { LeadCard } from '@warmline/contracts';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { Chip } from '../../components/Chip.js';
import { Section } from '../../components/Panel.js';
import { useCodeWord } from '../../hooks/useCodeWord.js';
import { useServerNow } from '../../hooks/useServerClock.js';
import { formatClock, formatDate, formatDayMonth, formatZoneOffset } from '../../lib/format.js';
import { languageOf } from '../../lib/language.js';
import { showCustomValue } from './custom-value.rules.js';
import { customFieldsQuery } from './lead-data.js';
import { hasGround } from './leads.rules.js';

interface OfCard {
  readonly card: LeadCard;
}

export function Who({ card }: OfCard): JSX.Element {
  const { t, i18n } = useTranslation('leads');
  const language = languageOf(i18n.language);
  const what = [card.industry, card.city, card.region].filter((word, at, all) => word && all.indexOf(word) === at);
  const refusal = card.stage !== 'open' && (card.stageReason ?? '');
  return (
    <div className="leads__who">
      <div className="rowx">
        <h2>{card.name}</h2>
        {card.synthetic && <Chip tone="line">{t('synthetic')}</Chip>}
      </div>
      {card.legalName && card.legalName !== card.name && <p className="sm t2">{card.legalName}</p>}
      <p className="t2">{what.join(', ') || t(`kind.${card.kind}`)}</p>
      {refusal && <p className="t2">{t('stageReason', { reason: refusal })}</p>}
      {card.returnOn && <p className="t2">{t('returnOn', { day: formatDayMonth(card.returnOn, language) })}</p>}
    </div>
  );
}

export function ListsSection({ card }: OfCard): JSX.Element {
  const { t } = useTranslation('leads');
  const word = useCodeWord('console');
  return (
    <Section title={t('lists')}>
      {!hasGround(card) && <p className="sm warn">{t(card.lists.length === 0 ? 'noList' : 'noGround')}</p>}
      <ul className="leads__lists">
        {card.lists.map((list) => (
          <li key={list.id}>
            <Link to="/lists" search={{ open: list.id }} className="link ell">
              {list.name}
            </Link>
            <Chip
              tone={list.legalSourceComplete ? 'customer' : 'wrapup'}
              icon={list.legalSourceComplete ? IconCheck : IconAlertTriangle}
            >
              {t(list.legalSourceComplete ? 'groundComplete' : 'groundIncomplete')}
            </Chip>
            <span className="sm t3 ell">
              {word('lead.legalSource', list.legalSourceKind)},{' '}
              <time dateTime={list.addedAt}>{formatDate(list.addedAt, { year: true })}</time>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

const MINUTE_MS = 60_000;

export function AddressesSection({ card }: OfCard): JSX.Element | null {
  const { t, i18n } = useTranslation('leads');
  const now = useServerNow(MINUTE_MS);
  if (card.addresses.length === 0) return null;
  const many = card.addresses.length > 1;
  return (
    <Section title={t('addresses')}>
      <ul className="leads__addresses">
        {card.addresses.map((address) => (
          <li key={address.raw}>
            <p>{address.raw}</p>
            <p className="sm t3 num">
              {[
                many && address.isMain && t('mainAddress'),
                address.zone
                  ? t('theirTime', {
                      time: formatClock(now, address.zone),
                      zone: formatZoneOffset(address.zone, languageOf(i18n.language), now),
                    })
                  : t('zoneUnknown'),
              ]
                .filter(Boolean)
                .join(', ')}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  );
}

export function Facts({ card }: OfCard): JSX.Element {
  const { t, i18n } = useTranslation('leads');
  const fields = useQuery(customFieldsQuery(card.clientId));
  const words = { language: languageOf(i18n.language), yes: t('yes'), no: t('no') };
  const fieldOf = (name: string) => fields.data?.find((field) => field.name === name);
  const facts: [name: string, value: string | null][] = [
    [t('field.inn'), card.inn],
    [t('field.kpp'), card.kpp],
    [t('field.ogrn'), card.ogrn],
    [t('field.email'), card.email],
    [t('field.site'), card.site],
    [t('field.confirmedOn'), card.confirmedOn && formatDate(card.confirmedOn, { year: true })],
    [t('field.createdAt'), formatDate(card.createdAt, { year: true })],
    ...Object.entries(card.custom).map(([name, value]): [string, string] => [
      name,
      showCustomValue(value, fieldOf(name), words),
    ]),
  ];
  const given = facts.filter(([, value]) => value);
  return (
    <Section title={t('facts')}>
      <dl className="kv leads__facts">
        {given.map(([name, value]) => (
          <div key={name} className="leads__pair">
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
