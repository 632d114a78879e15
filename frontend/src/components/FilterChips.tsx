import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../lib/format.js';
import { languageOf } from '../lib/language.js';

export interface FilterChip<Id extends string> {
  readonly id: Id;
  readonly label: string;
  readonly count?: number;
}

export interface FilterChipsProps<Id extends string> {
  readonly label: string;
  readonly chips: readonly FilterChip<Id>[];
  readonly value: Id;
  readonly onChange: (id: Id) => void;
}

export function FilterChips<Id extends string>({ label, chips, value, onChange }: FilterChipsProps<Id>): JSX.Element {
  const { i18n } = useTranslation();
  return (
    <div className="rowx" role="group" aria-label={label}>
      {chips.map((chip) => (
        <button
          key={chip.id}
          type="button"
          className="filter"
          aria-pressed={chip.id === value}
          onClick={() => onChange(chip.id)}
        >
          {chip.label}
          {chip.count !== undefined && (
            <span className="num">{formatNumber(chip.count, languageOf(i18n.language))}</span>
          )}
        </button>
      ))}
    </div>
  );
}

export interface SegmentedProps<Id extends string> {
  readonly label: string;
  readonly options: readonly { readonly id: Id; readonly label: string; readonly lang?: string }[];
  readonly value: Id;
  readonly onChange: (id: Id) => void;
}

/** Two to four exclusive choices side by side. */
export function Segmented<Id extends string>({ label, options, value, onChange }: SegmentedProps<Id>): JSX.Element {
  return (
    <div className="seg" role="group" aria-label={label}>
      {options.map((option) => (
        <button
          key={option.id}
          type="button"
          lang={option.lang}
          aria-pressed={option.id === value}
          onClick={() => onChange(option.id)}
        >
          {option.label}
        </button>
      ))}
    </div>
  );
}
