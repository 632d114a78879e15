import { type Person, personSchema, TRAIL_KINDS, type TrailEntry } from '@warmline/contracts';
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { type Column, DataTable } from '../../components/DataTable.js';
import { DayInput } from '../../components/DayInput.js';
import { EmptyState } from '../../components/EmptyState.js';
import { BareSelect } from '../../components/Field.js';
import { FilterChips } from '../../components/FilterChips.js';
import { ListPage } from '../../components/ListPage.js';
import { useLiveViews } from '../../hooks/useLiveViews.js';
import { pagesForTable } from '../../hooks/usePages.js';
import { useSearchState } from '../../hooks/useSearchState.js';
import { api } from '../../lib/api.js';
import { VIEWS } from '../../lib/feed-keys.js';
import { formatClockSeconds, formatDate, formatNumber } from '../../lib/format.js';
import { languageOf } from '../../lib/language.js';
import { useTrail } from './trail-data.js';
import { TrailDetail } from './TrailDetail.js';
import './trail.css';

const KINDS = ['all', ...TRAIL_KINDS] as const;

/** Who took, opened and changed what, and who was refused: for administrators. */
export function TrailPage(): JSX.Element {
  const { t } = useTranslation('trail');
  const [search] = useSearchState();
  const kind = TRAIL_KINDS.find((each) => each === search.filter);
  const trail = useTrail({ person: search.open, kind, day: search.created });
  useLiveViews();
  return (
    <ListPage title={t('title')} state={t('state')} toolbar={<Toolbar />}>
      <DataTable
        label={t('title')}
        columns={useColumns()}
        rowKey={(entry) => entry.id}
        empty={<EmptyState title={t('nothing')}>{t('nothingHint')}</EmptyState>}
        {...pagesForTable(trail)}
      />
    </ListPage>
  );
}

function Toolbar(): JSX.Element {
  const { t } = useTranslation('trail');
  const [search, setSearch] = useSearchState();
  const kind = KINDS.find((each) => each === search.filter) ?? 'all';
  return (
    <div className="toolbar">
      <PersonChoice value={search.open ?? ''} onChange={(open) => setSearch({ open: open || undefined })} />
      <span className="trail__day">
        <DayInput
          label={t('day')}
          value={search.created ?? null}
          clearable
          onChange={(day) => setSearch({ created: day ?? undefined })}
        />
      </span>
      <FilterChips
        label={t('kindLabel')}
        value={kind}
        onChange={(id) => setSearch({ filter: id === 'all' ? undefined : id })}
        chips={KINDS.map((id) => ({ id, label: t(`kind.${id}`) }))}
      />
    </div>
  );
}

interface PersonChoiceProps {
  readonly value: string;
  readonly onChange: (id: string) => void;
}

function PersonChoice({ value, onChange }: PersonChoiceProps): JSX.Element {
  const { t } = useTranslation('trail');
  const people = useQuery({
    queryKey: [...VIEWS.people],
    queryFn: ({ signal }) => api('/people', z.array(personSchema), { signal }),
  });
  const named = (people.data ?? []).map((person: Person) => ({ value: String(person.id), label: person.name }));
  return (
    <BareSelect
      name={t('person')}
      small
      width={220}
      value={value}
      onChange={onChange}
      choices={[{ value: '', label: t('everybody') }, ...named]}
    />
  );
}

function useColumns(): Column<TrailEntry>[] {
  const { t, i18n } = useTranslation('trail');
  const language = languageOf(i18n.language);
  return [
    {
      id: 'at',
      title: t('column.at'),
      width: 150,
      cell: ({ at }) => (
        <time className="num t2" dateTime={at}>
          {formatDate(at, { year: true })} {formatClockSeconds(at)}
        </time>
      ),
    },
    {
      id: 'who',
      title: t('column.who'),
      width: 220,
      cell: ({ actor, kind }) =>
        actor ? (
          <b>{actor.name}</b>
        ) : (
          <span className="t3">{t(kind === 'failed_sign_ins' ? 'unknown' : 'system')}</span>
        ),
    },
    { id: 'kind', title: t('column.kind'), width: 190, cell: ({ type }) => t(typeKey(type)) },
    { id: 'detail', title: t('column.detail'), cell: (entry) => <TrailDetail entry={entry} /> },
    {
      id: 'count',
      title: t('column.count'),
      numeric: true,
      width: 110,
      cell: ({ count }) => (count === null ? <span className="t3">—</span> : formatNumber(count, language)),
    },
  ];
}

const TYPES = [
  'session.started',
  'session.ended',
  'session.refused',
  'access.refused',
  'access.card_opened',
  'access.limit_reached',
  'export.finished',
  'user.created',
  'user.changed',
] as const;

/** A server newer than this page may tell of types the page has no word for. */
function typeKey(type: string) {
  const known = TYPES.find((each) => each === type) ?? 'user.changed';
  return `type.${known.replace('.', '_') as 'session_started'}` as const;
}
