import {
  addStopPrefixRequestSchema,
  type AddStopPrefixRequest,
  addStopsReplySchema,
  type AddStopsReply,
  type AddStopsRequest,
  type LiftStopsRequest,
  type NumberPreview,
  numberPreviewSchema,
  numberStopsSchema,
  pageOf,
  type StartSuppressionLoadRequest,
  stopListFilterSchema,
  type StopPrefix,
  type StopPrefixReach,
  stopPrefixReachSchema,
  stopPrefixSchema,
  type SuppressionLoad,
  suppressionLoadSchema,
  suppressionSchema,
} from '@warmline/contracts';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { api, apiVoid, queryString } from '../../lib/api.js';
import { VIEWS } from '../../lib/feed-keys.js';

export const stopPageSchema = pageOf(suppressionSchema);
export const FILTERS = stopListFilterSchema.options;
export const PREFIX_KINDS = addStopPrefixRequestSchema.shape.kind.options;

/** A number is no part of an address: it is asked in the body. */
export const numberQuery = (number: string) =>
  queryOptions({
    queryKey: [...VIEWS.stopList, 'number', number],
    queryFn: ({ signal }) =>
      api('/suppressions/search', numberStopsSchema, { method: 'POST', body: { number }, signal }),
    enabled: number !== '',
    retry: false,
  });

export const prefixesQuery = queryOptions({
  queryKey: [...VIEWS.stopPrefixes],
  queryFn: ({ signal }) => api('/stop-prefixes', z.array(stopPrefixSchema), { signal }),
});

export const loadsQuery = queryOptions({
  queryKey: [...VIEWS.suppressionLoads],
  queryFn: ({ signal }) => api('/suppression-loads', z.array(suppressionLoadSchema), { signal }),
});

export const loadQuery = (id: string) =>
  queryOptions({
    queryKey: [...VIEWS.suppressionLoads, id],
    queryFn: ({ signal }) => api(`/suppression-loads/${id}`, suppressionLoadSchema, { signal }),
  });

export const numberPreviewQuery = (fileId: string, request: object) =>
  queryOptions({
    queryKey: ['number-preview', fileId, request],
    queryFn: ({ signal }): Promise<NumberPreview> =>
      api(`/suppression-loads/preview/${fileId}`, numberPreviewSchema, { method: 'POST', body: request, signal }),
    staleTime: Infinity,
    placeholderData: keepPreviousData,
  });

export const addStops = (body: AddStopsRequest): Promise<AddStopsReply> =>
  api('/suppressions/batch', addStopsReplySchema, { method: 'POST', body });

export const liftStops = (body: LiftStopsRequest): Promise<{ lifted: number }> =>
  api('/suppressions/lift', z.object({ lifted: z.number() }), { method: 'POST', body });

export const prefixReach = (prefix: string): Promise<StopPrefixReach> =>
  api('/stop-prefixes/reach', stopPrefixReachSchema, { method: 'POST', body: { prefix } });

export const addPrefix = (body: AddStopPrefixRequest): Promise<StopPrefix> =>
  api('/stop-prefixes', stopPrefixSchema, { method: 'POST', body });

export const removePrefix = (id: string): Promise<void> => apiVoid(`/stop-prefixes/${id}`, { method: 'DELETE' });

export const startLoad = (body: StartSuppressionLoadRequest): Promise<SuppressionLoad> =>
  api('/suppression-loads', suppressionLoadSchema, { method: 'POST', body });

export const decideLoad = (id: string, decision: 'commit' | 'cancel'): Promise<SuppressionLoad> =>
  api(`/suppression-loads/${id}/${decision}`, suppressionLoadSchema, { method: 'POST' });

export const undoLoad = (id: string, reason: string): Promise<SuppressionLoad> =>
  api(`/suppression-loads/${id}/undo`, suppressionLoadSchema, { method: 'POST', body: { reason } });

export const unreadableAddress = (id: string, lang: string): string =>
  `/api/suppression-loads/${id}/unreadable.csv${queryString({ lang })}`;

export const exportAddress = (format: string, filter: string, lang: string): string =>
  `/api/exports/stops.${format}${queryString({ filter, lang })}`;
