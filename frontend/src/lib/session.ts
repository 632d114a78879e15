import {
  type FirstAdministratorRequest,
  installationSchema,
  type Me,
  meSchema,
  type PreferencesRequest,
  type SignInRequest,
} from '@warmline/contracts';
import { queryOptions } from '@tanstack/react-query';
import { api, ApiError, apiVoid } from './api.js';

/** Who is signed in; null for nobody. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async ({ signal }): Promise<Me | null> => {
    try {
      return await api('/session', meSchema, { signal });
    } catch (error) {
      if (error instanceof ApiError && error.code === 'session.required') return null;
      throw error;
    }
  },
  staleTime: Infinity,
});

/** What a browser may know before anybody signed in: a first run, the demo's accounts. */
export const installationQuery = queryOptions({
  queryKey: ['installation'],
  queryFn: ({ signal }) => api('/installation', installationSchema, { signal }),
  staleTime: Infinity,
});

export const signIn = (request: SignInRequest): Promise<Me> =>
  api('/session', meSchema, { method: 'POST', body: request });

export const signOut = (): Promise<void> => apiVoid('/session', { method: 'DELETE' });

export const createFirstAdministrator = (request: FirstAdministratorRequest): Promise<Me> =>
  api('/installation/administrator', meSchema, { method: 'POST', body: request });

export const savePreferences = (request: PreferencesRequest): Promise<Me> =>
  api('/session/preferences', meSchema, { method: 'PATCH', body: request });
