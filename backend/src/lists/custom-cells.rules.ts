import type { ImportRules, TypedField } from '@warmline/contracts';
import { unguarded } from './csv-output.rules.js';
import { customFieldKey, readCustomValue } from '../leads/custom-value.rules.js';

export interface CustomCells {
  readonly custom: Readonly<Record<string, string>>;
  /** Names of fields whose cell is not of their type; it is kept as it was written. */
  readonly warnings: readonly string[];
}

export interface CustomCellSettings {
  readonly headers: readonly string[];
  readonly rules?: ImportRules | undefined;
  /** The client's fields with a type. */
  readonly customFields?: readonly TypedField[] | undefined;
}

/**
 * What a row keeps beside the fixed fields: each cell under the name chosen for its column, else its header, a repeated one with a number
 * behind it. A field the client gave a type is brought into the form of its type.
 */
export function customCells(
  cells: readonly { readonly column: number; readonly value: string }[],
  settings: CustomCellSettings,
): CustomCells {
  const custom: Record<string, string> = {};
  const warnings: string[] = [];
  const keep = (name: string, value: string): void => {
    const field = typedField(name, settings);
    const read = field === undefined ? value : readCustomValue(value, field);
    custom[field?.name ?? name] = read ?? value;
    if (read === undefined) {
      warnings.push(name);
    }
  };
  for (const { column, value } of cells) {
    const chosen = settings.rules?.customNames[column];
    // A header of ours may stand behind a guard like any other cell.
    const name = (chosen ?? unguarded(settings.headers[column]?.trim() ?? '')).trim() || `#${column + 1}`;
    keep(nameIsTaken(custom, name, settings) ? `${name} (${column + 1})` : name, value);
  }
  for (const constant of settings.rules?.constants ?? []) {
    const name = constant.name === '' ? constant.field : constant.name;
    const isCustom = constant.field === 'custom' || constant.field === 'note';
    if (isCustom && !nameIsTaken(custom, name, settings)) {
      keep(name, constant.value);
    }
  }
  return { custom, warnings };
}

function nameIsTaken(custom: Readonly<Record<string, string>>, name: string, settings: CustomCellSettings): boolean {
  return (typedField(name, settings)?.name ?? name) in custom;
}

function typedField(name: string, { customFields }: CustomCellSettings): TypedField | undefined {
  return customFields === undefined || customFields.length === 0
    ? undefined
    : customFields.find((field) => customFieldKey(field.name) === customFieldKey(name));
}
