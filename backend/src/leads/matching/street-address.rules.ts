import { foldWord } from './letters.rules.js';

/** An address taken to pieces as far as two of them can be compared; words folded. */
export interface StreetAddress {
  /** Words of street and settlement, without their kinds. */
  readonly street: readonly string[];
  /** 15, 6a, 32/34, 17 with its building as 17k2; null where none is written. */
  readonly house: string | null;
  /** Office, flat or premises. */
  readonly office: string | null;
}

const wordSet = (words: string) => new Set(words.split(' '));
const HOUSE = wordSet('д дом вл владение house');
const BUILDING = wordSet('к корп корпус стр строение сооружение bld building');
const LETTER = wordSet('лит литер литера');
const OFFICE = wordSet(
  'оф офис кв квартира пом помещение каб кабинет комн комната секция секции эт этаж office flat unit apt suite room',
);
const KINDS = wordSet(
  'ул улица пр пр-т пр-кт просп проспект пер переулок ш шоссе наб набережная пл площадь бул б-р бульвар проезд тупик линия мкр микрорайон ' +
    'квартал тер территория г гор город пос поселок пгт с село дер деревня обл область край республика респ р-н район ао округ россия рф ' +
    'city street st str road rd avenue ave drive dr place pl court ct crescent close circuit lane way county state',
);
const ORDINAL = /^\d{1,3}-?(я|й|ая|ый|ой|го|st|nd|rd|th)$/;
const HOUSE_NUMBER = /^\d{1,4}(-?[a-zа-я])?([/-]\d{1,4}[a-zа-я]?)*$/;
/** 14, 14а, 17/25: what stands first tells the house where the rest is left out. */
const FIRST_NUMBER = /^\d+/;
const POSTCODE = /^\d{6}$/;

type Expected = 'house' | 'building' | 'letter' | 'office' | null;

interface Reading {
  street: string[];
  house: string | null;
  building: string;
  office: string | null;
  /** The number came before any street: it may be part of its name, as in "8 Советская, 14". */
  isEarly: boolean;
}

/** `said`: words of city and region, which are compared by themselves. What stands in brackets is a remark. */
export function readStreetAddress(text: string, said: ReadonlySet<string>): StreetAddress {
  const reading: Reading = { street: [], house: null, building: '', office: null, isEarly: false };
  let expected: Expected = null;
  for (const token of tokensOf(text)) {
    const next = expectedAfter(token);
    if (next !== undefined && !(next === 'building' && reading.house === null)) {
      expected = next;
    } else if (!KINDS.has(token) && !POSTCODE.test(token)) {
      take(reading, token, { expected, isSaid: said.has(token) });
      expected = null;
    }
  }
  const house = reading.house === null ? null : foldWord(reading.house) + reading.building;
  return { street: reading.street, house, office: reading.office };
}

function expectedAfter(token: string): Expected | undefined {
  return HOUSE.has(token)
    ? 'house'
    : BUILDING.has(token)
      ? 'building'
      : LETTER.has(token)
        ? 'letter'
        : OFFICE.has(token)
          ? 'office'
          : undefined;
}

function take(reading: Reading, token: string, { expected, isSaid }: { expected: Expected; isSaid: boolean }): void {
  if (expected === 'letter') {
    return;
  }
  if (expected === 'office') {
    reading.office ??= foldWord(token);
  } else if (expected === 'building' && reading.house !== null) {
    reading.building += `k${foldWord(token)}`;
  } else if (HOUSE_NUMBER.test(token) && !ORDINAL.test(token)) {
    takeNumber(reading, token, expected === 'house');
  } else if (!isSaid) {
    reading.street.push(foldWord(token.replace(ORDINAL, (number) => /^\d+/.exec(number)![0])));
  }
}

/** "Ленина 5-17" is house and flat, "дом 51-53" one house; a number after the house is an office. */
function takeNumber(reading: Reading, token: string, isHouse: boolean): void {
  if (reading.isEarly && reading.house !== null && reading.street.length > 0) {
    reading.street.unshift(foldWord(reading.house));
    reading.house = null;
  }
  if (reading.house !== null) {
    reading.office ??= foldWord(token);
    return;
  }
  reading.isEarly = reading.street.length === 0 && !isHouse;
  const [, house, flat] = isHouse ? [] : (/^(\d+)-(\d+)$/.exec(token) ?? []);
  reading.house = house ?? token.replace(/-(?=[a-zа-я])/, '');
  reading.office = flat ?? reading.office;
}

function tokensOf(text: string): string[] {
  return withoutBrackets(text.normalize('NFKC').toLowerCase().replaceAll('ё', 'е'))
    .replace(/[^\p{L}\d/-]+/gu, ' ')
    .replace(/(д|дом|к|корп|кв|оф|стр)(?=\d)/g, '$1 ')
    .split(' ')
    .map((token) => token.replace(/^[-/]+/, '').replace(/[-/]{1,9}$/, ''))
    .filter((token) => token !== '');
}

/** Brackets that nobody closes are none. */
function withoutBrackets(text: string): string {
  let kept = '';
  let from = 0;
  for (let open = text.indexOf('('); open >= 0; open = text.indexOf('(', from)) {
    const close = text.indexOf(')', open);
    if (close < 0) {
      break;
    }
    kept += `${text.slice(from, open)} `;
    from = close + 1;
  }
  return kept + text.slice(from);
}

/** The same house however much of it is written: 17/25 and 17, 14 and 14k2; `null` where they are two. */
export function houseLikeness(a: string, b: string): 'same' | 'close' | null {
  if (a === b) {
    return 'same';
  }
  const [firstA, firstB] = [FIRST_NUMBER.exec(a)?.[0], FIRST_NUMBER.exec(b)?.[0]];
  return firstA !== undefined && firstA === firstB && (a === firstA || b === firstB) ? 'close' : null;
}
