import { DateInput } from '@mantine/dates';
import { IconCalendar } from '@tabler/icons-react';
import type { JSX } from 'react';
import { Icon } from '../../components/Icon.js';
import { dayKey } from '../../lib/format.js';
import { serverClock } from '../../lib/server-clock.js';
import { parseDay } from './callback-time.rules.js';

export interface DayInputProps {
  readonly label: string;
  /** `2026-03-19`; null for none. */
  readonly value: string | null;
  /** The day starts where the lead is. */
  readonly zone?: string | undefined;
  readonly clearable?: boolean;
  readonly onChange: (day: string | null) => void;
}

/** A day from the calendar or typed: `19`, `19.03`, `+3`. */
export function DayInput({ label, value, zone, clearable = false, onChange }: DayInputProps): JSX.Element {
  const today = (): string => dayKey(serverClock.nowMs(), zone);
  return (
    <DateInput
      className="field dayinput"
      classNames={{ input: 'input', label: 'label' }}
      label={label}
      valueFormat="dd, D MMMM"
      dateParser={(typed) => parseDay(typed, today())}
      value={value}
      clearable={clearable}
      leftSection={<Icon of={IconCalendar} />}
      onChange={onChange}
    />
  );
}
