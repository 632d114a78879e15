import type { Agreement } from './agreement.rules.js';
import type { NameComparison } from './name-comparison.rules.js';

/** What may speak for two cards being one; grounds of different names are independent of each other. */
export type Ground = 'inn' | 'name' | 'phone' | 'web' | 'house' | 'place' | 'identity';

/** Bits from which an agreement is a ground and not a coincidence. */
/** Another house, or another street with a house. */
const ELSEWHERE = -3;
const GROUND_FROM = { name: 3, contact: 3.5, house: 2.5, place: 1.5, identity: 3 };

/**
 * The most that a pair may be thought likely (log2 of the odds), by what speaks for it. Read off labelled lists: of pairs with a name and a town
 * in common about every second is one, whatever the sum of the bits.
 */
const MOST = {
  nameAndPlace: 2,
  nameAndHouse: 3,
  /** One name holds the other, and they share a house. */
  containedInOneHouse: 0.6,
  nameless: 1,
  /** Names that contradict each other, other trades, another house. */
  against: 0.6,
};

export interface Standing {
  /** Enough speaks for the pair to show it to a person. */
  readonly mayAsk: boolean;
  /** Enough, and of the kind, to merge without asking once the odds are high. */
  readonly mayMerge: boolean;
  readonly oddsMax: number;
}

/** Names that one lead may go by: the same, miswritten, or the one with words the other leaves out. */
export function isCompatible({ likeness, weight, contradicts }: NameComparison): boolean {
  return !contradicts && (likeness === 'same' || likeness === 'close' || (likeness === 'contains' && weight > 0));
}

export function groundsOf(agreements: readonly Agreement[], name: NameComparison): ReadonlySet<Ground> {
  const grounds = new Set<Ground>();
  let place = 0;
  const isOtherCity = agreements.some(({ field, kind }) => field === 'city' && kind === 'different');
  for (const { field, kind, weight } of agreements) {
    if (field === 'inn' && kind === 'same') grounds.add('inn');
    if (field === 'phone' && kind !== 'shared' && weight >= GROUND_FROM.contact) grounds.add('phone');
    if ((field === 'email' || field === 'domain') && kind !== 'shared' && weight >= GROUND_FROM.contact) {
      grounds.add('web');
    }
    if (field === 'address' && !isOtherCity && weight >= GROUND_FROM.house) grounds.add('house');
    if ((field === 'birth_date' || field === 'identifier') && weight >= GROUND_FROM.identity) grounds.add('identity');
    if (field === 'city' || field === 'region' || field === 'postcode') place += weight;
  }
  if (isCompatible(name) && name.weight >= GROUND_FROM.name) grounds.add('name');
  if (place >= GROUND_FROM.place) grounds.add('place');
  return grounds;
}

export interface PairFacts {
  readonly name: NameComparison;
  readonly kind: 'company' | 'person';
  /** Their INN stands behind many names or houses: a body with branches. */
  readonly isInnOfMany: boolean;
}

/**
 * Two independent grounds, the name being one; without it two that lead to one door. Against the name only all that do, or the INN and one of
 * them; against the address only the number and another.
 */
export function standingOf(agreements: readonly Agreement[], facts: PairFacts): Standing {
  const { name, kind } = facts;
  const grounds = groundsOf(agreements, name);
  if (kind === 'person' && grounds.has('identity')) {
    return { mayAsk: true, mayMerge: !name.contradicts || agreements.some(isSameIdentifier), oddsMax: Infinity };
  }
  const isElsewhere = kind === 'company' && agreements.some(isOtherAddress);
  if (name.contradicts || isElsewhere || name.isOtherTrade) {
    return { mayAsk: mayAskAgainst(grounds, facts, isElsewhere), mayMerge: false, oddsMax: MOST.against };
  }
  if (!grounds.has('name')) {
    return {
      mayAsk: (grounds.has('inn') && !facts.isInnOfMany) || doorsOf(grounds) >= 2,
      mayMerge: grounds.has('inn') && isCompatible(name),
      oddsMax: MOST.nameless,
    };
  }
  const isCertain = (['inn', 'phone', 'web', 'identity'] as const).some((ground) => grounds.has(ground));
  const mayMerge = isCertain || (kind === 'person' && grounds.has('house'));
  return { mayAsk: grounds.size >= 2, mayMerge, oddsMax: isCertain ? Infinity : mostOf(grounds, name) };
}

function mayAskAgainst(grounds: ReadonlySet<Ground>, { name, isInnOfMany }: PairFacts, isElsewhere: boolean): boolean {
  const doors = doorsOf(grounds);
  if (isElsewhere) {
    return isCompatible(name) && grounds.has('phone') && (grounds.has('inn') || grounds.has('web'));
  }
  if (name.contradicts) {
    return doors === 3 || (grounds.has('inn') && (doors > 0 || !isInnOfMany));
  }
  return doors >= 2 || (grounds.has('inn') && !isInnOfMany);
}

/** In how many ways both are reached at one place. */
function doorsOf(grounds: ReadonlySet<Ground>): number {
  return (['phone', 'web', 'house'] as const).filter((ground) => grounds.has(ground)).length;
}

function mostOf(grounds: ReadonlySet<Ground>, { likeness }: NameComparison): number {
  if (!grounds.has('house')) {
    return MOST.nameAndPlace;
  }
  return likeness === 'contains' ? MOST.containedInOneHouse : MOST.nameAndHouse;
}

function isOtherAddress({ field, kind, weight }: Agreement): boolean {
  return field === 'address' && kind === 'different' && weight <= ELSEWHERE;
}

function isSameIdentifier({ field, kind }: Agreement): boolean {
  return field === 'identifier' && kind !== 'different';
}
