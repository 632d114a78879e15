import { DEFAULT_PACK, DEMO_PACK, PACK_COUNTRIES, RULE_PACKS, type RulePack } from './rule-packs.data.js';

/** Whose rules hold for a number: the demo's for synthetic rows, the country's own pack, else the strict default. */
export function packNameOf(phone: { readonly country: string; readonly synthetic: boolean }): string {
  if (phone.synthetic) return DEMO_PACK;
  return PACK_COUNTRIES.includes(phone.country) ? phone.country : DEFAULT_PACK;
}

/** Throws on an unknown name: a class whose pack is gone must not fall back to a laxer one. */
export function packNamed(name: string): RulePack {
  const pack = RULE_PACKS.get(name);
  if (pack === undefined) {
    throw new Error(`no rule pack ${name}`);
  }
  return pack;
}

/** The demo pack is for synthetic rows alone, and every other pack refuses demo numbers (country ZZ) and synthetic rows. */
export function packAdmits(pack: string, phone: { readonly country: string; readonly synthetic: boolean }): boolean {
  return pack === DEMO_PACK ? phone.synthetic : !phone.synthetic && phone.country !== 'ZZ';
}
