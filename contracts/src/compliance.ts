import { z } from 'zod';
import {
  daySchema,
  attemptIdSchema,
  campaignIdSchema,
  clientIdSchema,
  instantSchema,
  leadIdSchema,
  phoneIdSchema,
  suppressionLoadIdSchema,
} from './ids.js';

export const suppressionScopeSchema = z.enum(['organisation', 'client', 'campaign']);
export type SuppressionScope = z.infer<typeof suppressionScopeSchema>;
/** An opt-out is for good; the others name why the number is left out. */
export const suppressionKindSchema = z.enum([
  'opt_out',
  'register',
  'own_staff',
  'open_deal',
  'competitor',
  'regulator',
  'test',
  'complaint',
]);
export type SuppressionKind = z.infer<typeof suppressionKindSchema>;

export const createSuppressionRequestSchema = z
  .object({
    /** The number itself, in E.164, or a phone of a lead. */
    e164: z
      .string()
      .regex(/^\+[0-9]{7,15}$/)
      .optional(),
    phoneId: phoneIdSchema.optional(),
    scope: suppressionScopeSchema.default('organisation'),
    clientId: clientIdSchema.optional(),
    campaignId: campaignIdSchema.optional(),
    kind: suppressionKindSchema.default('opt_out'),
    reason: z.string().trim().max(500).optional(),
  })
  .refine(({ e164, phoneId }) => (e164 === undefined) !== (phoneId === undefined), { path: ['e164'] })
  .refine(({ scope, clientId }) => (scope === 'client') === (clientId !== undefined), { path: ['clientId'] })
  .refine(({ scope, campaignId }) => (scope === 'campaign') === (campaignId !== undefined), { path: ['campaignId'] });
export type CreateSuppressionRequest = z.infer<typeof createSuppressionRequestSchema>;

/** What stopped the number: a call, a file, a person at the page or a bulk action, or the system itself. */
export const suppressionSourceSchema = z.enum(['call', 'file', 'hand', 'system']);
export type SuppressionSource = z.infer<typeof suppressionSourceSchema>;

/** A row of the stop list. The number stands in it only while some lead still has it: the list itself keeps a keyed hash. */
export const suppressionSchema = z.object({
  id: z.string(),
  e164: z.string().nullable(),
  scope: suppressionScopeSchema,
  clientId: clientIdSchema.nullable(),
  clientName: z.string().nullable(),
  campaignId: campaignIdSchema.nullable(),
  campaignName: z.string().nullable(),
  kind: suppressionKindSchema,
  reason: z.string().nullable(),
  source: suppressionSourceSchema,
  attemptId: attemptIdSchema.nullable(),
  loadId: suppressionLoadIdSchema.nullable(),
  /** Of the file it came from. */
  fileName: z.string().nullable(),
  registerName: z.string().nullable(),
  /** A lead that has the number. */
  leadId: leadIdSchema.nullable(),
  leadName: z.string().nullable(),
  byName: z.string().nullable(),
  createdAt: instantSchema,
  expiresOn: daySchema.nullable(),
  liftedAt: instantSchema.nullable(),
  liftedByName: z.string().nullable(),
  liftedReason: z.string().nullable(),
});
export type Suppression = z.infer<typeof suppressionSchema>;
