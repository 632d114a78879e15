/**
 * Demo and training rows carry `synthetic = true`, invented numbers begin with +999 (country ZZ, assigned to nobody).
 * They may ring in the simulator alone: a real engine that dialled one would wake a stranger for an exercise.
 */
import { SYNTHETIC_PREFIX } from '../leads/numbering/numbering-plan.rules.js';
import type { EngineKind } from './provider-event.rules.js';

export interface DialTarget {
  /** The row the number comes from was made by the demo, a test or the simulate command. */
  readonly synthetic: boolean;
  /** E.164. */
  readonly to: string;
}

export type SyntheticVerdict =
  { readonly kind: 'allowed' } | { readonly kind: 'refused'; readonly reason: 'synthetic.row' | 'synthetic.number' };

/** Asked at the engine's door for every dial request, whatever the rule packs said before. */
export function guardSynthetic(engine: EngineKind, target: DialTarget): SyntheticVerdict {
  if (engine === 'simulator') return { kind: 'allowed' };
  if (target.synthetic) return { kind: 'refused', reason: 'synthetic.row' };
  if (target.to.startsWith(SYNTHETIC_PREFIX)) return { kind: 'refused', reason: 'synthetic.number' };
  return { kind: 'allowed' };
}
