import { type JSX, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.js';
import { Segmented } from '../../components/FilterChips.js';
import { PromiseTime } from '../../components/PromiseTime.js';
import { useLanguage } from '../../hooks/useLocalized.js';
import { useServerNow } from '../../hooks/useServerClock.js';
import { formatClock, formatZoneOffset } from '../../lib/format.js';
import { zoneCity } from '../../lib/zones.js';
import { instantOf } from '../../lib/wall-time.rules.js';
import { usePromiseTimes } from '../../lib/promises.js';
import { useConsole, useKeysOn } from './ConsoleContext.js';
import { openCallbacks } from './console-view.rules.js';
import type { CallbackDraft } from './drafts.js';
import type { CallbackNeed } from './wrap-up.rules.js';

export interface CallbackFormProps {
  readonly need: CallbackNeed;
  readonly zone: string;
  readonly value: CallbackDraft | null;
  readonly onChange: (value: CallbackDraft | null) => void;
  /** In a dialog, which has its own title. */
  readonly untitled?: boolean;
}

/** A promise in the lead's own time. */
export function CallbackForm({ need, zone, value, onChange, untitled = false }: CallbackFormProps): JSX.Element {
  const { t } = useTranslation('console');
  const language = useLanguage();
  const { snapshot } = useConsole();
  const nowMs = useServerNow(60_000);
  const id = useId();
  const place = snapshot.lead?.city ?? zoneCity(zone, language);
  const times = usePromiseTimes({ attemptId: snapshot.attempt?.id, phoneId: snapshot.attempt?.phoneId });
  const keysOn = useKeysOn() || untitled;
  const fresh = value ?? { owner: times?.owner ?? 'me', about: '' };
  return (
    <section className="panel__body callback" aria-labelledby={id}>
      <div className="rowx">
        <h2 id={id} className={untitled ? 'vh' : undefined}>
          {t('callback.title')}
        </h2>
        <span className="t3 ell">{t('callback.zone', { place, offset: formatZoneOffset(zone, language, nowMs) })}</span>
      </div>
      {need === 'none' ? (
        <p className="t2">{t('callback.impossible')}</p>
      ) : (
        <>
          <PromiseTime
            zone={zone}
            times={times}
            value={value}
            keysOn={keysOn}
            onChange={(at) => onChange({ ...fresh, ...at })}
          />
          {value && <Details zone={zone} value={value} onChange={onChange} />}
          {value && need === 'possible' && (
            <div>
              <Button scale="sm" look="ghost" onClick={() => onChange(null)}>
                {t('callback.without')}
              </Button>
            </div>
          )}
          {!value && need === 'required' && <p className="warn">{t('callback.required')}</p>}
        </>
      )}
    </section>
  );
}

/** Whose it is, what else is promised around that time, and what for. */
function Details({ value, zone, onChange }: DetailsProps): JSX.Element {
  const { t } = useTranslation('console');
  const instant = instantOf(value, zone);
  return (
    <>
      <div className="callback__row">
        <div className="field">
          <span className="label">{t('callback.who')}</span>
          <Segmented
            label={t('callback.who')}
            value={value.owner}
            onChange={(owner) => onChange({ ...value, owner })}
            options={(['me', 'anyone'] as const).map((owner) => ({ id: owner, label: t(`callback.${owner}`) }))}
          />
        </div>
        <About value={value} onChange={onChange} />
      </div>
      <Around instantMs={instant.getTime()} />
    </>
  );
}

interface DetailsProps {
  readonly zone: string;
  readonly value: CallbackDraft;
  readonly onChange: (value: CallbackDraft) => void;
}

function About({ value, onChange }: Omit<DetailsProps, 'zone'>): JSX.Element {
  const { t } = useTranslation('console');
  const id = useId();
  const [about, setAbout] = useState(value.about);
  return (
    <div className="field">
      <label htmlFor={id}>{t('callback.about')}</label>
      <input
        id={id}
        className="input"
        maxLength={500}
        value={about}
        onChange={(event) => {
          setAbout(event.target.value);
          onChange({ ...value, about: event.target.value });
        }}
      />
    </div>
  );
}

const AROUND_MS = 30 * 60_000;

/** What else is promised around that time. */
function Around({ instantMs }: { readonly instantMs: number }): JSX.Element | null {
  const { t } = useTranslation('console');
  const { snapshot } = useConsole();
  const around = openCallbacks(snapshot).filter(({ dueAt }) => Math.abs(Date.parse(dueAt) - instantMs) < AROUND_MS);
  if (around.length === 0) return null;
  return <p className="t2">{t('callback.taken', { count: around.length, time: formatClock(instantMs) })}</p>;
}
