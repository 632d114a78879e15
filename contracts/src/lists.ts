import { z } from 'zod';
import { audienceSchema } from './campaigns.js';
import { duplicateSettingsSchema } from './duplicates.js';
import {
  clientIdSchema,
  fileIdSchema,
  importIdSchema,
  instantSchema,
  leadIdSchema,
  listIdSchema,
  mappingTemplateIdSchema,
} from './ids.js';
import { EMPTY_STANDARD, importRulesSchema, listStandardSchema, NO_RULES } from './import-rules.js';
import { columnMappingSchema, leadFieldSchema } from './lead-fields.js';
import { legalSourceInputSchema, legalSourceSchema } from './legal-sources.js';
import { pageQuerySchema } from './paging.js';

/** Encodings a list may be written in; utf-8 and utf-16 with a byte order mark or without. */
export const charsetSchema = z.enum(['utf-8', 'windows-1251', 'utf-16le', 'utf-16be', 'koi8-r', 'ibm866']);
export type Charset = z.infer<typeof charsetSchema>;
export const delimiterSchema = z.enum([';', ',', '\t', '|']);
export type Delimiter = z.infer<typeof delimiterSchema>;

/** `xls` is every old Excel format, `html` a table of a web page that an old CRM calls an Excel file. */
export const workbookKindSchema = z.enum(['xlsx', 'xls', 'ods', 'html']);
export type WorkbookKind = z.infer<typeof workbookKindSchema>;
const sheetNameSchema = z.string().min(1).max(255);

export const fileFormatSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('csv'), charset: charsetSchema, delimiter: delimiterSchema, header: z.boolean() }),
  z.object({
    kind: z.literal(workbookKindSchema.options),
    /** By name; absent = the first visible sheet. */
    sheet: sheetNameSchema.optional(),
    header: z.boolean(),
  }),
]);
export type FileFormatChoice = z.infer<typeof fileFormatSchema>;

const areaCodeSchema = z.string().regex(/^[0-9]{2,6}$/);
const countrySchema = z.string().regex(/^[A-Z]{2}$/);
const zoneSchema = z.string().max(60).refine(isZone, 'an IANA time zone is expected');

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) instanceof Intl.DateTimeFormat;
  } catch {
    return false;
  }
}

/* ---- upload and preview ---- */

/** The file itself is the request's body (any content type); its name stands in the query. */
export const uploadQuerySchema = z.object({ name: z.string().trim().min(1).max(255) });

export const earlierLoadSchema = z.object({
  importId: importIdSchema,
  listId: listIdSchema,
  listName: z.string(),
  at: instantSchema,
});

export const uploadSchema = z.object({
  fileId: fileIdSchema,
  name: z.string(),
  sha256: z.string(),
  sizeBytes: z.number().int(),
  /** Finished imports of the very same bytes, newest first: "this file was loaded on 3 March". */
  alreadyLoaded: z.array(earlierLoadSchema),
});
export type Upload = z.infer<typeof uploadSchema>;

export const previewRequestSchema = z.object({
  /** What the marketer chose against the detection; absent = detect. */
  charset: charsetSchema.optional(),
  delimiter: delimiterSchema.optional(),
  /** Of a workbook, by name. */
  sheet: sheetNameSchema.optional(),
  header: z.boolean().optional(),
  audience: audienceSchema.default('b2b'),
  areaCode: areaCodeSchema.optional(),
  country: countrySchema.default('RU'),
  /** The list will be a synthetic one: +999 numbers count. */
  synthetic: z.boolean().default(false),
  /** Absent = the template that fits, else the guess. */
  mapping: columnMappingSchema.optional(),
  rules: importRulesSchema.optional(),
  /** Whose templates and custom fields count; absent = the own company. */
  clientId: clientIdSchema.optional(),
  /** False: the guess, although a template fits. */
  useTemplate: z.boolean().default(true),
});
export type PreviewRequest = z.infer<typeof previewRequestSchema>;

export const previewPhoneSchema = z.object({
  raw: z.string(),
  e164: z.string(),
  extension: z.string(),
  /** `suffix`: completed from the number before it ("310-21-84, 57-16"). */
  origin: z.enum(['as_written', 'area_code', 'suffix']),
  kind: z.string(),
  zones: z.array(z.string()),
});

export const previewColumnSchema = z.object({
  position: z.number().int(),
  header: z.string(),
  field: leadFieldSchema,
  /** 0 to 1; how sure the guess is. */
  confidence: z.number(),
  /** Share of the sample's cells that hold something. */
  filled: z.number(),
  /** Share of those cells that are what the field says (phones, INNs, e-mails); null for free text. */
  recognised: z.number().nullable(),
  example: z.string(),
});
export type PreviewColumn = z.infer<typeof previewColumnSchema>;

/** Of the rows of the sample: how many bring what the list's standard asks for. */
export const standardFillSchema = z.object({
  what: z.string(),
  kind: z.enum(['field', 'custom', 'format']),
  met: z.number().int(),
});

export const sheetSchema = z.object({ name: z.string(), hidden: z.boolean() });

