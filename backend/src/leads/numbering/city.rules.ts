import { CITY_AREA_CODES } from './city-area-codes.data.js';
import { RUSSIAN_REGIONS } from './russian-regions.rules.js';

const AREA_CODES: ReadonlyMap<string, string> = new Map(
  CITY_AREA_CODES.split('|').map((entry) => {
    const [, city = '', areaCode = ''] = /^(.+) (\d+)$/.exec(entry.trim()) ?? [];
    return [cityKey(city), areaCode] as const;
  }),
);
const CITIES: ReadonlyMap<string, string> = new Map(
  [
    ...RUSSIAN_REGIONS.flatMap((region) => region.cities),
    ...CITY_AREA_CODES.split('|').map((entry) => entry.trim().replace(/ \d+$/, '')),
  ].map((city) => [cityKey(city), city] as const),
);

/** Area code of a city, digits only: "г. Пермь" -> "342"; undefined for cities nobody has written down. */
export function areaCodeOfCity(city: string): string | undefined {
  return AREA_CODES.get(cityKey(city));
}

/** True for a city of the table, whatever its case and "г." before it. */
export function isKnownCity(text: string): boolean {
  return CITIES.has(cityKey(text));
}

/**
 * The city an address names: a part between commas that is a known city or says that it is one ("г. Кунгур");
 * undefined when no part does. A street that bears a city's name is no city.
 */
export function cityOfAddress(address: string): string | undefined {
  for (const part of address.split(/[,;\n]/)) {
    const city = cityOfPart(part);
    if (city !== '') {
      return city;
    }
  }
  return undefined;
}

/** The parts of a list's addresses repeat; the bound keeps a list of nothing but different ones small. */
const PARTS_KEPT = 20_000;
const readParts = new Map<string, string>();

function cityOfPart(part: string): string {
  const known = readParts.get(part);
  if (known !== undefined) {
    return known;
  }
  const marked = /^\s*(?:\d{6}\s+)?(?:г|гор|город)(?:\.\s*|\s+)([А-ЯЁ][А-Яа-яЁё -]{1,40}?)\s*$/.exec(part);
  const city = CITIES.get(cityKey(part)) ?? marked?.[1] ?? '';
  if (readParts.size >= PARTS_KEPT) {
    readParts.clear();
  }
  readParts.set(part, city);
  return city;
}

/** Without the postcode before it and the mark of a town: "614000 г. Пермь", "Пермь г" -> "пермь". "Грозный" keeps its г. */
function cityKey(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[_\s]+/g, ' ')
    .trim()
    .replace(/^(\d{6} )?(г\. ?|г |гор\. ?|гор |город )?/, '')
    .replace(/ (г|город)\.?$/, '');
}
