import { z } from 'zod';
// Not from call-script/index.js: that would bring XState into every page of the web app.
import { FINDING_CODES } from './call-script/check.js';
import { scriptDocumentSchema } from './call-script/format.js';
import { callScriptIdSchema, callScriptVersionIdSchema, instantSchema } from './ids.js';

/** What the checker found: a code and its values; the words are the interface's. */
export const scriptFindingSchema = z.object({
  severity: z.enum(['error', 'warning']),
  code: z.enum(FINDING_CODES),
  /** Null where the whole document is meant. */
  stepId: z.string().nullable(),
  /** Where in the document, as `steps.3.answers.1.to`. */
  path: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type ScriptFinding = z.infer<typeof scriptFindingSchema>;

export const callScriptVersionSummarySchema = z.object({
  id: callScriptVersionIdSchema,
  number: z.int().positive(),
  /** Of the published document; calls keep to the version they began with. */
  sha256: z.string(),
  publishedAt: instantSchema,
  publishedBy: z.string().nullable(),
});
export type CallScriptVersionSummary = z.infer<typeof callScriptVersionSummarySchema>;

export const callScriptDraftSummarySchema = z.object({
  number: z.int().positive(),
  updatedAt: instantSchema,
  errors: z.int().min(0),
  warnings: z.int().min(0),
});

export const callScriptSummarySchema = z.object({
  id: callScriptIdSchema,
  /** Never empty: where a translation is missing, the other language's. */
  name: z.object({ ru: z.string(), en: z.string() }),
  synthetic: z.boolean(),
  createdAt: instantSchema,
  /** The newest published version, the one a new campaign takes. */
  published: callScriptVersionSummarySchema.nullable(),
  draft: callScriptDraftSummarySchema.nullable(),
  /** Grows with every change; a change says which one it was decided on. */
  version: z.int(),
});
export type CallScriptSummary = z.infer<typeof callScriptSummarySchema>;

/** A script as its editor opens it: the draft, else the newest published document to start one from. */
export const callScriptSchema = callScriptSummarySchema.extend({
  document: scriptDocumentSchema,
  findings: z.array(scriptFindingSchema),
  versions: z.array(callScriptVersionSummarySchema),
});
export type CallScript = z.infer<typeof callScriptSchema>;

/** One published version, whole: for a campaign's page and for the map beside a call. */
export const callScriptVersionSchema = callScriptVersionSummarySchema.extend({
  callScriptId: callScriptIdSchema,
  document: scriptDocumentSchema,
});
export type CallScriptVersion = z.infer<typeof callScriptVersionSchema>;

export const createCallScriptRequestSchema = z.object({ document: scriptDocumentSchema });
export type CreateCallScriptRequest = z.infer<typeof createCallScriptRequestSchema>;

export const saveDraftRequestSchema = z.object({ document: scriptDocumentSchema, version: z.int() });
export type SaveDraftRequest = z.infer<typeof saveDraftRequestSchema>;

export const publishCallScriptRequestSchema = z.object({ version: z.int() });
export type PublishCallScriptRequest = z.infer<typeof publishCallScriptRequestSchema>;

export const checkCallScriptRequestSchema = z.object({ document: scriptDocumentSchema });
export type CheckCallScriptRequest = z.infer<typeof checkCallScriptRequestSchema>;
export const checkCallScriptReplySchema = z.object({ findings: z.array(scriptFindingSchema) });
export type CheckCallScriptReply = z.infer<typeof checkCallScriptReplySchema>;
