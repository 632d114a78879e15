/**
 * Result codes an end step may name. A campaign chooses a part of them and may add its own, so the format
 * takes any code of this shape and the checker is told which ones are allowed.
 */
export const DISPOSITION_CODES = [
  'interested',
  'send_offer',
  'meeting',
  'order',
  'call_later',
  'refusal_price',
  'refusal_has_supplier',
  'refusal_not_now',
  'refusal_no_need',
  'refusal_unsaid',
  'secretary_refused',
  'not_decision_maker',
  'already_client',
  'complaint',
  'do_not_call',
  'number_changed_hands',
  'wrong_company',
  'company_closed',
  'busy',
  'no_answer',
  'voice_assistant',
  'voicemail',
  'hung_up',
  'rejected',
  'unallocated',
  'congestion',
] as const;

export type DispositionCode = (typeof DISPOSITION_CODES)[number];

/** Results a conversation is held for: the way to the nearest of them is what "about N steps left" counts. */
export const GOAL_DISPOSITIONS: readonly string[] = [
  'interested',
  'send_offer',
  'meeting',
  'order',
] satisfies DispositionCode[];
