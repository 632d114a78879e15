import { z } from 'zod';
import { clientIdSchema, importIdSchema, instantSchema, leadIdSchema, rowId } from './ids.js';
import { leadCardSchema } from './leads.js';
import { pageQuerySchema } from './paging.js';

/** Where the new leads of an import are looked for again. */
export const duplicateScopeSchema = z.enum(['file', 'list', 'campaign', 'everything']);
export type DuplicateScope = z.infer<typeof duplicateScopeSchema>;

/** A setting of an import. `campaign`: the lists of every campaign that rings this list. */
export const duplicateSettingsSchema = z.object({
  scope: duplicateScopeSchema.default('everything'),
  /** Leads made known longer ago than this are left alone; null = of any age. */
  youngerThanDays: z.number().int().min(1).max(3650).nullable().default(null),
});
export type DuplicateSettings = z.infer<typeof duplicateSettingsSchema>;

export const MATCH_FIELDS = [
  'inn',
  'phone',
  'email',
  'domain',
  'name',
  'legal_form',
  'city',
  'region',
  'address',
  'postcode',
  'birth_date',
  'identifier',
  'fact',
] as const;
export const matchReasonSchema = z.object({
  field: z.enum(MATCH_FIELDS),
  kind: z.enum(['same', 'close', 'contains', 'partly', 'different', 'shared']),
  /** Bits for (positive) or against. */
  weight: z.number(),
  a: z.string(),
  b: z.string(),
});
export type MatchReason = z.infer<typeof matchReasonSchema>;

export const duplicatePairIdSchema = rowId<'DuplicatePairId'>('duplicatePair');
export const leadMergeIdSchema = rowId<'LeadMergeId'>('leadMerge');

/** Two cards that may be one lead, for a person to decide. */
export const duplicatePairSchema = z.object({
  id: duplicatePairIdSchema,
  /** log2 of the odds that both are one. */
  score: z.number(),
  reasons: z.array(matchReasonSchema),
  a: leadCardSchema,
  b: leadCardSchema,
  importId: importIdSchema.nullable(),
  createdAt: instantSchema,
});
export type DuplicatePair = z.infer<typeof duplicatePairSchema>;

/** Most likely first. */
export const duplicateQuerySchema = pageQuerySchema.extend({ clientId: clientIdSchema.optional() });
export const duplicatePageSchema = z.object({
  items: z.array(duplicatePairSchema),
  nextCursor: z.string().nullable(),
  open: z.number().int(),
});
export type DuplicatePage = z.infer<typeof duplicatePageSchema>;

export const decideDuplicateRequestSchema = z.object({ decision: z.enum(['merge', 'keep_apart']) });
export type DuplicateDecision = z.infer<typeof decideDuplicateRequestSchema>['decision'];

export const duplicateDecidedSchema = z.object({
  id: duplicatePairIdSchema,
  state: z.enum(['open', 'merged', 'kept_apart', 'obsolete']),
  mergeId: leadMergeIdSchema.nullable(),
});
export type DuplicateDecided = z.infer<typeof duplicateDecidedSchema>;

/** One line of the ledger of merges, seen from the card of the lead that stayed. */
export const leadMergeSchema = z.object({
  id: leadMergeIdSchema,
  survivorId: leadIdSchema,
  absorbedId: leadIdSchema,
  absorbedName: z.string(),
  cause: z.enum(['automatic', 'reviewed']),
  score: z.number().nullable(),
  reasons: z.array(matchReasonSchema),
  byName: z.string().nullable(),
  at: instantSchema,
  undoneAt: instantSchema.nullable(),
});
export type LeadMerge = z.infer<typeof leadMergeSchema>;
