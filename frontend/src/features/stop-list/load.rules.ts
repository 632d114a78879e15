import type { SuppressionKind, SuppressionLoad, SuppressionLoadState } from '@warmline/contracts';

/** What kind of list a file is, as it is being filled in. */
export interface KindDraft {
  readonly kind: SuppressionKind;
  /** Null = the whole organisation. */
  readonly clientId: string | null;
  readonly reason: string;
  readonly registerName: string;
  /** ISO days, or empty. */
  readonly registerDate: string;
  readonly maxAgeDays: number;
  readonly expiresOn: string;
}

export const EMPTY_KIND: KindDraft = {
  kind: 'opt_out',
  clientId: null,
  reason: '',
  registerName: '',
  registerDate: '',
  maxAgeDays: 31,
  expiresOn: '',
};

/** Refusals and registers have no last day. */
export const hasLastDay = (kind: SuppressionKind): boolean => !['opt_out', 'complaint', 'register'].includes(kind);

/** What is still missing, by name. */
export function gapOfKind({ kind, registerName, registerDate }: KindDraft): 'registerName' | 'registerDate' | null {
  if (kind !== 'register') return null;
  if (registerName.trim() === '') return 'registerName';
  return registerDate === '' ? 'registerDate' : null;
}

export function kindOf(draft: KindDraft) {
  const { kind, clientId, reason, registerName, registerDate, maxAgeDays, expiresOn } = draft;
  return {
    kind,
    clientId,
    ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
    ...(kind === 'register' ? { register: { name: registerName.trim(), date: registerDate, maxAgeDays } } : {}),
    ...(hasLastDay(kind) && expiresOn !== '' ? { expiresOn } : {}),
  };
}

const RUNNING: readonly SuppressionLoadState[] = ['reading', 'committing', 'marking', 'undoing', 'unmarking'];
export const isRunning = (state: SuppressionLoadState): boolean => RUNNING.includes(state);

export const stepOf = ({ state }: Pick<SuppressionLoad, 'state'>): 'check' | 'done' =>
  state === 'reading' || state === 'review' || state === 'cancelled' || state === 'failed' ? 'check' : 'done';

export interface LoadProgress {
  readonly phase: string;
  readonly done: number;
  readonly total: number | null;
}

/** The progress an event tells of this load; undefined for events of others. */
export function progressOf(
  event: { type: string; payload: Record<string, unknown> },
  id: string,
): LoadProgress | undefined {
  if (event.type !== 'suppression_load.progressed' || event.payload['suppressionLoadId'] !== id) return undefined;
  const { phase, done, total } = event.payload;
  return {
    phase: typeof phase === 'string' ? phase : '',
    done: typeof done === 'number' ? done : 0,
    total: typeof total === 'number' ? total : null,
  };
}
