import { IconCheck } from '@tabler/icons-react';
import { type JSX, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.js';
import { Segmented } from '../../components/FilterChips.js';
import { Icon } from '../../components/Icon.js';
import { useLanguage } from '../../hooks/useLocalized.js';
import { useServerNow } from '../../hooks/useServerClock.js';
import { dayKey, formatClock, formatWeekday, formatZoneOffset } from '../../lib/format.js';
import { zoneCity } from '../../lib/zones.js';
import { type CallbackChip, callbackChips, instantOf, parseTime, plusDays } from './callback-time.rules.js';
import { useConsole } from './ConsoleContext.js';
import { openCallbacks } from './console-view.rules.js';
import { DayInput } from './DayInput.js';
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
  const fresh = value ?? { owner: 'me', about: '' };
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
          <Chips zone={zone} value={value} onPick={(at) => onChange(at && { ...fresh, ...at })} need={need} />
          {value && <Details key={`${value.day}-${value.time}`} zone={zone} value={value} onChange={onChange} />}
          {!value && need === 'required' && <p className="warn">{t('callback.required')}</p>}
        </>
      )}
    </section>
  );
}

interface ChipsProps {
  readonly zone: string;
  readonly value: CallbackDraft | null;
  readonly need: CallbackNeed;
  readonly onPick: (at: CallbackChip['at'] | null) => void;
}

function Chips({ zone, value, need, onPick }: ChipsProps): JSX.Element {
  const { t } = useTranslation('console');
  const nowMs = useServerNow(60_000);
  const words = useChipWords(zone, nowMs);
  return (
    <div className="callback__chips" role="group" aria-label={t('callback.quick')}>
      {callbackChips(nowMs, zone).map((chip, index) => (
        <Button
          key={chip.id}
          scale="sm"
          data-autofocus={index === 0 ? true : undefined}
          aria-pressed={value?.day === chip.at.day && value.time === chip.at.time}
          onClick={() => onPick(chip.at)}
        >
          {words(chip)}
        </Button>
      ))}
      {need === 'possible' && (
        <Button
          scale="sm"
          look={value === null ? 'plain' : 'ghost'}
          aria-pressed={value === null}
          onClick={() => onPick(null)}
        >
          {t('callback.without')}
        </Button>
      )}
    </div>
  );
}

function useChipWords(zone: string, nowMs: number): (chip: CallbackChip) => string {
  const { t } = useTranslation('console');
  const language = useLanguage();
  const today = dayKey(nowMs, zone);
  return ({ id, at }) => {
    if (id === 'in_a_week') return t('callback.chip.in_a_week');
    if (at.day === today) return t('callback.chip.today', { time: at.time });
    if (at.day === plusDays(today, 1)) return t('callback.chip.tomorrow', { time: at.time });
    const weekday = formatWeekday(instantOf({ day: at.day, time: '12:00' }, zone), language, zone).split(',')[0] ?? '';
    return t('callback.chip.weekday', { weekday: capital(weekday), time: at.time });
  };
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

interface DetailsProps {
  readonly zone: string;
  readonly value: CallbackDraft;
  readonly onChange: (value: CallbackDraft) => void;
}

function Details({ zone, value, onChange }: DetailsProps): JSX.Element {
  const { t } = useTranslation('console');
  const id = useId();
  const [typed, setTyped] = useState(value.time);
  const time = parseTime(typed);
  const instant = instantOf(value, zone);
  const keepTime = (): void => {
    if (time !== undefined && time !== value.time) onChange({ ...value, time });
  };
  return (
    <>
      <div className="callback__row">
        <DayInput
          label={t('callback.day')}
          zone={zone}
          value={value.day}
          onChange={(day) => day && onChange({ ...value, day })}
        />
        <div className="field callback__time">
          <label htmlFor={id}>{t('callback.time')}</label>
          <input
            id={id}
            className="input"
            value={typed}
            inputMode="numeric"
            aria-invalid={time === undefined}
            onChange={(event) => setTyped(event.target.value)}
            onBlur={keepTime}
            onKeyDown={(event) => event.key === 'Enter' && keepTime()}
          />
        </div>
        <div className="field callback__yours">
          <span className="label">{t('callback.yours')}</span>
          <output className="t2">{formatClock(instant)}</output>
        </div>
        <div className="field">
          <span className="label">{t('callback.who')}</span>
          <Segmented
            label={t('callback.who')}
            value={value.owner}
            onChange={(owner) => onChange({ ...value, owner })}
            options={(['me', 'anyone'] as const).map((owner) => ({ id: owner, label: t(`callback.${owner}`) }))}
          />
        </div>
      </div>
      <Advice instantMs={instant.getTime()} wrongTime={time === undefined} />
      <About value={value} onChange={onChange} />
    </>
  );
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

/** Whether the promise can be kept: not in the past, and what else is promised around that time. The calling hours are the server's to check. */
function Advice({ instantMs, wrongTime }: { instantMs: number; wrongTime: boolean }): JSX.Element {
  const { t } = useTranslation('console');
  const { snapshot } = useConsole();
  const nowMs = useServerNow(60_000);
  if (wrongTime) return <p className="bad">{t('callback.timeWrong')}</p>;
  if (instantMs <= nowMs) return <p className="bad">{t('callback.past')}</p>;
  const around = openCallbacks(snapshot).filter(({ dueAt }) => Math.abs(Date.parse(dueAt) - instantMs) < AROUND_MS);
  return (
    <p className={around.length === 0 ? 'rowx ok' : 'rowx t2'}>
      <Icon of={IconCheck} />
      {around.length === 0
        ? t('callback.free')
        : t('callback.taken', { count: around.length, time: formatClock(instantMs) })}
    </p>
  );
}
