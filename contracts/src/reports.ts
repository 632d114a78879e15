import { z } from 'zod';
import { attemptStateSchema } from './calls.js';
import { campaignStatusSchema, dialingModeSchema } from './campaigns.js';
import { attemptIdSchema, campaignIdSchema, instantSchema, userIdSchema } from './ids.js';
import { operatorStateSchema } from './operators.js';

/** Counted once each per attempt (attempts, reached, decisionMakers) or per lead and day (warm, hot, customers). */
export const funnelSchema = z.object({
  attempts: z.number().int(),
  reached: z.number().int(),
  decisionMakers: z.number().int(),
  warm: z.number().int(),
  hot: z.number().int(),
  customers: z.number().int(),
});
export type Funnel = z.infer<typeof funnelSchema>;

export const boardSchema = z.object({
  /** Position of the event log this board has folded. */
  position: z.number().int(),
  now: instantSchema,
  dayStartedAt: instantSchema,
  funnel: funnelSchema,
  /** Of the last sixty minutes, oldest first: attempts and conversations with a decision maker started in each. */
  minutes: z.array(z.object({ at: instantSchema, attempts: z.number().int(), decisionMakers: z.number().int() })),
  /** Answered by a live person with nobody to talk to, of all live answers. */
  abandoned: z.object({ numerator: z.number().int(), denominator: z.number().int() }),
  callable: z.object({ ready: z.number().int(), total: z.number().int() }),
  /** Seconds an operator stood ready before the next call began: median and 90th percentile of today. */
  operatorWait: z.object({
    medianSeconds: z.number().nullable(),
    p90Seconds: z.number().nullable(),
    count: z.number().int(),
  }),
  operators: z.array(
    z.object({
      id: userIdSchema,
      name: z.string(),
      training: z.boolean(),
      state: operatorStateSchema,
      connected: z.boolean(),
      pauseReason: z.string().nullable(),
      since: instantSchema,
      campaignId: campaignIdSchema.nullable(),
      funnel: funnelSchema,
      /** Share of signed-in time spent preparing, dialing, talking or wrapping up. */
      occupancy: z.object({ busySeconds: z.number().int(), totalSeconds: z.number().int() }),
    }),
  ),
  calls: z.array(
    z.object({
      attemptId: attemptIdSchema,
      operatorId: userIdSchema,
      campaignId: campaignIdSchema,
      state: attemptStateSchema,
      since: instantSchema,
    }),
  ),
  campaigns: z.array(
    z.object({
      id: campaignIdSchema,
      name: z.string(),
      mode: dialingModeSchema,
      status: campaignStatusSchema,
      operators: z.number().int(),
      ready: z.number().int(),
      total: z.number().int(),
      funnel: funnelSchema,
      abandoned: z.object({ numerator: z.number().int(), denominator: z.number().int() }),
    }),
  ),
  alerts: z.array(
    z.object({
      code: z.enum([
        'long_pause',
        'connection_lost',
        'nothing_rings',
        'provider_down',
        'many_refusals',
        'handover_waiting',
        'promises_soon',
        'promises_late',
        'copying',
      ]),
      severity: z.enum(['info', 'warning', 'bad']),
      params: z.record(z.string(), z.unknown()),
      since: instantSchema,
    }),
  ),
});
export type Board = z.infer<typeof boardSchema>;
