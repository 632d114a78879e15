import {
  type AnswerHandoverRequest,
  type Handover,
  handoverSchema,
  type OfferHandoverRequest,
  type Person,
  personSchema,
} from '@warmline/contracts';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { api, queryString } from '../../lib/api.js';
import { VIEWS } from '../../lib/feed-keys.js';

/** Those to whom leads are handed. */
export const salespeopleQuery = queryOptions({
  queryKey: [...VIEWS.people],
  queryFn: ({ signal }) => api('/people', z.array(personSchema), { signal }),
  select: (people: Person[]) => people.filter((person) => person.receivesHandovers && !person.disabled),
});

export const offerHandover = (request: OfferHandoverRequest): Promise<Handover> =>
  api('/handovers', handoverSchema, { method: 'POST', body: request });

export const answerHandover = (id: string, request: AnswerHandoverRequest): Promise<Handover> =>
  api(`/handovers/${id}/answer`, handoverSchema, { method: 'POST', body: request });

export interface ExportChoice {
  readonly format: 'xlsx' | 'csv';
  readonly filter: string;
  readonly q: string | undefined;
  readonly lang: string;
}

/** The same filter and search as on the screen, all pages of it. */
export const exportAddress = ({ format, filter, q, lang }: ExportChoice): string =>
  `/api/warm-hot/export.${format}${queryString({ filter, q, lang })}`;
