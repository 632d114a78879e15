import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import type { PromiseTimes } from '@warmline/contracts';
import { type JSX, useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHotkey } from '../hooks/useHotkey.js';
import { useLanguage } from '../hooks/useLocalized.js';
import { useServerNow } from '../hooks/useServerClock.js';
import { dayKey, formatClock, formatDayMonth, formatWeekday } from '../lib/format.js';
import type { Language } from '../lib/language.js';
import {
  anyTime,
  CHIP_IDS,
  type ChipId,
  judgeTime,
  type PromiseChip,
  promiseChips,
} from '../lib/promise-time.rules.js';
import { instantOf, parseTime, plusDays, type WallTime, wallTimeOf } from '../lib/wall-time.rules.js';
import { Button } from './Button.js';
import { DayInput } from './DayInput.js';
import { Icon } from './Icon.js';
import './promise-time.css';

export interface PromiseTimeProps {
  /** Where the lead is: every time here is theirs. */
  readonly zone: string;
  /** Null: not known yet. */
  readonly times: PromiseTimes | null;
  readonly value: WallTime | null;
  readonly onChange: (at: WallTime) => void;
  /** Alt+1 to Alt+5 choose here: one of these on a screen at a time. */
  readonly keysOn?: boolean;
}

/** A time to promise, in the lead's own: quick ones by key, or typed; what the law does not allow is said at once, with the nearest that it does. */
export function PromiseTime({ zone, times, value, onChange, keysOn = true }: PromiseTimeProps): JSX.Element {
  const nowMs = useServerNow(15_000);
  const windows = times ?? anyTime(nowMs);
  if (times?.refused) return <Impossible code={times.refused} />;
  const chips = promiseChips(windows, nowMs, zone);
  const atMs = value && instantOf(value, zone).getTime();
  const verdict = atMs === null || value?.time === '' ? null : judgeTime(windows, atMs, { nowMs, zone });
  return (
    <>
      <Chips {...{ chips, zone, value, keysOn, nowMs }} onPick={onChange} />
      <Fields key={`${value?.day}-${value?.time}`} {...{ zone, value, onChange }} firstDay={chips[0]?.at.day} />
      {atMs !== null && verdict && <Verdict {...{ verdict, atMs, zone, keysOn }} onTake={onChange} />}
    </>
  );
}

function Impossible({ code }: { readonly code: NonNullable<PromiseTimes['refused']> }): JSX.Element {
  const { t } = useTranslation('errors');
  return (
    <p className="rowx bad">
      <Icon of={IconAlertTriangle} />
      {t(code)}
    </p>
  );
}

interface ChipsProps {
  readonly chips: readonly PromiseChip[];
  readonly zone: string;
  readonly value: WallTime | null;
  readonly keysOn: boolean;
  readonly nowMs: number;
  readonly onPick: (at: WallTime) => void;
}

function Chips({ chips, zone, value, keysOn, nowMs, onPick }: ChipsProps): JSX.Element {
  const { t } = useTranslation();
  const language = useLanguage();
  const today = dayKey(nowMs, zone);
  return (
    <div className="promise__chips" role="group" aria-label={t('promise.quick')}>
      {chips.map((chip, index) => (
        <Chip
          key={chip.id}
          id={chip.id}
          first={index === 0}
          pressed={value?.day === chip.at.day && value.time === chip.at.time}
          keysOn={keysOn}
          onPick={() => onPick(chip.at)}
        >
          {chip.id === 'tomorrow' && chip.at.day !== plusDays(today, 1)
            ? t('promise.chip.onDay', { day: dayWord(chip.at, zone, language), time: chip.at.time })
            : t(`promise.chip.${chip.id}`, { time: chip.at.time })}
        </Chip>
      ))}
    </div>
  );
}

interface ChipProps {
  readonly id: ChipId;
  readonly first: boolean;
  readonly pressed: boolean;
  readonly keysOn: boolean;
  readonly onPick: () => void;
  readonly children: string;
}

/** The key is the chip's own whether or not its neighbours are there. */
function Chip({ id, first, pressed, keysOn, onPick, children }: ChipProps): JSX.Element {
  const digit = CHIP_IDS.indexOf(id) + 1;
  useHotkey(`alt+${digit}`, onPick, { enabled: keysOn });
  return (
    <Button
      scale="sm"
      hotkey={keysOn ? `Alt+${digit}` : undefined}
      data-autofocus={first ? true : undefined}
      aria-pressed={pressed}
      onClick={onPick}
    >
      {children}
    </Button>
  );
}

