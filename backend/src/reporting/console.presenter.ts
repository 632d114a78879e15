import {
  attemptIdSchema,
  attemptStateSchema,
  callbackIdSchema,
  type CallSummary,
  type Callback,
  campaignIdSchema,
  type ConsoleAttempt,
  type ConsoleLead,
  type ConsoleSnapshot,
  contactIdSchema,
  leadIdSchema,
  phoneIdSchema,
  userIdSchema,
} from '@warmline/contracts';
import { OWN_CORRECTION_MS } from '../calls/wrap-up-limits.js';
import type {
  CallbackRow,
  ConsoleAttemptRow,
  ConsoleLeadRow,
  HistoryRow,
  LastResultRow,
} from './console.repository.js';

export function presentLead(row: ConsoleLeadRow, phoneId: string, history: CallSummary[]): ConsoleLead {
  const dialled = row.phones.find((phone) => phone.id === phoneId);
  const { custom, ...lead } = row;
  return {
    ...lead,
    id: leadIdSchema.parse(row.id),
    temperatureAt: isoOrNull(row.temperatureAt),
    contacts: row.contacts.map((contact) => ({ ...contact, id: contactIdSchema.parse(contact.id) })),
    phones: row.phones.map(({ zones: _, zoneSource: __, ...phone }) => ({
      ...phone,
      id: phoneIdSchema.parse(phone.id),
      contactId: phone.contactId === null ? null : contactIdSchema.parse(phone.contactId),
    })),
    zones: dialled?.zones ?? [],
    zoneSource: dialled?.zoneSource ?? 'unknown',
    custom: Object.fromEntries(Object.entries(custom).map(([name, value]) => [name, String(value)])),
    history,
  };
}

export function presentAttempt(row: ConsoleAttemptRow): ConsoleAttempt {
  const right = row.rightToCall;
  return {
    id: attemptIdSchema.parse(row.id),
    state: attemptStateSchema.parse(row.state),
    phoneId: phoneIdSchema.parse(row.phoneId),
    contactId: row.contactId === null ? null : contactIdSchema.parse(row.contactId),
    direction: row.direction,
    number: row.number,
    triesAllowed: row.triesAllowed,
    plannedAt: row.plannedAt.toISOString(),
    dialRequestedAt: isoOrNull(row.dialRequestedAt),
    answeredAt: isoOrNull(row.answeredAt),
    connectedAt: isoOrNull(row.connectedAt),
    endedAt: isoOrNull(row.endedAt),
    cause: row.cause,
    endedBy: row.endedBy,
    muted: row.muted,
    held: row.held,
    simulated: row.provider === 'simulator' ? { persona: row.persona } : null,
    why: right.why ?? [],
    rightToCall: {
      until: right.until ?? null,
      legalSourceKind: right.legalSourceKind ?? 'unknown_legacy',
      listName: right.listName ?? '',
      pack: right.pack ?? '',
    },
    stopped: row.stopped === null ? null : { whole: row.stopped.person, byScript: row.stopped.byScript },
    previewEndsAt: isoOrNull(row.previewEndsAt),
    wrapUpEndsAt: isoOrNull(row.wrapUpEndsAt),
    callback:
      row.callbackDueAt === null ? null : { dueAt: row.callbackDueAt.toISOString(), about: row.callbackAbout ?? '' },
  };
}

export function presentHistory(row: HistoryRow, answers: CallSummary['answers']): CallSummary {
  return {
    attemptId: attemptIdSchema.parse(row.attemptId),
    at: row.at.toISOString(),
    operator: { id: userIdSchema.parse(row.operatorId), name: row.operatorName },
    campaignName: row.campaignName,
    dispositionCode: row.dispositionCode,
    talkSeconds: row.talkSeconds,
    note: row.note ?? '',
    answers,
  };
}

export function presentCallback(row: CallbackRow): Callback {
  return {
    id: callbackIdSchema.parse(row.id),
    campaignId: campaignIdSchema.parse(row.campaignId),
    leadId: leadIdSchema.parse(row.leadId),
    leadName: row.leadName,
    city: row.city,
    temperature: row.temperature,
    contactName: row.contactName,
    dueAt: row.dueAt.toISOString(),
    zone: row.zone,
    owner: row.ownerId === null ? null : { id: userIdSchema.parse(row.ownerId), name: row.ownerName ?? '' },
    about: row.about,
    state: row.state,
  };
}

export function presentLastResult(row: LastResultRow, now: Date): ConsoleSnapshot['lastResults'][number] {
  const until = new Date(row.firstAt.getTime() + OWN_CORRECTION_MS);
  return {
    attemptId: attemptIdSchema.parse(row.attemptId),
    leadName: row.leadName,
    city: row.city,
    contactName: row.contactName,
    zone: row.zone,
    at: row.at.toISOString(),
    talkSeconds: row.talkSeconds,
    dispositionCode: row.dispositionCode,
    temperature: row.temperature,
    note: row.note,
    promise: row.promiseDueAt === null ? null : { dueAt: row.promiseDueAt.toISOString(), zone: row.promiseZone ?? '' },
    correctableUntil: row.byOperator && until > now ? until.toISOString() : null,
  };
}

/** What the telephone did, beside what was said (the script's own timeline). */
export function telephoneTimeline(row: ConsoleAttemptRow): ConsoleSnapshot['timeline'] {
  const items = [
    { at: row.dialRequestedAt, kind: 'dialed' as const, value: null },
    { at: row.ringingAt, kind: 'ringing' as const, value: null },
    { at: row.answeredAt, kind: 'answered' as const, value: null },
    { at: row.connectedAt, kind: 'connected' as const, value: null },
    { at: row.endedAt, kind: 'ended' as const, value: row.endedBy ?? row.cause },
    { at: row.stopped === null ? null : new Date(row.stopped.at), kind: 'suppressed' as const, value: null },
  ];
  return items.flatMap(({ at, kind, value }) =>
    at === null ? [] : [{ at: at.toISOString(), kind, text: { ru: '', en: '' }, value }],
  );
}

export function isoOrNull(at: Date | null): string | null {
  return at?.toISOString() ?? null;
}
