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
      return await api('/auth/me', meSchema, { signal });
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
  queryFn: ({ signal }) => api('/auth/installation', installationSchema, { signal }),
  staleTime: Infinity,
});

export const signIn = (request: SignInRequest): Promise<Me> =>
  api('/auth/sign-in', meSchema, { method: 'POST', body: request });

export const signOut = (): Promise<void> => apiVoid('/auth/sign-out', { method: 'POST' });

export const createFirstAdministrator = (request: FirstAdministratorRequest): Promise<Me> =>
  api('/auth/first-administrator', meSchema, { method: 'POST', body: request });

export const savePreferences = (request: PreferencesRequest): Promise<Me> =>
  api('/auth/preferences', meSchema, { method: 'PATCH', body: request });
