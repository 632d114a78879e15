import { type Person, ROLES } from '@warmline/contracts';
import { IconAlertTriangle, IconCheck, IconUserPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.js';
import { Chip } from '../../components/Chip.js';
import { type Column, DataTable } from '../../components/DataTable.js';
import { EmptyState } from '../../components/EmptyState.js';
import { ListPage, ListToolbar } from '../../components/ListPage.js';
import { useLiveViews } from '../../hooks/useLiveViews.js';
import { useSearchState } from '../../hooks/useSearchState.js';
import { formatDate } from '../../lib/format.js';
import { meQuery } from '../../lib/session.js';
import { filterPeople, type PeopleFilter, peopleQuery } from './people-data.js';
import { PersonPanel } from './PersonPanel.js';

const FILTERS = ['all', ...ROLES, 'disabled'] as const satisfies readonly PeopleFilter[];
const NEW = 'new';

export function PeoplePage(): JSX.Element {
  const { t } = useTranslation('people');
  const { data: me } = useQuery(meQuery);
  const people = useQuery(peopleQuery);
  const [search, setSearch] = useSearchState();
  useLiveViews();
  const filter = FILTERS.find((id) => id === search.filter) ?? 'all';
  const everybody = people.data ?? [];
  const rows = filterPeople(everybody, filter, search.q ?? '');
  const mayChange = me?.role === 'administrator';
  const opened = everybody.find((person) => person.id === search.open);
  return (
    <ListPage
      title={t('title')}
      state={people.data && t('state', counts(everybody))}
      actions={
        mayChange && (
          <Button look="primary" icon={IconUserPlus} onClick={() => setSearch({ open: NEW })}>
            {t('add')}
          </Button>
        )
      }
      toolbar={<Toolbar people={everybody} filter={filter} />}
      panel={
        (opened || search.open === NEW) && (
          <PersonPanel
            key={opened?.id ?? NEW}
            person={opened}
            readOnly={!mayChange}
            onClose={() => setSearch({ open: undefined })}
            onSaved={(person) => setSearch({ open: person.id })}
          />
        )
      }
    >
      <DataTable
        label={t('title')}
        columns={useColumns()}
        rows={rows}
        rowKey={(person) => person.id}
        selectedKey={opened?.id}
        onOpen={(person) => setSearch({ open: person.id })}
        loading={people.isPending}
        error={people.error}
        retry={() => void people.refetch()}
        total={everybody.length}
        empty={<EmptyState title={t('nobody')}>{t('nobodyHint')}</EmptyState>}
      />
    </ListPage>
  );
}

function Toolbar({ people, filter }: { people: readonly Person[]; filter: PeopleFilter }): JSX.Element {
  const { t } = useTranslation('people');
  return (
    <ListToolbar
      searchLabel={t('search')}
      filterLabel={t('filterLabel')}
      filter={filter}
      chips={FILTERS.map((id) => ({ id, label: t(`filter.${id}`), count: filterPeople(people, id, '').length }))}
    />
  );
}

const counts = (people: readonly Person[]): { count: number; operators: number } => {
  const active = people.filter((person) => !person.disabled);
  return { count: active.length, operators: active.filter((person) => person.role === 'operator').length };
};

function useColumns(): Column<Person>[] {
  const { t } = useTranslation(['people', 'common']);
  return [
    { id: 'name', title: t('column.name'), cell: (person) => <b>{person.name}</b> },
    { id: 'login', title: t('column.login'), cell: (person) => <span className="t2">{person.login}</span> },
    { id: 'role', title: t('column.role'), cell: (person) => t(`common:role.${person.role}`) },
    {
      id: 'handovers',
      title: t('column.handovers'),
      cell: (person) => (person.receivesHandovers ? t('takes') : <span className="t3">—</span>),
    },
    { id: 'state', title: t('column.state'), cell: (person) => <StateChips person={person} /> },
    {
      id: 'created',
      title: t('column.created'),
      numeric: true,
      cell: (person) => <time dateTime={person.createdAt}>{formatDate(person.createdAt, { year: true })}</time>,
    },
  ];
}

function StateChips({ person }: { readonly person: Person }): JSX.Element {
  const { t } = useTranslation('people');
  return (
    <span className="rowx">
      {person.disabled ? (
        <Chip tone="dead" icon={IconAlertTriangle}>
          {t('disabled')}
        </Chip>
      ) : (
        <Chip tone="ready" icon={IconCheck}>
          {t('active')}
        </Chip>
      )}
      {person.training && <Chip tone="line">{t('training')}</Chip>}
      {person.synthetic && !person.training && <Chip tone="line">{t('synthetic')}</Chip>}
    </span>
  );
}
