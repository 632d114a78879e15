import { z } from 'zod';
import { instantSchema } from './ids.js';

/** Files people take away. */
export const EXPORT_KINDS = [
  'leads',
  'lists',
  'results',
  'claim',
  'warm_hot',
  'rejected_rows',
  'enrichment_rows',
  'stops',
] as const;
export type ExportKind = (typeof EXPORT_KINDS)[number];

/**
 * The one map of domain events: past-tense facts. Payloads hold ids, codes and counts, never names, numbers, answers or notes
 * (those live in erasable tables). Who and what it concerns stands in the event's own columns, so it is not repeated here.
 */
export interface EventPayloads {
  'user.created': { userId: string; role: string };
  'user.changed': { userId: string; fields: string[] };
  'session.started': { userId: string };
  'session.ended': { userId: string };
  /** A sign-in that failed. Null: no account has the login that was typed. */
  'session.refused': { userId: string | null; reason: 'wrong_password' | 'too_many_attempts' };
  /** A route or message refused for want of a right, or an id that is not theirs; so many times within the minute. */
  'access.refused': { what: string; code: string; record?: string; count: number };
  /** A card with its numbers was opened; again only when some time has passed. */
  'access.card_opened': { phones: number };
  /** Somebody takes more in a short time than work needs: slowed down first, then refused for a while. */
  'access.limit_reached': { userId: string; what: string; count: number; minutes: number; refused: boolean };
  'client.created': { synthetic: boolean };
  'list.created': { listId: string };
  'list.legal_source_changed': { listId: string; complete: boolean; missing: string[]; synthetic: boolean };
  /** Names of what changed, but zone and legal source, which have events of their own. */
  'list.changed': { listId: string; fields: ('name' | 'archived' | 'standard' | 'price')[] };
  'list.default_zone_set': { listId: string; zone: string };
  /** A large list has other figures than those it was shown with. */
  'list.counted': { listId: string };
  'import.started': { importId: string; listId: string };
  /** `secondsLeft` of this phase; null while nobody can tell. */
  'import.progressed': {
    importId: string;
    listId: string;
    phase: string;
    rowsRead: number;
    rowsTotal: number | null;
    rowsPerSecond: number | null;
    secondsLeft: number | null;
  };
  /** Waits for the marketer's yes; no lead has been touched. */
  'import.judged': { importId: string; listId: string; counts: Record<string, number> };
  'import.cancelled': { importId: string; listId: string };
  'import.finished': { importId: string; listId: string; counts: Record<string, number> };
  'import.failed': { importId: string; listId: string; code: string };
  'import.undone': { importId: string; listId: string; removed: number; restored: number; kept: number };
  /** Made, or replaced by another of the same name. */
  'mapping_template.saved': { mappingTemplateId: string };
  'mapping_template.changed': { mappingTemplateId: string; fields: string[] };
  'mapping_template.deleted': { mappingTemplateId: string };
  'bulk_action.started': { bulkActionId: string; kind: string };
  'bulk_action.progressed': { bulkActionId: string; state: string; selected: number; done: number; changed: number };
  'bulk_action.finished': { bulkActionId: string; state: string; changed: number; undone: number; kept: number };
  'enrichment.started': { enrichmentId: string };
  'enrichment.progressed': { enrichmentId: string; phase: string; done: number; total: number | null };
  /** Waits for the yes; no lead has been touched. */
  'enrichment.judged': { enrichmentId: string; rows: number; changes: number };
  'enrichment.finished': {
    enrichmentId: string;
    state: string;
    applied: number;
    skipped: number;
    undone: number;
    kept: number;
  };
  'enrichment.failed': { enrichmentId: string; code: string };
  /** Facts of these leads came from a file, or went back again; one event for a portion of them. */
  'lead.enriched': { enrichmentId: string; leadIds: string[]; undo: boolean };
  'number.suppression_lifted': { numberKey: string };
  'stop_prefix.added': { stopPrefixId: string; prefix: string; kind: string; leads: number };
  'stop_prefix.removed': { stopPrefixId: string; prefix: string };
  'suppression_load.started': { suppressionLoadId: string };
  'suppression_load.progressed': { suppressionLoadId: string; phase: string; done: number; total: number | null };
  /** Waits for the yes; no number has been stopped. */
  'suppression_load.judged': { suppressionLoadId: string; numbers: number; unreadable: number };
  /** Its numbers are stopped from now on. */
  'suppression_load.stopped': { suppressionLoadId: string; numbers: number; scope: string; kind: string };
  'suppression_load.lifted': { suppressionLoadId: string; numbers: number };
  'suppression_load.finished': { suppressionLoadId: string; state: string };
  'suppression_load.failed': { suppressionLoadId: string; code: string };
  'lead.created': { source: 'by_hand' };
  'lead.changed': { fields: string[] };
  /** The lead is the one that stayed. */
  'lead.merged': { mergeId: string; absorbedId: string; cause: 'automatic' | 'reviewed' };
  'lead.merge_undone': { mergeId: string; absorbedId: string };
  /** After an import, or (null) of leads that changed since. */
  'duplicates.searched': { importId: string | null; compared: number; merged: number; queued: number };
  'duplicates.decided': { pairId: string; state: string };
  'lead.moved': {
    fromTemperature: string;
    toTemperature: string;
    fromStage: string;
    toStage: string;
    reason: string;
    stepId?: string;
  };
  'number.suppressed': { numberKey: string; scope: string; kind: string };
  'number.retired': { phoneId: string; reason: string };
  'call_script.published': { callScriptId: string; versionId: string; number: number };
  'campaign.created': Record<string, never>;
  'campaign.changed': { fields: string[] };
  'campaign.started': { entries: number };
  'campaign.paused': Record<string, never>;
  'campaign.finished': Record<string, never>;
  'queue.filled': { added: number };
  'queue.remarked': { changed: number; cause: string };
  'queue.entry_returned': { queueEntryId: string; reason: string };
  'operator.state_changed': { from: string; to: string; reason?: string | undefined; version: number };
  /** His screen shows something new though his state is the same. */
  'operator.console_changed': { version: number };
  'operator.vanished': Record<string, never>;
  /** The line is back while a call or its result still waits for him. */
  'operator.returned': Record<string, never>;
  'attempt.planned': { queueEntryId: string | null; number: number };
  'attempt.cancelled': { reason: string };
  'call.dial_requested': { provider: string };
  'call.dial_refused': { reasons: string[] };
  'call.unknown': Record<string, never>;
  'call.queued': Record<string, never>;
  'call.dialing': Record<string, never>;
  'call.ringing': Record<string, never>;
  'call.answered': Record<string, never>;
  'call.connected': Record<string, never>;
  'call.machine_detected': { verdict: string };
  'call.abandoned': Record<string, never>;
  'call.ended': { cause: string; by?: string | undefined; talkMs?: number | undefined };
  /** The provider's word came after all and replaces a verdict we had invented. */
  'call.ending_corrected': { cause: string; by?: string | undefined };
  /** Somebody rings in. Who it is stands in the inbox, not here. */
  'call.incoming': { provider: string; callId: string };
  'call.orphan_hung_up': { provider: string; callId: string };
  'script.started': { versionId: string };
  'script.step_entered': { stepId: string; seq: number };
  'script.ended': { dispositionCode: string };
  'attempt.result_recorded': { code: string; reached: boolean; decisionMaker: boolean };
  'attempt.result_corrected': { from: string; to: string; reason?: string | undefined };
  'callback.promised': { callbackId: string; dueAt: string; owned: boolean };
  'callback.reminded': { callbackId: string };
  'callback.kept': { callbackId: string };
  /** The person was reached after the grace. */
  'callback.late': { callbackId: string };
  'callback.cancelled': { callbackId: string; reason: string };
  /** It became another one: of another time, or of another campaign. */
  'callback.moved': { callbackId: string; toCallbackId: string };
  'callback.reassigned': { callbackId: string; cause: 'owner_away' | 'by_hand' };
  /** A corrected result had closed it. */
  'callback.reopened': { callbackId: string };
  'callback.broken': { callbackId: string; reason: string };
  'handover.offered': { handoverId: string };
  'handover.accepted': { handoverId: string };
  'handover.rejected': { handoverId: string };
  'handover.deal': { handoverId: string };
  'handover.withdrawn': { handoverId: string };
  'training.started': { operators: number };
  'training.stopped': Record<string, never>;
  'demo.removed': Record<string, never>;
  /** Somebody took a file of leads, lists or results; `complete` is false when it broke off. Words that were typed stand as `*`. */
  'export.finished': {
    what: ExportKind;
    format: 'csv' | 'xlsx';
    rows: number;
    complete: boolean;
    filter: Record<string, string>;
  };
  'provider.state_changed': { provider: string; health: string };
}
export type EventType = keyof EventPayloads;

/** A logged event with its place in the one order of all events. */
export const feedEventSchema = z.object({
  position: z.number().int(),
  type: z.string(),
  at: instantSchema,
  clientId: z.string().nullable(),
  campaignId: z.string().nullable(),
  leadId: z.string().nullable(),
  operatorId: z.string().nullable(),
  attemptId: z.string().nullable(),
  payload: z.record(z.string(), z.unknown()),
});
export type FeedEvent = z.infer<typeof feedEventSchema>;
