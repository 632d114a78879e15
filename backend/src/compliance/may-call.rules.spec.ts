import { describe, expect, it } from '@jest/globals';
import { type CallFacts, type LegalSourceFacts, mayCall } from './may-call.rules.js';

const NOW = new Date('2026-11-23T08:00:00Z');
const before = (minutes: number): Date => new Date(NOW.getTime() - minutes * 60_000);
const nine = [{ from: '09:00', to: '18:00' }];
const hours = { mon: nine, tue: nine, wed: nine, thu: nine, fri: nine, sat: [], sun: [] };
const source: LegalSourceFacts = {
  kind: 'own_form',
  complete: true,
  expiresOn: null,
  listName: 'Form',
  listClientId: '1',
  listSynthetic: false,
  listArchived: false,
};
const campaign: CallFacts['campaign'] = {
  id: '7',
  clientId: '1',
  purpose: 'advertising',
  audience: 'b2b',
  synthetic: false,
  policy: { hours, onHolidays: false, caps: { perDay: 2, perSevenDays: 5, minimumGapMinutes: 30, triesPerLead: 6 } },
};
const lead: CallFacts['lead'] = { clientId: '1', stage: 'open', returnOn: null, merged: false };
const phone: NonNullable<CallFacts['phone']> = {
  state: 'active',
  country: 'RU',
  zones: ['Europe/Moscow'],
  synthetic: false,
};

function facts(changes: Partial<CallFacts> = {}): CallFacts {
  return {
    campaign,
    lead,
    phone,
    sources: [source],
    suppressions: [],
    personStopped: false,
    prefixExcluded: false,
    liveAttempt: false,
    dialedAt: [],
    promises: [],
    ...changes,
  };
}

const codesOf = (changes: Partial<CallFacts>, now = NOW): string[] => {
  const verdict = mayCall(facts(changes), now);
  return verdict.verdict === 'allowed' ? [] : verdict.reasons.map(({ code }) => code);
};

