import type { Handover, WarmHotRow } from '@warmline/contracts';
import type { Language } from '../../lib/language.js';
import { pastText, spanText } from '../../lib/when.rules.js';

export const FILTERS = ['all', 'hot', 'warm', 'not_handed', 'rejected', 'cooling'] as const;
export type WarmHotFilter = (typeof FILTERS)[number];

export type HandoverWord = 'offered' | 'accepted' | 'rejected' | 'deal' | 'none';

const HOUR_MS = 3_600_000;
/** A hot lead that nobody has taken in a day is going cold. */
export const WAITS_TOO_LONG_MS = 24 * HOUR_MS;
/** Cooling is worth a word when it is this near. */
export const COOLS_SOON_MS = 7 * 24 * HOUR_MS;

/** A withdrawn offer is as if there had been none. */
export const handoverWord = (handover: Handover | null): HandoverWord =>
  handover === null || handover.state === 'withdrawn' ? 'none' : handover.state;

export type HandoverNote =
  | { readonly kind: 'person'; readonly name: string; readonly when: string }
  | { readonly kind: 'refusal'; readonly name: string; readonly reason: string }
  | { readonly kind: 'waits'; readonly span: string; readonly long: boolean }
  | { readonly kind: 'cools'; readonly span: string }
  | { readonly kind: 'early' };

/** The second line of the handover cell: who and since when, or what threatens while nobody has the lead. */
export function handoverNote(row: WarmHotRow, now: number, language: Language): HandoverNote {
  const { handover } = row;
  if (handover && handover.state === 'rejected' && handover.reason) {
    return { kind: 'refusal', name: handover.to.name, reason: handover.reason };
  }
  if (handover && handover.state !== 'withdrawn') {
    return {
      kind: 'person',
      name: handover.to.name,
      when: pastText(handover.answeredAt ?? handover.offeredAt, now, language),
    };
  }
  const coolsInMs = row.coolsAt === null ? Infinity : Date.parse(row.coolsAt) - now;
  if (coolsInMs < COOLS_SOON_MS) return { kind: 'cools', span: spanText(coolsInMs, language) };
  if (row.temperature === 'hot' && row.since !== null) {
    const waitsMs = now - Date.parse(row.since);
    return { kind: 'waits', span: spanText(waitsMs, language), long: waitsMs > WAITS_TOO_LONG_MS };
  }
  return { kind: 'early' };
}

export type HandoverAnswer = 'accepted' | 'rejected' | 'deal' | 'withdrawn';

/** What may be answered in each state; a new offer is possible where the lead is with nobody. */
export const NEXT_ANSWERS: Record<HandoverWord, readonly HandoverAnswer[]> = {
  offered: ['accepted', 'rejected', 'withdrawn'],
  accepted: ['deal', 'rejected', 'withdrawn'],
  rejected: [],
  deal: [],
  none: [],
};

/** Who refused or bought for good is not for sale. */
export const mayOffer = ({ handover, stage }: Pick<WarmHotRow, 'handover' | 'stage'>): boolean =>
  stage === 'open' && ['none', 'rejected'].includes(handoverWord(handover));
