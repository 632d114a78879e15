import { installationSchema } from '@warmline/contracts';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../lib/api.js';

/** Round trip of one small request, ms; asked once when the page opens, never again by itself. */
export const serverAnswer = queryOptions({
  queryKey: ['server-answer'],
  queryFn: async ({ signal }) => {
    const askedAtMs = performance.now();
    await api('/installation', installationSchema, { signal });
    return Math.max(1, Math.round(performance.now() - askedAtMs));
  },
  staleTime: Infinity,
});
