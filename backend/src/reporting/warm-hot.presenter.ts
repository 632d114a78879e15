import {
  attemptIdSchema,
  type Handover,
  handoverIdSchema,
  type LeadMove,
  leadIdSchema,
  userIdSchema,
  type WarmHotRow,
} from '@warmline/contracts';
import type { HandoverRecord, LeadMoveRecord, WarmHotRecord } from './warm-hot.repository.js';

export function presentWarmHot(record: WarmHotRecord, answers: WarmHotRow['answers']): WarmHotRow {
  const leadId = leadIdSchema.parse(record.leadId);
  const { callbackDueAt, callbackZone } = record;
  return {
    leadId,
    name: record.name,
    city: record.city,
    zone: record.zone,
    temperature: record.temperature,
    stage: record.stage,
    since: record.since.toISOString(),
    contact: record.contactName === null ? null : { name: record.contactName, position: record.contactPosition },
    phone: record.phone,
    answers,
    note: record.note ?? '',
    operatorName: record.operatorName,
    dispositionCode: record.dispositionCode,
    lastCallAt: record.lastCallAt?.toISOString() ?? null,
    attemptId: record.attemptId === null ? null : attemptIdSchema.parse(record.attemptId),
    nextStep:
      callbackDueAt === null || callbackZone === null
        ? null
        : { kind: 'callback', dueAt: callbackDueAt.toISOString(), zone: callbackZone },
    coolsAt: record.coolsAt?.toISOString() ?? null,
    handover: record.handover === null ? null : presentHandover(record.handover, leadId),
  };
}

function presentHandover(record: HandoverRecord, leadId: Handover['leadId']): Handover {
  const { toUserId, toName, offeredAt, answeredAt, ...rest } = record;
  return {
    ...rest,
    id: handoverIdSchema.parse(record.id),
    leadId,
    to: { id: toUserId === null ? null : userIdSchema.parse(toUserId), name: toName },
    offeredAt: new Date(offeredAt).toISOString(),
    answeredAt: answeredAt === null ? null : new Date(answeredAt).toISOString(),
  };
}

export function presentMove({ at, attemptId, ...move }: LeadMoveRecord): LeadMove {
  return {
    ...move,
    at: at.toISOString(),
    attemptId: attemptId === null ? null : attemptIdSchema.parse(attemptId),
  };
}
