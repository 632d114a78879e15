import type { DispositionEffect, Stage, Temperature } from '@warmline/contracts';

/** The part of a lead a result can move. `returnOn` is a day of UTC, `YYYY-MM-DD`. */
export interface LeadState {
  readonly temperature: Temperature;
  readonly stage: Stage;
  readonly stageReason: string | null;
  readonly returnOn: string | null;
}

const HEAT: Record<Temperature, number> = { cold: 0, warm: 1, hot: 2 };
const DAY_MS = 86_400_000;

/**
 * What a result makes of a lead. It never cools one: only time or a supervisor does. A refusal does not make a customer less a customer,
 * and interest opens a lead that had refused.
 */
export function leadAfterResult<State extends LeadState>(
  before: State,
  effect: DispositionEffect,
  code: string,
  now: Date,
): State {
  const temperature = warmer(before.temperature, effect.temperature);
  return { ...before, temperature, ...stageAfter(before, effect, code, now) };
}

function warmer(before: Temperature, result: Temperature | undefined): Temperature {
  return result !== undefined && HEAT[result] > HEAT[before] ? result : before;
}

function stageAfter(
  before: LeadState,
  effect: DispositionEffect,
  code: string,
  now: Date,
): Pick<LeadState, 'stage' | 'stageReason' | 'returnOn'> {
  const stays = { stage: before.stage, stageReason: before.stageReason, returnOn: before.returnOn };
  switch (effect.stage) {
    case undefined:
      return before.stage === 'refused' && effect.temperature !== undefined ? OPEN : stays;
    case 'open':
      return OPEN;
    case 'refused':
      return before.stage === 'customer'
        ? stays
        : { stage: 'refused', stageReason: code, returnOn: returnDay(effect, now) };
    case 'customer':
    case 'closed':
      return { stage: effect.stage, stageReason: code, returnOn: null };
  }
}

const OPEN = { stage: 'open', stageReason: null, returnOn: null } as const;

function returnDay({ returnAfterDays }: DispositionEffect, now: Date): string | null {
  return returnAfterDays === undefined
    ? null
    : new Date(now.getTime() + returnAfterDays * DAY_MS).toISOString().slice(0, 10);
}
