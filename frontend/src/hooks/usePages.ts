import {
  type InfiniteData,
  keepPreviousData,
  useInfiniteQuery,
  type UseInfiniteQueryResult,
} from '@tanstack/react-query';
import type { z } from 'zod';
import { api, type RequestOptions } from '../lib/api.js';

type PageSchema = z.ZodType<{ items: unknown[]; nextCursor: string | null }>;

export interface PagesOptions<Schema extends PageSchema> {
  readonly queryKey: readonly unknown[];
  readonly path: string;
  readonly schema: Schema;
  readonly query: RequestOptions['query'];
}

/** A list by keyset pages. While a new search runs the old rows stay, so that nothing jumps under the eye. */
export function usePages<Schema extends PageSchema>(
  options: PagesOptions<Schema>,
): UseInfiniteQueryResult<InfiniteData<z.output<Schema>>> {
  const { queryKey, path, schema, query } = options;
  return useInfiniteQuery({
    queryKey: [...queryKey, query],
    queryFn: ({ pageParam, signal }) => api(path, schema, { query: { ...query, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: z.output<Schema>) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

/** What `DataTable` wants to know of pages. */
export function pagesForTable<Page extends { items: unknown[] }>(
  pages: UseInfiniteQueryResult<InfiniteData<Page>>,
): {
  rows: Page['items'];
  loading: boolean;
  error: unknown;
  retry: () => void;
  more: (() => void) | undefined;
  loadingMore: boolean;
} {
  return {
    rows: pages.data?.pages.flatMap((page) => page.items) ?? [],
    loading: pages.isPending,
    // A refresh that failed leaves the rows we have; the line's own banner tells of the trouble.
    error: pages.data ? undefined : pages.error,
    retry: () => void pages.refetch(),
    more: pages.hasNextPage ? () => void pages.fetchNextPage() : undefined,
    loadingMore: pages.isFetchingNextPage,
  };
}