export const previewSchema = z.object({
  format: fileFormatSchema,
  /** Of a workbook, in its order; empty for text. */
  sheets: z.array(sheetSchema),
  charsetConfidence: z.number().nullable(),
  delimiterConfidence: z.number().nullable(),
  headerConfidence: z.number(),
  columns: z.array(previewColumnSchema),
  /** How many rows the shares above were counted over: the first of the file, 100 at most. */
  sampleRows: z.number().int(),
  layoutKey: z.string(),
  /** The kept mapping this layout was recognised by; null when none was used. */
  template: z.object({ id: mappingTemplateIdSchema, name: z.string() }).nullable(),
  /** As they were used. */
  rules: importRulesSchema,
  areaCode: z.string().nullable(),
  standardFill: z.array(standardFillSchema),
  /** The first 20 rows of data. `phones` and `problem` show what this mapping and hint would make of the row. */
  rows: z.array(
    z.object({
      rowNumber: z.number().int(),
      cells: z.array(z.string()),
      phones: z.array(previewPhoneSchema),
      problem: z.string().nullable(),
      /** Names of custom fields whose cell is not of their type; it is kept as written. */
      warnings: z.array(z.string()),
    }),
  ),
});
export type Preview = z.infer<typeof previewSchema>;

/* ---- lists ---- */

export const createListRequestSchema = z.object({
  clientId: clientIdSchema.optional(),
  name: z.string().trim().min(1).max(200),
  audience: audienceSchema,
  legalSource: legalSourceInputSchema,
  /** Put before local numbers: 812. */
  areaCode: areaCodeSchema.nullable().default(null),
  /** For leads whose address and number tell nothing; set by name, so the person signed in answers for it. */
  defaultZone: zoneSchema.nullable().default(null),
  /** Demo and simulation only: takes +999 numbers and no others. */
  synthetic: z.boolean().default(false),
  standard: listStandardSchema.default(EMPTY_STANDARD),
});
export type CreateListRequest = z.input<typeof createListRequestSchema>;

export const changeListRequestSchema = z.object({
  version: z.number().int(),
  name: z.string().trim().min(1).max(200).optional(),
  legalSource: legalSourceInputSchema.optional(),
  defaultZone: zoneSchema.nullable().optional(),
  archived: z.boolean().optional(),
  standard: listStandardSchema.optional(),
});
export type ChangeListRequest = z.input<typeof changeListRequestSchema>;

/** `q`: a piece of the list's or its client's name. */
export const listQuerySchema = pageQuerySchema.extend({
  clientId: clientIdSchema.optional(),
  archived: z.stringbool().default(false),
  q: z.string().trim().min(1).max(200).optional(),
  sort: z.enum(['newest', 'name']).default('newest'),
});

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
 * What becomes of a row. `updated`: a lead we have learns something; `duplicate_of_list`: it learns nothing. `shared_number` and `suppressed` (nobody
 * may call any of its numbers) become leads like `added`.
 */
export const importVerdictSchema = z.enum([
  'added',
  'updated',
  'duplicate_in_file',
  'duplicate_of_list',
  'shared_number',
  'suppressed',
  'invalid',
]);
export type ImportVerdict = z.infer<typeof importVerdictSchema>;

/** `rows` is the sum of the seven verdicts. Leads of a new list = added + sharedNumber + allSuppressed + those of updated and duplicateOfList. */
export const importCountsSchema = z.object({
  rows: z.number().int(),
  added: z.number().int(),
  updated: z.number().int(),
  duplicateInFile: z.number().int(),
  duplicateOfList: z.number().int(),
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

export const importSchema = z.object({
  id: importIdSchema,
  listId: listIdSchema,
  fileName: z.string(),
  state: importStateSchema,
  /** Null until the rows are judged. */
  counts: importCountsSchema.nullable(),
  /** How many of the invalid rows have which reason. */
  reasons: z.record(z.string(), z.number().int()),
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

export const listSchema = z.object({
  id: listIdSchema,
  clientId: clientIdSchema,
  clientName: z.string(),
  name: z.string(),
  audience: audienceSchema,
  areaCode: z.string().nullable(),
  defaultZone: z.string().nullable(),
  defaultZoneBy: z.string().nullable(),
  synthetic: z.boolean(),
  standard: listStandardSchema,
  archived: z.boolean(),
  createdAt: instantSchema,
  createdBy: z.string().nullable(),
  version: z.number().int(),
  legalSource: legalSourceSchema,
  leads: z.object({
    total: z.number().int(),
    cold: z.number().int(),
    warm: z.number().int(),
    hot: z.number().int(),
    /** Leads with no known time zone on any number. */
    zoneUnknown: z.number().int(),
  }),
  lastImport: importSchema.nullable(),
});
export type LeadList = z.infer<typeof listSchema>;

/* ---- import ---- */

export const startImportRequestSchema = z.object({
  fileId: fileIdSchema,
  format: fileFormatSchema,
  mapping: columnMappingSchema,
  country: countrySchema.default('RU'),
  /** Constants and names of custom columns. The standard is the list's, whatever stands here. */
  rules: importRulesSchema.default(NO_RULES),
  /** Keeps mapping and rules under this name for the next file of the layout. */
  saveTemplate: z.object({ name: z.string().trim().min(1).max(200), layoutKey: z.string().min(1).max(100) }).optional(),
  /** The same bytes were loaded before (`import.already_loaded`) and the marketer wants them again: no lead is doubled. */
  again: z.boolean().default(false),
  /** Where the new leads are looked for again once they are loaded. */
  duplicates: duplicateSettingsSchema.default({ scope: 'everything', youngerThanDays: null }),
});
export type StartImportRequest = z.input<typeof startImportRequestSchema>;

export const importRowsQuerySchema = pageQuerySchema.extend({ verdict: importVerdictSchema.optional() });

export const importRowSchema = z.object({
  rowNumber: z.number().int(),
  /** As the row says it; null where it became no lead and the import is over. */
  name: z.string().nullable(),
  verdict: importVerdictSchema,
  reason: z.string().nullable(),
  params: z.record(z.string(), z.unknown()),
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
  verdict: importVerdictSchema.default('invalid'),
});
