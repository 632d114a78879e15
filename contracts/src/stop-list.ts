import { z } from 'zod';
import { suppressionKindSchema, suppressionSchema } from './compliance.js';
import {
  daySchema,
  clientIdSchema,
  instantSchema,
  leadIdSchema,
  stopPrefixIdSchema,
  suppressionIdSchema,
} from './ids.js';
import { pageQuerySchema } from './paging.js';

/** `own`: everything but what files brought. */
export const stopListFilterSchema = z.enum(['own', 'file', 'lifted', 'all']);
export type StopListFilter = z.infer<typeof stopListFilterSchema>;
export const stopListQuerySchema = pageQuerySchema.extend({ filter: stopListFilterSchema.default('all') });

/** Kinds a prefix may have: a register lists whole numbers. */
export const stopPrefixKindSchema = suppressionKindSchema.exclude(['register']);
export type StopPrefixKind = z.infer<typeof stopPrefixKindSchema>;

export const stopPrefixSchema = z.object({
  id: stopPrefixIdSchema,
  /** E.164: + and digits. */
  prefix: z.string(),
  kind: stopPrefixKindSchema,
  reason: z.string().nullable(),
  byName: z.string().nullable(),
  createdAt: instantSchema,
});
export type StopPrefix = z.infer<typeof stopPrefixSchema>;

/** As a person writes it: `+7 921`, `8 (800)`, `7495`. */
const prefixTextSchema = z.string().trim().min(1).max(30);

export const stopPrefixReachRequestSchema = z.object({ prefix: prefixTextSchema });
/** What a prefix would stop. `isBroad`: it is added only with the number of leads confirmed. */
export const stopPrefixReachSchema = z.object({
  prefix: z.string(),
  leads: z.number().int(),
  numbers: z.number().int(),
  isBroad: z.boolean(),
});
export type StopPrefixReach = z.infer<typeof stopPrefixReachSchema>;

export const addStopPrefixRequestSchema = z.object({
  prefix: prefixTextSchema,
  kind: stopPrefixKindSchema,
  reason: z.string().trim().min(3).max(500),
  /** Leads the person was shown; asked for where the prefix is broad. */
  confirmedLeads: z.number().int().min(0).optional(),
});
export type AddStopPrefixRequest = z.infer<typeof addStopPrefixRequestSchema>;

/** A whole number in any writing; in the body, so that it stands in no log of addresses. */
export const searchStopsRequestSchema = z.object({ number: z.string().trim().min(1).max(200) });

export const numberStopsSchema = z.object({
  e164: z.string(),
  /** Whether anything stops it now. */
  stopped: z.boolean(),
  /** Newest first, lifted ones too. */
  stops: z.array(suppressionSchema),
  prefixes: z.array(stopPrefixSchema),
  /** People with this number who asked not to be called, whatever number they said it on. */
  wishes: z.array(z.object({ leadId: leadIdSchema, leadName: z.string(), createdAt: instantSchema })),
  leads: z.array(z.object({ id: leadIdSchema, name: z.string() })),
});
export type NumberStops = z.infer<typeof numberStopsSchema>;

const FOR_GOOD: readonly string[] = ['opt_out', 'complaint'];

export const addStopsRequestSchema = z
  .object({
    /** Numbers in any writing, parted by line breaks, commas or semicolons. */
    numbers: z.string().trim().min(1).max(40_000),
    kind: stopPrefixKindSchema.default('opt_out'),
    scope: z.enum(['organisation', 'client']).default('organisation'),
    clientId: clientIdSchema.optional(),
    reason: z.string().trim().min(3).max(500),
    /** Last day of an exclusion; a refusal is for good. */
    expiresOn: daySchema.optional(),
  })
  .refine(({ scope, clientId }) => (scope === 'client') === (clientId !== undefined), { path: ['clientId'] })
  .refine(({ kind, expiresOn }) => expiresOn === undefined || !FOR_GOOD.includes(kind), { path: ['expiresOn'] });
export type AddStopsRequest = z.input<typeof addStopsRequestSchema>;

export const addStopsReplySchema = z.object({
  added: z.number().int(),
  alreadyStopped: z.number().int(),
  /** Lines without a number, as they were written. */
  unreadable: z.array(z.string()),
});
export type AddStopsReply = z.infer<typeof addStopsReplySchema>;

/** Stops by their ids, or everything of ours that stops a number: its entries and the wishes of the people who have it. */
export const liftStopsRequestSchema = z
  .object({
    ids: z.array(suppressionIdSchema).min(1).max(100).optional(),
    number: z.string().trim().min(1).max(200).optional(),
    reason: z.string().trim().min(3).max(500),
  })
  .refine(({ ids, number }) => (ids === undefined) !== (number === undefined), { path: ['ids'] });
export type LiftStopsRequest = z.infer<typeof liftStopsRequestSchema>;
