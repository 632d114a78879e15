import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.js';
import { BareSelect, SearchInput } from '../../components/Field.js';
import { FilterChips } from '../../components/FilterChips.js';
import { useSearchState } from '../../hooks/useSearchState.js';
import { FurtherFilters } from './FurtherFilters.js';
import { listChoiceQuery } from './lead-data.js';
import { isFiltered, NO_FILTERS } from './lead-filters.rules.js';
import { filterOf, filterText, type LeadFilter, STAGES, TEMPERATURES } from './leads.rules.js';

/** No chip is pressed. */
const ANY = 'any';
const ALL_LISTS = '';

export function Toolbar(): JSX.Element {
  const { t } = useTranslation(['leads', 'common']);
  const [search, setSearch] = useSearchState();
  const filter = filterOf(search.filter);
  const set = (change: Partial<LeadFilter>): void => setSearch({ filter: filterText({ ...filter, ...change }) });
  return (
    <div className="toolbar leads__toolbar">
      <SearchInput label={t('search')} value={search.q ?? ''} onChange={(q) => setSearch({ q: q || undefined })} />
      <ListChoice value={search.list} onChange={(list) => setSearch({ list })} />
      <FilterChips
        label={t('filterTemperature')}
        value={filter.temperature ?? ANY}
        onChange={(id) => set({ temperature: id === ANY || id === filter.temperature ? undefined : id })}
        chips={TEMPERATURES.map((id) => ({ id, label: t(`filter.${id}`) }))}
      />
      <FilterChips
        label={t('filterStage')}
        value={filter.stage ?? ANY}
        onChange={(id) => set({ stage: id === ANY || id === filter.stage ? undefined : id })}
        chips={STAGES.map((id) => ({ id, label: t(`common:stage.${id}`) }))}
      />
      <FurtherFilters />
      {isFiltered(search) && (
        <Button look="ghost" scale="sm" onClick={() => setSearch(NO_FILTERS)}>
          {t('reset')}
        </Button>
      )}
    </div>
  );
}

interface ListChoiceProps {
  readonly value: string | undefined;
  readonly onChange: (list: string | undefined) => void;
}

function ListChoice({ value, onChange }: ListChoiceProps): JSX.Element {
  const { t } = useTranslation('leads');
  const lists = useQuery(listChoiceQuery);
  const known = lists.data?.map(({ id, name }) => ({ value: id, label: name })) ?? [];
  // An archived list is not offered, but an address may still name it.
  const named = value !== undefined && known.every((list) => list.value !== value);
  return (
    <BareSelect
      small
      name={t('filterList')}
      width={176}
      value={value ?? ALL_LISTS}
      onChange={(id) => onChange(id === ALL_LISTS ? undefined : id)}
      choices={[
        { value: ALL_LISTS, label: t('allLists') },
        ...(named ? [{ value, label: t('thisList') }] : []),
        ...known,
      ]}
    />
  );
}
