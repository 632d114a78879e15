import {
  type DuplicateDecided,
  duplicateDecidedSchema,
  type DuplicateDecision,
  duplicatePageSchema,
} from '@warmline/contracts';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../lib/api.js';
import { VIEWS } from '../../lib/feed-keys.js';

/** As many pairs as a person goes through while the next are on their way. */
const AT_ONCE = 20;

export const duplicatesQuery = queryOptions({
  queryKey: VIEWS.duplicates,
  queryFn: ({ signal }) => api('/duplicates', duplicatePageSchema, { query: { limit: AT_ONCE }, signal }),
});

export const decidePair = (id: string, decision: DuplicateDecision): Promise<DuplicateDecided> =>
  api(`/duplicates/${id}/decision`, duplicateDecidedSchema, { method: 'POST', body: { decision } });

export const reopenPair = (id: string): Promise<DuplicateDecided> =>
  api(`/duplicates/${id}/reopening`, duplicateDecidedSchema, { method: 'POST', body: {} });
