import type { Attempt } from './attempt.rules.js';

/** The result the system records where nobody has talked: every attempt ends in exactly one disposition. */
export function systemDisposition(attempt: Pick<Attempt, 'cause' | 'answeredAt' | 'amd' | 'endedBy'>): string {
  if (attempt.amd === 'machine' || attempt.amd === 'machine_beep' || attempt.amd === 'fax') {
    return 'voicemail';
  }
  if (attempt.answeredAt !== null) {
    return 'hung_up';
  }
  switch (attempt.cause) {
    case 'busy':
      return 'busy';
    case 'rejected':
      return 'rejected';
    case 'unallocated_number':
    case 'invalid_number':
      return 'unallocated';
    case 'congestion':
    case 'trunk_limit':
    case 'carrier_error':
    case 'media_failed':
      return 'congestion';
    case 'failed_to_place':
    case 'lost_engine':
      return 'failed_to_place';
    case 'canceled':
      return attempt.endedBy === 'us' ? 'cancelled' : 'no_answer';
    case 'no_answer':
    case 'completed':
    case 'max_duration':
    case 'unknown':
    case null:
      return 'no_answer';
  }
}

/** The result of a call whose operator is gone for good: the end of its script, else a conversation that somebody has to decide on. */
export function unsavedDisposition({
  scriptEnd,
  connectedAt,
}: {
  scriptEnd: string | null;
  connectedAt: Date | null;
}): string {
  return scriptEnd ?? (connectedAt === null ? 'operator_gone' : 'unfinished_talk');
}
