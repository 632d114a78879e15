/**
 * Demo and training rows carry `synthetic = true` and numbers of the country ZZ. They may ring in the simulator alone;
 * a real engine that dialled one would wake a stranger for a training exercise.
 */
import type { EngineKind } from './provider-event.rules.js';

export interface DialTarget {
  /** The row the number comes from was made by the demo, a test or the simulate command. */
  readonly synthetic: boolean;
  /** ISO 3166 code of the number's country; ZZ for invented numbers, null where unknown. */
  readonly country: string | null;
}

export type SyntheticVerdict =
  { readonly kind: 'allowed' } | { readonly kind: 'refused'; readonly reason: 'synthetic.row' | 'synthetic.number' };

/** Asked before every dial request, whatever the rule packs said. */
export function guardSynthetic(engine: EngineKind, target: DialTarget): SyntheticVerdict {
  if (engine === 'simulator') return { kind: 'allowed' };
  if (target.synthetic) return { kind: 'refused', reason: 'synthetic.row' };
  if (target.country === 'ZZ') return { kind: 'refused', reason: 'synthetic.number' };
  return { kind: 'allowed' };
}
