import type { DispositionEffect, Stage, Temperature } from '@warmline/contracts';

export interface LeadStanding {
  temperature: Temperature;
  stage: Stage;
  stageReason: string | null;
  /** `YYYY-MM-DD`. */
  returnOn: string | null;
}

const WARMTH: Record<Temperature, number> = { cold: 0, warm: 1, hot: 2 };
const DAY_MS = 86_400_000;

/**
 * Where a result leaves the lead. A result never cools (only time and a named correction do), never reopens what is closed, and a
 * person who talks on after a refusal is open again. Pure; `now` decides the day of return.
 */
export function leadAfterResult<Lead extends LeadStanding>(lead: Lead, effect: DispositionEffect, code: string, now: Date): LeadStanding {
  const temperature = warmer(lead.temperature, effect.temperature);
  const base: LeadStanding = { temperature, stage: lead.stage, stageReason: lead.stageReason, returnOn: lead.returnOn };
  if (lead.stage === 'closed') {
    return { ...base, temperature: lead.temperature };
  }
  if (effect.stage !== undefined && !(lead.stage === 'customer' && effect.stage === 'refused')) {
    return { ...base, stage: effect.stage, stageReason: code, returnOn: returnDay(effect, now) };
  }
  const reopens = lead.stage === 'refused' && effect.temperature !== undefined;
  return reopens ? { ...base, stage: 'open', stageReason: null, returnOn: null } : base;
}

function warmer(known: Temperature, told: Temperature | undefined): Temperature {
  return told !== undefined && WARMTH[told] > WARMTH[known] ? told : known;
}

function returnDay(effect: DispositionEffect, now: Date): string | null {
  if (effect.stage !== 'refused' || effect.returnAfterDays === undefined) {
    return null;
  }
  return new Date(now.getTime() + effect.returnAfterDays * DAY_MS).toISOString().slice(0, 10);
}
