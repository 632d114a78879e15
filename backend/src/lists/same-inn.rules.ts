import type { BranchChoice } from '@warmline/contracts';
import { companyNameKey } from '../leads/company-name.rules.js';
import { areNamesCompatible } from '../leads/name-compatibility.rules.js';
import { mayBeOne, type NamedBody } from './person-compatibility.rules.js';

/** A row, a lead or a branch of a lead, as far as rows of one INN are told apart by it. */
export interface InnBody extends NamedBody {
  readonly legalName: string | null;
  readonly kpp: string | null;
  readonly city: string | null;
  readonly address: string | null;
}

/** An INN with more names than this has them compared by their keys alone; each with each would cost the square. */
const NAMES_COMPARED_MAX = 100;

/** The bodies of one INN as they come: which of those before a body is the same lead. */
export class BodiesOfInn<Tag> {
  private readonly places: { readonly body: InnBody; readonly tag: Tag }[] = [];
  private readonly byName = new Map<string, Tag>();
  private readonly byPlace = new Map<string, Tag>();

  constructor(private readonly choice: BranchChoice) {}

  /** `add` keeps it for those that come after. */
  add(body: InnBody, tag: Tag): void {
    const [name, place] = this.keysOf(body);
    this.places.push({ body, tag });
    this.byName.set(name, this.byName.get(name) ?? tag);
    if (place !== '') {
      this.byPlace.set(place, this.byPlace.get(place) ?? tag);
    }
  }

  find(body: InnBody): Tag | undefined {
    const [name, place] = this.keysOf(body);
    const known = this.byName.get(name) ?? (this.choice === 'lead_each' ? undefined : this.byPlace.get(place));
    if (known !== undefined || this.choice === 'lead_each') {
      return known;
    }
    if (this.choice === 'one_lead') {
      return this.places[0]?.tag;
    }
    const compared = this.places.length > NAMES_COMPARED_MAX ? [] : this.places;
    return (
      compared.find((other) => mayBeOne(other.body, body))?.tag ??
      (this.byName.size === 1 ? this.places.find((other) => isLegalNameOf(other.body, body))?.tag : undefined)
    );
  }

  private keysOf(body: InnBody): [name: string, place: string] {
    const place = placeKey(body);
    return [this.choice === 'lead_each' ? `${body.nameKey}\n${place}\n${body.kpp ?? ''}` : body.nameKey, place];
  }
}

/**
 * One goes by its legal name, the other has it beside a name of its own: a register and a directory. Only between two names: where many have one
 * legal name, it tells none of them.
 */
function isLegalNameOf(a: InnBody, b: InnBody): boolean {
  const isOf = (legalName: string | null, other: InnBody) =>
    legalName !== null && other.legalName === null && areNamesCompatible(companyNameKey(legalName), other.nameKey);
  return !arePlacesDifferent(a, b) && (isOf(a.legalName, b) || isOf(b.legalName, a));
}

/** Both say where they are, and it is not the same. */
export function arePlacesDifferent(
  a: Pick<InnBody, 'city' | 'address'>,
  b: Pick<InnBody, 'city' | 'address'>,
): boolean {
  const [placeA, placeB] = [placeKey(a), placeKey(b)];
  return placeA !== '' && placeB !== '' && placeA !== placeB;
}

/** What a joined row is to its lead: another name, the same name at another place, or null = the same again. */
export function branchKind(row: InnBody, lead: InnBody): 'name' | 'place' | null {
  if (row.nameKey !== lead.nameKey && !mayBeOne(row, lead)) {
    return 'name';
  }
  const areCitiesDifferent = row.city !== null && lead.city !== null && wordsKey(row.city) !== wordsKey(lead.city);
  const isRegisteredApart = row.kpp !== null && lead.kpp !== null && row.kpp !== lead.kpp;
  return arePlacesDifferent(row, lead) || areCitiesDifferent || isRegisteredApart ? 'place' : null;
}

const hasHouse = ({ address }: Pick<InnBody, 'address'>): boolean => /\d/.test(withoutIndex(address ?? ''));

/** Words that every address holds. */
const ADDRESS_WORDS = new Set(
  (
    'россия рф город г область обл край республика район р н улица ул проспект пр кт просп переулок пер площадь пл бульвар б р набережная наб шоссе ш ' +
    'проезд линия дом д корпус корп к строение стр литер литера лит помещение пом квартира кв офис оф этаж эт н'
  ).split(' '),
);

/** City, street and house without the words every address holds; '' where no house is written: a city alone is no place. */
function placeKey({ city, address }: Pick<InnBody, 'city' | 'address'>): string {
  return address === null || !hasHouse({ address }) ? '' : wordsKey(`${city ?? ''} ${address}`);
}

function wordsKey(text: string): string {
  const words = withoutIndex(text)
    .toLowerCase()
    .replaceAll('ё', 'е')
    .split(/[^\p{L}\d]+/u);
  return [...new Set(words.filter((word) => word !== '' && !ADDRESS_WORDS.has(word)))].sort().join(' ');
}

const withoutIndex = (text: string): string => text.replace(/(?<!\d)\d{6}(?!\d)/g, ' ');
