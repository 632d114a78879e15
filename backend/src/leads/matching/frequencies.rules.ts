import { factKey } from './facts.rules.js';
import type { MatchRecord } from './match-record.rules.js';

export type CountedField = 'word' | 'phone' | 'email' | 'domain' | 'city' | 'region' | 'address' | 'fact';

/** Below this a file is too small to say how common a value is in the world. */
const SAMPLE_MIN = 2000;
/** A word is part of a compound only when it also stands alone this often. */
const PART_MIN_COUNT = 3;
const PART_MIN_LENGTH = 3;

/**
 * How often values occur: "Вектор" in one name of twenty is worth little, a number at two leads much. Counted over the records at hand or a
 * sample; `population` is how many leads there are to confuse one with.
 */
export class Frequencies {
  private readonly counts: Readonly<Record<CountedField, Map<string, number>>> = {
    word: new Map(),
    phone: new Map(),
    email: new Map(),
    domain: new Map(),
    city: new Map(),
    region: new Map(),
    address: new Map(),
    fact: new Map(),
  };
  private readonly innsOfPhone = new Map<string, string | null>();
  private records = 0;

  constructor(private population = 0) {}

  add(record: MatchRecord): void {
    this.records += 1;
    new Set([...record.words, ...record.otherWords]).forEach((word) => this.count('word', word));
    new Set(record.phones.map((phone) => phone.e164)).forEach((e164) => this.count('phone', e164));
    new Set(record.address).forEach((word) => this.count('address', word));
    record.facts.forEach((fact) => this.count('fact', factKey(fact)));
    this.count('email', record.email?.address);
    this.count('domain', record.domain);
    this.count('city', record.city);
    this.count('region', record.region);
    this.noteInn(record);
  }

  /** How many leads one lead could be confused with. */
  get size(): number {
    return Math.max(this.population, this.records, SAMPLE_MIN);
  }

  /** Share of leads that have the value, 0 to 1; never below one in the sample. */
  share(field: CountedField, value: string): number {
    return Math.max(1, this.counts[field].get(value) ?? 0) / Math.max(this.records, SAMPLE_MIN);
  }

  /** Two companies with an INN each answer this number: it does not say which of them a third lead is. */
  isSharedNumber(e164: string): boolean {
    return this.innsOfPhone.get(e164) === null;
  }

  /** Parts that stand alone elsewhere: "векторстрой" is "вектор" and "строй" in a file that knows both. */
  parts(word: string): readonly string[] {
    for (let cut = word.length - PART_MIN_LENGTH; cut >= PART_MIN_LENGTH; cut -= 1) {
      const [head, tail] = [word.slice(0, cut), word.slice(cut)];
      if (this.standsAlone(head) && this.standsAlone(tail)) {
        return [head, tail];
      }
    }
    return [word];
  }

  private standsAlone(word: string): boolean {
    return (this.counts.word.get(word) ?? 0) >= PART_MIN_COUNT;
  }

  private count(field: CountedField, value: string | null | undefined): void {
    if (value !== null && value !== undefined) {
      const counts = this.counts[field];
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
  }

  private noteInn({ inn, phones }: MatchRecord): void {
    if (inn !== null) {
      for (const { e164 } of phones) {
        const known = this.innsOfPhone.get(e164);
        this.innsOfPhone.set(e164, known === undefined || known === inn ? inn : null);
      }
    }
  }
}
