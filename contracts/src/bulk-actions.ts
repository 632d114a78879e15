import { z } from 'zod';
import { bulkActionIdSchema, instantSchema, leadIdSchema, listIdSchema } from './ids.js';
import { leadFilterSchema } from './leads.js';

/** Fields of a lead that many of them may be given at once. */
export const bulkFieldSchema = z.enum(['industry', 'region', 'city']);
export type BulkField = z.infer<typeof bulkFieldSchema>;

const valueSchema = z.string().trim().min(1).max(1000).nullable();

/** What is done to every lead of the selection. Null takes a value away. */
export const bulkChangeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('add_to_list'), listId: listIdSchema }),
  z.object({ kind: z.literal('remove_from_list'), listId: listIdSchema }),
  z.object({ kind: z.literal('set_field'), field: bulkFieldSchema, value: valueSchema }),
  z.object({ kind: z.literal('set_own_field'), name: z.string().trim().min(1).max(200), value: valueSchema }),
  /** All their numbers go to the organisation's stop list. */
  z.object({ kind: z.literal('suppress'), reason: z.string().trim().min(1).max(500) }),
  /** The stage becomes closed: nobody calls them any more. Supervisors only. */
  z.object({ kind: z.literal('close'), reason: z.string().trim().min(1).max(500) }),
]);
export type BulkChange = z.infer<typeof bulkChangeSchema>;

/** The rows ticked by hand, or every lead that the filter finds when it is started. */
export const startBulkActionRequestSchema = z.object({
  selection: z.union([
    z.object({ leadIds: z.array(leadIdSchema).min(1).max(500) }),
    z.object({ filter: leadFilterSchema.extend({ untouched: z.boolean().optional() }) }),
  ]),
  change: bulkChangeSchema,
});
export type StartBulkActionRequest = z.input<typeof startBulkActionRequestSchema>;

/** `undoing` ends in `undone`. What was cancelled may be undone as what was done. */
export const bulkActionStateSchema = z.enum([
  'selecting',
  'running',
  'done',
  'cancelled',
  'failed',
  'undoing',
  'undone',
]);
export type BulkActionState = z.infer<typeof bulkActionStateSchema>;

export const bulkActionSchema = z.object({
  id: bulkActionIdSchema,
  change: bulkChangeSchema,
  state: bulkActionStateSchema,
  /** Leads selected, looked at so far, and those where something changed. */
  selected: z.number().int(),
  done: z.number().int(),
  changed: z.number().int(),
  /** Of the changed ones: put back, and left because somebody changed them since. */
  undone: z.number().int(),
  kept: z.number().int(),
  createdBy: z.string().nullable(),
  createdAt: instantSchema,
  finishedAt: instantSchema.nullable(),
});
export type BulkAction = z.infer<typeof bulkActionSchema>;
