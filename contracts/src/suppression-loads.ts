import { z } from 'zod';
import { suppressionKindSchema } from './compliance.js';
import { daySchema, clientIdSchema, fileIdSchema, instantSchema, suppressionLoadIdSchema } from './ids.js';
import {
  charsetSchema,
  delimiterSchema,
  fileFormatSchema,
  headerPlaceSchema,
  headerRowSchema,
  headerRowsSchema,
  sheetSchema,
} from './list-files.js';
import { areaCodeSchema, countrySchema } from './places.js';

/** Positions of the columns that hold numbers, from 0. */
const numberColumnsSchema = z.array(z.number().int().min(0).max(16_383)).min(1).max(50);

/** The head of a file of numbers; what is left out is detected. */
export const numberPreviewRequestSchema = z.object({
  charset: charsetSchema.optional(),
  delimiter: delimiterSchema.optional(),
  sheet: z.string().min(1).max(255).optional(),
  header: z.boolean().optional(),
  headerRow: headerRowSchema.optional(),
  headerRows: headerRowsSchema.optional(),
  country: countrySchema.default('RU'),
  areaCode: areaCodeSchema.optional(),
  columns: numberColumnsSchema.optional(),
});
export type NumberPreviewRequest = z.infer<typeof numberPreviewRequestSchema>;

export const numberColumnSchema = z.object({
  position: z.number().int(),
  header: z.string(),
  /** Shares of the sample: of all rows, and of the filled cells. */
  filled: z.number(),
  readable: z.number(),
  /** Numbers are taken from it: guessed, or as the request says. */
  isNumber: z.boolean(),
  example: z.string(),
});
export type NumberColumn = z.infer<typeof numberColumnSchema>;

export const numberPreviewSchema = z.object({
  format: fileFormatSchema,
  sheets: z.array(sheetSchema),
  charsetConfidence: z.number().nullable(),
  delimiterConfidence: z.number().nullable(),
  headerConfidence: z.number(),
  headerPlace: headerPlaceSchema,
  columns: z.array(numberColumnSchema),
  /** Rows the shares are counted over: 100 at most. */
  sampleRows: z.number().int(),
  rows: z.array(z.object({ rowNumber: z.number().int(), cells: z.array(z.string()), numbers: z.array(z.string()) })),
});
export type NumberPreview = z.infer<typeof numberPreviewSchema>;

/** An edition of a register: `maxAgeDays` is how long after its date it may be relied on (UK TPS 28, US and Canada 31, Australia 30). */
export const registerEditionSchema = z.object({
  name: z.string().trim().min(1).max(120),
  date: daySchema,
  maxAgeDays: z.number().int().min(1).max(3_660).nullable().default(null),
});

export const startSuppressionLoadRequestSchema = z
  .object({
    fileId: fileIdSchema,
    format: fileFormatSchema,
    columns: numberColumnsSchema,
    country: countrySchema.default('RU'),
    areaCode: areaCodeSchema.optional(),
    kind: suppressionKindSchema.default('opt_out'),
    scope: z.enum(['organisation', 'client']).default('organisation'),
    clientId: clientIdSchema.optional(),
    /** Where the list comes from and why. */
    reason: z.string().trim().max(500).optional(),
    register: registerEditionSchema.optional(),
    /** Last day of an exclusion; a refusal and a register have none. */
    expiresOn: daySchema.optional(),
  })
  .refine(({ scope, clientId }) => (scope === 'client') === (clientId !== undefined), { path: ['clientId'] })
  .refine(({ kind, register }) => (kind === 'register') === (register !== undefined), { path: ['register'] })
  .refine(({ kind, expiresOn }) => expiresOn === undefined || !['opt_out', 'complaint', 'register'].includes(kind), {
    path: ['expiresOn'],
  });
export type StartSuppressionLoadRequest = z.input<typeof startSuppressionLoadRequestSchema>;

/**
 * `review`: read and counted, nothing is stopped. `marking`: the numbers are stopped, and places in the queues are marked. `unmarking`: the stops are
 * lifted, and places are marked anew.
 */
export const suppressionLoadStateSchema = z.enum([
  'reading',
  'review',
  'committing',
  'marking',
  'done',
  'cancelled',
  'failed',
  'undoing',
  'unmarking',
  'undone',
]);
export type SuppressionLoadState = z.infer<typeof suppressionLoadStateSchema>;

/** `rows` = `readable` + `unreadable`; `numbers` = `alreadyStopped` + `fresh`. */
export const suppressionLoadCountsSchema = z.object({
  rows: z.number().int(),
  readable: z.number().int(),
  unreadable: z.number().int(),
  /** Different numbers. */
  numbers: z.number().int(),
  /** Mentions of a number that the file holds already. */
  repeated: z.number().int(),
  /** Another stop covers them. */
  alreadyStopped: z.number().int(),
  fresh: z.number().int(),
  /** Leads of ours that have one of the numbers. */
  leads: z.number().int(),
});
export type SuppressionLoadCounts = z.infer<typeof suppressionLoadCountsSchema>;

export const suppressionLoadSchema = z.object({
  id: suppressionLoadIdSchema,
  fileName: z.string(),
  kind: suppressionKindSchema,
  scope: z.enum(['organisation', 'client']),
  clientId: clientIdSchema.nullable(),
  clientName: z.string().nullable(),
  reason: z.string().nullable(),
  register: z.object({ name: z.string(), date: daySchema, freshUntil: daySchema.nullable() }).nullable(),
  /** The register's edition is older than it may be: load a newer one. Its stops stay. */
  isStale: z.boolean(),
  expiresOn: daySchema.nullable(),
  state: suppressionLoadStateSchema,
  counts: suppressionLoadCountsSchema.nullable(),
  added: z.number().int(),
  lifted: z.number().int(),
  error: z.object({ code: z.string(), params: z.record(z.string(), z.unknown()) }).nullable(),
  createdBy: z.string().nullable(),
  createdAt: instantSchema,
  finishedAt: instantSchema.nullable(),
  undoneBy: z.string().nullable(),
  undoReason: z.string().nullable(),
});
export type SuppressionLoad = z.infer<typeof suppressionLoadSchema>;

export const undoSuppressionLoadRequestSchema = z.object({ reason: z.string().trim().min(3).max(500) });
