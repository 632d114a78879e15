import { type JSX, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { parseDay, parseTime, writeDay } from '../lib/typed-time.rules.js';
import { TextInput } from './Field.js';
import './pieces.css';

export interface DayInputProps {
  readonly label: string;
  /** ISO day, empty for none. */
  readonly value: string;
  readonly disabled?: boolean;
  readonly required?: boolean;
  readonly onChange: (day: string) => void;
}

/** A day typed by hand, the same in every browser: its own date field follows the system's language, not ours. */
export function DayInput({ label, value, disabled, required, onChange }: DayInputProps): JSX.Element {
  const { t } = useTranslation('lists');
  const [typed, setTyped] = useState<string>();
  const wrong = typed !== undefined && typed.trim() !== '' && parseDay(typed) === null;
  return (
    <TextInput
      label={label}
      inputMode="numeric"
      placeholder={t('dayPlaceholder')}
      value={typed ?? writeDay(value)}
      disabled={disabled}
      aria-required={required}
      problem={wrong ? t('dayWrong') : undefined}
      onChange={(event) => {
        const text = event.currentTarget.value;
        setTyped(text);
        const day = parseDay(text);
        if (day !== null || text.trim() === '') onChange(day ?? '');
      }}
      onBlur={() => {
        if (!wrong) setTyped(undefined);
      }}
    />
  );
}

export interface TimeInputProps {
  readonly name: string;
  /** `09:00`; `24:00` is the end of the day. */
  readonly value: string;
  readonly invalid?: boolean;
  readonly onChange: (time: string) => void;
}

/** A time of day on the 24-hour clock, whatever clock the system has. What cannot be read goes back to what it was. */
export function TimeInput({ name, value, invalid, onChange }: TimeInputProps): JSX.Element {
  const [typed, setTyped] = useState<string>();
  const finish = (): void => {
    const time = typed === undefined ? null : parseTime(typed);
    setTyped(undefined);
    if (time !== null && time !== value) onChange(time);
  };
  return (
    <input
      className="input input--sm time-input num"
      inputMode="numeric"
      aria-label={name}
      aria-invalid={invalid}
      value={typed ?? value}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={finish}
      onKeyDown={(event) => {
        if (event.key === 'Enter') finish();
      }}
    />
  );
}
