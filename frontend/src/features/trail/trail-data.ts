import { trailPageSchema } from '@warmline/contracts';
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import type { z } from 'zod';
import { usePages } from '../../hooks/usePages.js';
import { VIEWS } from '../../lib/feed-keys.js';

export interface TrailFilter {
  readonly person?: string | undefined;
  readonly kind?: string | undefined;
  readonly day?: string | undefined;
}

export function useTrail({
  person,
  kind,
  day,
}: TrailFilter): UseInfiniteQueryResult<InfiniteData<z.output<typeof trailPageSchema>>> {
  return usePages({ queryKey: VIEWS.trail, path: '/trail', schema: trailPageSchema, query: { person, kind, day } });
}
