import { factKey } from './facts.rules.js';
import type { MatchRecord } from './match-record.rules.js';
import { houseKey } from './place-comparison.rules.js';
import { isTradeWord, TradeWords } from './trade-words.rules.js';

export type CountedField =
  'word' | 'phone' | 'email' | 'domain' | 'city' | 'region' | 'address' | 'house' | 'name' | 'fact';

/** Below this a file is too small to say how common a value is in the world. */
const SAMPLE_MIN = 2000;
/** A word is part of a compound only when it also stands alone this often. */
const PART_MIN_COUNT = 3;
/** Of what one leads' base tells of itself alone, as if this many other leads had been seen besides, one in twenty with any one value. */
const SEEN_BESIDES = 50;
const SHARE_BESIDES = 0.05;
/** What stands behind so many names that have nothing in common, or so many houses, belongs to a founder, a business centre or a chain. */
const SHARED_BY = 3;
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
    house: new Map(),
    name: new Map(),
    fact: new Map(),
  };
  private readonly innsOfPhone = new Map<string, string | null>();
  private readonly namesOf = new Map<string, Set<string>>();
  private readonly housesOf = new Map<string, Set<string>>();
  private readonly trades = new TradeWords();
  private records = 0;

  constructor(private population = 0) {}

  add(record: MatchRecord): void {
    this.records += 1;
    new Set([...record.words, ...record.otherWords]).forEach((word) => this.count('word', word));
    new Set(record.phones.map((phone) => phone.e164)).forEach((e164) => this.count('phone', e164));
    new Set(record.address.street).forEach((word) => this.count('address', word));
    this.count('house', houseKey(record.address) || null);
    this.count('name', nameKeyOf(record.words));
    this.trades.add(record);
    record.facts.forEach((fact) => this.count('fact', factKey(fact)));
    this.count('email', record.email?.address);
    this.count('domain', record.domain);
    this.count('city', record.city);
    this.count('region', record.region);
    this.noteInn(record);
    this.noteUsers(record);
  }

  /** Says of what kind a body is, not which: by the dictionary or because many names of these leads have it where the kind stands. */
  isTrade(word: string): boolean {
    return this.trades.isTrade(word);
  }

  /** How many leads one lead could be confused with. */
  get size(): number {
    return Math.max(this.population, this.records, SAMPLE_MIN);
  }

  /** Share of leads that have the value, 0 to 1; never below one in the sample. */
  share(field: CountedField, value: string): number {
    return Math.max(1, this.counts[field].get(value) ?? 0) / Math.max(this.records, SAMPLE_MIN);
  }

  /** Share of names that have the word: in a small base, of what it says itself, where that is more than one in the sample. */
  wordShare(word: string): number {
    const others = Math.max(0, (this.counts.word.get(word) ?? 0) - 2);
    return Math.max(this.share('word', word), others / (this.records + SEEN_BESIDES));
  }

  /** Share of the leads at hand alone that have the value: of a base of one town every second lead is in it. The one asked about does not count. */
  shareHere(field: CountedField, value: string): number {
    const others = Math.max(0, (this.counts[field].get(value) ?? 0) - 1);
    return (others + SEEN_BESIDES * SHARE_BESIDES) / (Math.max(0, this.records - 1) + SEEN_BESIDES);
  }

  /** A whole name that many leads bear is a chain's or a common one, however rare its words. */
  nameShare(words: readonly string[]): number {
    const others = Math.max(1, (this.counts.name.get(nameKeyOf(words)) ?? 0) - 1);
    return others / Math.max(this.records, SAMPLE_MIN);
  }

  /** Several names that have nothing in common, or several houses, stand behind it: a number, an INN, a mailbox or a domain. */
  isOfMany(value: string): boolean {
    return (this.namesOf.get(value)?.size ?? 0) >= SHARED_BY || (this.housesOf.get(value)?.size ?? 0) >= SHARED_BY;
  }

  /** Two companies with an INN each answer this number: it does not say which of them a third lead is. */
  isSharedNumber(e164: string): boolean {
    return this.innsOfPhone.get(e164) === null || this.isOfMany(e164);
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

  private noteUsers(record: MatchRecord): void {
    const name = this.tellingKey(record.words);
    const house = houseKey(record.address);
    const { phones, domain, inn, email } = record;
    for (const value of [...phones.map(({ e164 }) => e164), domain, inn, email?.address]) {
      if (value !== null && value !== undefined) {
        note(this.namesOf, value, name);
        note(this.housesOf, value, house);
      }
    }
  }

  /** The first letters of the longest word that is no trade's: coarse, so that one name written in several ways counts once. */
  private tellingKey(words: readonly string[]): string {
    const telling = words.filter((word) => !isTradeWord(word));
    return [...telling].sort((a, b) => b.length - a.length)[0]?.slice(0, 4) ?? '';
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

function nameKeyOf(words: readonly string[]): string {
  return [...words].sort().join('');
}

function note(users: Map<string, Set<string>>, value: string, user: string): void {
  const known = users.get(value);
  if (user === '') {
    return;
  }
  if (known === undefined) {
    users.set(value, new Set([user]));
  } else if (known.size < SHARED_BY) {
    known.add(user);
  }
}
