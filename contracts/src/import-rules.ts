import { z } from 'zod';
import { audienceSchema } from './campaigns.js';
import { customFieldTypeSchema } from './custom-fields.js';
import { clientIdSchema, instantSchema, mappingTemplateIdSchema } from './ids.js';
import { columnMappingSchema, leadFieldSchema } from './lead-fields.js';
import { EMPTY_STANDARD, NO_RULES } from './plain.js';

/** What may be the same for a whole file: everything but numbers and what is dropped. */
export const constantFieldSchema = leadFieldSchema.exclude([
  'phone',
  'ignore',
  'last_name',
  'first_name',
  'middle_name',
]);

/** A value for every row of a file whose own cells say nothing. `name` is that of a custom field. */
export const constantSchema = z.object({
  field: constantFieldSchema,
  name: z.string().trim().max(100).default(''),
  value: z.string().trim().min(1).max(1000),
});
export type Constant = z.infer<typeof constantSchema>;

/** Formats a list may ask for beside the required fields. */
export const STANDARD_FORMATS = ['inn_valid', 'email_valid', 'phone_mobile', 'zone_known'] as const;
export const standardFormatSchema = z.enum(STANDARD_FORMATS);
export type StandardFormat = z.infer<typeof standardFormatSchema>;

/** What every row of a list must bring beside a name and a number; a row that does not is invalid. */
export const listStandardSchema = z.object({
  required: z
    .array(leadFieldSchema.exclude(['ignore', 'custom', 'note']))
    .max(20)
    .default([]),
  requiredCustom: z.array(z.string().trim().min(1).max(100)).max(20).default([]),
  formats: z.array(standardFormatSchema).max(10).default([]),
});
export type ListStandard = z.infer<typeof listStandardSchema>;

/**
 * Rows of one INN. `by_name`: names or places in common are one lead with branches, otherwise a lead each under one legal entity; `one_lead`: always
 * one lead; `lead_each`: every name and place a lead of its own.
 */
export const branchChoiceSchema = z.enum(['by_name', 'one_lead', 'lead_each']);
export type BranchChoice = z.infer<typeof branchChoiceSchema>;

/** Beside the mapping of columns: constants and the names custom columns are kept under (by position; null = the column's header). */
export const importRulesSchema = z.object({
  constants: z.array(constantSchema).max(20).default([]),
  customNames: z.array(z.string().trim().max(100).nullable()).max(500).default([]),
  standard: listStandardSchema.default(EMPTY_STANDARD),
  /** Absent = `by_name`. */
  branches: branchChoiceSchema.optional(),
});
export type ImportRules = z.output<typeof importRulesSchema>;
export type ImportRulesInput = z.input<typeof importRulesSchema>;

/** A custom field as an import needs it. */
export const typedFieldSchema = z.object({
  name: z.string(),
  type: customFieldTypeSchema,
  choices: z.array(z.string()),
});
export type TypedField = z.infer<typeof typedFieldSchema>;

/* ---- templates: a mapping kept for the next file of the same layout ---- */

export const templateSettingsSchema = z.object({
  mapping: columnMappingSchema,
  rules: importRulesSchema.default(NO_RULES),
  areaCode: z.string().nullable().default(null),
  country: z.string().default('RU'),
  audience: audienceSchema.default('b2b'),
});

/** As many headers are kept as tell one layout from another at a glance. */
export const TEMPLATE_HEADERS = 8;
export const TEMPLATE_HEADER_LENGTH = 100;
const templateHeadersSchema = z.array(z.string().max(TEMPLATE_HEADER_LENGTH)).max(TEMPLATE_HEADERS).default([]);

export const mappingTemplateSchema = z.object({
  id: mappingTemplateIdSchema,
  clientId: clientIdSchema,
  name: z.string(),
  /** Equal for files with the same headers, or without headers for the same width and the same kinds of cells. */
  layoutKey: z.string(),
  /** The first of the file it was made for; empty when it had none. */
  headers: z.array(z.string()),
  settings: templateSettingsSchema,
  createdAt: instantSchema,
  /** The person's name; null once the person is gone. */
  createdBy: z.string().nullable(),
  usedAt: instantSchema.nullable(),
  version: z.number().int(),
});
export type MappingTemplate = z.infer<typeof mappingTemplateSchema>;

const templateNameSchema = z.string().trim().min(1).max(200);

/** What an import asks to be kept of its columns. */
export const keepTemplateSchema = z.object({
  name: templateNameSchema,
  layoutKey: z.string().min(1).max(100),
  headers: templateHeadersSchema,
});

/** Saving under a name that is there replaces what was kept under it. */
export const saveTemplateRequestSchema = keepTemplateSchema.extend({
  clientId: clientIdSchema.optional(),
  settings: templateSettingsSchema,
});
export type SaveTemplateRequest = z.input<typeof saveTemplateRequestSchema>;
export const renameTemplateRequestSchema = z.object({
  /** As it was read; somebody else's change meanwhile is refused with `record.changed_meanwhile`. */
  version: z.number().int(),
  name: templateNameSchema,
});
export type RenameTemplateRequest = z.input<typeof renameTemplateRequestSchema>;
/** Somebody else's change meanwhile is refused as at a rename. */
export const removeTemplateRequestSchema = renameTemplateRequestSchema.pick({ version: true });
export type RemoveTemplateRequest = z.infer<typeof removeTemplateRequestSchema>;
export const templateQuerySchema = z.object({ clientId: clientIdSchema.optional() });
