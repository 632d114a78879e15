import type { AnswerHandoverRequest, ErrorCode, Handover, Role, Stage, Temperature } from '@warmline/contracts';

export type HandoverState = Handover['state'];
export type HandoverAnswer = AnswerHandoverRequest['answer'];

/** A warm or hot lead waits that long for a salesperson; then the supervisor is told. */
export const HANDOVER_WAIT_MS = 24 * 3_600_000;

/** What may be said to a handover in each state. An accepted lead may be given back with a reason; a deal is for good. */
const ANSWERS: Record<HandoverState, readonly HandoverAnswer[]> = {
  offered: ['accepted', 'rejected', 'withdrawn'],
  accepted: ['deal', 'rejected', 'withdrawn'],
  rejected: [],
  deal: [],
  withdrawn: [],
};

export type HandoverVerdict =
  | { readonly kind: 'allowed' }
  | { readonly kind: 'refused'; readonly code: ErrorCode; readonly params: Record<string, unknown> };

const ALLOWED: HandoverVerdict = { kind: 'allowed' };

/** Only a warm or hot lead that is still open is offered, and to one salesperson at a time. */
export function mayOffer(lead: {
  readonly temperature: Temperature;
  readonly stage: Stage;
  /** State of the handover that has not ended; null = none. */
  readonly pending: HandoverState | null;
}): HandoverVerdict {
  if (lead.stage !== 'open') return refused('lead.closed', { stage: lead.stage });
  if (lead.temperature === 'cold') return refused('handover.wrong_state', { temperature: lead.temperature });
  return lead.pending === null ? ALLOWED : refused('handover.wrong_state', { state: lead.pending });
}

/** A rejection says why; whoever offers the lead next needs to know. */
export function mayAnswer(state: HandoverState, answer: HandoverAnswer, reason: string | undefined): HandoverVerdict {
  if (!ANSWERS[state].includes(answer)) return refused('handover.wrong_state', { state, answer });
  return answer === 'rejected' && (reason ?? '') === '' ? refused('handover.reason_required') : ALLOWED;
}

/** Those who lead the work record any answer, also for salespeople without an account. */
const LEADING: Record<Role, boolean> = {
  administrator: true,
  supervisor: true,
  marketer: true,
  operator: false,
  observer: false,
};

/** The receiver answers for himself, whoever offered may take it back. */
export function maySpeak(
  speaker: { readonly role: Role; readonly isReceiver: boolean; readonly isOfferer: boolean },
  answer: HandoverAnswer,
): boolean {
  if (LEADING[speaker.role]) return true;
  return answer === 'withdrawn' ? speaker.isOfferer : speaker.isReceiver;
}

function refused(code: ErrorCode, params: Record<string, unknown> = {}): HandoverVerdict {
  return { kind: 'refused', code, params };
}
