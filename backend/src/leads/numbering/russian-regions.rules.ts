import { FOREIGN_REGION_LINES, RUSSIAN_REGION_LINES } from './russian-regions.data.js';

/** A subject of the Russian Federation, or a territory that uses Russian area codes. */
export interface RussianRegion {
  /** As the numbering register writes it. */
  readonly name: string;
  /** IANA zones, the one most people live in first; several only where the region itself spans offsets. */
  readonly zones: readonly string[];
  /** Three digits after +7. */
  readonly areaCodes: readonly string[];
  readonly cities: readonly string[];
}

/** In the order the packed ranges refer to. */
export const RUSSIAN_REGIONS: readonly RussianRegion[] = parseLines(RUSSIAN_REGION_LINES);

const BY_AREA_CODE: ReadonlyMap<string, RussianRegion> = new Map(
  [...RUSSIAN_REGIONS, ...parseLines(FOREIGN_REGION_LINES)].flatMap((region) =>
    region.areaCodes.map((areaCode) => [areaCode, region] as const),
  ),
);

/** The region of a fixed network by the three digits after +7, e.g. `812`. */
export function regionByAreaCode(areaCode: string): RussianRegion | undefined {
  return BY_AREA_CODE.get(areaCode);
}

function parseLines(text: string): RussianRegion[] {
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [name = '', zones = '', areaCodes = '', cities = ''] = line.split('|');
      return { name, zones: items(zones), areaCodes: items(areaCodes), cities: items(cities) };
    });
}

function items(text: string): string[] {
  return text.split(',').filter(Boolean);
}
