import type { Agreement, MatchField } from './agreement.rules.js';
import { compareDomains, compareEmails, comparePhones } from './contact-comparison.rules.js';
import { compareFacts } from './fact-comparison.rules.js';
import type { Frequencies } from './frequencies.rules.js';
import { isCompatible, standingOf, type Standing } from './grounds.rules.js';
import { isOwnAddress } from './mail.rules.js';
import type { MatchRecord } from './match-record.rules.js';
import { compareCardNames, type CardNames } from './name-choice.rules.js';
import { comparableName, type NameComparison } from './name-comparison.rules.js';
import { compareAddresses, compareCities, compareRegions } from './place-comparison.rules.js';

/** A record with its names taken to pieces by what the whole file knows of words. */
export interface PreparedRecord {
  readonly record: MatchRecord;
  readonly names: CardNames;
}

/** Merged at once by this alone: the same valid INN; the same number or own mailbox with a compatible name and no INN against it. */
export type CertainReason = 'inn' | 'phone' | 'email';

export type MatchVerdict = 'merge' | 'review' | 'none';

export interface PairScore {
  readonly verdict: MatchVerdict;
  readonly certain: CertainReason | null;
  /** log2 of the odds that both are one: all evidence and the rarity of duplicates counted, bounded by what kind of grounds there are. */
  readonly odds: number;
  /** The same without the latter: what the two cards say by themselves. */
  readonly weight: number;
  /** Two different valid INNs: whatever else agrees, they are two. */
  readonly vetoed: boolean;
  /** Field by field, heaviest first. */
  readonly agreements: readonly Agreement[];
}

/** Odds (log2) from which two leads are merged without asking, 2^8 = 256 : 1, and from which a person is asked, 1 : 3. */
export const MERGE_FROM = 8;
export const REVIEW_FROM = -1.7;
/** A rare number, mailbox or address in common is itself strong: then odds of 64 : 1 do, for the name is no coincidence. */
const RARE_FROM = 9;
export const MERGE_RARE_FROM = 6;
/** A lead is likelier to stand there twice than one of so many picked by chance, bits. */
const AGAIN = 1;
const SAME_INN = 20;
/** Bits of a number that two names share. */
const SHARED_MAX = 1;
const TELLING: ReadonlySet<MatchField> = new Set([
  'inn',
  'phone',
  'email',
  'domain',
  'address',
  'birth_date',
  'identifier',
]);
const FAMILY = { same: 0.7, soleAgainstCompany: -4, other: -1 };

export function prepare(record: MatchRecord, frequencies: Frequencies): PreparedRecord {
  const knowledge = {
    shareOf: (word: string) => frequencies.wordShare(word),
    nameShare: (words: readonly string[]) => frequencies.nameShare(words),
    isTrade: (word: string) => record.kind === 'company' && frequencies.isTrade(word),
  };
  const comparable = (words: readonly string[]) => {
    const parts = words.flatMap((word) => frequencies.parts(word));
    return words.length === 0 ? null : comparableName(parts, record.kindWords, knowledge);
  };
  return { record, names: { name: comparable(record.words), legal: comparable(record.otherWords) } };
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
/** The most that city, legal form, a number miswritten and unknown columns can add to a name. */
const NAME_AND_PLACE_MAX = 14;

/** Compares two leads field by field. Symmetric but for the sides of `a` and `b`; stops at once where nothing can come of it. */
export function scorePair(one: PreparedRecord, other: PreparedRecord, frequencies: Frequencies): PairScore {
  const [a, b] = [one.record, other.record];
  if (a.inn !== null && b.inn !== null && a.inn !== b.inn) {
    return VETOED;
  }
  const prior = Math.log2(frequencies.size) - AGAIN;
  const name = compareCardNames(one.names, other.names);
  if (name.weight + NAME_AND_PLACE_MAX - prior < REVIEW_FROM && !haveMoreInCommon(a, b)) {
    return NOTHING;
  }
  const agreements = [
    nameAgreement(name, a, b),
    ...compareContacts(a, b, { name, frequencies }),
    ...comparePlaces(a, b, frequencies),
  ];
  const weight = agreements.reduce((sum, agreement) => sum + agreement.weight, 0);
  const isInnOfMany = a.inn !== null && frequencies.isOfMany(a.inn);
  const standing = standingOf(agreements, { name, kind: a.kind, isInnOfMany });
  const certain = standing.mayMerge ? certainReason(agreements, { a, b, name }) : null;
  const odds = certain === null ? Math.min(weight - prior, standing.oddsMax) : weight - prior;
  const verdict = verdictOf({ certain, odds, standing, rarest: rarestOf(agreements) });
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
    (a.address.street.length > 0 && b.address.street.length > 0) ||
    (a.inn !== null && a.inn === b.inn) ||
    (a.domain !== null && a.domain === b.domain) ||
    (a.email !== null && b.email !== null && a.email.domain === b.email.domain) ||
    a.phones.some(({ e164 }) => b.phones.some((other) => e164.endsWith(other.e164.slice(-7))))
  );
}

/** What the two cards say by themselves, in bits, whatever the verdict. */
export function weighPair(one: PreparedRecord, other: PreparedRecord, frequencies: Frequencies): number {
  const [a, b] = [one.record, other.record];
  const name = compareCardNames(one.names, other.names);
  const agreements = [...compareContacts(a, b, { name, frequencies }), ...comparePlaces(a, b, frequencies)];
  return agreements.reduce((sum, { weight }) => sum + weight, name.weight);
}

function compareContacts(
  a: MatchRecord,
  b: MatchRecord,
  { name, frequencies }: { name: NameComparison; frequencies: Frequencies },
): Agreement[] {
  const found = [
    compareInns(a, b),
    comparePhones(a, b, frequencies),
    compareEmails(a, b, frequencies),
    compareDomains(a, b, frequencies),
  ].filter((agreement) => agreement !== null);
  return name.contradicts && a.kind === 'company' ? found.map(ofTwoNames) : found;
}

/** A number or domain behind two names is a switchboard, a founder or a house, not one of them. */
function ofTwoNames(agreement: Agreement): Agreement {
  const isContact = agreement.field === 'phone' || agreement.field === 'domain';
  return isContact && agreement.kind === 'same'
    ? { ...agreement, kind: 'shared', weight: Math.min(agreement.weight, SHARED_MAX) }
    : agreement;
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

/** Bits of what can tell one of millions, the strongest alone. */
function rarestOf(agreements: readonly Agreement[]): number {
  const telling = agreements.filter(({ field, kind }) => TELLING.has(field) && kind !== 'shared');
  return telling.reduce((sum, { weight }) => sum + Math.max(0, weight), 0);
}

function verdictOf({
  certain,
  odds,
  standing,
  rarest,
}: {
  certain: CertainReason | null;
  odds: number;
  standing: Standing;
  rarest: number;
}): MatchVerdict {
  if (certain !== null) {
    return 'merge';
  }
  if (standing.mayMerge && (odds >= MERGE_FROM || (odds >= MERGE_RARE_FROM && rarest >= RARE_FROM))) {
    return 'merge';
  }
  return standing.mayAsk && odds >= REVIEW_FROM ? 'review' : 'none';
}
