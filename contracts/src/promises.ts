import { z } from 'zod';
import { callbackSchema } from './calls.js';
import {
  attemptIdSchema,
  callbackIdSchema,
  campaignIdSchema,
  instantSchema,
  phoneIdSchema,
  userIdSchema,
} from './ids.js';

/** [from, to) in epoch milliseconds, in order and not touching one another. */
const intervalSchema = z.tuple([z.number(), z.number()]);

/** Whose times are asked for: of the call that is on, or of a promise there is. */
export const promiseTimesQuerySchema = z.object({
  attemptId: attemptIdSchema.optional(),
  callbackId: callbackIdSchema.optional(),
  phoneId: phoneIdSchema.optional(),
});
export type PromiseTimesQuery = z.infer<typeof promiseTimesQuerySchema>;

/**
 * When the person may be called back, for the dialog that promises it. The server checks each promise by the same rules again.
 * `law`: hours that no promise may leave. `campaign`: the campaign's own within them; a promise outside is allowed and warned of.
 */
export const promiseTimesSchema = z.object({
  now: instantSchema,
  /** Where the person is; times are theirs. Null: not known, nothing can be promised. */
  zone: z.string().nullable(),
  law: z.array(intervalSchema),
  campaign: z.array(intervalSchema),
  /** The last instant that can be promised, and why it is the last. */
  until: instantSchema,
  untilBy: z.enum(['horizon', 'source']),
  /** Why nothing at all can be promised. */
  refused: z.enum(['lead.suppressed', 'lead.no_phone', 'callback.zone_unknown', 'callback.source_expires']).nullable(),
  /** B2B: the operator who talked; B2C: anybody. */
  owner: z.enum(['me', 'anyone']),
});
export type PromiseTimes = z.infer<typeof promiseTimesSchema>;

export const PROMISE_VIEWS = ['open', 'due', 'overdue', 'broken', 'kept', 'closed', 'all'] as const;
export const promiseViewSchema = z.enum(PROMISE_VIEWS);
export type PromiseView = z.infer<typeof promiseViewSchema>;

/** `due`: from ten minutes before its time to the end of the grace. `overdue`: open and past the grace. `kept`: in time or late. */
export const promiseQuerySchema = z.object({
  view: promiseViewSchema.default('open'),
  campaignId: campaignIdSchema.optional(),
  operatorId: userIdSchema.optional(),
  cursor: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type PromiseQuery = z.infer<typeof promiseQuerySchema>;

export const promiseRowSchema = callbackSchema.extend({
  campaignName: z.string(),
  campaignStatus: z.enum(['draft', 'running', 'paused', 'finished']),
  promisedBy: z.object({ id: userIdSchema, name: z.string() }).nullable(),
  promisedAt: instantSchema,
  closedAt: instantSchema.nullable(),
  /** A code: result, stopped, number_wrong, corrected, tries_used_up, overdue, merged, campaign_finished, by_hand. */
  closeReason: z.string().nullable(),
  closeNote: z.string().nullable(),
  closedBy: z.string().nullable(),
  /** Minutes after the promised time at which the person was reached; negative: before. */
  reachedAfterMinutes: z.number().int().nullable(),
  dials: z.number().int(),
});
export type PromiseRow = z.infer<typeof promiseRowSchema>;

export const promisePageSchema = z.object({
  items: z.array(promiseRowSchema),
  nextCursor: z.string().nullable(),
  counts: z.object({
    open: z.number().int(),
    due: z.number().int(),
    overdue: z.number().int(),
    broken: z.number().int(),
    kept: z.number().int(),
    late: z.number().int(),
  }),
  /** People a promise of the page may be given to, by campaign. */
  operators: z.array(z.object({ campaignId: campaignIdSchema, id: userIdSchema, name: z.string() })),
});
export type PromisePage = z.infer<typeof promisePageSchema>;

export const movePromiseRequestSchema = z.object({ dueAt: instantSchema, phoneId: phoneIdSchema.optional() });
export type MovePromiseRequest = z.infer<typeof movePromiseRequestSchema>;
/** Null: anybody of the campaign. */
export const assignPromiseRequestSchema = z.object({ operatorId: userIdSchema.nullable() });
export type AssignPromiseRequest = z.infer<typeof assignPromiseRequestSchema>;
export const cancelPromiseRequestSchema = z.object({ reason: z.string().trim().min(3).max(500) });
export type CancelPromiseRequest = z.infer<typeof cancelPromiseRequestSchema>;

/** What becomes of a campaign's open promises when it pauses or finishes. */
export const openPromisesDecisionSchema = z.discriminatedUnion('action', [
  z.object({
    action: z.literal('hand_over'),
    campaignId: campaignIdSchema,
    /** Null: whom each was promised to keeps it, as far as they work in that campaign. */
    operatorId: userIdSchema.nullable().default(null),
  }),
  z.object({ action: z.literal('cancel'), reason: z.string().trim().min(3).max(500) }),
]);
export type OpenPromisesDecision = z.infer<typeof openPromisesDecisionSchema>;
export const endCampaignRequestSchema = z.object({ promises: openPromisesDecisionSchema.optional() });
export type EndCampaignRequest = z.infer<typeof endCampaignRequestSchema>;

/** Open promises of a campaign, and how many of them each other campaign of the client could keep. */
export const campaignPromisesSchema = z.object({
  open: z.number().int(),
  due: z.number().int(),
  campaigns: z.array(z.object({ id: campaignIdSchema, name: z.string(), fits: z.number().int() })),
});
export type CampaignPromises = z.infer<typeof campaignPromisesSchema>;
