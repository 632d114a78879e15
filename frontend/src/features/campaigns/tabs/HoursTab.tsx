import type { WeekWindows } from '@warmline/contracts';
import { IconPlus, IconX } from '@tabler/icons-react';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../components/Button.js';
import { CheckInput } from '../../../components/Field.js';
import { TimeInput } from '../../../components/TypedInput.js';
import type { CampaignEditing } from '../useCampaignDraft.js';
import { type Day, DAYS, USUAL_HOURS, withDay, withPolicy, withWindow, wrongDays } from '../week.rules.js';

export function HoursTab({ editing }: { readonly editing: CampaignEditing }): JSX.Element {
  const { t } = useTranslation('campaigns');
  const { policy } = editing.draft;
  const setHours = (hours: WeekWindows): void => editing.set({ policy: withPolicy(policy, { hours }) });
  const wrong = wrongDays(policy.hours);
  return (
    <div className="form__wide">
      <div className="form__column">
        <p className="t2">{t('hours.hint')}</p>
        <div className="rowx">
          <span className="label">{t('hours.usual')}</span>
          {(['b2b', 'b2c'] as const).map((audience) => (
            <Button
              key={audience}
              scale="sm"
              disabled={editing.readOnly}
              onClick={() => setHours(USUAL_HOURS[audience])}
            >
              {t(`hours.preset.${audience}`)}
            </Button>
          ))}
        </div>
        <fieldset disabled={editing.readOnly}>
          <legend className="vh">{t('tab.hours')}</legend>
          {DAYS.map((day) => (
            <DayRow key={day} day={day} hours={policy.hours} wrong={wrong.includes(day)} onChange={setHours} />
          ))}
        </fieldset>
        <CheckInput
          checked={policy.onHolidays}
          disabled={editing.readOnly}
          onChange={(event) => editing.set({ policy: withPolicy(policy, { onHolidays: event.currentTarget.checked }) })}
        >
          {t('hours.onHolidays')}
          <br />
          <span className="sm t3">{t('hours.onHolidaysHint')}</span>
        </CheckInput>
        <p className="sm t3">{t('hours.unknownZone')}</p>
      </div>
    </div>
  );
}

interface DayRowProps {
  readonly day: Day;
  readonly hours: WeekWindows;
  readonly wrong: boolean;
  readonly onChange: (hours: WeekWindows) => void;
}

function DayRow({ day, hours, wrong, onChange }: DayRowProps): JSX.Element {
  const { t } = useTranslation('campaigns');
  const windows = hours[day];
  const name = t(`day.${day}`);
  return (
    <div className="hours__row">
      <span>{name}</span>
      <span className="hours__windows">
        {windows.length === 0 && <span className="t3">{t('hours.closed')}</span>}
        {windows.map((window, index) => (
          <Window
            key={index}
            day={name}
            window={window}
            wrong={wrong}
            onChange={(changed) => onChange(withDay(hours, day, windows.toSpliced(index, 1, changed)))}
            onRemove={() => onChange(withDay(hours, day, windows.toSpliced(index, 1)))}
          />
        ))}
        <Button
          look="ghost"
          icon={IconPlus}
          aria-label={t('hours.add', { day: name })}
          title={t('hours.add', { day: name })}
          onClick={() => onChange(withWindow(hours, day))}
        />
        {wrong && <span className="sm bad">{t('hours.wrong')}</span>}
      </span>
    </div>
  );
}

type OneWindow = WeekWindows['mon'][number];

interface WindowProps {
  /** The day's name in words. */
  readonly day: string;
  readonly window: OneWindow;
  readonly wrong: boolean;
  readonly onChange: (window: OneWindow) => void;
  readonly onRemove: () => void;
}

function Window({ day, window, wrong, onChange, onRemove }: WindowProps): JSX.Element {
  const { t } = useTranslation('campaigns');
  return (
    <span className="rowx">
      {(['from', 'to'] as const).map((end) => (
        <TimeInput
          key={end}
          name={t(`hours.${end}`, { day })}
          value={window[end]}
          invalid={wrong}
          onChange={(time) => onChange({ ...window, [end]: time })}
        />
      ))}
      <Button
        look="ghost"
        icon={IconX}
        aria-label={t('hours.remove', { day })}
        title={t('hours.remove', { day })}
        onClick={onRemove}
      />
    </span>
  );
}
