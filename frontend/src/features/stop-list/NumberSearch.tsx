import type { NumberStops } from '@warmline/contracts';
import { IconBan, IconCheck, IconSearch, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, type JSX, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.js';
import { Chip } from '../../components/Chip.js';
import { Problem } from '../../components/Problem.js';
import { formatDate } from '../../lib/format.js';
import { formatPhone } from '../../lib/phone.js';
import { LiftDialog } from './LiftDialog.js';
import { numberQuery } from './stop-list-data.js';

/** Whole numbers alone: the list keeps keys, and a part of a number has none. */
export function NumberSearch({ mayChange }: { readonly mayChange: boolean }): JSX.Element {
  const { t } = useTranslation('stop-list');
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState('');
  const found = useQuery(numberQuery(asked));
  const ask = (event: FormEvent): void => {
    event.preventDefault();
    setAsked(typed.trim());
  };
  return (
    <section className="stops__search" aria-label={t('search.label')}>
      <form role="search" className="rowx" onSubmit={ask}>
        <input
          type="search"
          className="input stops__number"
          aria-label={t('search.label')}
          placeholder={t('search.placeholder')}
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button type="submit" icon={IconSearch} disabled={typed.trim() === ''}>
          {t('search.find')}
        </Button>
        <span className="sm t2">{t('search.hint')}</span>
      </form>
      <div role="status">{asked !== '' && found.data && <Found of={found.data} mayChange={mayChange} />}</div>
      {asked !== '' && <Problem error={found.error} />}
      {asked !== '' && found.data && (
        <Button
          look="ghost"
          scale="sm"
          icon={IconX}
          className="stops__clear"
          onClick={() => {
            setAsked('');
            setTyped('');
          }}
        >
          {t('search.clear')}
        </Button>
      )}
    </section>
  );
}

interface FoundProps {
  readonly of: NumberStops;
  readonly mayChange: boolean;
}

function Found({ of: { e164, stopped, stops, prefixes, wishes, leads }, mayChange }: FoundProps): JSX.Element {
  const { t } = useTranslation('stop-list');
  const [lifts, setLifts] = useState(false);
  const stopWords = useStopWords();
  const live = stops.filter(({ liftedAt }) => liftedAt === null);
  const mayLift = live.some(({ kind }) => kind !== 'register') || (live.length === 0 && wishes.length > 0);
  return (
    <div className="stops__found">
      <p className="rowx">
        <b className="num">{formatPhone(e164)}</b>
        <Chip tone={stopped ? 'dead' : 'ready'} icon={stopped ? IconBan : IconCheck}>
          {t(stopped ? 'search.stopped' : 'search.free')}
        </Chip>
        {mayChange && mayLift && (
          <Button scale="sm" onClick={() => setLifts(true)}>
            {t('lift.open')}
          </Button>
        )}
      </p>
      <ul className="stops__reasons">
        {prefixes.map(({ id, prefix, reason }) => (
          <li key={id}>{t('search.prefix', { prefix, reason: reason ?? '' })}</li>
        ))}
        {wishes.map(({ leadId, leadName, createdAt }) => (
          <li key={leadId + createdAt}>
            {t('search.wish', { name: leadName, day: formatDate(createdAt, { year: true }) })}
          </li>
        ))}
        {stops.map((stop) => (
          <li key={stop.id} className={stop.liftedAt === null ? undefined : 't3'}>
            {stopWords(stop)}
          </li>
        ))}
        {leads.map(({ id, name }) => (
          <li key={id}>
            {t('lead')}:{' '}
            <Link to="/leads" search={{ open: id }}>
              {name}
            </Link>
          </li>
        ))}
      </ul>
      {lifts && (
        <LiftDialog
          target={{ number: e164 }}
          name={formatPhone(e164)}
          onClose={() => setLifts(false)}
          onLifted={() => undefined}
        />
      )}
    </div>
  );
}

/** One stop in words: kind, where it came from, day, for whom, why, and when it was lifted. */
function useStopWords(): (stop: NumberStops['stops'][number]) => string {
  const { t } = useTranslation('stop-list');
  return (stop) => {
    const { kind, source, registerName, fileName, byName, createdAt, clientName, campaignName, reason } = stop;
    const from = registerName ?? fileName ?? byName;
    const words = [
      t(`kind.${kind}`),
      from === null ? t(`source.${source}`) : `${t(`source.${source}`)} (${from})`,
      formatDate(createdAt, { year: true }),
      clientName ?? campaignName,
      reason,
    ];
    const text = words.filter(Boolean).join(', ');
    return stop.liftedAt === null
      ? text
      : t('search.lifted', {
          text,
          day: formatDate(stop.liftedAt, { year: true }),
          by: stop.liftedByName ?? t('nobody'),
          reason: stop.liftedReason ?? '—',
        });
  };
}
