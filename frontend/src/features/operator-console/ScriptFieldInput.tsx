import type { FieldView } from '@warmline/contracts/call-script';
import { type JSX, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { BareSelect } from '../../components/Field.js';
import { DayInput } from '../../components/DayInput.js';
import { parseTime } from '../../lib/wall-time.rules.js';

export interface ScriptFieldInputProps {
  readonly field: FieldView;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

const INPUT_MODES = { number: 'decimal', phone: 'tel', email: 'email', text: 'text' } as const;

/** One answer to note down. Values stay as typed; the server's own reader decides what they are. */
export function ScriptFieldInput({ field, value, onChange }: ScriptFieldInputProps): JSX.Element {
  const { t } = useTranslation('console');
  const id = useId();
  const label = (
    <label htmlFor={id}>
      {field.label}
      {field.isOptional && <span className="vh">, {t('talk.optional')}</span>}
    </label>
  );
  if (field.type === 'choice') {
    return (
      <div className="field">
        {label}
        <BareSelect
          id={id}
          value={value}
          onChange={onChange}
          choices={[
            { value: '', label: t('talk.choose') },
            ...field.choices.map((choice) => ({ value: choice.id, label: choice.label })),
          ]}
        />
      </div>
    );
  }
  if (field.type === 'date') return <DateField field={field} value={value} onChange={onChange} />;
  return (
    <div className="field">
      {label}
      <input
        id={id}
        className="input"
        autoComplete="off"
        inputMode={INPUT_MODES[field.type]}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}

/** `2026-03-19`, or with the time agreed `2026-03-19T11:00`. */
function DateField({ field, value, onChange }: ScriptFieldInputProps): JSX.Element {
  const { t } = useTranslation('console');
  const id = useId();
  const [day = '', time = ''] = value.split('T');
  const join = (nextDay: string, nextTime: string): void =>
    onChange(nextDay && nextTime ? `${nextDay}T${nextTime}` : nextDay);
  return (
    <>
      <DayInput
        label={field.label}
        clearable
        value={day === '' ? null : day}
        onChange={(next) => join(next ?? '', time)}
      />
      <div className="field">
        <label htmlFor={id}>{t('talk.time')}</label>
        <input
          id={id}
          className="input"
          inputMode="numeric"
          placeholder="11:00"
          defaultValue={time}
          onChange={(event) => join(day, parseTime(event.target.value) ?? '')}
        />
      </div>
    </>
  );
}
