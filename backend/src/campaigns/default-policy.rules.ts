import type { Audience, CampaignPolicy, RetryRule, WeekWindows } from '@warmline/contracts';

type Windows = WeekWindows['mon'];

const week = (weekdays: Windows, saturday: Windows): WeekWindows => ({
  mon: weekdays,
  tue: weekdays,
  wed: weekdays,
  thu: weekdays,
  fri: weekdays,
  sat: saturday,
  sun: [],
});

const HOURS: Record<Audience, WeekWindows> = {
  b2b: week([{ from: '09:00', to: '18:00' }], []),
  b2c: week([{ from: '10:00', to: '20:00' }], [{ from: '11:00', to: '18:00' }]),
};

const rule = (delayMinutes: number, times: number, otherDayPart = false): RetryRule => ({
  delayMinutes,
  times,
  otherDayPart,
});
const DAY = 24 * 60;

/** When a lead may be tried again after each result that asks for it. */
const RETRIES: Record<string, RetryRule> = {
  busy: rule(30, 2),
  congestion: rule(10, 3),
  failed_to_place: rule(10, 3),
  cancelled: rule(30, 3),
  operator_gone: rule(30, 3),
  no_answer: rule(180, 4, true),
  rejected: rule(DAY, 2, true),
  hung_up: rule(DAY, 2, true),
  voicemail: rule(240, 3, true),
  voice_assistant: rule(240, 3, true),
  secretary_refused: rule(DAY, 3, true),
  not_decision_maker: rule(DAY, 3),
  call_later: rule(DAY, 3),
  default: rule(DAY, 2, true),
};

/** What a campaign of this audience starts from; the supervisor changes it from there. */
export function defaultPolicy(audience: Audience): CampaignPolicy {
  return {
    hours: HOURS[audience],
    onHolidays: false,
    caps: { perDay: 2, perSevenDays: 5, minimumGapMinutes: 30, triesPerLead: 10 },
    retries: { ...RETRIES },
    ringTimeoutSeconds: 30,
    previewTimeoutSeconds: 180,
    wrapUpSeconds: 60,
    sharedNumbers: 'each',
    coolAfterDays: { hot: 14, warm: 60 },
  };
}
