import { z } from 'zod';
import { attemptStateSchema, callSummarySchema, callbackSchema } from './calls.js';
import type { StepView } from './call-script/index.js';
import { dialingModeSchema, queueExplanationSchema } from './campaigns.js';
import { dispositionGroupSchema } from './dispositions.js';
import {
  attemptIdSchema,
  campaignIdSchema,
  contactIdSchema,
  instantSchema,
  leadIdSchema,
  phoneIdSchema,
  userIdSchema,
} from './ids.js';
import { localeSchema } from './auth.js';
import { stageSchema, temperatureSchema } from './temperature.js';

export const OPERATOR_STATES = [
  'offline',
  'paused',
  'ready',
  'preview',
  'reserved',
  'dialing',
  'talking',
  'wrap_up',
] as const;
export const operatorStateSchema = z.enum(OPERATOR_STATES);
export type OperatorState = z.infer<typeof operatorStateSchema>;

/** `connection_lost` and `preview_timeout` are given by the system, the others are chosen (digits 1-9 in this order). */
export const PAUSE_REASONS = [
  'break',
  'lunch',
  'training',
  'meeting',
  'technical',
  'personal',
  'signed_in',
  'preview_timeout',
  'connection_lost',
  'wrap_up_timeout',
] as const;
export const pauseReasonSchema = z.enum(PAUSE_REASONS);
export type PauseReason = z.infer<typeof pauseReasonSchema>;

export const consolePhoneSchema = z.object({
  id: phoneIdSchema,
  e164: z.string(),
  extension: z.string(),
  kind: z.enum(['mobile', 'landline', 'toll_free', 'unknown']),
  contactId: contactIdSchema.nullable(),
  shared: z.boolean(),
  state: z.enum(['active', 'retired']),
});

export const consoleLeadSchema = z.object({
  id: leadIdSchema,
  kind: z.enum(['company', 'person']),
  name: z.string(),
  legalName: z.string().nullable(),
  inn: z.string().nullable(),
  industry: z.string().nullable(),
  city: z.string().nullable(),
  site: z.string().nullable(),
  email: z.string().nullable(),
  temperature: temperatureSchema,
  stage: stageSchema,
  temperatureAt: instantSchema.nullable(),
  contacts: z.array(
    z.object({
      id: contactIdSchema,
      fullName: z.string(),
      position: z.string().nullable(),
      isDecisionMaker: z.boolean(),
      email: z.string().nullable(),
    }),
  ),
  phones: z.array(consolePhoneSchema),
  addresses: z.array(z.string()),
  /** Possible zones of the number being called; local time is shown for each. */
  zones: z.array(z.string()),
  zoneSource: z.enum(['address', 'numbering_plan', 'list', 'operator', 'unknown']),
  lists: z.array(z.string()),
  custom: z.record(z.string(), z.string()),
  synthetic: z.boolean(),
  history: z.array(callSummarySchema),
});
export type ConsoleLead = z.infer<typeof consoleLeadSchema>;

export const consoleAttemptSchema = z.object({
  id: attemptIdSchema,
  state: attemptStateSchema,
  phoneId: phoneIdSchema,
  contactId: contactIdSchema.nullable(),
  direction: z.enum(['out', 'in']),
  /** This try and how many the campaign allows. */
  number: z.number().int(),
  triesAllowed: z.number().int(),
  plannedAt: instantSchema,
  dialRequestedAt: instantSchema.nullable(),
  answeredAt: instantSchema.nullable(),
  connectedAt: instantSchema.nullable(),
  endedAt: instantSchema.nullable(),
  cause: z.string().nullable(),
  endedBy: z.enum(['customer', 'us', 'network']).nullable(),
  /** The other side does not hear the operator. */
  muted: z.boolean(),
  /** The other side waits, neither hears the other. */
  held: z.boolean(),
  /** "Simulated call" is shown; `persona` lets training operators answer in character. Null on a real line. */
  simulated: z.object({ persona: z.string().nullable() }).nullable(),
  /** Why this lead, codes in order of weight: callback_due, hot, warm, fresh, retry ... */
  why: z.array(z.string()),
  rightToCall: z.object({
    until: instantSchema.nullable(),
    legalSourceKind: z.string(),
    listName: z.string(),
    pack: z.string(),
  }),
  /** This call has put somebody on the stop list: the whole person or one number, by its script's end or otherwise. */
  stopped: z.object({ whole: z.boolean(), byScript: z.boolean() }).nullable(),
  previewEndsAt: instantSchema.nullable(),
  wrapUpEndsAt: instantSchema.nullable(),
  callback: z.object({ dueAt: instantSchema, about: z.string() }).nullable(),
});
export type ConsoleAttempt = z.infer<typeof consoleAttemptSchema>;

