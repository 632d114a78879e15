import { campaignSummarySchema, type Person, personSchema } from '@warmline/contracts';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { api } from '../../lib/api.js';
import { VIEWS } from '../../lib/feed-keys.js';

export const campaignNamesQuery = queryOptions({
  queryKey: [...VIEWS.campaigns, 'names'],
  queryFn: ({ signal }) => api('/campaigns', z.array(campaignSummarySchema), { signal }),
});

export const operatorNamesQuery = queryOptions({
  queryKey: [...VIEWS.people],
  queryFn: ({ signal }) => api('/people', z.array(personSchema), { signal }),
  select: (people: Person[]) => people.filter((person) => person.role === 'operator'),
});
