import type { DispositionEffect, Stage, Temperature } from '@warmline/contracts';
import { leadAfterResult, type LeadState } from './disposition-effect.rules.js';

/** What moved a lead, in the order of time: the present result of each of its calls, and what people and time did beside them. */
export type LeadChapter =
  | {
      readonly kind: 'result';
      readonly resultId: string;
      readonly at: Date;
      readonly code: string;
      readonly effect: DispositionEffect;
    }
  | {
      readonly kind: 'move';
      readonly at: Date;
      readonly reason: string;
      readonly note: string | null;
      readonly from: { readonly temperature: Temperature; readonly stage: Stage };
      readonly to: { readonly temperature: Temperature; readonly stage: Stage };
    };

export interface Replayed {
  readonly position: LeadState;
  /** The lead as each result found it, by the result's id. */
  readonly before: ReadonlyMap<string, LeadState>;
}

export const NEW_LEAD: LeadState = { temperature: 'cold', stage: 'open', stageReason: null, returnOn: null };

const HEAT: Record<Temperature, number> = { cold: 0, warm: 1, hot: 2 };

/** Tells the chapters again from `start`: what a lead would be had each result been right from the beginning. */
export function replay(start: LeadState, chapters: readonly LeadChapter[]): Replayed {
  let position = start;
  const before = new Map<string, LeadState>();
  for (const chapter of chapters) {
    if (chapter.kind === 'result') {
      before.set(chapter.resultId, position);
      position = leadAfterResult(position, chapter.effect, chapter.code, chapter.at);
    } else {
      position = afterMove(position, chapter);
    }
  }
  return { position, before };
}

/** Several cards that are one lead now: the warmest of them, and a stage other than open before an open one. */
export function joined(cards: readonly LeadState[]): LeadState {
  return cards.reduce(
    (one, other) => ({
      ...(one.stage === 'open' ? other : one),
      temperature: HEAT[other.temperature] > HEAT[one.temperature] ? other.temperature : one.temperature,
    }),
    NEW_LEAD,
  );
}

/** A person's correction sets what it set; time only cools, so it cannot warm a lead whose heat was a mistake. */
function afterMove(position: LeadState, move: Extract<LeadChapter, { kind: 'move' }>): LeadState {
  const { from, to } = move;
  const cooler = HEAT[to.temperature] < HEAT[position.temperature];
  const setsHeat = from.temperature !== to.temperature && (move.reason !== 'cooled' || cooler);
  const setsStage = from.stage !== to.stage;
  return {
    temperature: setsHeat ? to.temperature : position.temperature,
    stage: setsStage ? to.stage : position.stage,
    stageReason: setsStage ? (move.note ?? move.reason) : position.stageReason,
    returnOn: setsStage ? null : position.returnOn,
  };
}
