import { z } from 'zod';
import {
  callScriptVersionIdSchema,
  callerIdIdSchema,
  campaignIdSchema,
  clientIdSchema,
  instantSchema,
  listIdSchema,
  userIdSchema,
} from './ids.js';
import { dispositionGroupSchema } from './dispositions.js';

export const purposeSchema = z.enum(['advertising', 'service', 'survey', 'data_update']);
export type Purpose = z.infer<typeof purposeSchema>;
export const audienceSchema = z.enum(['b2b', 'b2c']);
export type Audience = z.infer<typeof audienceSchema>;
export const dialingModeSchema = z.enum(['preview', 'progressive']);
export type DialingMode = z.infer<typeof dialingModeSchema>;
export const campaignStatusSchema = z.enum(['draft', 'running', 'paused', 'finished']);
export type CampaignStatus = z.infer<typeof campaignStatusSchema>;

const timeOfDaySchema = z.string().regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$/);

/** Half-open [from, to) by the start of the call, in the called person's local time. Empty = closed that day. */
export const dayWindowsSchema = z.array(z.object({ from: timeOfDaySchema, to: timeOfDaySchema })).max(4);
export const weekWindowsSchema = z.object({
  mon: dayWindowsSchema,
  tue: dayWindowsSchema,
  wed: dayWindowsSchema,
  thu: dayWindowsSchema,
  fri: dayWindowsSchema,
  sat: dayWindowsSchema,
  sun: dayWindowsSchema,
});
export type WeekWindows = z.infer<typeof weekWindowsSchema>;

/** One rule of recycling: after this result try again after `delayMinutes`, at most `times`, in another part of the day if asked. */
export const retryRuleSchema = z.object({
  delayMinutes: z
    .number()
    .int()
    .min(1)
    .max(60 * 24 * 60),
  times: z.number().int().min(0).max(50),
  otherDayPart: z.boolean().default(false),
});
export type RetryRule = z.infer<typeof retryRuleSchema>;

export const campaignPolicySchema = z.object({
  hours: weekWindowsSchema,
  /** Ring on public holidays of the called person's country too. */
  onHolidays: z.boolean().default(false),
  /** A promised call may start outside `hours` as long as the law allows it: the person chose the hour. Absent = true. */
  promisesByLaw: z.boolean().optional(),
  caps: z.object({
    perDay: z.number().int().min(1).max(20),
    perSevenDays: z.number().int().min(1).max(50),
    minimumGapMinutes: z
      .number()
      .int()
      .min(0)
      .max(7 * 24 * 60),
    triesPerLead: z.number().int().min(1).max(50),
  }),
  /** By disposition code; a retried result without a rule uses `default`. */
  retries: z.record(z.string(), retryRuleSchema),
  ringTimeoutSeconds: z.number().int().min(10).max(90),
  /** After this an unopened preview goes back to the queue and the operator to a pause. 0 = no limit. */
  previewTimeoutSeconds: z.number().int().min(0).max(3600),
  wrapUpSeconds: z.number().int().min(0).max(3600),
  /** A shared number: ring once for all its leads, or for each of them in turn. */
  sharedNumbers: z.enum(['each', 'once']),
  coolAfterDays: z.object({ hot: z.number().int().min(1), warm: z.number().int().min(1) }),
});
export type CampaignPolicy = z.infer<typeof campaignPolicySchema>;

const campaignFields = {
  name: z.string().trim().min(1).max(200),
  purpose: purposeSchema,
  audience: audienceSchema,
  mode: dialingModeSchema,
  listIds: z.array(listIdSchema).max(200),
  operatorIds: z.array(userIdSchema).max(2000),
  callScriptVersionId: callScriptVersionIdSchema.nullable(),
  callerIdId: callerIdIdSchema.nullable(),
  policy: campaignPolicySchema,
  dispositionCodes: z.array(z.string()).max(200),
};

export const createCampaignRequestSchema = z.object({
  clientId: clientIdSchema,
  name: campaignFields.name,
  purpose: purposeSchema.default('advertising'),
  audience: audienceSchema.default('b2b'),
  mode: dialingModeSchema.default('preview'),
  listIds: campaignFields.listIds.default([]),
  operatorIds: campaignFields.operatorIds.default([]),
  callScriptVersionId: callScriptVersionIdSchema.nullable().default(null),
  /** Left out: the defaults of the audience (domain.md "Queue entry"). */
  policy: campaignPolicySchema.optional(),
  dispositionCodes: z.array(z.string()).max(200).optional(),
});
export type CreateCampaignRequest = z.infer<typeof createCampaignRequestSchema>;

export const changeCampaignRequestSchema = z.object(campaignFields).partial().extend({ version: z.number().int() });
export type ChangeCampaignRequest = z.infer<typeof changeCampaignRequestSchema>;

