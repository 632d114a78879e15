import type { Agreement, MatchField } from './agreement.rules.js';
import { compareDomains, compareEmails, comparePhones } from './contact-comparison.rules.js';
import { compareFacts } from './fact-comparison.rules.js';
import type { Frequencies } from './frequencies.rules.js';
import { isOwnAddress } from './mail.rules.js';
import type { MatchRecord } from './match-record.rules.js';
import { comparableName, compareNames, type ComparableName, type NameComparison } from './name-comparison.rules.js';
import { compareAddresses, compareCities, compareRegions } from './place-comparison.rules.js';

/** A record with its name taken to pieces by what the whole file knows of words. */
export interface PreparedRecord {
  readonly record: MatchRecord;
  readonly names: readonly ComparableName[];
}

/** Merged at once by this alone: the same valid INN; the same number or own mailbox with a compatible name and no INN against it. */
export type CertainReason = 'inn' | 'phone' | 'email';

export type MatchVerdict = 'merge' | 'review' | 'none';

export interface PairScore {
  readonly verdict: MatchVerdict;
  readonly certain: CertainReason | null;
  /** log2 of the odds that both are one, all evidence and the rarity of duplicates counted. */
  readonly odds: number;
  /** The same without the latter: what the two cards say by themselves. */
  readonly weight: number;
  /** Two different valid INNs: whatever else agrees, they are two. */
  readonly vetoed: boolean;
  /** Field by field, heaviest first. */
  readonly agreements: readonly Agreement[];
}

/** Odds (log2) from which two leads are merged without asking, 2^7 = 128 : 1, and from which a person is asked, 1 : 6. */
export const MERGE_FROM = 7;
export const REVIEW_FROM = -2.5;
/** Fields that can tell one of millions; a name, a city or a legal form cannot, however well it agrees. */
const IDENTIFYING: ReadonlySet<MatchField> = new Set([
  'inn',
  'phone',
  'email',
  'domain',
  'address',
  'birth_date',
  'identifier',
  'postcode',
]);
/** Bits the identifying fields must bring together before a pair is merged. */
const INDEPENDENT_FROM = 4;
/** A rare number, mailbox or address in common is itself strong: then odds of 32 : 1 do, for the name is no coincidence. */
const RARE_FROM = 9;
export const MERGE_RARE_FROM = 5;
/** However rare a name looks in a small file, by itself it is at best likely: 16 : 1. */
const ODDS_OF_A_NAME_MAX = 4;
const SAME_INN = 20;
const FAMILY = { same: 0.7, soleAgainstCompany: -4, other: -1 };

export function prepare(record: MatchRecord, frequencies: Frequencies): PreparedRecord {
  const shareOf = (word: string) => frequencies.share('word', word);
  const names = [record.words, record.otherWords]
    .filter((words) => words.length > 0)
    .map((words) =>
      comparableName(
        words.flatMap((word) => frequencies.parts(word)),
        shareOf,
      ),
    );
  return { record, names };
}

/** Most pairs that were looked at have nothing to say. */
const NOTHING: PairScore = {
  verdict: 'none',
  certain: null,
  odds: -Infinity,
  weight: 0,
  vetoed: false,
  agreements: [],
};
const VETOED: PairScore = { ...NOTHING, vetoed: true };
const NAMELESS: NameComparison = { likeness: 'different', weight: 0 };
/** The most that city, legal form, a number miswritten and unknown columns can add to a name. */
const NAME_AND_PLACE_MAX = 14;

/** Compares two leads field by field. Symmetric but for the sides of `a` and `b`; stops at once where nothing can come of it. */
export function scorePair(one: PreparedRecord, other: PreparedRecord, frequencies: Frequencies): PairScore {
  const [a, b] = [one.record, other.record];
  if (a.inn !== null && b.inn !== null && a.inn !== b.inn) {
    return VETOED;
  }
  const prior = Math.log2(frequencies.size);
  const name = bestName(one.names, other.names);
  if (name.weight + NAME_AND_PLACE_MAX - prior < REVIEW_FROM && !haveMoreInCommon(a, b)) {
    return NOTHING;
  }
  const agreements = [
    nameAgreement(name, a, b),
    ...compareContacts(a, b, frequencies),
    ...comparePlaces(a, b, frequencies),
  ];
  const weight = agreements.reduce((sum, agreement) => sum + agreement.weight, 0);
  const independent = independentWeight(agreements);
  const odds = Math.min(weight - prior, independent > 0 ? Infinity : ODDS_OF_A_NAME_MAX);
  const certain = certainReason(agreements, { a, b, name });
  const verdict = verdictOf({ certain, odds, independent, name, kind: a.kind });
  if (verdict === 'none') {
    return NOTHING;
  }
  agreements.sort((x, y) => Math.abs(y.weight) - Math.abs(x.weight));
  return { verdict, certain, odds, weight, vetoed: false, agreements };
}

