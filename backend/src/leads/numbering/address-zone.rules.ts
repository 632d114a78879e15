import { RUSSIAN_REGIONS, type RussianRegion } from './russian-regions.rules.js';

/** Where an address lies, as far as its words tell. */
export interface AddressPlace {
  readonly region: string;
  readonly zones: readonly string[];
}

/** Words that name no place by themselves and stand beside a region's name. */
const REGION_NOISE = new Set('республика область край автономный округ автономная народная кузбасс'.split(' '));

/** Cities count only as a whole part between commas: "Владимир" is a city, "проспект Владимира" a street. */
const byPhrase = new Map<string, RussianRegion>();
const byWord = new Map<string, RussianRegion>();
for (const region of RUSSIAN_REGIONS) indexRegion(region);

/**
 * Region and zones of a free-text address: "г.Санкт-Петербург, Литейный пр., 53", "Пермский край, Кунгур", "Уфа".
 * The parts between commas are read from the left, a region's name before a city's; undefined when no part names a place.
 */
export function placeOfAddress(...texts: readonly string[]): AddressPlace | undefined {
  const parts = texts.flatMap((text) => (text === '' ? [] : text.split(/[,;\n]/)));
  const region = firstOf(parts, (part) => readPart(part).region) ?? firstOf(parts, (part) => readPart(part).city);
  return region && { region: region.name, zones: region.zones };
}

interface PartOfAddress {
  /** Named as a region ("Пермский край"), or as a place that lies in one ("г. Пермь"). */
  readonly region: RussianRegion | undefined;
  readonly city: RussianRegion | undefined;
}

/** The parts of a list's addresses repeat (cities, streets, house numbers); the bound keeps a list of nothing but different ones small. */
const PARTS_KEPT = 20_000;
const readParts = new Map<string, PartOfAddress>();

function readPart(part: string): PartOfAddress {
  const known = readParts.get(part);
  if (known !== undefined) return known;
  const words = normalisePart(part);
  const read = { region: regionOfPart(words), city: byPhrase.get(stripSettlementMark(words)) };
  if (readParts.size >= PARTS_KEPT) readParts.clear();
  readParts.set(part, read);
  return read;
}

function regionOfPart(part: string): RussianRegion | undefined {
  if (!/(^| )(обл|область|край|респ|республика|ао|округ|автономн\S+)( |$)/.test(part)) return undefined;
  for (const word of part.split(' ')) {
    const region = byWord.get(word);
    if (region) return region;
  }
  return undefined;
}

function indexRegion(region: RussianRegion): void {
  for (const city of region.cities) byPhrase.set(normalisePart(city), region);
  byPhrase.set(normalisePart(region.name), region);
  const words = normalisePart(region.name).split(' ');
  for (const word of words) if (!REGION_NOISE.has(word) && word.length > 2) byWord.set(word, region);
}

function normalisePart(part: string): string {
  return part
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[^\p{L}\d]+/gu, ' ')
    .trim();
}

/** "г санкт петербург" -> "санкт петербург"; "город уфа" -> "уфа"; a leading postcode goes too. */
function stripSettlementMark(part: string): string {
  return part.replace(/^(\d{6} )?((рф|россия) )?((г|гор|город|city) )?/, '').replace(/ (г|город)$/, '');
}

function firstOf<T, R>(items: readonly T[], read: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = read(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
