import type { WeekWindows } from '@warmline/contracts';

type Windows = WeekWindows['mon'];

/** What a country lets us do, whatever a campaign would like. Narrowing below it is the campaign's business. */
export interface RulePack {
  readonly name: string;
  /** Ids of the rules the windows come from, for the evidence of each call. */
  readonly ruleIds: readonly string[];
  /** Hard limit by audience, in the called person's local time, half-open by the start of the call. */
  readonly hours: Readonly<Record<'b2b' | 'b2c', WeekWindows>>;
  /** `closed`: nobody is called on a public holiday; `open`: the campaign decides. */
  readonly holidays: 'closed' | 'open';
}

export const DEMO_PACK = 'demo';
export const DEFAULT_PACK = 'default';

const window = (from: string, to: string): Windows => [{ from, to }];
const CLOSED: Windows = [];

interface Week {
  readonly weekdays: Windows;
  readonly saturday?: Windows;
  readonly sunday?: Windows;
}

function week({ weekdays, saturday = CLOSED, sunday = CLOSED }: Week): WeekWindows {
  return { mon: weekdays, tue: weekdays, wed: weekdays, thu: weekdays, fri: weekdays, sat: saturday, sun: sunday };
}

function pack(name: string, ruleIds: readonly string[], b2b: Week, b2c: Week = b2b): RulePack {
  return { name, ruleIds, hours: { b2b: week(b2b), b2c: week(b2c) }, holidays: 'closed' };
}

const NINE_TO_TWENTY: Week = { weekdays: window('09:00', '20:00') };

/**
 * Sources, law or our own policy, stand with each rule id; where a law names no hours the number is policy. Not legal advice.
 * US: the narrowest of the states, since an area code does not tell where a mobile is.
 */
const packs: readonly RulePack[] = [
  pack('RU', ['RU.win.policy', 'RU.win.policy.sa'], {
    weekdays: window('09:00', '20:00'),
    saturday: window('10:00', '18:00'),
  }),
  pack('KZ', ['KZ.win'], NINE_TO_TWENTY),
  pack('BY', ['BY.win'], NINE_TO_TWENTY),
  pack(
    'US',
    ['US.strict', 'US.win.b2b'],
    { weekdays: window('09:00', '18:00') },
    { weekdays: window('09:00', '20:00'), saturday: window('09:00', '20:00') },
  ),
  pack('GB', ['GB.win.policy'], NINE_TO_TWENTY, {
    weekdays: window('09:00', '20:00'),
    saturday: window('09:00', '20:00'),
  }),
  pack('DE', ['DE.win'], NINE_TO_TWENTY),
  pack('FR', ['FR.win.am', 'FR.win.pm'], { weekdays: [...window('10:00', '13:00'), ...window('14:00', '20:00')] }),
  pack('CA', ['CA.win', 'CA.win.we'], {
    weekdays: window('09:00', '21:30'),
    saturday: window('10:00', '18:00'),
    sunday: window('10:00', '18:00'),
  }),
  pack('AU', ['AU.win', 'AU.win.sa'], { weekdays: window('09:00', '20:00'), saturday: window('09:00', '17:00') }),
  // A country without rules of its own gets the hours every pack above shares.
  pack(DEFAULT_PACK, ['default.win'], { weekdays: [...window('10:00', '13:00'), ...window('14:00', '18:00')] }),
];

const ALL_DAY = window('00:00', '24:00');

/** Rings at any hour, for synthetic rows alone: the demo must live on any day of the year. */
const demo: RulePack = {
  name: DEMO_PACK,
  ruleIds: ['demo.win'],
  hours: {
    b2b: week({ weekdays: ALL_DAY, saturday: ALL_DAY, sunday: ALL_DAY }),
    b2c: week({ weekdays: ALL_DAY, saturday: ALL_DAY, sunday: ALL_DAY }),
  },
  holidays: 'open',
};

export const RULE_PACKS: ReadonlyMap<string, RulePack> = new Map([...packs, demo].map((each) => [each.name, each]));

/** Countries with a pack of their own. */
export const PACK_COUNTRIES: readonly string[] = packs.map(({ name }) => name).filter((name) => name !== DEFAULT_PACK);
