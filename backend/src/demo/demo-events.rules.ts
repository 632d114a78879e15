/** The log of one call of yesterday: the facts the product itself would have written. Pure. */
import type { DispositionEffect, EventPayloads, EventType } from '@warmline/contracts';
import { leadAfterResult } from '../campaigns/disposition-effect.rules.js';
import type { DemoCall } from './demo-history.rules.js';

export type DatedEvent = {
  [Type in EventType]: {
    readonly type: Type;
    readonly payload: EventPayloads[Type];
    readonly at: Date;
    readonly leadId: string;
    readonly attemptId: string;
  };
}[EventType];

const COLD = { temperature: 'cold', stage: 'open', stageReason: null, returnOn: null } as const;

export function eventsOfCall(
  call: DemoCall,
  subject: { attemptId: string; leadId: string; entryId: string; scriptVersionId: string; effect: DispositionEffect },
): DatedEvent[] {
  const { attemptId, leadId, entryId, effect } = subject;
  const of = { attemptId, leadId };
  const recorded = { code: call.code, reached: effect.reached, decisionMaker: effect.decisionMaker };
  const planned = { queueEntryId: entryId, number: 1 };
  return [
    { ...of, type: 'attempt.planned' as const, at: call.plannedAt, payload: planned },
    { ...of, type: 'call.dial_requested' as const, at: call.dialRequestedAt, payload: { provider: 'simulator' } },
    ...(call.ringingAt === null ? [] : [{ ...of, type: 'call.ringing' as const, at: call.ringingAt, payload: {} }]),
    ...talkEvents(call, subject),
    { ...of, type: 'call.ended' as const, at: call.endedAt, payload: { cause: call.cause, by: call.endedBy } },
    { ...of, type: 'attempt.result_recorded' as const, at: call.wrappedAt, payload: recorded },
    ...moveEvents(call, subject),
  ];
}

function talkEvents(
  { answeredAt, talk }: DemoCall,
  { attemptId, leadId, scriptVersionId }: { attemptId: string; leadId: string; scriptVersionId: string },
): DatedEvent[] {
  if (answeredAt === null || talk === null) return [];
  const of = { attemptId, leadId };
  return [
    { ...of, type: 'call.answered' as const, at: answeredAt, payload: {} },
    { ...of, type: 'call.connected' as const, at: answeredAt, payload: {} },
    { ...of, type: 'script.started' as const, at: answeredAt, payload: { versionId: scriptVersionId } },
    ...talk.steps.map(({ stepId, at }, seq) => ({
      ...of,
      type: 'script.step_entered' as const,
      at,
      payload: { stepId, seq },
    })),
  ];
}

function moveEvents(
  { code, wrappedAt }: DemoCall,
  { attemptId, leadId, effect }: { attemptId: string; leadId: string; effect: DispositionEffect },
): DatedEvent[] {
  const to = leadAfterResult(COLD, effect, code, wrappedAt);
  if (to.temperature === COLD.temperature && to.stage === COLD.stage) return [];
  const payload = {
    fromTemperature: COLD.temperature,
    toTemperature: to.temperature,
    fromStage: COLD.stage,
    toStage: to.stage,
    reason: code,
  };
  return [{ attemptId, leadId, type: 'lead.moved' as const, at: wrappedAt, payload }];
}
