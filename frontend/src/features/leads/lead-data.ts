import {
  type CreateLeadRequest,
  customFieldSchema,
  type LeadCard,
  bulkActionSchema,
  type BulkAction,
  leadCardSchema,
  leadFieldNamesSchema,
  leadPageSchema,
  listSchema,
  type MoveLeadRequest,
  type NewContact,
  type NewPhone,
  pageOf,
  type RetirePhoneRequest,
  type StartBulkActionRequest,
} from '@warmline/contracts';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { api, queryString } from '../../lib/api.js';
import { VIEWS } from '../../lib/feed-keys.js';

const listPageSchema = pageOf(listSchema);

export const leadCardQuery = (id: string) =>
  queryOptions({
    queryKey: [...VIEWS.leads, id, 'card'],
    queryFn: ({ signal }) => api(`/leads/${id}`, leadCardSchema, { signal }),
  });

/** The client's own fields, which say how their values are shown. */
export const customFieldsQuery = (clientId: string) =>
  queryOptions({
    queryKey: ['custom-fields', clientId],
    queryFn: ({ signal }) => api('/custom-fields', z.array(customFieldSchema), { query: { clientId }, signal }),
    staleTime: 60_000,
  });

/** Lists to choose from: those in use, newest first. */
export const listChoiceQuery = queryOptions({
  queryKey: [...VIEWS.lists, 'choice'],
  queryFn: ({ signal }) => api('/lists', listPageSchema, { query: { limit: 200 }, signal }),
  select: ({ items }) => items.map(({ id, name, leads, legalSource }) => ({ id, name, leads, legalSource })),
});

export { leadPageSchema };

export const fieldNamesQuery = queryOptions({
  queryKey: [...VIEWS.leads, 'fields'],
  queryFn: ({ signal }) => api('/leads/fields', leadFieldNamesSchema, { signal }),
});

export const bulkActionsQuery = queryOptions({
  queryKey: VIEWS.bulkActions,
  queryFn: ({ signal }) => api('/bulk-actions', z.array(bulkActionSchema), { signal }),
});

const bulk = (path: string, body?: unknown): Promise<BulkAction> =>
  api(`/bulk-actions${path}`, bulkActionSchema, { method: 'POST', body });

export const startBulkAction = (request: StartBulkActionRequest): Promise<BulkAction> => bulk('', request);
export const cancelBulkAction = (id: string): Promise<BulkAction> => bulk(`/${id}/cancellation`);
export const undoBulkAction = (id: string): Promise<BulkAction> => bulk(`/${id}/undoing`);

/** The same leads as on the screen, all pages of them. */
export const exportAddress = (
  format: string,
  query: Record<string, string | boolean | undefined>,
  lang: string,
): string => `/api/exports/leads.${format}${queryString({ ...query, lang })}`;

const post = (path: string, body: unknown): Promise<LeadCard> => api(path, leadCardSchema, { method: 'POST', body });

export const createLead = (request: CreateLeadRequest): Promise<LeadCard> => post('/leads', request);
export const addContact = (id: string, request: NewContact): Promise<LeadCard> =>
  post(`/leads/${id}/contacts`, request);
export const addPhone = (id: string, request: NewPhone): Promise<LeadCard> => post(`/leads/${id}/phones`, request);
export const moveLead = (id: string, request: MoveLeadRequest): Promise<LeadCard> =>
  post(`/leads/${id}/moves`, request);
export const retirePhone = (id: string, request: RetirePhoneRequest): Promise<LeadCard> =>
  post(`/phones/${id}/retirement`, request);
