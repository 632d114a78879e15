import { QueryClient } from '@tanstack/react-query';
import { ApiError } from './api.js';

/** Nothing polls and nothing is fetched again by itself: what changes is pushed, and the push invalidates. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      refetchOnWindowFocus: false,
      refetchOnReconnect: true,
      retry: (failures, error) => failures < 2 && error instanceof ApiError && error.code === 'client.offline',
    },
    mutations: { retry: false },
  },
});
