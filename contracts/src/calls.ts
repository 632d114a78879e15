import { z } from 'zod';
import {
  attemptIdSchema,
  callbackIdSchema,
  campaignIdSchema,
  contactIdSchema,
  handoverIdSchema,
  instantSchema,
  leadIdSchema,
  phoneIdSchema,
  userIdSchema,
} from './ids.js';
import { stageSchema, temperatureSchema } from './temperature.js';

/** Reasons an operator may choose, in the order of their digits. */
export const CHOSEN_PAUSE_REASONS = ['break', 'lunch', 'training', 'meeting', 'technical', 'personal'] as const;

export const ATTEMPT_STATES = [
  'planned',
  'dial_requested',
  'unknown',
  'queued',
  'dialing',
  'ringing',
  'answered',
  'connected',
  'abandoned',
  'machine',
  'ended',
] as const;
export const attemptStateSchema = z.enum(ATTEMPT_STATES);
export type AttemptState = z.infer<typeof attemptStateSchema>;

export const callbackRequestSchema = z.object({
  /** The instant promised; the browser reckons it in the lead's zone and the server checks it against the calling hours. */
  dueAt: instantSchema,
  owner: z.enum(['me', 'anyone']),
  phoneId: phoneIdSchema.optional(),
  contactId: contactIdSchema.optional(),
  about: z.string().max(500).default(''),
});
export type CallbackRequest = z.infer<typeof callbackRequestSchema>;

/** open -> kept (in time), late, broken, cancelled with its reason, or moved to another time, campaign or both. */
export const PROMISE_STATES = ['open', 'kept', 'late', 'broken', 'cancelled', 'moved'] as const;
export const promiseStateSchema = z.enum(PROMISE_STATES);
export type PromiseState = z.infer<typeof promiseStateSchema>;

export const callbackSchema = z.object({
  id: callbackIdSchema,
  campaignId: campaignIdSchema,
  leadId: leadIdSchema,
  leadName: z.string(),
  city: z.string().nullable(),
  temperature: temperatureSchema,
  contactName: z.string().nullable(),
  dueAt: instantSchema,
  zone: z.string(),
  owner: z.object({ id: userIdSchema, name: z.string() }).nullable(),
  about: z.string(),
  state: promiseStateSchema,
});
export type Callback = z.infer<typeof callbackSchema>;

export const saveResultRequestSchema = z.object({
  attemptId: attemptIdSchema,
  dispositionCode: z.string().min(1).max(40),
  note: z.string().max(10_000).default(''),
  callback: callbackRequestSchema.optional(),
  /** Offer the warm or hot lead to this person at once. */
  handoverTo: userIdSchema.optional(),
  then: z.enum(['ready', 'pause']),
  pauseReason: z.enum(CHOSEN_PAUSE_REASONS).optional(),
});
export type SaveResultRequest = z.infer<typeof saveResultRequestSchema>;

/** What becomes of the promise the corrected result made: another time, kept as it is, or cancelled. Left out: kept only by a result that needs one. */
export const correctedPromise = {
  callback: callbackRequestSchema.optional(),
  promise: z.enum(['keep', 'cancel']).optional(),
};

export const correctResultRequestSchema = z.object({
  dispositionCode: z.string().min(1).max(40),
  reason: z.string().trim().max(500).optional(),
  ...correctedPromise,
});
export type CorrectResultRequest = z.infer<typeof correctResultRequestSchema>;

export const callSummarySchema = z.object({
  attemptId: attemptIdSchema,
  at: instantSchema,
  operator: z.object({ id: userIdSchema, name: z.string() }),
  campaignName: z.string(),
  dispositionCode: z.string().nullable(),
  talkSeconds: z.number().int().nullable(),
  note: z.string(),
  answers: z.array(
    z.object({ field: z.string(), label: z.object({ ru: z.string(), en: z.string() }), value: z.string() }),
  ),
});
export type CallSummary = z.infer<typeof callSummarySchema>;

export const handoverStateSchema = z.enum(['offered', 'accepted', 'rejected', 'deal', 'withdrawn']);
export const handoverSchema = z.object({
  id: handoverIdSchema,
  leadId: leadIdSchema,
  to: z.object({ id: userIdSchema.nullable(), name: z.string() }),
  state: handoverStateSchema,
  reason: z.string().nullable(),
  offeredBy: z.string(),
  offeredAt: instantSchema,
  answeredAt: instantSchema.nullable(),
});
export type Handover = z.infer<typeof handoverSchema>;

export const offerHandoverRequestSchema = z.object({
  leadId: leadIdSchema,
  toUserId: userIdSchema.optional(),
  /** A salesperson who has no account here. */
  toName: z.string().trim().min(1).max(200).optional(),
});
export type OfferHandoverRequest = z.infer<typeof offerHandoverRequestSchema>;
export const answerHandoverRequestSchema = z.object({
  answer: z.enum(['accepted', 'rejected', 'deal', 'withdrawn']),
  reason: z.string().trim().max(500).optional(),
});
export type AnswerHandoverRequest = z.infer<typeof answerHandoverRequestSchema>;

export const warmHotFilterSchema = z.enum(['all', 'hot', 'warm', 'not_handed', 'rejected', 'cooling']);
export const warmHotQuerySchema = z.object({
  filter: warmHotFilterSchema.default('all'),
  q: z.string().trim().max(200).optional(),
  campaignId: campaignIdSchema.optional(),
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type WarmHotQuery = z.infer<typeof warmHotQuerySchema>;

export const warmHotRowSchema = z.object({
  leadId: leadIdSchema,
  name: z.string(),
  city: z.string().nullable(),
  zone: z.string().nullable(),
  temperature: temperatureSchema,
  stage: stageSchema,
  since: instantSchema.nullable(),
  contact: z.object({ name: z.string(), position: z.string().nullable() }).nullable(),
  phone: z.string().nullable(),
  answers: z.array(z.object({ label: z.object({ ru: z.string(), en: z.string() }), value: z.string() })),
  note: z.string(),
  operatorName: z.string().nullable(),
  dispositionCode: z.string().nullable(),
  lastCallAt: instantSchema.nullable(),
  attemptId: attemptIdSchema.nullable(),
  nextStep: z.object({ kind: z.literal('callback'), dueAt: instantSchema, zone: z.string() }).nullable(),
  coolsAt: instantSchema.nullable(),
  handover: handoverSchema.nullable(),
});
export type WarmHotRow = z.infer<typeof warmHotRowSchema>;

export const warmHotPageSchema = z.object({
  items: z.array(warmHotRowSchema),
  nextCursor: z.string().nullable(),
  counts: z.object({
    all: z.number().int(),
    hot: z.number().int(),
    warm: z.number().int(),
    notHanded: z.number().int(),
    rejected: z.number().int(),
    cooling: z.number().int(),
    waitingOverDay: z.number().int(),
  }),
});
export type WarmHotPage = z.infer<typeof warmHotPageSchema>;

/** A move of temperature or stage, as the lead's history tells it. */
export const leadMoveSchema = z.object({
  at: instantSchema,
  fromTemperature: temperatureSchema,
  toTemperature: temperatureSchema,
  fromStage: stageSchema,
  toStage: stageSchema,
  reason: z.string(),
  note: z.string().nullable(),
  byName: z.string().nullable(),
  stepId: z.string().nullable(),
  attemptId: attemptIdSchema.nullable(),
});
export type LeadMove = z.infer<typeof leadMoveSchema>;
