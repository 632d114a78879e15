import { legalSourceFormSchema } from '@warmline/contracts';
import { queryOptions } from '@tanstack/react-query';
import { api } from './api.js';

/** Which facts each kind of legal source needs; it changes with a release only. */
export const legalFormQuery = queryOptions({
  queryKey: ['legal-source-kinds'],
  queryFn: ({ signal }) => api('/lists/legal-source-kinds', legalSourceFormSchema, { signal }),
  staleTime: Infinity,
});
