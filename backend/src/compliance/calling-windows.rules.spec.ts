import { describe, expect, it } from '@jest/globals';
import type { WeekWindows } from '@warmline/contracts';
import { type CallingHours, intersect, opennessAt } from './calling-windows.rules.js';
import { packNamed, packNameOf, packAdmits } from './rule-packs.rules.js';

const at = (iso: string): Date => new Date(iso);
const nine = [{ from: '09:00', to: '18:00' }];
const always = [{ from: '00:00', to: '24:00' }];
const BUSINESS: WeekWindows = { mon: nine, tue: nine, wed: nine, thu: nine, fri: nine, sat: [], sun: [] };
const ALWAYS: WeekWindows = {
  mon: always,
  tue: always,
  wed: always,
  thu: always,
  fri: always,
  sat: always,
  sun: always,
};

function hours(changes: Partial<CallingHours> & { pack?: string } = {}): CallingHours {
  const { pack = 'RU', ...rest } = changes;
  return {
    zones: ['Europe/Moscow'],
    jurisdictions: ['RU'],
    packs: [packNamed(pack)],
    audience: 'b2b',
    hours: BUSINESS,
    onHolidays: false,
    ...rest,
  };
}

describe('calling windows', () => {
  it.each([
    ['one second before nine', '2026-11-23T05:59:59Z', { open: false, opensAt: at('2026-11-23T06:00:00Z') }],
    ['at nine sharp', '2026-11-23T06:00:00Z', { open: true, until: at('2026-11-23T15:00:00Z') }],
    ['one second before six', '2026-11-23T14:59:59Z', { open: true, until: at('2026-11-23T15:00:00Z') }],
    ['at six sharp', '2026-11-23T15:00:00Z', { open: false, opensAt: at('2026-11-24T06:00:00Z') }],
    ['on a Friday evening', '2026-11-27T16:00:00Z', { open: false, opensAt: at('2026-11-30T06:00:00Z') }],
  ])('are half-open: %s', (_, now, openness) => {
    expect(opennessAt(hours(), at(now))).toEqual(openness);
  });

  it('let the country limit whatever the campaign would like', () => {
    const eager = hours({ hours: ALWAYS, onHolidays: true });
    expect(opennessAt(eager, at('2026-11-23T17:00:00Z'))).toEqual({ open: false, opensAt: at('2026-11-24T06:00:00Z') });
    expect(opennessAt(eager, at('2026-11-28T06:30:00Z'))).toEqual({ open: false, opensAt: at('2026-11-28T07:00:00Z') });
    expect(opennessAt(eager, at('2026-11-28T15:00:00Z'))).toEqual({ open: false, opensAt: at('2026-11-30T06:00:00Z') });
    expect(opennessAt(eager, at('2026-11-04T09:00:00Z'))).toEqual({ open: false, opensAt: at('2026-11-05T06:00:00Z') });
  });

  it('sleep through the Russian New Year and its transferred days', () => {
    expect(opennessAt(hours(), at('2025-12-30T15:00:00Z'))).toEqual({
      open: false,
      opensAt: at('2026-01-12T06:00:00Z'),
    });
    expect(opennessAt(hours(), at('2026-03-09T09:00:00Z'))).toEqual({
      open: false,
      opensAt: at('2026-03-10T06:00:00Z'),
    });
  });

  it('count a Saturday made a working day as a working day', () => {
    expect(opennessAt(hours(), at('2025-11-01T07:00:00Z'))).toEqual({ open: true, until: at('2025-11-01T15:00:00Z') });
    expect(opennessAt(hours(), at('2025-11-08T07:00:00Z'))).toMatchObject({ open: false });
  });

  it('need every possible zone to be open', () => {
    const wide = hours({ zones: ['Europe/Moscow', 'Asia/Yekaterinburg'] });
    expect(opennessAt(wide, at('2026-11-23T05:00:00Z'))).toEqual({ open: false, opensAt: at('2026-11-23T06:00:00Z') });
    expect(opennessAt(wide, at('2026-11-23T12:30:00Z'))).toEqual({ open: true, until: at('2026-11-23T13:00:00Z') });
    const hopeless = hours({ zones: ['Europe/Kaliningrad', 'Asia/Kamchatka'] });
    expect(opennessAt(hopeless, at('2026-11-23T08:00:00Z'))).toEqual({ open: false, opensAt: null });
  });

  it('close over lunch where the country does', () => {
    const france = hours({ zones: ['Europe/Paris'], jurisdictions: ['FR'], pack: 'FR' });
    expect(opennessAt(france, at('2026-11-23T12:15:00Z'))).toEqual({
      open: false,
      opensAt: at('2026-11-23T13:00:00Z'),
    });
  });

  it('follow the change of summer time', () => {
    const berlin = hours({ zones: ['Europe/Berlin'], jurisdictions: ['DE'], pack: 'DE' });
    expect(opennessAt(berlin, at('2026-03-28T12:00:00Z'))).toEqual({
      open: false,
      opensAt: at('2026-03-30T07:00:00Z'),
    });
    expect(opennessAt(berlin, at('2026-10-24T12:00:00Z'))).toEqual({
      open: false,
      opensAt: at('2026-10-26T08:00:00Z'),
    });
  });

  it('never close for the demo', () => {
    const demo = hours({ hours: ALWAYS, onHolidays: true, pack: 'demo', jurisdictions: ['ZZ'] });
    const openness = opennessAt(demo, at('2026-01-01T02:00:00Z'));
    expect(openness.open && openness.until.getTime() > at('2026-01-15T00:00:00Z').getTime()).toBe(true);
  });

  it('never open for a campaign without hours', () => {
    const never: WeekWindows = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
    expect(opennessAt(hours({ hours: never }), at('2026-11-23T08:00:00Z'))).toEqual({ open: false, opensAt: null });
  });

  it('merge windows that touch and intersect those that overlap', () => {
    expect(
      intersect(
        [
          { from: 0, to: 10 },
          { from: 20, to: 30 },
        ],
        [{ from: 5, to: 25 }],
      ),
    ).toEqual([
      { from: 5, to: 10 },
      { from: 20, to: 25 },
    ]);
  });
});

describe('rule packs', () => {
  it('give each number the pack of its country, the strict default or the demo', () => {
    expect(packNameOf({ country: 'RU', synthetic: false })).toBe('RU');
    expect(packNameOf({ country: 'BR', synthetic: false })).toBe('default');
    expect(packNameOf({ country: '', synthetic: false })).toBe('default');
    expect(packNameOf({ country: 'ZZ', synthetic: true })).toBe('demo');
    expect(() => packNamed('Atlantis')).toThrow('no rule pack');
  });

  it('keep demo numbers and real ones apart', () => {
    expect(packAdmits('demo', { country: 'ZZ', synthetic: true })).toBe(true);
    expect(packAdmits('demo', { country: 'RU', synthetic: false })).toBe(false);
    expect(packAdmits('RU', { country: 'RU', synthetic: true })).toBe(false);
    expect(packAdmits('default', { country: 'ZZ', synthetic: false })).toBe(false);
  });
});
