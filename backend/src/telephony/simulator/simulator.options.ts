import type { BehaviourSource } from './behaviour.rules.js';
import type { Faults } from './fault.rules.js';

/** Injected beside the engine: the module knows the configuration, the engine need not. */
export abstract class SimulatorOptions {
  abstract readonly seed: number;
  abstract readonly behaviours: BehaviourSource;
  abstract readonly faults: Faults;
}