describe('the right to call', () => {
  it('is given when nothing stands against it, until the hours end, with the rules it rests on', () => {
    expect(mayCall(facts(), NOW)).toEqual({
      verdict: 'allowed',
      until: new Date('2026-11-23T15:00:00Z'),
      pack: 'RU',
      source,
      ruleIds: ['RU.win.policy', 'RU.win.policy.sa'],
    });
  });

  it.each<[string, Partial<CallFacts>, string[]]>([
    ['no legal source', { sources: [] }, ['legal_source_incomplete']],
    ['an incomplete legal source', { sources: [{ ...source, complete: false }] }, ['legal_source_incomplete']],
    ['an expired legal source', { sources: [{ ...source, expiresOn: '2026-11-22' }] }, ['legal_source_incomplete']],
    [
      'a base brought by a former employee',
      { sources: [{ ...source, kind: 'former_employee' }] },
      ['legal_source_incomplete'],
    ],
    ['unknown origin', { sources: [{ ...source, kind: 'unknown_legacy' }] }, ['legal_source_incomplete']],
    ["another client's list", { sources: [{ ...source, listClientId: '2' }] }, ['legal_source_incomplete']],
    ["another client's lead", { lead: { ...lead, clientId: '2' } }, ['legal_source_incomplete']],
    [
      'the stop list of the organisation',
      { suppressions: [{ scope: 'organisation', clientId: null, campaignId: null }] },
      ['suppressed'],
    ],
    [
      'the stop list of the client',
      { suppressions: [{ scope: 'client', clientId: '1', campaignId: null }] },
      ['suppressed'],
    ],
    [
      'the stop list of the campaign',
      { suppressions: [{ scope: 'campaign', clientId: null, campaignId: '7' }] },
      ['suppressed'],
    ],
    ['an excluded prefix', { prefixExcluded: true }, ['suppressed']],
    ['a number of a person who asked not to be called', { personStopped: true }, ['suppressed']],
    ['no phone', { phone: null }, ['no_phone']],
    ['a retired phone', { phone: { ...phone, state: 'retired' } }, ['no_phone']],
    ['an unknown zone', { phone: { ...phone, zones: [] } }, ['zone_unknown']],
    ['a synthetic row in a real campaign', { phone: { ...phone, synthetic: true } }, ['country_not_allowed']],
    ['a demo number', { phone: { ...phone, country: 'ZZ' } }, ['country_not_allowed']],
    ['a closed lead', { lead: { ...lead, stage: 'closed' } }, ['stage_closed']],
    ['a merged lead', { lead: { ...lead, merged: true } }, ['stage_closed']],
    ['a customer, for advertising', { lead: { ...lead, stage: 'customer' } }, ['stage_closed']],
    ['a refusal without a date', { lead: { ...lead, stage: 'refused' } }, ['stage_closed']],
    ['a live attempt', { liveAttempt: true }, ['number_busy']],
    ['two dials within a day', { dialedAt: [before(100), before(1400)] }, ['caps_reached']],
    ['five dials within seven days', { dialedAt: [2000, 3000, 4000, 5000, 10_000].map(before) }, ['caps_reached']],
    ['a dial within the minimum gap', { dialedAt: [before(29)] }, ['cooling']],
  ])('is refused by %s', (_, changes, codes) => {
    expect(codesOf(changes)).toEqual(codes);
  });

  it.each<[string, Partial<CallFacts>]>([
    ['one complete source beside an incomplete one', { sources: [{ ...source, complete: false }, source] }],
    ['a legal source on its last day', { sources: [{ ...source, expiresOn: '2026-11-23' }] }],
    ["another client's stop list", { suppressions: [{ scope: 'client', clientId: '2', campaignId: null }] }],
    ["another campaign's stop list", { suppressions: [{ scope: 'campaign', clientId: null, campaignId: '8' }] }],
    [
      'a customer, for service',
      { lead: { ...lead, stage: 'customer' }, campaign: { ...campaign, purpose: 'service' } },
    ],
    ['a refused lead on its day of return', { lead: { ...lead, stage: 'refused', returnOn: '2026-11-23' } }],
    ['dials that have rolled out of the day', { dialedAt: [before(1440), before(1441)] }],
    ['a gap that is just over', { dialedAt: [before(30)] }],
  ])('is not hindered by %s', (_, changes) => {
    expect(codesOf(changes)).toEqual([]);
  });

  it('names every reason at once, and when time heals it', () => {
    const verdict = mayCall(
      facts({ sources: [], dialedAt: [before(10), before(100)] }),
      new Date('2026-11-23T18:00:00Z'),
    );
    expect(verdict).toEqual({
      verdict: 'refused',
      reasons: [
        { code: 'legal_source_incomplete', ruleId: 'source.complete' },
        { code: 'caps_reached', ruleId: 'caps.number', until: new Date('2026-11-24T06:20:00Z') },
        { code: 'outside_hours', ruleId: 'RU.hours', until: new Date('2026-11-24T06:00:00Z') },
      ],
    });
  });

  it('brings a refused lead back on its date', () => {
    expect(mayCall(facts({ lead: { ...lead, stage: 'refused', returnOn: '2027-02-21' } }), NOW)).toEqual({
      verdict: 'refused',
      reasons: [{ code: 'stage_closed', ruleId: 'stage.refused', until: new Date('2027-02-21T00:00:00Z') }],
    });
  });

  it('lets the demo ring its synthetic rows at night', () => {
    const always = [{ from: '00:00', to: '24:00' }];
    const everyHour = { mon: always, tue: always, wed: always, thu: always, fri: always, sat: always, sun: always };
    const demo = { ...campaign, synthetic: true, policy: { ...campaign.policy, hours: everyHour, onHolidays: true } };
    const changes = {
      campaign: demo,
      phone: { ...phone, country: 'ZZ', synthetic: true },
      sources: [{ ...source, listSynthetic: true }],
    };
    expect(codesOf(changes, new Date('2027-01-01T01:00:00Z'))).toEqual([]);
  });

  describe('with a promise to call back', () => {
    const promise = (minutes: number, changes = {}) => ({
      campaignId: '7',
      isOwnLead: true,
      dueAt: before(-minutes),
      dials: 0,
      ...changes,
    });
    const tired = { dialedAt: [before(10), before(60), before(120)] };
    const noon = new Date('2026-11-23T16:30:00Z'); // 19:30 in Moscow: the campaign's hours are over, the law's are not.

    it.each([
      ['its own caps do not bind the promised call', { promises: [promise(0)], ...tired }, NOW, []],
      ['nor the second dial for it', { promises: [promise(-8, { dials: 1 })], ...tired }, NOW, []],
      ['they bind the third', { promises: [promise(-30, { dials: 2 })], ...tired }, NOW, ['caps_reached']],
      ['five minutes before is in time', { promises: [promise(5)] }, NOW, []],
      ['six minutes before is another call', { promises: [promise(6)] }, NOW, ['callback_promised']],
      ['another campaign waits', { promises: [promise(-60, { campaignId: '8' })] }, NOW, ['callback_promised']],
      [
        'another card with the number waits',
        { promises: [promise(0, { isOwnLead: false })] },
        NOW,
        ['callback_promised'],
      ],
      ["its hours are the law's", { promises: [promise(-510)] }, noon, []],
      ["without it they are the campaign's", {}, noon, ['outside_hours']],
      ['a stop binds it', { promises: [promise(0)], prefixExcluded: true }, NOW, ['suppressed']],
    ])('%s', (_, changes, now, codes) => {
      expect(codesOf(changes, now)).toEqual(codes);
    });

    it("keeps to the campaign's hours where the campaign says so", () => {
      const strict = { ...campaign, policy: { ...campaign.policy, promisesByLaw: false } };
      expect(codesOf({ campaign: strict, promises: [promise(-510)] }, noon)).toEqual(['outside_hours']);
    });
  });
});
