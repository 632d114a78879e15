import {
  type Enrichment,
  enrichmentLeftSchema,
  enrichmentRowSchema,
  enrichmentSchema,
  type EnrichmentVerdict,
  leadFieldNamesSchema,
  pageOf,
  type StartEnrichmentRequest,
} from '@warmline/contracts';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { api, queryString } from '../../lib/api.js';
import { VIEWS } from '../../lib/feed-keys.js';

export const fieldNamesQuery = queryOptions({
  queryKey: [...VIEWS.leads, 'fields'],
  queryFn: ({ signal }) => api('/leads/fields', leadFieldNamesSchema, { signal }),
});

export const enrichmentQuery = (id: string) =>
  queryOptions({
    queryKey: [...VIEWS.enrichments, id],
    queryFn: ({ signal }) => api(`/enrichments/${id}`, enrichmentSchema, { signal }),
  });

export const latestQuery = queryOptions({
  queryKey: [...VIEWS.enrichments, 'latest'],
  queryFn: ({ signal }) => api('/enrichments', z.array(enrichmentSchema), { signal }),
});

const EXAMPLES = 5;

export const examplesQuery = (id: string, verdict: EnrichmentVerdict) =>
  queryOptions({
    queryKey: [...VIEWS.enrichments, id, 'examples', verdict],
    queryFn: ({ signal }) =>
      api(`/enrichments/${id}/rows`, pageOf(enrichmentRowSchema), { query: { verdict, limit: EXAMPLES }, signal }),
  });

export const leftQuery = (id: string) =>
  queryOptions({
    queryKey: [...VIEWS.enrichments, id, 'left'],
    queryFn: ({ signal }) => api(`/enrichments/${id}/left`, z.array(enrichmentLeftSchema), { signal }),
  });

export const startEnrichment = (request: StartEnrichmentRequest): Promise<Enrichment> =>
  api('/enrichments', enrichmentSchema, { method: 'POST', body: request });

export const decideEnrichment = (id: string, decision: 'commit' | 'cancel' | 'undo'): Promise<Enrichment> =>
  api(`/enrichments/${id}/${decision}`, enrichmentSchema, { method: 'POST' });

/** The same file by the same rules: another run. */
export const repeatEnrichment = (id: string): Promise<Enrichment> =>
  api(`/enrichments/${id}/again`, enrichmentSchema, { method: 'POST' });

export const rowsAddress = (id: string, choice: { lang: string; verdict: EnrichmentVerdict }): string =>
  `/api/enrichments/${id}/rows.csv${queryString(choice)}`;
