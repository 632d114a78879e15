import {
  type CreateCustomFieldRequest,
  type CustomField,
  customFieldSchema,
  type CreateListRequest,
  type Import,
  importKeptSchema,
  importRowSchema,
  importSchema,
  type ImportState,
  type LeadList,
  listSchema,
  pageOf,
  type RowChoice,
  type StartImportRequest,
} from '@warmline/contracts';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { api, queryString } from '../../lib/api.js';
import { VIEWS } from '../../lib/feed-keys.js';

export const customFieldsQuery = (clientId: string | null) =>
  queryOptions({
    queryKey: ['custom-fields', clientId],
    queryFn: ({ signal }) =>
      api('/custom-fields', z.array(customFieldSchema), { signal, query: clientId === null ? {} : { clientId } }),
  });

export const createCustomField = (request: CreateCustomFieldRequest): Promise<CustomField> =>
  api('/custom-fields', customFieldSchema, { method: 'POST', body: request });

export const createList = (request: CreateListRequest): Promise<LeadList> =>
  api('/lists', listSchema, { method: 'POST', body: request });

export const startImport = (listId: string, request: StartImportRequest): Promise<Import> =>
  api(`/lists/${listId}/imports`, importSchema, { method: 'POST', body: request });

export const importQuery = (id: string) =>
  queryOptions({
    queryKey: [...VIEWS.imports, id],
    queryFn: ({ signal }) => api(`/imports/${id}`, importSchema, { signal }),
  });

export const listQuery = (id: string) =>
  queryOptions({
    queryKey: [...VIEWS.lists, id],
    queryFn: ({ signal }) => api(`/lists/${id}`, listSchema, { signal }),
  });

/** The yes, the no, and the taking back. */
export const decideImport = (id: string, decision: 'commit' | 'cancel' | 'undo'): Promise<Import> =>
  api(`/imports/${id}/${decision}`, importSchema, { method: 'POST' });

/** What becomes of rows of one INN; they are judged anew. */
export const chooseBranches = (id: string, choice: Import['branches']): Promise<Import> =>
  api(`/imports/${id}/branches`, importSchema, { method: 'POST', body: { choice } });

const EXAMPLES = 5;

/** The first rows of a verdict. */
export const examplesQuery = (id: string, { verdict, state }: { verdict: RowChoice; state: ImportState }) =>
  queryOptions({
    queryKey: [...VIEWS.imports, id, 'examples', verdict, state],
    queryFn: ({ signal }) =>
      api(`/imports/${id}/rows`, pageOf(importRowSchema), { query: { verdict, limit: EXAMPLES }, signal }),
  });

export const keptQuery = (id: string) =>
  queryOptions({
    queryKey: [...VIEWS.imports, id, 'kept'],
    queryFn: ({ signal }) => api(`/imports/${id}/kept`, z.array(importKeptSchema), { signal }),
  });

export const rowsAddress = (importId: string, choice: { lang: string; verdict: RowChoice }): string =>
  `/api/imports/${importId}/rejected.csv${queryString(choice)}`;
