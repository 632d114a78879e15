import {
  type OpenPromisesDecision,
  campaignPromisesSchema,
  type CampaignPromises,
  type PromiseTimes,
  promiseTimesSchema,
} from '@warmline/contracts';
import { useEffect, useState } from 'react';
import { api, apiVoid } from './api.js';

export interface TimesOf {
  readonly attemptId?: string | undefined;
  readonly callbackId?: string | undefined;
  readonly phoneId?: string | undefined;
}

/** When the person may be called back. Null until the server has said, or where it cannot: then it judges alone when the promise is made. */
export function usePromiseTimes({ attemptId, callbackId, phoneId }: TimesOf): PromiseTimes | null {
  const [times, setTimes] = useState<PromiseTimes | null>(null);
  useEffect(() => {
    const asking = new AbortController();
    if (attemptId !== undefined || callbackId !== undefined) {
      api('/promises/times', promiseTimesSchema, { query: { attemptId, callbackId, phoneId }, signal: asking.signal })
        .then(setTimes)
        .catch(() => undefined);
    }
    return () => asking.abort();
  }, [attemptId, callbackId, phoneId]);
  return times;
}

export const movePromise = (id: string, dueAt: string): Promise<void> =>
  apiVoid(`/promises/${id}/move`, { method: 'POST', body: { dueAt } });

export const assignPromise = (id: string, operatorId: string | null): Promise<void> =>
  apiVoid(`/promises/${id}/assign`, { method: 'POST', body: { operatorId } });

export const cancelPromise = (id: string, reason: string): Promise<void> =>
  apiVoid(`/promises/${id}/cancel`, { method: 'POST', body: { reason } });

export const campaignPromises = (id: string, signal?: AbortSignal): Promise<CampaignPromises> =>
  api(`/campaigns/${id}/promises`, campaignPromisesSchema, signal === undefined ? {} : { signal });

export type { OpenPromisesDecision };
