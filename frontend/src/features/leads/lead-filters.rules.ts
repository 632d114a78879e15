import type { LeadFilter } from '@warmline/contracts';
import type { SearchState } from '../../hooks/useSearchState.js';
import { filterOf } from './leads.rules.js';

/** What the panel of further filters holds, as it is typed. Days as `YYYY-MM-DD`, empty for open. */
export interface FurtherFilters {
  readonly city: string;
  readonly field: string;
  readonly value: string;
  readonly createdFrom: string;
  readonly createdTo: string;
  readonly touchedFrom: string;
  readonly touchedTo: string;
  readonly untouched: boolean;
}

const DAYS = /^(\d{4}-\d{2}-\d{2})?\.\.(\d{4}-\d{2}-\d{2})?$/;
/** In the place of days: nobody has touched it. */
const NEVER = 'never';

/** Of the address; what it does not know is left out. */
export function furtherOf(search: SearchState): FurtherFilters {
  const [, createdFrom = '', createdTo = ''] = DAYS.exec(search.created ?? '') ?? [];
  const [, touchedFrom = '', touchedTo = ''] = DAYS.exec(search.touched ?? '') ?? [];
  const { city = '', field = '', value = '', touched } = search;
  return { city, field, value, createdFrom, createdTo, touchedFrom, touchedTo, untouched: touched === NEVER };
}

export function furtherText(filters: FurtherFilters): SearchState {
  const field = filters.field.trim() || undefined;
  return {
    city: filters.city.trim() || undefined,
    field,
    value: field && (filters.value.trim() || undefined),
    created: daysText(filters.createdFrom, filters.createdTo),
    touched: filters.untouched ? NEVER : daysText(filters.touchedFrom, filters.touchedTo),
  };
}

const daysText = (from: string, to: string): string | undefined =>
  from === '' && to === '' ? undefined : `${from}..${to}`;

export const NO_FURTHER: SearchState = {
  city: undefined,
  field: undefined,
  value: undefined,
  created: undefined,
  touched: undefined,
};
export const NO_FILTERS: SearchState = { ...NO_FURTHER, q: undefined, filter: undefined, list: undefined };

export const isFiltered = (search: SearchState): boolean =>
  (Object.keys(NO_FILTERS) as (keyof SearchState)[]).some((key) => search[key] !== undefined);

/** How many of the further filters are on, for the button. */
export function furtherCount(search: SearchState): number {
  return [search.city, search.field, search.created, search.touched].filter((each) => each !== undefined).length;
}

/** What the server is asked: the same for the table, the count, an export and a bulk change. */
export function queryOf(search: SearchState): LeadFilter {
  const { city, field, value, createdFrom, createdTo, touchedFrom, touchedTo, untouched } = furtherOf(search);
  const text = (typed: string) => typed || undefined;
  return {
    ...filterOf(search.filter),
    listId: search.list as LeadFilter['listId'],
    q: search.q?.trim() || undefined,
    city: text(city),
    field: text(field),
    value: text(value),
    createdFrom: text(createdFrom),
    createdTo: text(createdTo),
    touchedFrom: text(touchedFrom),
    touchedTo: text(touchedTo),
    untouched: untouched || undefined,
  };
}

/** Rows ticked by hand, or all that the filter finds; a change of the filter is a new selection. */
export type Selection = { readonly kind: 'some'; readonly ids: ReadonlySet<string> } | { readonly kind: 'all' };

export const NOTHING_SELECTED: Selection = { kind: 'some', ids: new Set() };

export const isSelected = (selection: Selection, id: string): boolean =>
  selection.kind === 'all' || selection.ids.has(id);

/** One row more or less. Of "all", taking one off leaves the others on the screen. */
export function toggled(selection: Selection, id: string, shown: readonly string[]): Selection {
  const ids = new Set(selection.kind === 'all' ? shown : selection.ids);
  if (!ids.delete(id)) ids.add(id);
  return { kind: 'some', ids };
}
