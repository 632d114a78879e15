import { isValidInn, nameWords, type LegalFamily } from '../company-name.rules.js';
import { readFact, type Fact } from './facts.rules.js';
import { foldWord } from './letters.rules.js';
import { emailOf, siteDomain, type EmailAddress } from './mail.rules.js';
import { wordsBesideQuotes } from './quoted-name.rules.js';
import { readStreetAddress, type StreetAddress } from './street-address.rules.js';

/** What is known of a lead or of a row, as the product keeps it. */
export interface MatchSource {
  readonly kind: 'company' | 'person';
  readonly name: string;
  readonly legalName?: string | null;
  readonly inn?: string | null;
  readonly email?: string | null;
  readonly site?: string | null;
  readonly region?: string | null;
  readonly city?: string | null;
  readonly address?: string | null;
  readonly phones: readonly MatchPhone[];
  /** Custom fields under their own headers. */
  readonly facts?: Readonly<Record<string, string>>;
}

export interface MatchPhone {
  readonly e164: string;
  readonly extension: string;
}

/** A source brought to the form that is compared; names, cities and addresses in folded Latin words. */
export interface MatchRecord {
  readonly source: MatchSource;
  readonly kind: 'company' | 'person';
  readonly words: readonly string[];
  /** Names by which it goes besides: the legal name. */
  readonly otherWords: readonly string[];
  /** Words of either that stand beside a quoted part: what kind of body it is, whom it is named after. */
  readonly kindWords: ReadonlySet<string>;
  readonly family: LegalFamily | null;
  readonly inn: string | null;
  readonly phones: readonly MatchPhone[];
  readonly email: EmailAddress | null;
  /** Of the site, else of an e-mail that is not a free mailbox. */
  readonly domain: string | null;
  readonly region: string | null;
  readonly city: string | null;
  readonly address: StreetAddress;
  readonly facts: readonly Fact[];
}

const CITY_WORDS = /(^|[\s,.])(г|гор|город|г\.о|пос|пгт|с|дер|city|town)(\.|\s)+/giu;
const REGION_WORDS = new Set(
  'область обл край республика респ ао округ район р-н г город region oblast state province county'.split(' '),
);
/** Cities that are said in an address whatever the column says. */
const SAID = ['санкт-петербург', 'спб', 'с-пб', 'москва'];

/** The same source gives the same record; nothing is looked up. */
export function matchRecord(source: MatchSource): MatchRecord {
  const name = nameWords(source.name);
  const legal = nameWords(source.legalName ?? '');
  const email = emailOf(source.email ?? '');
  const inn = source.inn?.replace(/\D/g, '') ?? '';
  return {
    source,
    kind: source.kind,
    words: folded(name.words),
    otherWords: folded(legal.words),
    kindWords: new Set(folded([...wordsBesideQuotes(source.name), ...wordsBesideQuotes(source.legalName ?? '')])),
    family: name.family ?? legal.family,
    inn: isValidInn(inn) ? inn : null,
    phones: source.phones,
    email,
    domain: siteDomain(source.site ?? '') ?? (email !== null && !email.isFree ? email.domain : null),
    region: placeName(source.region ?? '', REGION_WORDS),
    city: placeName((source.city ?? '').replace(CITY_WORDS, '$1'), REGION_WORDS),
    address: streetAddress(source),
    facts: Object.entries(source.facts ?? {}).flatMap(([header, value]) => readFact(header, value) ?? []),
  };
}

function streetAddress({ address, city, region }: MatchSource): StreetAddress {
  const place = `${city ?? ''} ${region ?? ''}`.toLowerCase().replaceAll('ё', 'е');
  const said = new Set([...SAID, ...plainWords(place), ...place.split(/[^\p{L}\d-]+/u)]);
  return readStreetAddress(address ?? '', said);
}

function placeName(text: string, without: ReadonlySet<string>): string | null {
  const words = plainWords(text);
  const kept = words.filter((word) => !without.has(word));
  return (kept.length > 0 ? kept : words).map(foldWord).join(' ') || null;
}

function plainWords(text: string): string[] {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .split(/[^\p{L}\d]+|(?<=\d)(?=\p{L}{3})/u)
    .filter((word) => word !== '');
}

function folded(words: readonly string[]): string[] {
  return words.map(foldWord).filter((word) => word !== '');
}
