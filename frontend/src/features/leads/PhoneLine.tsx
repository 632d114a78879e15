import type { LeadPhone } from '@warmline/contracts';
import { IconPhone, IconPhoneOff } from '@tabler/icons-react';
import { type JSX, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.js';
import { Icon } from '../../components/Icon.js';
import { useCodeWord } from '../../hooks/useCodeWord.js';
import { useServerNow } from '../../hooks/useServerClock.js';
import { formatClock, formatZoneOffset } from '../../lib/format.js';
import { languageOf } from '../../lib/language.js';
import { formatPhone } from '../../lib/phone.js';
import { RETIREMENTS } from './leads.rules.js';
import { RetireDialog } from './RetireDialog.js';

export interface PhoneLineProps {
  readonly phone: LeadPhone;
  /** Names of the branches it belongs to; empty = the lead's own. */
  readonly branches: string;
  readonly onOpen: (leadId: string) => void;
}

export function PhoneLine({ phone, branches, onOpen }: PhoneLineProps): JSX.Element {
  const { t } = useTranslation(['leads', 'common']);
  const word = useCodeWord('console');
  const [retiring, setRetiring] = useState(false);
  const isActive = phone.state === 'active';
  const number = formatPhone(phone.e164);
  return (
    <div className="leads__phone">
      <Icon of={isActive ? IconPhone : IconPhoneOff} tone="t3" />
      <p>
        <span className={isActive ? 'nw leads__number' : 'nw leads__number t2'}>{number}</span>
        {phone.extension && (
          <span className="sm t2"> {t('common:phone.extension', { extension: phone.extension })}</span>
        )}
        <span className="sm t3"> {word('lead.phoneKind', phone.kind)}</span>
        {branches !== '' && <span className="sm t2"> {branches}</span>}
      </p>
      {isActive ? (
        <Button
          look="ghost"
          scale="sm"
          icon={IconPhoneOff}
          aria-label={t('retirePhone', { number })}
          title={t('retire')}
          onClick={() => setRetiring(true)}
        />
      ) : (
        <span />
      )}
      {isActive ? <Zone phone={phone} /> : <RetiredAs reason={phone.retiredReason} />}
      <Shared phone={phone} onOpen={onOpen} />
      {retiring && <RetireDialog phone={phone} onClose={() => setRetiring(false)} />}
    </div>
  );
}

const MINUTE_MS = 60_000;

/** What time it is there, and how we know; a number without a zone is not dialled. */
function Zone({ phone }: { readonly phone: LeadPhone }): JSX.Element {
  const { t, i18n } = useTranslation(['leads', 'console']);
  const now = useServerNow(MINUTE_MS);
  const [zone] = phone.zones;
  const place = phone.region === null ? '' : `${phone.region}, `;
  if (zone === undefined) {
    return (
      <p className="sm warn leads__under">
        {place}
        {t('phoneZoneUnknown')}
      </p>
    );
  }
  const clocks = [...new Set(phone.zones.map((each) => formatClock(now, each)))].join(' · ');
  const offset = formatZoneOffset(zone, languageOf(i18n.language), now);
  return (
    <p className="sm t2 num leads__under">
      {place}
      {t('theirTime', { time: clocks, zone: offset })}, {t(`console:lead.zoneSource.${phone.zoneSource}`)}
    </p>
  );
}

function RetiredAs({ reason }: { readonly reason: string | null }): JSX.Element {
  const { t } = useTranslation('leads');
  const known = RETIREMENTS.find((each) => each === reason);
  return <p className="sm t2 leads__under">{known ? t(`retirement.${known}`) : reason}</p>;
}

/** The same number at other leads: linked, never merged. */
function Shared({ phone, onOpen }: Omit<PhoneLineProps, 'branches'>): JSX.Element | null {
  const { t } = useTranslation('leads');
  if (phone.sharedWith.length === 0) return null;
  return (
    <p className="sm t2 leads__under">
      {t('sharedWith')}{' '}
      {phone.sharedWith.map((lead, at) => (
        <span key={lead.id}>
          {at > 0 && ', '}
          <button type="button" className="link" onClick={() => onOpen(lead.id)}>
            {lead.name}
          </button>
        </span>
      ))}
    </p>
  );
}
