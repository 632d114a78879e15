import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { formatZoneOffset, zoneOffsetMinutes } from '../lib/format.js';
import { languageOf } from '../lib/language.js';
import { zoneCity } from '../lib/zones.js';
import { SelectInput } from './Field.js';

const UNKNOWN = '';

/** Zones of Russia and its neighbours by the sun, then those of the language's other readers. */
const ZONES = [
  'Europe/Kaliningrad',
  'Europe/Moscow',
  'Europe/Samara',
  'Asia/Yekaterinburg',
  'Asia/Omsk',
  'Asia/Novosibirsk',
  'Asia/Krasnoyarsk',
  'Asia/Irkutsk',
  'Asia/Yakutsk',
  'Asia/Vladivostok',
  'Asia/Magadan',
  'Asia/Kamchatka',
  'Europe/Minsk',
  'Asia/Almaty',
  'Europe/London',
  'Europe/Berlin',
] as const;

export interface ZoneSelectProps {
  readonly label: string;
  readonly value: string | null;
  readonly hint?: string;
  readonly disabled?: boolean;
  readonly onChange: (zone: string | null) => void;
}

export function ZoneSelect({ label, value, hint, disabled, onChange }: ZoneSelectProps): JSX.Element {
  const { t, i18n } = useTranslation('lists');
  const language = languageOf(i18n.language);
  const zones = value !== null && !ZONES.some((zone) => zone === value) ? [value, ...ZONES] : ZONES;
  const now = new Date();
  const sorted = [...zones].sort((a, b) => zoneOffsetMinutes(a, now) - zoneOffsetMinutes(b, now));
  return (
    <SelectInput
      label={label}
      value={value ?? UNKNOWN}
      hint={hint}
      disabled={disabled}
      onChange={(zone) => onChange(zone === UNKNOWN ? null : zone)}
      choices={[
        { value: UNKNOWN, label: t('zone.none') },
        ...sorted.map((zone) => ({
          value: zone,
          label: `${zoneCity(zone, language)}, ${formatZoneOffset(zone, language)}`,
        })),
      ]}
    />
  );
}
