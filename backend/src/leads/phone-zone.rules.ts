import { lookUpNumber, type NumberKind } from './numbering/numbering-plan.rules.js';
import type { CellPhone } from './phone-cell.rules.js';

/** Where a phone's zones were learnt; the first that knows wins. */
export type ZoneSource = 'address' | 'numbering_plan' | 'list' | 'unknown';

export interface LocatedPhone extends CellPhone {
  readonly kind: NumberKind;
  readonly country: string;
  readonly region: string | null;
  readonly zones: readonly string[];
  readonly zoneSource: ZoneSource;
}

/** Address before numbering plan before the list's default; what none of them knows stays unknown and is never guessed. */
export function locatePhone(
  phone: CellPhone,
  known: { readonly addressZones: readonly string[]; readonly listZone?: string | undefined },
): LocatedPhone {
  const { kind, country, region = null, zones } = lookUpNumber(phone.e164);
  const facts = { ...phone, kind, country, region };
  if (known.addressZones.length > 0) {
    return { ...facts, zones: known.addressZones, zoneSource: 'address' };
  }
  if (zones.length > 0) {
    return { ...facts, zones, zoneSource: 'numbering_plan' };
  }
  return known.listZone === undefined
    ? { ...facts, zones: [], zoneSource: 'unknown' }
    : { ...facts, zones: [known.listZone], zoneSource: 'list' };
}
