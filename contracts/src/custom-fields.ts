import { z } from 'zod';
import { clientIdSchema, customFieldIdSchema } from './ids.js';

export const CUSTOM_FIELD_TYPES = ['text', 'number', 'date', 'yes_no', 'choice'] as const;
export const customFieldTypeSchema = z.enum(CUSTOM_FIELD_TYPES);
export type CustomFieldType = z.infer<typeof customFieldTypeSchema>;

const customFieldNameSchema = z.string().trim().min(1).max(100);
const choicesSchema = z.array(z.string().trim().min(1).max(100)).max(100);

/**
 * A fact a client keeps about its leads beyond the fixed ones. Values are texts in one form: number "1234.5", date "2026-03-01",
 * yes_no "true" or "false", choice as one of `choices`; what could not be read stays as it was written.
 */
export const customFieldSchema = z.object({
  id: customFieldIdSchema,
  clientId: clientIdSchema,
  name: z.string(),
  type: customFieldTypeSchema,
  choices: z.array(z.string()),
});
export type CustomField = z.infer<typeof customFieldSchema>;

export const createCustomFieldRequestSchema = z
  .object({
    /** Absent = the own company. */
    clientId: clientIdSchema.optional(),
    name: customFieldNameSchema,
    type: customFieldTypeSchema,
    choices: choicesSchema.default([]),
  })
  .refine(({ type, choices }) => (type === 'choice') === choices.length > 0, 'choices belong to the type choice alone');
export type CreateCustomFieldRequest = z.input<typeof createCustomFieldRequestSchema>;

export const customFieldQuerySchema = z.object({ clientId: clientIdSchema.optional() });
