import { z } from 'zod';

/** What an id names. A new kind of id does not compile until `access` in the backend says who reaches it. */
export const RECORDS = [
  'user',
  'client',
  'lead',
  'contact',
  'phone',
  'list',
  'file',
  'customField',
  'mappingTemplate',
  'campaign',
  'callScript',
  'callScriptVersion',
  'queueEntry',
  'callback',
  'handover',
  'callerId',
  'attempt',
  'import',
  'bulkAction',
  'enrichment',
  'duplicatePair',
  'leadMerge',
  'suppressionLoad',
  'stopPrefix',
  'suppression',
] as const;
export type RecordKind = (typeof RECORDS)[number];

const recordKinds = z.registry<{ record: RecordKind | null }>();

/**
 * The record a schema's value is the id of; undefined for a schema that is no id, null for an id that names nothing of ours (a command's).
 * Optional, nullable and defaulted ids are asked through `idsIn`.
 */
export function recordOf(schema: z.core.$ZodType): RecordKind | null | undefined {
  return recordKinds.get(schema)?.record;
}

/** An id within a document its author makes, such as a step of a call script: it names no record. */
export function authorsOwn<Schema extends z.core.$ZodType>(schema: Schema): Schema {
  recordKinds.add(schema, { record: null });
  return schema;
}

const LARGEST_BIGINT = 9_223_372_036_854_775_807n;

/** Row ids are PostgreSQL bigints; on the wire they are decimal strings, branded so that a lead's id never passes for a list's. */
export function rowId<Name extends string>(record: RecordKind) {
  const schema = plainRowId(record).brand<Name>();
  recordKinds.add(schema, { record });
  return schema;
}

function plainRowId(record: RecordKind) {
  const schema = z
    .string()
    .regex(/^[1-9][0-9]{0,18}$/)
    .refine((id) => id.length < 19 || !/^[0-9]+$/.test(id) || BigInt(id) <= LARGEST_BIGINT, 'too large for an id');
  recordKinds.add(schema, { record });
  return schema;
}

/** An entry of the stop list; a plain string, since it stands beside numbers in one row. */
export const suppressionIdSchema = plainRowId('suppression');

function madeId<Name extends string>(record: RecordKind | null) {
  const schema = z.uuid().brand<Name>();
  recordKinds.add(schema, { record });
  return schema;
}

export const userIdSchema = rowId<'UserId'>('user');
export const clientIdSchema = rowId<'ClientId'>('client');
export const leadIdSchema = rowId<'LeadId'>('lead');
export const contactIdSchema = rowId<'ContactId'>('contact');
export const phoneIdSchema = rowId<'PhoneId'>('phone');
export const listIdSchema = rowId<'ListId'>('list');
export const fileIdSchema = rowId<'FileId'>('file');
export const customFieldIdSchema = rowId<'CustomFieldId'>('customField');
export const mappingTemplateIdSchema = rowId<'MappingTemplateId'>('mappingTemplate');
export const campaignIdSchema = rowId<'CampaignId'>('campaign');
export const callScriptIdSchema = rowId<'CallScriptId'>('callScript');
export const callScriptVersionIdSchema = rowId<'CallScriptVersionId'>('callScriptVersion');
export const queueEntryIdSchema = rowId<'QueueEntryId'>('queueEntry');
export const callbackIdSchema = rowId<'CallbackId'>('callback');
export const handoverIdSchema = rowId<'HandoverId'>('handover');
export const callerIdIdSchema = rowId<'CallerIdId'>('callerId');
export const suppressionLoadIdSchema = rowId<'SuppressionLoadId'>('suppressionLoad');
export const stopPrefixIdSchema = rowId<'StopPrefixId'>('stopPrefix');

/** Attempts, imports and commands carry a UUIDv7: made by us before the row exists, ordered in time. */
export const attemptIdSchema = madeId<'AttemptId'>('attempt');
export const importIdSchema = madeId<'ImportId'>('import');
export const bulkActionIdSchema = madeId<'BulkActionId'>('bulkAction');
export const enrichmentIdSchema = madeId<'EnrichmentId'>('enrichment');
export const commandIdSchema = madeId<'CommandId'>(null);

export type UserId = z.infer<typeof userIdSchema>;
export type ClientId = z.infer<typeof clientIdSchema>;
export type LeadId = z.infer<typeof leadIdSchema>;
export type ContactId = z.infer<typeof contactIdSchema>;
export type PhoneId = z.infer<typeof phoneIdSchema>;
export type ListId = z.infer<typeof listIdSchema>;
export type FileId = z.infer<typeof fileIdSchema>;
export type CustomFieldId = z.infer<typeof customFieldIdSchema>;
export type MappingTemplateId = z.infer<typeof mappingTemplateIdSchema>;
export type CampaignId = z.infer<typeof campaignIdSchema>;
export type CallScriptId = z.infer<typeof callScriptIdSchema>;
export type CallScriptVersionId = z.infer<typeof callScriptVersionIdSchema>;
export type QueueEntryId = z.infer<typeof queueEntryIdSchema>;
export type CallbackId = z.infer<typeof callbackIdSchema>;
export type HandoverId = z.infer<typeof handoverIdSchema>;
export type CallerIdId = z.infer<typeof callerIdIdSchema>;
export type SuppressionLoadId = z.infer<typeof suppressionLoadIdSchema>;
export type StopPrefixId = z.infer<typeof stopPrefixIdSchema>;
export type AttemptId = z.infer<typeof attemptIdSchema>;
export type ImportId = z.infer<typeof importIdSchema>;
export type EnrichmentId = z.infer<typeof enrichmentIdSchema>;
export type CommandId = z.infer<typeof commandIdSchema>;

/** An instant on the wire: ISO 8601 in UTC with milliseconds. */
export const instantSchema = z.iso.datetime().refine(withinReach, 'a year from 1900 to 2199 is expected');

/** A day of the organisation's calendar, `2026-03-18`. */
export const daySchema = z.iso.date().refine(withinReach, 'a year from 1900 to 2199 is expected');

/** Years that the database, the calendars and the clocks of all zones know; what lies beyond is a slip or an attack. */
function withinReach(text: string): boolean {
  const year = Number(text.slice(0, 4));
  return year >= 1900 && year < 2200;
}
export type Instant = z.infer<typeof instantSchema>;
