import { z } from 'zod';
import {
  clientIdSchema,
  daySchema,
  enrichmentIdSchema,
  fileIdSchema,
  instantSchema,
  leadIdSchema,
  listIdSchema,
  mappingTemplateIdSchema,
} from './ids.js';
import { importRulesSchema } from './import-rules.js';
import { columnMappingSchema } from './lead-fields.js';
import { fileFormatSchema } from './list-files.js';
import { pageQuerySchema } from './paging.js';
import { areaCodeSchema, countrySchema } from './places.js';
import { ENRICHED_FIELDS, NO_RULES } from './plain.js';

export const enrichedFieldSchema = z.enum(ENRICHED_FIELDS);
export type EnrichedField = z.infer<typeof enrichedFieldSchema>;

/**
 * `fill_empty`: only where the lead has nothing. `newer_wins`: also over what we have, when the file's facts are of a later day than ours;
 * what a person typed on that day or after it stays. `never`: the column only helps to find the lead.
 */
export const fieldRuleSchema = z.enum(['fill_empty', 'newer_wins', 'never']);
export type FieldRule = z.infer<typeof fieldRuleSchema>;

/** By what the lead of a row is found. `own_id`: the number it has at the client, which leads keep in an own field of this name. */
export const enrichmentKeySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('phone') }),
  z.object({ kind: z.literal('inn') }),
  z.object({ kind: z.literal('email') }),
  z.object({ kind: z.literal('own_id'), field: z.string().trim().min(1).max(100) }),
]);
export type EnrichmentKey = z.infer<typeof enrichmentKeySchema>;

/** Of which day the file's facts are: all of one, or each row of the day in a column kept under this name. Null: nobody knows. */
export const factDaySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('day'), day: daySchema }),
  z.object({ kind: z.literal('column'), name: z.string().trim().min(1).max(100) }),
]);
export type FactDay = z.infer<typeof factDaySchema>;

export const enrichmentRulesSchema = z.object({
  /** Absent = `fill_empty`. */
  fields: z.partialRecord(enrichedFieldSchema, fieldRuleSchema).default({}),
  /** Own fields, by name. */
  custom: z.record(z.string().trim().min(1).max(100), fieldRuleSchema).default({}),
  phones: z.enum(['add', 'never']).default('never'),
});
export type EnrichmentRules = z.infer<typeof enrichmentRulesSchema>;

export const startEnrichmentRequestSchema = z.object({
  fileId: fileIdSchema,
  format: fileFormatSchema,
  mapping: columnMappingSchema,
  country: countrySchema.default('RU'),
  areaCode: areaCodeSchema.optional(),
  /** Constants and names of custom columns. */
  columns: importRulesSchema.default(NO_RULES),
  /** The kept mapping the columns were read by, to note its use. */
  templateId: mappingTemplateIdSchema.optional(),
  /** Whose leads; absent = the own company. */
  clientId: clientIdSchema.optional(),
  /** Only leads of this list. */
  listId: listIdSchema.optional(),
  key: enrichmentKeySchema,
  rules: enrichmentRulesSchema.prefault({}),
  factDay: factDaySchema.nullable().default(null),
});
export type StartEnrichmentRequest = z.input<typeof startEnrichmentRequestSchema>;

/** `review`: read and judged, no lead has been touched; it waits for the yes. What was cancelled half-way may be undone as what was done. */
export const enrichmentStateSchema = z.enum([
  'reading',
  'review',
  'committing',
  'done',
  'cancelled',
  'failed',
  'undoing',
  'undone',
]);
export type EnrichmentState = z.infer<typeof enrichmentStateSchema>;

export const enrichmentVerdictSchema = z.enum(['changes', 'unchanged', 'not_found', 'ambiguous', 'invalid']);
export type EnrichmentVerdict = z.infer<typeof enrichmentVerdictSchema>;

/** `rows` is the sum of the five verdicts. */
export const enrichmentCountsSchema = z.object({
  rows: z.number().int(),
  changes: z.number().int(),
  unchanged: z.number().int(),
  notFound: z.number().int(),
  ambiguous: z.number().int(),
  invalid: z.number().int(),
  /** Leads that would change, and how many facts and numbers of theirs. */
  leads: z.number().int(),
  facts: z.number().int(),
  phones: z.number().int(),
  /** How many changes each field would get; own fields by name behind `custom:`. */
  byField: z.record(z.string(), z.number().int()),
  /** Rows by the reason of their verdict. */
  reasons: z.record(z.string(), z.number().int()),
});
export type EnrichmentCounts = z.infer<typeof enrichmentCountsSchema>;

export const enrichmentSchema = z.object({
  id: enrichmentIdSchema,
  fileName: z.string(),
  state: enrichmentStateSchema,
  key: enrichmentKeySchema,
  rules: enrichmentRulesSchema,
  factDay: factDaySchema.nullable(),
  listId: listIdSchema.nullable(),
  listName: z.string().nullable(),
  /** Null until the rows are judged. */
  counts: enrichmentCountsSchema.nullable(),
  /** Changes made so far, those left because the fact changed between review and yes, put back, and left by the undo. */
  applied: z.number().int(),
  skipped: z.number().int(),
  undone: z.number().int(),
  kept: z.number().int(),
  error: z.object({ code: z.string(), params: z.record(z.string(), z.unknown()) }).nullable(),
  createdBy: z.string().nullable(),
  createdAt: instantSchema,
  finishedAt: instantSchema.nullable(),
});
export type Enrichment = z.infer<typeof enrichmentSchema>;

/** `field`: one of the fixed ones, `custom:` and the name of an own one, or `phone`, whose `after` is the number. */
export const plannedChangeSchema = z.object({
  field: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
});

export const enrichmentRowSchema = z.object({
  rowNumber: z.number().int(),
  verdict: enrichmentVerdictSchema,
  reason: z.string().nullable(),
  params: z.record(z.string(), z.unknown()),
  leadId: leadIdSchema.nullable(),
  leadName: z.string().nullable(),
  changes: z.array(plannedChangeSchema),
});
export type EnrichmentRow = z.infer<typeof enrichmentRowSchema>;

export const enrichmentRowsQuerySchema = pageQuerySchema.extend({ verdict: enrichmentVerdictSchema.optional() });
export const enrichmentFileQuerySchema = z.object({
  lang: z.enum(['ru', 'en']).default('ru'),
  verdict: enrichmentVerdictSchema,
});

/** A change that was left as it is: by the yes (`skipped`) or by the undo (`kept`), because somebody had changed the fact. */
export const enrichmentLeftSchema = z.object({
  leadId: leadIdSchema,
  leadName: z.string(),
  field: z.string(),
  state: z.enum(['skipped', 'kept']),
});
export type EnrichmentLeft = z.infer<typeof enrichmentLeftSchema>;

/** A line of a lead's history: what a file changed in it. */
export const factChangeSchema = plannedChangeSchema.extend({
  id: z.string(),
  enrichmentId: enrichmentIdSchema,
  fileName: z.string(),
  byName: z.string().nullable(),
  at: instantSchema,
  /** Of which day the fact is, where it was said. */
  factDay: z.string().nullable(),
  undoneAt: instantSchema.nullable(),
});
export type FactChange = z.infer<typeof factChangeSchema>;
