import type { Agreement } from './agreement.rules.js';
import { blockKeys } from './block-keys.rules.js';
import { hashKey } from './candidates.rules.js';
import { findDuplicates, type ScoredPair } from './find-duplicates.rules.js';
import { Frequencies } from './frequencies.rules.js';
import { matchRecord, type MatchSource } from './match-record.rules.js';

export type LeadSource = MatchSource & { readonly id: string };

/** A pair of leads, the older first, with what spoke for and against it. */
export interface JudgedPair {
  readonly leadA: string;
  readonly leadB: string;
  readonly score: number;
  readonly reasons: readonly Agreement[];
}

export interface JudgedLeads {
  readonly merges: readonly JudgedPair[];
  readonly reviews: readonly JudgedPair[];
  readonly compared: number;
}

/** Reasons a person reads; further ones hardly weigh. */
const REASONS_MAX = 10;

/** Hashed block keys of each lead: the same for the same lead, so that they can be kept and looked up. */
export function keysOfLeads(leads: readonly LeadSource[]): { leadIds: string[]; keys: number[] } {
  const pairs = leads.flatMap((lead) =>
    blockKeys(matchRecord(lead)).map(({ key }) => [lead.id, hashKey(key)] as const),
  );
  return { leadIds: pairs.map(([id]) => id), keys: pairs.map(([, key]) => key) };
}

/** How common words and values are, from a sample of `population` leads. */
export function frequenciesOfSample(sample: readonly LeadSource[], population: number): Frequencies {
  const frequencies = new Frequencies(population);
  sample.forEach((lead) => frequencies.add(matchRecord(lead)));
  return frequencies;
}

export function judgeLeads(
  leads: readonly LeadSource[],
  {
    pairs,
    keptApart,
  }: { pairs: readonly (readonly [string, string])[]; keptApart: readonly (readonly [string, string])[] },
  frequencies: Frequencies,
): JudgedLeads {
  const places = new Map(leads.map(({ id }, place) => [id, place]));
  const apart = new Set(keptApart.flatMap(([a, b]) => [`${a} ${b}`, `${b} ${a}`]));
  const found = findDuplicates(leads.map(matchRecord), {
    frequencies,
    pairs: pairs.flatMap(([a, b]) => {
      const [placeA, placeB] = [places.get(a), places.get(b)];
      return placeA === undefined || placeB === undefined ? [] : [[placeA, placeB] as const];
    }),
    areKeptApart: (a, b) => apart.has(`${leads[a]!.id} ${leads[b]!.id}`),
  });
  const judged = (pair: ScoredPair) => judgedPair(pair, leads);
  return { merges: found.merges.map(judged), reviews: found.reviews.map(judged), compared: found.compared };
}

function judgedPair({ a, b, score }: ScoredPair, leads: readonly LeadSource[]): JudgedPair {
  const [idA, idB] = [leads[a]!.id, leads[b]!.id];
  const isOlder = BigInt(idA) < BigInt(idB);
  const reasons = score.agreements
    .slice(0, REASONS_MAX)
    .map((reason) => ({ ...reason, weight: Math.round(reason.weight * 10) / 10 }))
    .map((reason) => (isOlder ? reason : { ...reason, a: reason.b, b: reason.a }));
  const [leadA, leadB] = isOlder ? [idA, idB] : [idB, idA];
  return { leadA, leadB, score: Math.round(score.odds * 10) / 10, reasons };
}