export const timelineItemSchema = z.object({
  at: instantSchema,
  kind: z.enum([
    'dialed',
    'ringing',
    'answered',
    'connected',
    'ended',
    'step',
    'answer',
    'field',
    'note',
    'callback',
    'suppressed',
  ]),
  /** Code or id: the words come from the script's texts or the interface's. */
  text: z.object({ ru: z.string(), en: z.string() }),
  value: z.string().nullable(),
});

export const consoleScriptSchema = z.object({
  name: z.object({ ru: z.string(), en: z.string() }),
  versionNumber: z.number().int(),
  seq: z.number().int(),
  status: z.enum(['running', 'ended']),
  dispositionCode: z.string().nullable(),
  /** Null once the script ended. */
  step: z.custom<StepView>().nullable(),
  captured: z.array(
    z.object({ field: z.string(), label: z.object({ ru: z.string(), en: z.string() }), value: z.string() }),
  ),
});
export type ConsoleScript = z.infer<typeof consoleScriptSchema>;

export const lastResultSchema = z.object({
  attemptId: attemptIdSchema,
  leadName: z.string(),
  city: z.string().nullable(),
  contactName: z.string().nullable(),
  zone: z.string().nullable(),
  at: instantSchema,
  talkSeconds: z.number().int().nullable(),
  dispositionCode: z.string(),
  temperature: temperatureSchema,
  note: z.string(),
  /** The promise this result made, while it is open. */
  promise: z.object({ dueAt: instantSchema, zone: z.string() }).nullable(),
  /** The operator may correct it himself until then. */
  correctableUntil: instantSchema.nullable(),
});

/**
 * All that the operator's console shows, in one piece: pushed whole at every change (`console.snapshot`), so a reload or a reconnect is one message
 * and there is nothing to reconcile. `version` only grows; commands carry the version they were decided on.
 */
export const consoleSnapshotSchema = z.object({
  version: z.number().int(),
  now: instantSchema,
  operator: z.object({ id: userIdSchema, name: z.string(), locale: localeSchema }),
  state: operatorStateSchema,
  since: instantSchema,
  pauseReason: pauseReasonSchema.nullable(),
  pauseAfter: pauseReasonSchema.nullable(),
  campaign: z
    .object({ id: campaignIdSchema, name: z.string(), mode: dialingModeSchema, clientName: z.string() })
    .nullable(),
  campaigns: z.array(z.object({ id: campaignIdSchema, name: z.string(), mode: dialingModeSchema })),
  today: z.object({
    attempts: z.number().int(),
    reached: z.number().int(),
    decisionMakers: z.number().int(),
    warm: z.number().int(),
    hot: z.number().int(),
    callbacksKept: z.number().int(),
    callbacksDue: z.number().int(),
  }),
  lead: consoleLeadSchema.nullable(),
  attempt: consoleAttemptSchema.nullable(),
  script: consoleScriptSchema.nullable(),
  note: z.object({ text: z.string(), savedAt: instantSchema.nullable() }),
  timeline: z.array(timelineItemSchema),
  results: z.array(dispositionGroupSchema),
  suggestedResult: z.string().nullable(),
  salespeople: z.array(z.object({ id: userIdSchema, name: z.string() })),
  callbacks: z.array(callbackSchema),
  lastResults: z.array(lastResultSchema),
  dayIntervals: z.array(z.object({ state: operatorStateSchema, from: instantSchema, to: instantSchema.nullable() })),
  /** Only while ready and nothing can be claimed. */
  queue: queueExplanationSchema.nullable(),
});
export type ConsoleSnapshot = z.infer<typeof consoleSnapshotSchema>;
