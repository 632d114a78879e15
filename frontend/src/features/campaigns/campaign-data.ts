import {
  callScriptSummarySchema,
  type Campaign,
  campaignSchema,
  campaignSummarySchema,
  type ChangeCampaignRequest,
  type CreateCampaignRequest,
  type CreateListRequest,
  listSchema,
  pageOf,
  type Person,
  personSchema,
  preflightSchema,
} from '@warmline/contracts';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { api } from '../../lib/api.js';
import { campaignPromises, type OpenPromisesDecision } from '../../lib/promises.js';
import { VIEWS } from '../../lib/feed-keys.js';

export const campaignsQuery = queryOptions({
  queryKey: [...VIEWS.campaigns],
  queryFn: ({ signal }) => api('/campaigns', z.array(campaignSummarySchema), { signal }),
});

export const campaignQuery = (id: string) =>
  queryOptions({
    queryKey: [...VIEWS.campaigns, id],
    queryFn: ({ signal }) => api(`/campaigns/${id}`, campaignSchema, { signal }),
  });

/** What stands against the start, and why nothing rings; reckoned by the same predicates as the claim. */
export const preflightQuery = (id: string) =>
  queryOptions({
    queryKey: [...VIEWS.preflight, id],
    queryFn: ({ signal }) => api(`/campaigns/${id}/preflight`, preflightSchema, { signal }),
  });

/** One client's lists; a list of another client can never ring here. */
export const listsOfClientQuery = (clientId: NonNullable<CreateListRequest['clientId']>) =>
  queryOptions({
    queryKey: [...VIEWS.lists, 'of-client', clientId],
    queryFn: async ({ signal }) =>
      (await api('/lists', pageOf(listSchema), { query: { clientId, limit: 500 }, signal })).items,
  });

export const publishedScriptsQuery = queryOptions({
  queryKey: [...VIEWS.callScripts],
  queryFn: ({ signal }) => api('/call-scripts', z.array(callScriptSummarySchema), { signal }),
});

export const operatorsQuery = queryOptions({
  queryKey: [...VIEWS.people],
  queryFn: ({ signal }) => api('/people', z.array(personSchema), { signal }),
  select: (people: Person[]) => people.filter((person) => person.role === 'operator' && !person.disabled),
});

export const createCampaign = (request: Partial<CreateCampaignRequest>): Promise<Campaign> =>
  api('/campaigns', campaignSchema, { method: 'POST', body: request });

export const changeCampaign = (id: string, request: ChangeCampaignRequest): Promise<Campaign> =>
  api(`/campaigns/${id}`, campaignSchema, { method: 'PATCH', body: request });

export type CampaignAction = 'start' | 'pause' | 'finish' | 'clone';

/** The reply is the campaign after the step; of a clone, the new one. */
export const actOnCampaign = (
  id: string,
  { action, promises }: { action: CampaignAction; promises?: OpenPromisesDecision | undefined },
): Promise<Campaign> =>
  api(`/campaigns/${id}/${action}`, campaignSchema, {
    method: 'POST',
    body: promises === undefined ? {} : { promises },
  });

export const openPromisesQuery = (id: string) =>
  queryOptions({
    queryKey: [...VIEWS.promises, 'of-campaign', id],
    queryFn: ({ signal }) => campaignPromises(id, signal),
  });
