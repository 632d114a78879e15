import { z } from 'zod';
import { duplicateSettingsSchema } from './duplicates.js';
import {
  fileIdSchema,
  importIdSchema,
  instantSchema,
  leadIdSchema,
  listIdSchema,
  mappingTemplateIdSchema,
} from './ids.js';
import { branchChoiceSchema, importRulesSchema, keepTemplateSchema } from './import-rules.js';
import { columnMappingSchema, leadFieldSchema } from './lead-fields.js';
import { fileFormatSchema } from './list-files.js';
import { pageQuerySchema } from './paging.js';
import { countrySchema } from './places.js';
import { NO_RULES } from './plain.js';

/** `review`: read and judged, nothing has reached the leads; it waits for the marketer's yes. */
export const importStateSchema = z.enum([
  'reading',
  'judging',
  'review',
  'committing',
  'done',
  'undoing',
  'undone',
  'failed',
  'cancelled',
]);
export type ImportState = z.infer<typeof importStateSchema>;

/**
 * Why a row gives no lead. `phone_rounded`: a spreadsheet has cut the digits of its number. `check_before_calling`: a cell says not to call.
 * `hidden_row`: hidden or filtered out in its sheet, and left out as the import was told. `cell_too_long`: a cell that is used
 * is longer than anything it could mean. The last two: it does not meet the standard of its list.
 */
export const rowProblemSchema = z.enum([
  'name_missing',
  'phone_missing',
  'phone_invalid',
  'phone_rounded',
  'check_before_calling',
  'unbalanced_quotes',
  'nul_byte',
  'hidden_row',
  'cell_too_long',
  'field_missing',
  'format_wrong',
]);
export type RowProblem = z.infer<typeof rowProblemSchema>;

/**
 * What becomes of a row. `updated`: a lead we have learns something; `duplicate_of_list`: it learns nothing; `branch`: it stays at a lead, of the
 * file or known before, as a branch of its own. `shared_number` and `suppressed` (nobody
 * may call any of its numbers) become leads like `added`.
 */
export const importVerdictSchema = z.enum([
  'added',
  'updated',
  'duplicate_in_file',
  'duplicate_of_list',
  'branch',
  'shared_number',
  'suppressed',
  'invalid',
]);
export type ImportVerdict = z.infer<typeof importVerdictSchema>;

/**
 * Which rows are asked for. `legal_source_missing` is no verdict of a row but of its list: every row that loads, while the list's legal source
 * lacks something and nobody may call by it.
 */
export const rowChoiceSchema = z.enum([...importVerdictSchema.options, 'legal_source_missing']);
export type RowChoice = z.infer<typeof rowChoiceSchema>;

/** `rows` is the sum of the eight verdicts. Leads of a new list = added + sharedNumber + allSuppressed + those known before. */
export const importCountsSchema = z.object({
  rows: z.number().int(),
  added: z.number().int(),
  updated: z.number().int(),
  duplicateInFile: z.number().int(),
  duplicateOfList: z.number().int(),
  /** Rows kept as branches of a lead, and rows that became leads of their own beside another one of their INN. */
  branches: z.number().int(),
  sameInnLeads: z.number().int(),
  sharedNumber: z.number().int(),
  /** Rows none of whose numbers may be called. */
  allSuppressed: z.number().int(),
  invalid: z.number().int(),
  /** Leads this import created, and leads of its list that it touched. */
  leadsCreated: z.number().int(),
  leadsInList: z.number().int(),
  contacts: z.number().int(),
  phones: z.number().int(),
  /** Cells of phone columns that hold a digit, and how many of them gave a number. */
  phoneCells: z.number().int(),
  phoneCellsParsed: z.number().int(),
  zoneUnknown: z.number().int(),
  /** Leads with at least one number on a stop list. */
  suppressed: z.number().int(),
});
export type ImportCounts = z.infer<typeof importCountsSchema>;

/** How full one field of the mapping is, in rows of the whole file; a constant does not count. */
export const fieldFillSchema = z.object({
  field: leadFieldSchema,
  /** Of `custom` and `note`, which have a line per column: what the column is kept under. Null for all else. */
  name: z.string().nullable(),
  /** Rows with something in a column of the field, and those of them whose value could be read: a number, an INN whose checksum holds. */
  filled: z.number().int(),
  usable: z.number().int(),
});
export type FieldFill = z.infer<typeof fieldFillSchema>;

