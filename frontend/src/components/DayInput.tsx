import { DateInput } from '@mantine/dates';
import { IconCalendar } from '@tabler/icons-react';
import { type JSX, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from './Icon.js';
import { dayKey } from '../lib/format.js';
import { serverClock } from '../lib/server-clock.js';
import { parseDay } from '../lib/wall-time.rules.js';

export interface DayInputProps {
  readonly label: string;
  /** `2026-03-19`; null for none. */
  readonly value: string | null;
  /** The day starts where the lead is. */
  readonly zone?: string | undefined;
  readonly clearable?: boolean;
  readonly onChange: (day: string | null) => void;
}

/** A day typed (`19`, `19.03`, `+3`) or, by click or the down arrow, from the calendar. */
export function DayInput({ label, value, zone, clearable = false, onChange }: DayInputProps): JSX.Element {
  // Not by focus alone: an ask step begins in its field, and the calendar would cover the ones after it.
  const { t } = useTranslation();
  const [calendar, showCalendar] = useState(false);
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
      hideOutsideDates
      ariaLabels={{
        nextMonth: t('calendar.next'),
        previousMonth: t('calendar.previous'),
      }}
      leftSection={<Icon of={IconCalendar} />}
      popoverProps={{ disabled: !calendar }}
      onClick={() => showCalendar(true)}
      onKeyDown={(event) => {
        if (event.key === 'ArrowDown') showCalendar(true);
      }}
      onBlur={() => showCalendar(false)}
      onChange={onChange}
    />
  );
}
