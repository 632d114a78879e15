import type { LeadList } from '@warmline/contracts';

export type ListFigures = Omit<LeadList['leads'], 'countedAt' | 'isFirstCount'>;

/** What is kept of a list's figures, and whether its leads have changed since. */
export interface KeptFigures {
  readonly figures: ListFigures | null;
  readonly countedAt: Date | null;
  readonly isMarked: boolean;
  /** Memberships put in since the count. */
  readonly newMembers: number;
}

/** A list that is counted again and again takes no more than a twentieth of a core. */
const REST_PER_COUNT = 20;
/** Whoever looks at a small list counts it himself: in the background it is only kept from being counted at every look. */
const SMALL_LIST_REST_MS = 10_000;

const NOTHING: ListFigures = { total: 0, cold: 0, warm: 0, hot: 0, zoneUnknown: 0 };

/** No fewer leads than the list has, however many have left it since the count. */
export function mostLeads({ figures, newMembers }: Pick<KeptFigures, 'figures' | 'newMembers'>): number {
  return (figures?.total ?? 0) + newMembers;
}

/** Small enough to be counted while somebody waits. */
export function isSmall(kept: Pick<KeptFigures, 'figures' | 'newMembers'>, liveMax: number): boolean {
  return mostLeads(kept) <= liveMax;
}

/** What is shown of a list without counting it; undefined where it is to be counted now. */
export function shownWithoutCounting(kept: KeptFigures, liveMax: number): LeadList['leads'] | undefined {
  const { figures, countedAt, isMarked, newMembers } = kept;
  if (!isMarked) {
    // Neither counted nor marked: nobody was ever put in. Counting it all the same would walk through the rows of an import that is being committed.
    return { ...(figures ?? NOTHING), countedAt: null, isFirstCount: false };
  }
  if (isSmall(kept, liveMax)) {
    return undefined;
  }
  return figures === null
    ? { ...NOTHING, total: newMembers, countedAt: null, isFirstCount: true }
    : { ...figures, countedAt: countedAt?.toISOString() ?? null, isFirstCount: false };
}

export function shownNow(figures: ListFigures | undefined): LeadList['leads'] {
  return { ...(figures ?? NOTHING), countedAt: null, isFirstCount: false };
}

/** How long a list is left alone after a count that took `tookMs`. */
export function restMs(tookMs: number, small: boolean): number {
  return Math.max(REST_PER_COUNT * tookMs, small ? SMALL_LIST_REST_MS : 0);
}
