import { z } from 'zod';

/** Row ids are PostgreSQL bigints; on the wire they are decimal strings, branded so that a lead's id never passes for a list's. */
function rowId<Name extends string>() {
  return z
    .string()
    .regex(/^[1-9][0-9]{0,18}$/)
    .brand<Name>();
}

export const userIdSchema = rowId<'UserId'>();
export const clientIdSchema = rowId<'ClientId'>();
export const leadIdSchema = rowId<'LeadId'>();
export const contactIdSchema = rowId<'ContactId'>();
export const phoneIdSchema = rowId<'PhoneId'>();
export const listIdSchema = rowId<'ListId'>();
export const fileIdSchema = rowId<'FileId'>();
export const customFieldIdSchema = rowId<'CustomFieldId'>();
export const mappingTemplateIdSchema = rowId<'MappingTemplateId'>();
export const campaignIdSchema = rowId<'CampaignId'>();
export const callScriptIdSchema = rowId<'CallScriptId'>();
export const callScriptVersionIdSchema = rowId<'CallScriptVersionId'>();
export const queueEntryIdSchema = rowId<'QueueEntryId'>();
export const callbackIdSchema = rowId<'CallbackId'>();
export const handoverIdSchema = rowId<'HandoverId'>();
export const callerIdIdSchema = rowId<'CallerIdId'>();
export const suppressionLoadIdSchema = rowId<'SuppressionLoadId'>();
export const stopPrefixIdSchema = rowId<'StopPrefixId'>();

/** Attempts, imports and commands carry a UUIDv7: made by us before the row exists, ordered in time. */
export const attemptIdSchema = z.uuid().brand<'AttemptId'>();
export const importIdSchema = z.uuid().brand<'ImportId'>();
export const bulkActionIdSchema = z.uuid().brand<'BulkActionId'>();
export const enrichmentIdSchema = z.uuid().brand<'EnrichmentId'>();
export const commandIdSchema = z.uuid().brand<'CommandId'>();

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
export const instantSchema = z.iso.datetime();
export type Instant = z.infer<typeof instantSchema>;
