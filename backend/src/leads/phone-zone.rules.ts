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
  const { kind, country, region = null, zones: planZones } = lookUpNumber(phone.e164);
  const { zones, source } = zonesOf(planZones, known);
  const { raw, e164, extension, origin } = phone;
  return { raw, e164, extension, origin, kind, country, region, zones, zoneSource: source };
}

function zonesOf(
  planZones: readonly string[],
  known: { readonly addressZones: readonly string[]; readonly listZone?: string | undefined },
): { zones: readonly string[]; source: ZoneSource } {
  if (known.addressZones.length > 0) {
    return { zones: known.addressZones, source: 'address' };
  }
  if (planZones.length > 0) {
    return { zones: planZones, source: 'numbering_plan' };
  }
  return known.listZone === undefined ? { zones: [], source: 'unknown' } : { zones: [known.listZone], source: 'list' };
}
