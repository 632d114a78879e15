import { type CallSummary, callSummarySchema, type LeadMove, leadMoveSchema } from '@warmline/contracts';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { api } from './api.js';
import { VIEWS } from './feed-keys.js';

/** Moves of temperature and stage, newest first. */
export const leadMovesQuery = (leadId: string) =>
  queryOptions({
    queryKey: [...VIEWS.leads, leadId, 'moves'],
    queryFn: ({ signal }): Promise<LeadMove[]> => api(`/leads/${leadId}/moves`, z.array(leadMoveSchema), { signal }),
  });

/** Conversations with the lead and tries to reach it, newest first. */
export const leadCallsQuery = (leadId: string) =>
  queryOptions({
    queryKey: [...VIEWS.leads, leadId, 'calls'],
    queryFn: ({ signal }): Promise<CallSummary[]> =>
      api(`/leads/${leadId}/calls`, z.array(callSummarySchema), { signal }),
  });
