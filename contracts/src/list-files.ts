import { z } from 'zod';
import { audienceSchema } from './campaigns.js';
import {
  clientIdSchema,
  fileIdSchema,
  importIdSchema,
  instantSchema,
  listIdSchema,
  mappingTemplateIdSchema,
} from './ids.js';
import { importRulesSchema } from './import-rules.js';
import { columnMappingSchema, leadFieldSchema } from './lead-fields.js';
import { areaCodeSchema, countrySchema } from './places.js';

/** Encodings a list may be written in; utf-8 and utf-16 with a byte order mark or without. */
export const charsetSchema = z.enum([
  'utf-8',
  'windows-1251',
  'utf-16le',
  'utf-16be',
  'koi8-r',
  'ibm866',
  'x-mac-cyrillic',
  'iso-8859-5',
  'windows-1252',
]);
export type Charset = z.infer<typeof charsetSchema>;
export const delimiterSchema = z.enum([';', ',', '\t', '|']);
export type Delimiter = z.infer<typeof delimiterSchema>;

/**
 * `xls` is every old Excel format, `html` a table of a web page that an old CRM calls an Excel file, `vcard` a phone book: a row per card, under a
 * header of our own.
 */
export const workbookKindSchema = z.enum(['xlsx', 'xls', 'ods', 'html', 'vcard']);
export type WorkbookKind = z.infer<typeof workbookKindSchema>;
const sheetNameSchema = z.string().min(1).max(255);

/** Rows a header may stand over. */
export const HEADER_ROWS_MAX = 3;
/** The header stands here: its first row, as the file numbers them; absent = found, below titles and over several rows. */
export const headerRowSchema = z.number().int().min(1).max(1_048_576);
/** Over so many rows, joined into one name a column; absent = found. */
export const headerRowsSchema = z.number().int().min(1).max(HEADER_ROWS_MAX);
/** Rows that are hidden or filtered out in a sheet; left out, they stay in the report with their reason. Absent = left out. */
export const hiddenRowsSchema = z.enum(['leave_out', 'load']);
const headerPlace = {
  header: z.boolean(),
  headerRow: headerRowSchema.optional(),
  headerRows: headerRowsSchema.optional(),
};

export const fileFormatSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('csv'), charset: charsetSchema, delimiter: delimiterSchema, ...headerPlace }),
  z.object({
    kind: z.literal(workbookKindSchema.options),
    /** By name; absent = the first visible sheet. */
    sheet: sheetNameSchema.optional(),
    ...headerPlace,
    hiddenRows: hiddenRowsSchema.optional(),
  }),
]);
export type FileFormatChoice = z.infer<typeof fileFormatSchema>;

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
  headerRow: headerRowSchema.optional(),
  headerRows: headerRowsSchema.optional(),
  hiddenRows: hiddenRowsSchema.optional(),
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

/**
 * What a reader noticed that a person should know. `count` counts characters, rows, columns or cells; `rows` are the first of them as the file numbers
 * them, `columns` the letters of a sheet's columns.
 *
 * - `broken_characters`: bytes that are none in the file's encoding, each read as U+FFFD.
 * - `hidden_rows`: hidden or filtered out in the sheet; left out or loaded as `format.hiddenRows` says.
 * - `hidden_columns`: read like the others.
 * - `merged_rows`: rows that got the value of a cell merged downwards.
 * - `formulas_unsaved`: formulas without a saved result, in the rows looked at: their cells are empty.
 * - `rows_above_header`: titles and the like, left out.
 */
export const previewNoteSchema = z.object({
  code: z.enum([
    'broken_characters',
    'hidden_rows',
    'hidden_columns',
    'merged_rows',
    'formulas_unsaved',
    'rows_above_header',
  ]),
  count: z.number().int(),
  rows: z.array(z.number().int()),
  columns: z.array(z.string()),
});
export type PreviewNote = z.infer<typeof previewNoteSchema>;

/** Where the header was found or put: its first row as the file numbers them, and over how many rows; null without one. */
export const headerPlaceSchema = z.object({ row: z.number().int(), rows: z.number().int() }).nullable();

export const previewSchema = z.object({
  format: fileFormatSchema,
  /** Of a workbook, in its order; empty for text. */
  sheets: z.array(sheetSchema),
  charsetConfidence: z.number().nullable(),
  delimiterConfidence: z.number().nullable(),
  headerConfidence: z.number(),
  headerPlace: headerPlaceSchema,
  notes: z.array(previewNoteSchema),
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
