import { foldWord } from './letters.rules.js';

/**
 * A custom field as far as it helps to tell leads apart. `birth_date` is YYYYMMDD; `identifier` is a number somebody gave (contract, insurance,
 * passport); `place` is a part of an address; `district` is one that thousands share; `other` counts only where the value is rare.
 */
export interface Fact {
  readonly kind: 'birth_date' | 'postcode' | 'identifier' | 'place' | 'district' | 'other';
  /** The header, folded. */
  readonly label: string;
  readonly value: string;
}

const BIRTH = /рожд|birth|(^| )(dob|др|д р)( |$)/;
const POSTCODE = /индекс|post ?code|postal|(^| )zip( |$)/;
const DISTRICT = /район|округ|suburb|district|метро|поселок|locality|(^| )мо( |$)/;
const PLACE = /улица|(^| )дом( |$)/;
/** An identifier is long enough that two people do not share it by chance. */
const IDENTIFIER_MIN_DIGITS = 5;
/** Free text is no fact about who somebody is. */
const VALUE_MAX = 60;

/** Null for a value that tells nobody apart. */
export function readFact(header: string, value: string): Fact | null {
  const words = header
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[^\p{L}\d]+/gu, ' ')
    .trim();
  const text = value
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\d]+/gu, ' ')
    .trim();
  if (text === '' || text.length > VALUE_MAX) {
    return null;
  }
  if (BIRTH.test(words)) {
    const date = birthDate(value);
    return date === null ? null : { kind: 'birth_date', label: 'birth_date', value: date };
  }
  const label = words.split(' ').map(foldWord).join(' ');
  if (POSTCODE.test(words)) {
    return { kind: 'postcode', label: 'postcode', value: text.replaceAll(' ', '') };
  }
  if (DISTRICT.test(words)) {
    return { kind: 'district', label, value: foldedText(text) };
  }
  if (PLACE.test(words)) {
    return { kind: 'place', label, value: foldedText(text) };
  }
  const joined = text.replaceAll(' ', '');
  const digits = joined.replace(/\D/g, '').length;
  return digits >= IDENTIFIER_MIN_DIGITS && digits >= joined.length - 4 && !looksLikeDate(value)
    ? { kind: 'identifier', label, value: joined }
    : { kind: 'other', label, value: foldedText(text) };
}

/** 31.12.1980, 1980-12-31, 19801231 as 19801231; null for what is no date. */
export function birthDate(value: string): string | null {
  const text = value.trim();
  const [, year, month, day] = /^(\d{4})[-./ ]?(\d\d)[-./ ]?(\d\d)(?:[T ].*)?$/.exec(text) ?? reversed(text) ?? [];
  return year !== undefined && month !== undefined && day !== undefined ? `${year}${month}${day}` : null;
}

function reversed(text: string): [string, string, string, string] | undefined {
  const found = /^(\d{1,2})[-./ ](\d{1,2})[-./ ]((?:18|19|20)\d\d)$/.exec(text);
  return found === null ? undefined : [text, found[3]!, found[2]!.padStart(2, '0'), found[1]!.padStart(2, '0')];
}

function looksLikeDate(value: string): boolean {
  return birthDate(value) !== null || /\d{1,2}:\d\d/.test(value);
}

function foldedText(text: string): string {
  return text.split(' ').map(foldWord).join(' ');
}

/** What a fact is counted by. */
export function factKey({ label, value }: Fact): string {
  return `${label} ${value}`;
}
