import { parsePhoneNumberFromString, type PhoneNumber } from 'libphonenumber-js/max';
import {
  FOREIGN_PREFIXES,
  FOREIGN_ZONES,
  MOBILE_RANGE_COUNT,
  MOBILE_RANGES,
  OPERATORS,
  TERRITORIES,
} from './numbering-plan.data.js';
import { regionByAreaCode, RUSSIAN_REGIONS } from './russian-regions.rules.js';

export type NumberKind = 'mobile' | 'landline' | 'toll_free' | 'unknown';

/** What a number alone tells about where it rings. */
export interface NumberFacts {
  /** ISO 3166 alpha-2; `ZZ` for the synthetic numbers of a demo, empty when no plan knows the number. */
  readonly country: string;
  readonly kind: NumberKind;
  /** Russian numbers only; two names joined by a comma where a range serves two regions. */
  readonly region?: string;
  /** Holder of the range by the register; a ported number keeps its range. */
  readonly operator?: string;
  /** Every IANA zone the number may ring in; empty when unknown, which is never filled up with a guess. */
  readonly zones: readonly string[];
}

/** +999 is assigned to no country (ITU-T E.164), so a demo number can never reach a person. */
export const SYNTHETIC_PREFIX = '+999';
export const SYNTHETIC_COUNTRY = 'ZZ';

const MOBILE_BASE = 9_000_000_000;
const UNKNOWN: NumberFacts = { country: '', kind: 'unknown', zones: [] };
const SYNTHETIC: NumberFacts = { country: SYNTHETIC_COUNTRY, kind: 'mobile', zones: [] };
const LONGEST_PREFIX = 8;

const ranges = unpackRanges();
const territories = TERRITORIES.map(unpackTerritory);
const foreignZones = unpackForeignZones();

/**
 * Country, kind, region, operator and possible zones of a number in E.164.
 * Russian numbers take a binary search in the register (millions a second), all others libphonenumber.
 */
export function lookUpNumber(e164: string): NumberFacts {
  if (e164.startsWith(SYNTHETIC_PREFIX)) return SYNTHETIC;
  if (e164.length === 12 && /^\+7[3489]/.test(e164)) return lookUpRussian(e164);
  const parsed = parsePhoneNumberFromString(e164);
  return parsed ? lookUpForeign(parsed) : UNKNOWN;
}

function lookUpRussian(e164: string): NumberFacts {
  const national = e164.slice(2);
  const areaCode = national.slice(0, 3);
  const region = regionByAreaCode(areaCode);
  if (region) return { country: 'RU', kind: kindOfAreaCode(areaCode), region: region.name, zones: region.zones };
  if (areaCode === '800') return { country: 'RU', kind: 'toll_free', zones: [] };
  if (!national.startsWith('9')) return { country: 'RU', kind: 'unknown', zones: [] };
  const index = findRange(Number(national) - MOBILE_BASE);
  if (index < 0) return { country: 'RU', kind: 'mobile', zones: [] };
  const holder = (ranges.territory[index] ?? 0) * 256 + (ranges.operator[index] ?? 0);
  const facts = mobileFacts.get(holder) ?? factsOfRange(index);
  mobileFacts.set(holder, facts);
  return facts;
}

/** By territory and operator: a million numbers share some hundreds of facts. */
const mobileFacts = new Map<number, NumberFacts>();

function factsOfRange(index: number): NumberFacts {
  const territory = territories[ranges.territory[index] ?? 0];
  return { country: 'RU', kind: 'mobile', operator: OPERATORS[ranges.operator[index] ?? 0], zones: [], ...territory };
}

function kindOfAreaCode(areaCode: string): NumberKind {
  return areaCode.startsWith('9') ? 'mobile' : 'landline';
}

function lookUpForeign(parsed: PhoneNumber): NumberFacts {
  const kind = kindOf(parsed);
  const country = parsed.country ?? '';
  return { country, kind, zones: kind === 'toll_free' ? [] : zonesByPrefix(parsed.number.slice(1)) };
}

function kindOf(parsed: PhoneNumber): NumberKind {
  switch (parsed.getType()) {
    case 'MOBILE':
      return 'mobile';
    case 'FIXED_LINE':
      return 'landline';
    case 'TOLL_FREE':
      return 'toll_free';
    default:
      return 'unknown';
  }
}

function zonesByPrefix(digits: string): readonly string[] {
  for (let length = Math.min(LONGEST_PREFIX, digits.length); length > 0; length -= 1) {
    const zones = foreignZones.get(digits.slice(0, length));
    if (zones) return zones;
  }
  return [];
}

/** Index of the range that holds the offset from 900 000-00-00, or -1 where the register has a gap. */
function findRange(offset: number): number {
  let low = 0;
  let high = MOBILE_RANGE_COUNT - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (offset < (ranges.from[middle] ?? 0)) high = middle - 1;
    else if (offset > (ranges.to[middle] ?? 0)) low = middle + 1;
    else return middle;
  }
  return -1;
}

interface PackedRanges {
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  readonly territory: Uint16Array;
  readonly operator: Uint8Array;
}

function unpackRanges(): PackedRanges {
  const readVarint = varintReader(Buffer.from(MOBILE_RANGES, 'base64'));
  const unpacked = {
    from: new Uint32Array(MOBILE_RANGE_COUNT),
    to: new Uint32Array(MOBILE_RANGE_COUNT),
    territory: new Uint16Array(MOBILE_RANGE_COUNT),
    operator: new Uint8Array(MOBILE_RANGE_COUNT),
  };
  let end = -1;
  for (let index = 0; index < MOBILE_RANGE_COUNT; index += 1) {
    const from = end + 1 + readVarint();
    end = from + readVarint();
    unpacked.from[index] = from;
    unpacked.to[index] = end;
    unpacked.territory[index] = readVarint();
    unpacked.operator[index] = readVarint();
  }
  return unpacked;
}

function varintReader(bytes: Uint8Array): () => number {
  let position = 0;
  return () => {
    let value = 0;
    let factor = 1;
    for (;;) {
      const byte = bytes[position] ?? 0;
      position += 1;
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
      factor *= 0x80;
    }
  };
}

function unpackTerritory(packed: string): Pick<NumberFacts, 'region' | 'zones'> {
  const regions = packed.split('+').flatMap((index) => (index === '' ? [] : (RUSSIAN_REGIONS[Number(index)] ?? [])));
  if (regions.length === 0) return { zones: [] };
  return {
    region: regions.map((region) => region.name).join(', '),
    zones: [...new Set(regions.flatMap((region) => region.zones))],
  };
}

function unpackForeignZones(): ReadonlyMap<string, readonly string[]> {
  return new Map(
    FOREIGN_PREFIXES.split(' ').map((entry) => {
      const [prefix = '', indexes = ''] = entry.split(':');
      return [prefix, indexes.split('+').flatMap((index) => FOREIGN_ZONES[parseInt(index, 36)] ?? [])] as const;
    }),
  );
}
