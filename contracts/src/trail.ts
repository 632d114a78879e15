import { z } from 'zod';
import { daySchema, instantSchema, leadIdSchema, userIdSchema } from './ids.js';
import { pageQuerySchema } from './paging.js';

/** What the trail keeps: who signed in, was refused, took files, opened cards, took too much, changed rights. */
export const TRAIL_KINDS = ['sign_ins', 'failed_sign_ins', 'refusals', 'exports', 'cards', 'limits', 'rights'] as const;
export const trailKindSchema = z.enum(TRAIL_KINDS);
export type TrailKind = z.infer<typeof trailKindSchema>;

/** Newest first. `person`: who did it, or whose account it was about. `day`: of the organisation's calendar. */
export const trailQuerySchema = pageQuerySchema.extend({
  person: userIdSchema.optional(),
  kind: trailKindSchema.optional(),
  day: daySchema.optional(),
});
export type TrailQuery = z.infer<typeof trailQuerySchema>;

const personSchema = z.object({ id: userIdSchema, name: z.string() });

export const trailEntrySchema = z.object({
  id: z.string(),
  at: instantSchema,
  kind: trailKindSchema,
  /** Type of the event: `export.finished`, `access.refused` ... */
  type: z.string(),
  /** Who did it; null where that is not known (a sign-in that failed) or the system did. */
  actor: personSchema.nullable(),
  /** Whose account it was about. */
  subject: personSchema.nullable(),
  /** A file's kind, a route or message, a limit, a reason of a refused sign-in, changed fields. */
  what: z.string(),
  /** Rows of a file, refusals within the minute, numbers of a card, what was taken; null where there is nothing to count. */
  count: z.number().int().nullable(),
  leadId: leadIdSchema.nullable(),
  /** The export broke off, or the limit refused. */
  broken: z.boolean(),
});
export type TrailEntry = z.infer<typeof trailEntrySchema>;

export const trailPageSchema = z.object({ items: z.array(trailEntrySchema), nextCursor: z.string().nullable() });
export type TrailPage = z.infer<typeof trailPageSchema>;
