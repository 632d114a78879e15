import type { JSX, ReactNode } from 'react';
import { useSearchState } from '../hooks/useSearchState.js';
import { SearchInput } from './Field.js';
import { type FilterChip, FilterChips } from './FilterChips.js';
import { PageHead } from './PageHead.js';

export interface ListPageProps {
  readonly title: string;
  readonly state?: ReactNode;
  readonly actions?: ReactNode;
  /** Names the table's region where the title does not. */
  readonly label?: string;
  readonly toolbar: ReactNode;
  /** The opened row's; the table gives way to it. */
  readonly panel?: ReactNode;
  readonly children: ReactNode;
}

/** The frame of every list: head, tools, table, and the panel of the row that is open. */
export function ListPage({ title, state, actions, label, toolbar, panel, children }: ListPageProps): JSX.Element {
  return (
    <>
      <PageHead title={title} state={state}>
        {actions}
      </PageHead>
      <main className={panel ? 'split2 lines' : 'lines grow-panel'}>
        <section className="panel" aria-label={label ?? title}>
          {toolbar}
          {children}
        </section>
        {panel}
      </main>
    </>
  );
}

export interface ListToolbarProps<Id extends string> {
  readonly searchLabel: string;
  readonly filterLabel: string;
  readonly filter: Id | 'all';
  readonly chips: readonly FilterChip<Id | 'all'>[];
  /** More tools behind the chips. */
  readonly extra?: ReactNode;
}

/** Search and one row of filters, both kept in the address; `all` is the address without a filter. */
export function ListToolbar<Id extends string>(props: ListToolbarProps<Id>): JSX.Element {
  const { searchLabel, filterLabel, filter, chips, extra } = props;
  const [search, setSearch] = useSearchState();
  return (
    <div className="toolbar">
      <SearchInput label={searchLabel} value={search.q ?? ''} onChange={(q) => setSearch({ q: q || undefined })} />
      <FilterChips
        label={filterLabel}
        value={filter}
        onChange={(id) => setSearch({ filter: id === 'all' ? undefined : id })}
        chips={chips}
      />
      {extra}
    </div>
  );
}
