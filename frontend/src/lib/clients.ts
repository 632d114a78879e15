import { clientSchema } from '@warmline/contracts';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { api } from './api.js';
import { VIEWS } from './feed-keys.js';

export const clientsQuery = queryOptions({
  queryKey: [...VIEWS.clients],
  queryFn: ({ signal }) => api('/clients', z.array(clientSchema), { signal }),
});
