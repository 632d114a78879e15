import { Injectable } from '@nestjs/common';
import type { RunEffect } from '@warmline/contracts/call-script';
import type { ScriptMove } from '../call-scripts/script-run.service.js';
import { QueueMarking } from '../compliance/queue-marking.service.js';
import { LeadCapture } from '../leads/lead-capture.service.js';
import type { AttemptRecord } from './attempt.repository.js';
import { CallStops } from './call-stops.service.js';
import { ResultRepository } from './result.repository.js';

/** What an effect of each kind does to the world. A kind that nobody acts on does not compile. */
type Actors = {
  readonly [Type in RunEffect['type']]: (
    record: AttemptRecord,
    effect: Extract<RunEffect, { type: Type }>,
  ) => Promise<void>;
};

/** What a step of a call script comes to, in the transaction of the step: its effects, and the stop where it ends in one. */
@Injectable()
export class ScriptOutcome {
  private readonly actors: Actors = {
    tag: (record, { tag }) => this.capture.tag(record.leadId, tag, record.operatorId),
    markDecisionMaker: async (record, { isDecisionMaker }) => {
      if (record.contactId !== null) {
        await this.results.markDecisionMaker(record.contactId, record.leadId, isDecisionMaker);
      }
    },
    // Proposed on the wrap-up's form; the operator's result makes it a promise, or `UnsavedResult` when they do not come back.
    scheduleCallback: () => Promise.resolve(),
    captureContact: async (record, { type: _, ...proposal }) => {
      await this.capture.contact(record.leadId, proposal, record.operatorId);
      await this.marking.remark({ leadIds: [record.leadId] }, 'contact_captured');
    },
  };

  constructor(
    private readonly capture: LeadCapture,
    private readonly results: ResultRepository,
    private readonly stops: CallStops,
    private readonly marking: QueueMarking,
  ) {}

  async actUpon(record: AttemptRecord, { effects, state }: ScriptMove): Promise<void> {
    for (const effect of effects) {
      await this.act(record, effect);
    }
    await this.stops.byScriptEnd(record, state.disposition);
  }

  private act<Type extends RunEffect['type']>(
    record: AttemptRecord,
    effect: Extract<RunEffect, { type: Type }>,
  ): Promise<void> {
    return this.actors[effect.type](record, effect);
  }
}
