import { IconArrowBackUp, IconShieldCheck, IconStar } from '@tabler/icons-react';
import type { ConsoleAttempt, ConsoleLead } from '@warmline/contracts';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { Chip, LeadChip } from '../../components/Chip.js';
import { Icon } from '../../components/Icon.js';
import { Section } from '../../components/Panel.js';
import { Phone } from '../../components/Phone.js';
import { useCodeWord } from '../../hooks/useCodeWord.js';
import { useLanguage } from '../../hooks/useLocalized.js';
import { useServerNow } from '../../hooks/useServerClock.js';
import { formatClock, formatDate, formatDayMonth, formatTalk, formatZoneOffset } from '../../lib/format.js';
import { useConsole } from './ConsoleContext.js';
import { useTimeWords } from './time-words.js';
import { useResultName } from './useResultName.js';

/** The lead at hand, the same in preview, call and wrap-up, so that the eye finds things where they were. */
export function LeadCard({ lead, attempt }: { lead: ConsoleLead; attempt: ConsoleAttempt }): JSX.Element {
  const { t } = useTranslation('console');
  const language = useLanguage();
  const what = [lead.industry, lead.city].filter(Boolean).join(', ');
  return (
    <aside className="panel lead" aria-label={t('lead.title')} tabIndex={0}>
      <div className="panel__head">
        <h2>{t('lead.title')}</h2>
        <span className="grow" />
        <LeadChip temperature={lead.temperature} stage={lead.stage} />
        {lead.temperatureAt && (
          <span className="sm t3">{t('lead.since', { date: formatDayMonth(lead.temperatureAt, language) })}</span>
        )}
      </div>
      <div className="panel__body">
        <h3 className="lead__name">{lead.name}</h3>
        {lead.legalName && lead.legalName !== lead.name && <p className="sm t2">{lead.legalName}</p>}
        {what && <p className="t2">{what}</p>}
      </div>
      <Contacts lead={lead} attempt={attempt} />
      <RightToCall lead={lead} attempt={attempt} />
      <Promise attempt={attempt} />
      <History lead={lead} />
      <Facts lead={lead} attempt={attempt} />
    </aside>
  );
}

function Contacts({ lead, attempt }: { lead: ConsoleLead; attempt: ConsoleAttempt }): JSX.Element {
  const { t } = useTranslation('console');
  const word = useCodeWord('console');
  const contact = lead.contacts.find(({ id }) => id === attempt.contactId) ?? lead.contacts[0];
  const phones = [...lead.phones].sort((a, b) => Number(b.id === attempt.phoneId) - Number(a.id === attempt.phoneId));
  const others = lead.contacts.filter((each) => each !== contact);
  return (
    <Section>
      {contact && <ContactLine contact={contact} />}
      <div className="lead__phones">
        {phones.map((phone) => (
          <Phone
            key={phone.id}
            e164={phone.e164}
            extension={phone.extension}
            live={phone.id === attempt.phoneId && attempt.dialRequestedAt !== null && attempt.endedAt === null}
            kind={
              phone.state === 'retired'
                ? t('lead.retired')
                : phone.shared
                  ? t('lead.sharedNumber')
                  : word('lead.phoneKind', phone.kind)
            }
          />
        ))}
      </div>
      {others.length > 0 && (
        <p className="sm t2 ell" title={others.map(({ fullName }) => fullName).join(', ')}>
          {t('lead.otherContacts', { count: others.length })}: {others.map(({ fullName }) => fullName).join(', ')}
        </p>
      )}
    </Section>
  );
}

function ContactLine({ contact }: { readonly contact: ConsoleLead['contacts'][number] }): JSX.Element {
  const { t } = useTranslation('console');
  const { actions, run, snapshot } = useConsole();
  const canMark = snapshot.state === 'talking' || snapshot.state === 'wrap_up';
  return (
    <>
      <p>
        <b>{contact.fullName}</b>
      </p>
      <p className="rowx t2 lead__role">
        <span className="ell">{contact.position}</span>
        <span className="grow" />
        {contact.isDecisionMaker && (
          <Chip tone="line" icon={IconStar}>
            {t('lead.decisionMaker')}
          </Chip>
        )}
        {!contact.isDecisionMaker && canMark && (
          <button
            type="button"
            className="btn btn--sm btn--ghost"
            title={t('lead.markDecisionMaker')}
            onClick={() => void run(actions.markDecisionMaker(contact.id))}
          >
            <Icon of={IconStar} />
            {t('lead.decisionMaker')}
          </button>
        )}
      </p>
    </>
  );
}

