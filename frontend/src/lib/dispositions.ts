import { type DispositionGroup, dispositionGroupSchema } from '@warmline/contracts';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { api } from './api.js';
import type { Language } from './language.js';

/** The results of calls in two levels. They change with a release or a campaign's editing, not during a day. */
export const dispositionsQuery = queryOptions({
  queryKey: ['dispositions'],
  queryFn: ({ signal }) => api('/dispositions', z.array(dispositionGroupSchema), { signal }),
  staleTime: Infinity,
});

/** The words for a result's code; a code of nobody shows as it is. */
export function dispositionName(groups: readonly DispositionGroup[], code: string, language: Language): string {
  for (const group of groups) {
    const result = group.results.find((each) => each.code === code);
    if (result) return result.name[language];
  }
  return code;
}
