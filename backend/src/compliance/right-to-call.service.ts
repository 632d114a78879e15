import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { type FactsOptions, FactsRepository } from './facts.repository.js';
import { type CallVerdict, mayCall } from './may-call.rules.js';

/** The right to call a queue entry at this instant, with every reason against it. */
@Injectable()
export class RightToCall {
  constructor(
    private readonly facts: FactsRepository,
    private readonly clock: Clock,
  ) {}

  /** An entry that is gone is refused as finished. */
  async verdictFor(queueEntryId: string, options: FactsOptions = {}): Promise<CallVerdict> {
    const verdicts = await this.verdictsFor([queueEntryId], options);
    return verdicts.get(queueEntryId) ?? { verdict: 'refused', reasons: [{ code: 'finished', ruleId: 'entry.gone' }] };
  }

  async verdictsFor(queueEntryIds: readonly string[], options: FactsOptions = {}): Promise<Map<string, CallVerdict>> {
    const now = this.clock.now();
    const facts = await this.facts.factsFor(queueEntryIds, now, options);
    return new Map([...facts].map(([id, each]) => [id, mayCall(each, now)]));
  }
}