export const campaignSummarySchema = z.object({
  id: campaignIdSchema,
  clientId: clientIdSchema,
  clientName: z.string(),
  name: z.string(),
  purpose: purposeSchema,
  audience: audienceSchema,
  mode: dialingModeSchema,
  status: campaignStatusSchema,
  synthetic: z.boolean(),
  leads: z.number().int(),
  ready: z.number().int(),
  finished: z.number().int(),
  createdAt: instantSchema,
  startedAt: instantSchema.nullable(),
  version: z.number().int(),
});
export type CampaignSummary = z.infer<typeof campaignSummarySchema>;

export const campaignSchema = campaignSummarySchema.extend({
  lists: z.array(
    z.object({ id: listIdSchema, name: z.string(), leads: z.number().int(), legalSourceComplete: z.boolean() }),
  ),
  operators: z.array(z.object({ id: userIdSchema, name: z.string() })),
  callScript: z
    .object({
      versionId: callScriptVersionIdSchema,
      name: z.object({ ru: z.string(), en: z.string() }),
      number: z.number().int(),
    })
    .nullable(),
  callerId: z.object({ id: callerIdIdSchema, e164: z.string(), label: z.string() }).nullable(),
  policy: campaignPolicySchema,
  dispositions: z.array(dispositionGroupSchema),
});
export type Campaign = z.infer<typeof campaignSchema>;

/**
 * Why a lead of the queue does not ring now. The same predicates as the claim: the sum of the rows is the number of entries that cannot be claimed.
 * `until` is when the first of them opens (null: time does not heal it).
 */
export const QUEUE_REASONS = [
  'outside_hours',
  'cooling',
  'callback_promised',
  'callback_of_colleague',
  'caps_reached',
  'number_busy',
  'held_by_operator',
  'zone_unknown',
  'legal_source_incomplete',
  'suppressed',
  'no_phone',
  'stage_closed',
  'country_not_allowed',
  'finished',
] as const;
export const queueReasonSchema = z.enum(QUEUE_REASONS);
export type QueueReason = z.infer<typeof queueReasonSchema>;

export const queueExplanationSchema = z.object({
  at: instantSchema,
  total: z.number().int(),
  /** Can be claimed this moment. */
  ready: z.number().int(),
  waiting: z.array(
    z.object({
      reason: queueReasonSchema,
      count: z.number().int(),
      until: instantSchema.nullable(),
      zones: z.array(z.string()),
    }),
  ),
  /** When how many open: for the bar chart of the idle screen. */
  opens: z.array(z.object({ at: instantSchema, count: z.number().int() })),
  nextOpensAt: instantSchema.nullable(),
});
export type QueueExplanation = z.infer<typeof queueExplanationSchema>;

/** What may stand against a dial: the queue's reasons, the campaign and the exchange. */
export const DIAL_REFUSALS = [
  ...QUEUE_REASONS,
  'campaign_not_running',
  'telephony.recovering',
  'telephony.down',
  'telephony.behind',
] as const;

/** One reason of a `dial.refused`. `until` null: time does not end it, or nobody knows when. `zones` are the lead's, for hours. */
export const dialRefusalSchema = z.object({
  reason: z.enum(DIAL_REFUSALS),
  until: instantSchema.nullable(),
  zones: z.array(z.string()),
});
export type DialRefusal = z.infer<typeof dialRefusalSchema>;

export const dialRefusedParamsSchema = z.object({ reasons: z.array(dialRefusalSchema) });

export const PREFLIGHT_CHECKS = [
  'client_and_purpose',
  'lists',
  'legal_sources',
  'call_script',
  'dispositions',
  'operators',
  'hours',
  'retries',
  'callable_leads',
] as const;
export const preflightSchema = z.object({
  ready: z.boolean(),
  checks: z.array(
    z.object({
      check: z.enum(PREFLIGHT_CHECKS),
      outcome: z.enum(['passed', 'failed', 'advice']),
      code: z.string(),
      params: z.record(z.string(), z.unknown()),
    }),
  ),
  queue: queueExplanationSchema,
  /** Today, from midnight to midnight of the organisation's zone. */
  day: z.object({ zone: z.string(), from: instantSchema, to: instantSchema }),
  /** Per possible zone: how many leads, the windows that lie in `day`. For the chart of calling hours. */
  zones: z.array(
    z.object({
      zones: z.array(z.string()),
      count: z.number().int(),
      windows: z.array(z.object({ from: instantSchema, to: instantSchema })),
    }),
  ),
});
export type Preflight = z.infer<typeof preflightSchema>;

export const clientSchema = z.object({
  id: clientIdSchema,
  name: z.string(),
  inn: z.string().nullable(),
  isOwn: z.boolean(),
  synthetic: z.boolean(),
});
export type Client = z.infer<typeof clientSchema>;
export const createClientRequestSchema = z.object({
  name: z.string().trim().min(1).max(200),
  inn: z
    .string()
    .regex(/^([0-9]{10}|[0-9]{12})$/)
    .nullable()
    .default(null),
});