const dayWord = (at: WallTime, zone: string, language: Language): string => {
  const word = formatWeekday(instantOf({ day: at.day, time: '12:00' }, zone), language, zone).split(',')[0] ?? '';
  return word.charAt(0).toUpperCase() + word.slice(1);
};

interface FieldsProps {
  readonly zone: string;
  readonly value: WallTime | null;
  readonly firstDay: string | undefined;
  readonly onChange: (at: WallTime) => void;
}

function Fields({ zone, value, firstDay, onChange }: FieldsProps): JSX.Element {
  const { t } = useTranslation();
  const id = useId();
  const nowMs = useServerNow(60_000);
  const day = value?.day ?? firstDay ?? dayKey(nowMs, zone);
  const [typed, setTyped] = useState(value?.time ?? '');
  const time = parseTime(typed);
  const keep = (): void => {
    if (time !== undefined && time !== value?.time) onChange({ day, time });
  };
  const shown = time === undefined ? null : instantOf({ day, time }, zone);
  return (
    <div className="promise__row">
      <DayInput
        label={t('promise.day')}
        zone={zone}
        value={day}
        onChange={(chosen) => chosen && onChange({ day: chosen, time: time ?? '' })}
      />
      <div className="field promise__time">
        <label htmlFor={id}>{t('promise.time')}</label>
        <input
          id={id}
          className="input num"
          value={typed}
          placeholder="14:30"
          inputMode="numeric"
          aria-invalid={typed !== '' && time === undefined}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={keep}
          onKeyDown={(event) => event.key === 'Enter' && keep()}
        />
      </div>
      <TypedSoon typed={typed} time={time} now={value?.time} onSettle={keep} />
      <div className="field promise__yours">
        <span className="label">{t('promise.yours')}</span>
        <output className="t2 num">{shown ? formatClock(shown) : '—'}</output>
      </div>
    </div>
  );
}

const SETTLE_MS = 700;

/** What is typed counts once the fingers rest, so that its verdict shows while the field still has the focus. */
function TypedSoon(props: {
  typed: string;
  time: string | undefined;
  now: string | undefined;
  onSettle: () => void;
}): null {
  const { typed, time, now, onSettle } = props;
  const isWhole = /\d{1,2}[:.,\s-]?\d{2}/.test(typed);
  useEffect(() => {
    if (!isWhole || time === undefined || time === now) return;
    const timer = setTimeout(onSettle, SETTLE_MS);
    return () => clearTimeout(timer);
  });
  return null;
}

interface VerdictProps {
  readonly verdict: ReturnType<typeof judgeTime>;
  readonly atMs: number;
  readonly zone: string;
  readonly keysOn: boolean;
  readonly onTake: (at: WallTime) => void;
}

function Verdict({ verdict, atMs, zone, keysOn, onTake }: VerdictProps): JSX.Element {
  const { t } = useTranslation();
  const language = useLanguage();
  const earliest = 'earliest' in verdict ? verdict.earliest : null;
  const take = (): void => {
    if (earliest !== null) onTake(wallTimeOf(earliest, zone));
  };
  useHotkey('alt+5', take, { enabled: keysOn && earliest !== null });
  if (!('earliest' in verdict)) {
    return (
      <p className={verdict.kind === 'fine' ? 'rowx ok' : 'rowx warn'} role="status">
        <Icon of={verdict.kind === 'fine' ? IconCheck : IconAlertTriangle} />
        {t(`promise.verdict.${verdict.kind}`)}
      </p>
    );
  }
  const hours = verdict.hours.map(({ from, to }) => `${from}–${to}`).join(', ');
  const words = verdict.kind === 'closed' && hours === '' ? 'closedDay' : verdict.kind;
  return (
    <div className="promise__refused" role="status">
      <p className="rowx bad">
        <Icon of={IconAlertTriangle} />
        {t(`promise.verdict.${words}`, { time: formatClock(atMs, zone), hours })}
      </p>
      {earliest !== null && (
        <Button scale="sm" hotkey={keysOn ? 'Alt+5' : undefined} onClick={take}>
          {t('promise.take', {
            when: `${formatDayMonth(earliest, language, zone)}, ${formatClock(earliest, zone)}`,
          })}
        </Button>
      )}
    </div>
  );
}