export const importSchema = z.object({
  id: importIdSchema,
  listId: listIdSchema,
  fileName: z.string(),
  state: importStateSchema,
  /** Null until the rows are judged. */
  counts: importCountsSchema.nullable(),
  /** How many of the invalid rows have which reason. */
  reasons: z.record(z.string(), z.number().int()),
  /** What becomes of rows of one INN. */
  branches: branchChoiceSchema,
  /** In the order of the columns; empty until the rows are judged, and for imports from before it was counted. */
  fill: z.array(fieldFillSchema),
  error: z.object({ code: z.string(), params: z.record(z.string(), z.unknown()) }).nullable(),
  createdBy: z.string().nullable(),
  createdAt: instantSchema,
  finishedAt: instantSchema.nullable(),
  /** What an undo did; null where there was none. */
  undo: z
    .object({
      at: instantSchema,
      by: z.string().nullable(),
      removed: z.number().int(),
      restored: z.number().int(),
      /** Leads left as they are: see `importKeptSchema`. */
      kept: z.number().int(),
    })
    .nullable(),
});
export type Import = z.infer<typeof importSchema>;

export const startImportRequestSchema = z.object({
  fileId: fileIdSchema,
  format: fileFormatSchema,
  mapping: columnMappingSchema,
  country: countrySchema.default('RU'),
  /** Constants and names of custom columns. The standard is the list's, whatever stands here. */
  rules: importRulesSchema.default(NO_RULES),
  /** Keeps mapping and rules under this name for the next file of the layout. */
  saveTemplate: keepTemplateSchema.optional(),
  /** The kept mapping its columns were read by. */
  templateId: mappingTemplateIdSchema.optional(),
  /** The same bytes were loaded before (`import.already_loaded`) and the marketer wants them again: no lead is doubled. */
  again: z.boolean().default(false),
  /** Where the new leads are looked for again once they are loaded. */
  duplicates: duplicateSettingsSchema.default({ scope: 'everything', youngerThanDays: null }),
});
export type StartImportRequest = z.input<typeof startImportRequestSchema>;

export const importRowsQuerySchema = pageQuerySchema.extend({ verdict: rowChoiceSchema.optional() });

export const importRowSchema = z.object({
  rowNumber: z.number().int(),
  /** As the row says it; null where it became no lead and the import is over. `reason` of a row that joined says why: `same_inn`, ... */
  name: z.string().nullable(),
  verdict: importVerdictSchema,
  reason: z.string().nullable(),
  params: z.record(z.string(), z.unknown()),
  /** First row of the lead this row joined; null where it joined none of its file. */
  joinedRow: z.number().int().nullable(),
  leadId: leadIdSchema.nullable(),
  leadName: z.string().nullable(),
  otherListId: listIdSchema.nullable(),
  otherListName: z.string().nullable(),
});
export type ImportRow = z.infer<typeof importRowSchema>;

/** A lead an undo left as it is: it was called since, stands in another list, or somebody has worked on it. */
export const importKeptSchema = z.object({
  leadId: leadIdSchema,
  leadName: z.string(),
  reason: z.enum(['called', 'in_other_list', 'worked_on']),
});
export type ImportKept = z.infer<typeof importKeptSchema>;

/** `lang` names the added columns and words the reasons. */
export const rejectedQuerySchema = z.object({
  lang: z.enum(['ru', 'en']).default('ru'),
  /** Rows of one verdict alone; absent = the invalid ones. */
  verdict: rowChoiceSchema.default('invalid'),
});

/** Judges an import that waits for its yes anew, with another answer for rows of one INN. */
export const branchesRequestSchema = z.object({ choice: branchChoiceSchema });
export type BranchesRequest = z.infer<typeof branchesRequestSchema>;

/** Why a row joined a lead. */
export const joinReasonSchema = z.enum(['same_inn', 'same_number', 'same_email']);
export type JoinReason = z.infer<typeof joinReasonSchema>;