function RightToCall({ lead, attempt }: { lead: ConsoleLead; attempt: ConsoleAttempt }): JSX.Element {
  const { t } = useTranslation('console');
  const word = useCodeWord('console');
  const language = useLanguage();
  const nowMs = useServerNow(1000);
  const { rightToCall } = attempt;
  const zone = lead.zones[0];
  return (
    <Section>
      {zone === undefined && <p className="warn">{t('lead.zoneUnknown')}</p>}
      {zone !== undefined && (
        <div className="clockline">
          <time>{[...new Set(lead.zones.map((each) => formatClock(nowMs, each)))].join(' · ')}</time>
          <span>{t('lead.at')}</span>
          <span className="t3 sm clockline__zone">
            {formatZoneOffset(zone, language, nowMs)}, {t(`lead.zoneSource.${lead.zoneSource}`)}
          </span>
        </div>
      )}
      <p className="rowx ok">
        <Icon of={IconShieldCheck} />
        <span>
          {rightToCall.until === null
            ? t('lead.mayCall')
            : t('lead.mayCallUntil', { time: formatClock(rightToCall.until, zone) })}
        </span>
      </p>
      <p className="sm t2 lead__indent">
        {t('lead.source', {
          source: word('lead.legalSource', rightToCall.legalSourceKind),
          list: rightToCall.listName,
        })}
      </p>
    </Section>
  );
}

function Promise({ attempt }: { readonly attempt: ConsoleAttempt }): JSX.Element | null {
  const { t } = useTranslation('console');
  const words = useTimeWords();
  const nowMs = useServerNow(60_000);
  if (!attempt.callback) return null;
  return (
    <Section title={t('lead.callback')}>
      <p className="rowx">
        <Icon of={IconArrowBackUp} tone="t3" />
        <span>{t('lead.promised', { when: words.at(attempt.callback.dueAt, nowMs) })}</span>
      </p>
      {attempt.callback.about && <p className="sm t2 lead__indent">{attempt.callback.about}</p>}
    </Section>
  );
}

/** Three fit without scrolling at 1366x768; a taller window shows the others and their notes. */
const SHOWN_CALLS = 10;

function History({ lead }: { readonly lead: ConsoleLead }): JSX.Element {
  const { t } = useTranslation('console');
  const resultName = useResultName();
  if (lead.history.length === 0) return <Section title={t('lead.noHistory')}>{null}</Section>;
  return (
    <Section title={t('lead.history', { count: lead.history.length })}>
      <ul className="history history--calls">
        {lead.history.slice(0, SHOWN_CALLS).map((call) => (
          <li key={call.attemptId} title={call.note || undefined}>
            <time dateTime={call.at}>{formatDate(call.at)}</time>
            <span className="ell">{resultName(call.dispositionCode)}</span>
            <span className="sm num">{call.talkSeconds === null ? '—' : formatTalk(call.talkSeconds * 1000)}</span>
            {call.note && <span className="sm t2 history__note">{call.note}</span>}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Facts({ lead, attempt }: { lead: ConsoleLead; attempt: ConsoleAttempt }): JSX.Element {
  const { t } = useTranslation('console');
  const facts: [string, string | null | undefined][] = [
    [t('lead.lists'), lead.lists[0]],
    [t('lead.attempt'), t('lead.attemptOf', { number: attempt.number, allowed: attempt.triesAllowed })],
    [t('lead.address'), lead.addresses[0]],
    [t('lead.inn'), lead.inn],
    [t('lead.email'), lead.email],
    [t('lead.site'), lead.site],
    ...Object.entries(lead.custom),
  ];
  return (
    <Section>
      <dl className="kv sm">
        {facts.map(([name, value]) =>
          value ? (
            <div key={name} className="kv__pair">
              <dt>{name}</dt>
              <dd className="ell" title={value}>
                {value}
              </dd>
            </div>
          ) : null,
        )}
      </dl>
    </Section>
  );
}
