import {
  type LeadCard,
  type LeadMove,
  type LeadPhone,
  type MoveLeadRequest,
  retirePhoneRequestSchema,
  type Role,
  type Stage,
  stageSchema,
  type Temperature,
  temperatureSchema,
} from '@warmline/contracts';

export const TEMPERATURES = temperatureSchema.options;
export const STAGES = stageSchema.options;
/** Why a number stops being this lead's. */
export const RETIREMENTS = retirePhoneRequestSchema.shape.reason.options;

export interface LeadFilter {
  readonly temperature: Temperature | undefined;
  readonly stage: Stage | undefined;
}

/** The address says both in one word, `hot`, `refused` or `hot-open`; what it does not know is left out. */
export function filterOf(text: string | undefined): LeadFilter {
  const words = text?.split('-') ?? [];
  return {
    temperature: TEMPERATURES.find((each) => words.includes(each)),
    stage: STAGES.find((each) => words.includes(each)),
  };
}

export const filterText = ({ temperature, stage }: LeadFilter): string | undefined =>
  [temperature, stage].filter(Boolean).join('-') || undefined;

export interface PhoneGroup {
  /** Null for the numbers of the company as a whole. */
  readonly contact: LeadCard['contacts'][number] | null;
  readonly phones: readonly LeadPhone[];
}

export interface PhoneBook {
  readonly groups: readonly PhoneGroup[];
  readonly retired: readonly LeadPhone[];
}

/** Numbers under whom they reach: the company's first, then each contact, with or without a number. Retired ones stand apart. */
export function phoneBookOf({ phones, contacts }: Pick<LeadCard, 'phones' | 'contacts'>): PhoneBook {
  const active = phones.filter((phone) => phone.state === 'active');
  const known = new Set(contacts.map(({ id }) => id));
  const own = active.filter(({ contactId }) => contactId === null || !known.has(contactId));
  return {
    groups: [
      ...(own.length > 0 ? [{ contact: null, phones: own }] : []),
      ...contacts.map((contact) => ({ contact, phones: active.filter(({ contactId }) => contactId === contact.id) })),
    ],
    retired: phones.filter((phone) => phone.state === 'retired'),
  };
}

export interface CorrectionDraft {
  readonly temperature: Temperature;
  readonly stage: Stage;
  readonly reason: string;
}

/** What a correction asks for; nothing while nothing would change or nobody says why. */
export function correctionOf(card: Pick<LeadCard, 'temperature' | 'stage'>, draft: CorrectionDraft) {
  const reason = draft.reason.trim();
  const change: MoveLeadRequest = {
    ...(draft.temperature === card.temperature ? {} : { temperature: draft.temperature }),
    ...(draft.stage === card.stage ? {} : { stage: draft.stage }),
    reason,
  };
  return reason === '' || Object.keys(change).length === 1 ? undefined : change;
}

/** The server refuses the others; this spares them a button that would not work. */
export const mayCorrect = (role: Role | undefined): boolean => role === 'supervisor' || role === 'administrator';

/** Moves that no result of a call made; their words are the page's own. */
const OWN_REASONS = ['corrected', 'cooled', 'deal'] as const;
export type OwnReason = (typeof OWN_REASONS)[number];

/** Moves whose reason is not the code of a result get it in words, where nobody wrote a note. */
export const movesInWords = (moves: readonly LeadMove[], words: (reason: OwnReason) => string): LeadMove[] =>
  moves.map((move) => {
    const own = OWN_REASONS.find((reason) => reason === move.reason);
    return move.note !== null || own === undefined ? move : { ...move, note: words(own) };
  });

/** A lead is dialled only from a list whose legal source is complete. */
export const hasGround = ({ lists }: Pick<LeadCard, 'lists'>): boolean =>
  lists.some(({ legalSourceComplete }) => legalSourceComplete);
