import { type ChangeListRequest, type LeadList, listSchema, pageOf } from '@warmline/contracts';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../lib/api.js';
import { VIEWS } from '../../lib/feed-keys.js';

export const listPageSchema = pageOf(listSchema);

/** A list that an address names and the first page does not hold. */
export const listQuery = (id: string) =>
  queryOptions({
    queryKey: [...VIEWS.lists, id],
    queryFn: ({ signal }) => api(`/lists/${id}`, listSchema, { signal }),
  });

export const changeList = (id: string, request: ChangeListRequest): Promise<LeadList> =>
  api(`/lists/${id}`, listSchema, { method: 'PATCH', body: request });

export const FILTERS = ['all', 'incomplete', 'zone', 'archived'] as const;
export type ListFilter = (typeof FILTERS)[number];

/** Archived lists are another page of the server; the others are told apart here. */
export function filterLists(lists: readonly LeadList[], filter: ListFilter, q: string): LeadList[] {
  const wanted = q.trim().toLocaleLowerCase();
  const fits: Record<ListFilter, (list: LeadList) => boolean> = {
    all: (list) => !list.archived,
    incomplete: (list) => !list.archived && !list.legalSource.complete,
    zone: (list) => !list.archived && list.leads.zoneUnknown > 0,
    archived: (list) => list.archived,
  };
  return lists.filter(
    (list) => fits[filter](list) && `${list.name} ${list.clientName}`.toLocaleLowerCase().includes(wanted),
  );
}