/** Whether anything beyond name and city may speak for the pair; cheap, for it is asked of every one. */
function haveMoreInCommon(a: MatchRecord, b: MatchRecord): boolean {
  return (
    a.facts.some(({ kind }) => kind !== 'other') ||
    (a.address.length > 0 && b.address.length > 0) ||
    (a.inn !== null && a.inn === b.inn) ||
    (a.domain !== null && a.domain === b.domain) ||
    (a.email !== null && b.email !== null && a.email.domain === b.email.domain) ||
    a.phones.some(({ e164 }) => b.phones.some((other) => e164.endsWith(other.e164.slice(-7))))
  );
}

/** What the two cards say by themselves, in bits, whatever the verdict. */
export function weighPair(one: PreparedRecord, other: PreparedRecord, frequencies: Frequencies): number {
  const [a, b] = [one.record, other.record];
  const name = bestName(one.names, other.names);
  const agreements = [...compareContacts(a, b, frequencies), ...comparePlaces(a, b, frequencies)];
  return agreements.reduce((sum, { weight }) => sum + weight, name.weight);
}

function compareContacts(a: MatchRecord, b: MatchRecord, frequencies: Frequencies): Agreement[] {
  return [
    compareInns(a, b),
    comparePhones(a, b, frequencies),
    compareEmails(a, b, frequencies),
    compareDomains(a, b, frequencies),
  ].filter((agreement) => agreement !== null);
}

function comparePlaces(a: MatchRecord, b: MatchRecord, frequencies: Frequencies): Agreement[] {
  return [
    compareFamilies(a, b),
    compareCities(a, b, frequencies),
    compareRegions(a, b, frequencies),
    compareAddresses(a, b, frequencies),
    ...compareFacts(a, b, frequencies),
  ].filter((agreement) => agreement !== null);
}

function bestName(a: readonly ComparableName[], b: readonly ComparableName[]): NameComparison {
  let best: NameComparison | null = null;
  for (const nameA of a) {
    for (const nameB of b) {
      const next = compareNames(nameA, nameB);
      best = best === null || next.weight > best.weight ? next : best;
    }
  }
  return best ?? NAMELESS;
}

function nameAgreement(name: NameComparison, a: MatchRecord, b: MatchRecord): Agreement {
  return { field: 'name', kind: name.likeness, weight: name.weight, a: a.source.name, b: b.source.name };
}

function compareInns(a: MatchRecord, b: MatchRecord): Agreement | null {
  if (a.inn === null || b.inn === null) {
    return null;
  }
  return a.inn === b.inn
    ? { field: 'inn', kind: 'same', weight: SAME_INN, a: a.inn, b: b.inn }
    : { field: 'inn', kind: 'different', weight: -SAME_INN, a: a.inn, b: b.inn };
}

function compareFamilies(a: MatchRecord, b: MatchRecord): Agreement | null {
  if (a.family === null || b.family === null) {
    return null;
  }
  const both = { field: 'legal_form', a: a.family, b: b.family } as const;
  if (a.family === b.family) {
    return { ...both, kind: 'same', weight: FAMILY.same };
  }
  const sole = a.family === 'sole' || b.family === 'sole';
  return { ...both, kind: 'different', weight: sole ? FAMILY.soleAgainstCompany : FAMILY.other };
}

function certainReason(
  agreements: readonly Agreement[],
  { a, b, name }: { a: MatchRecord; b: MatchRecord; name: NameComparison },
): CertainReason | null {
  if (a.inn !== null && a.inn === b.inn) {
    return 'inn';
  }
  if (!isCompatible(name)) {
    return null;
  }
  const samePhone = agreements.some(({ field, kind }) => field === 'phone' && kind === 'same');
  if (samePhone) {
    return 'phone';
  }
  return isOwnAddress(a.email) && a.email.address === b.email?.address ? 'email' : null;
}

/** Names that one lead may go by: the same, miswritten, or the one with words the other leaves out. */
export function isCompatible({ likeness, weight }: NameComparison): boolean {
  return likeness === 'same' || likeness === 'close' || (likeness === 'contains' && weight > 0);
}

function independentWeight(agreements: readonly Agreement[]): number {
  return agreements.reduce((sum, { field, weight }) => sum + (IDENTIFYING.has(field) && weight > 0 ? weight : 0), 0);
}

function verdictOf(pair: {
  certain: CertainReason | null;
  odds: number;
  independent: number;
  name: NameComparison;
  kind: 'company' | 'person';
}): MatchVerdict {
  if (pair.certain !== null) {
    return 'merge';
  }
  const named = isCompatible(pair.name) || pair.kind === 'person';
  const likely = pair.odds >= MERGE_FROM && pair.independent >= INDEPENDENT_FROM;
  if (named && (likely || (pair.odds >= MERGE_RARE_FROM && pair.independent >= RARE_FROM))) {
    return 'merge';
  }
  return pair.odds >= REVIEW_FROM && (pair.name.weight > 0 || pair.kind === 'person') ? 'review' : 'none';
}
