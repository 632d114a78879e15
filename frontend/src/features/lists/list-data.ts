import {
  type ChangeListRequest,
  type LeadList,
  listRightToCallSchema,
  listSchema,
  listValueSchema,
  pageOf,
} from '@warmline/contracts';
import { queryOptions } from '@tanstack/react-query';
import { api, queryString } from '../../lib/api.js';
import { VIEWS } from '../../lib/feed-keys.js';

export const listPageSchema = pageOf(listSchema);

/** A list that an address names and the first page does not hold. */
export const listQuery = (id: string) =>
  queryOptions({
    queryKey: [...VIEWS.lists, id],
    queryFn: ({ signal }) => api(`/lists/${id}`, listSchema, { signal }),
  });

export const valueQuery = (id: string) =>
  queryOptions({
    queryKey: [...VIEWS.lists, id, 'value'],
    queryFn: ({ signal }) => api(`/lists/${id}/value`, listValueSchema, { signal }),
  });

export const listsToCompareQuery = queryOptions({
  queryKey: [...VIEWS.lists, 'to-compare'],
  queryFn: ({ signal }) => api('/lists?limit=200&sort=name', listPageSchema, { signal }),
});

export const rightToCallQuery = (id: string) =>
  queryOptions({
    queryKey: [...VIEWS.lists, id, 'right-to-call'],
    queryFn: ({ signal }) => api(`/lists/${id}/right-to-call`, listRightToCallSchema, { signal }),
  });

export const changeList = (id: string, request: ChangeListRequest): Promise<LeadList> =>
  api(`/lists/${id}`, listSchema, { method: 'PATCH', body: request });

export const FILTERS = ['all', 'incomplete', 'zone', 'archived'] as const;
export type ListFilter = (typeof FILTERS)[number];

export const SORTS = ['newest', 'name'] as const;
export type ListSort = (typeof SORTS)[number];
export const sortOf = (text: string | undefined): ListSort => SORTS.find((sort) => sort === text) ?? 'newest';

export interface ShownLists {
  readonly filter: ListFilter;
  readonly q: string | undefined;
  readonly sort: ListSort;
}

/** The lists on the screen, and no others. */
export const exportAddress = (format: string, { filter, q, sort }: ShownLists, lang: string): string =>
  `/api/exports/lists.${format}${queryString({
    archived: filter === 'archived',
    legalIncomplete: filter === 'incomplete' || undefined,
    zoneUnknown: filter === 'zone' || undefined,
    q: q || undefined,
    sort,
    lang,
  })}`;

/** Rows and numbers of a list for its seller to answer for. */
export const claimAddress = (format: string, listId: string, lang: string): string =>
  `/api/exports/claim.${format}${queryString({ listId, lang })}`;

/** Archived lists are another page of the server, and so is every search; the others are told apart here. */
export function filterLists(lists: readonly LeadList[], filter: ListFilter): LeadList[] {
  const fits: Record<ListFilter, (list: LeadList) => boolean> = {
    all: (list) => !list.archived,
    incomplete: (list) => !list.archived && !list.legalSource.complete,
    zone: (list) => !list.archived && list.leads.zoneUnknown > 0,
    archived: (list) => list.archived,
  };
  return lists.filter(fits[filter]);
}
