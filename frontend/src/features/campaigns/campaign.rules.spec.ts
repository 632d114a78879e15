import { describe, expect, it } from '@jest/globals';
import { sampleCampaign, samplePreflight } from './campaign.fixture.js';
import { changeOf, draftOf, mayChange, STEPS, toggled } from './campaign-draft.rules.js';
import { BUCKET_OF_REASON, countOutcomes, hoursChart, queueBuckets } from './queue-view.rules.js';
import { dayRuns, delayMinutes, delayParts, USUAL_HOURS, withWindow, wrongDays } from './week.rules.js';

describe('a change of a campaign', () => {
  const campaign = sampleCampaign();

  it('is nothing while nothing was changed', () => {
    expect(changeOf(campaign, draftOf(campaign))).toBeNull();
  });

  it('holds the changed fields and the version they were changed on', () => {
    expect(changeOf(campaign, { ...draftOf(campaign), name: 'Весна', mode: 'progressive' })).toEqual({
      name: 'Весна',
      mode: 'progressive',
      version: 4,
    });
  });

  it('does not take another order of the same lists for a change', () => {
    const draft = draftOf(campaign);
    expect(changeOf(campaign, { ...draft, listIds: [...draft.listIds].reverse() })).toBeNull();
    const [first] = draft.listIds;
    expect(first && changeOf(campaign, { ...draft, listIds: toggled(draft.listIds, first) })).toEqual({
      listIds: ['2'],
      version: 4,
    });
  });

  it('is a marketer’s only while it is a draft', () => {
    expect(mayChange('marketer', 'draft')).toBe(true);
    expect(mayChange('marketer', 'running')).toBe(false);
    expect(mayChange('supervisor', 'running')).toBe(true);
    expect(mayChange('administrator', 'finished')).toBe(false);
  });

  it('never restarts what is finished', () => {
    expect(Object.values(STEPS.finished)).toEqual([false, false, false]);
  });
});

describe('why nothing rings', () => {
  it('splits the queue into parts that add up to it', () => {
    const buckets = queueBuckets(samplePreflight().queue);
    expect(buckets.map(({ bucket, count }) => [bucket, count])).toEqual([
      ['now', 60],
      ['later', 25],
      ['never', 15],
    ]);
  });

  it('names the largest reason first', () => {
    const later = queueBuckets(samplePreflight().queue).find(({ bucket }) => bucket === 'later');
    expect(later?.reasons.map(({ reason }) => reason)).toEqual(['outside_hours', 'cooling']);
  });

  it('shows what is finished only when something is', () => {
    const queue = samplePreflight().queue;
    const done = { reason: 'finished' as const, count: 3, until: null, zones: [] };
    expect(queueBuckets({ ...queue, waiting: [done] }).at(-1)).toMatchObject({ bucket: 'finished', count: 3 });
    expect(BUCKET_OF_REASON.suppressed).toBe('never');
  });

  it('counts the outcomes of the checks', () => {
    expect(countOutcomes(samplePreflight().checks)).toEqual({ passed: 1, failed: 1, advice: 0 });
  });
});

describe('the chart of calling hours', () => {
  it('cuts a window at the present and leaves a closed one grey', () => {
    const chart = hoursChart(samplePreflight());
    const [moscow, ural] = chart?.rows ?? [];
    expect(moscow?.bars.map(({ open }) => open)).toEqual([false, true]);
    expect(ural?.bars.map(({ open }) => open)).toEqual([false]);
    expect(moscow?.bars[0]?.to).toBeCloseTo(chart?.now ?? 0);
  });

  it('is not drawn on a day when nobody may be called', () => {
    expect(hoursChart(samplePreflight({ zones: [{ zones: ['Europe/Moscow'], count: 5, windows: [] }] }))).toBeNull();
  });
});

describe('the hours of a week', () => {
  it('are told as runs of equal days', () => {
    expect(dayRuns(USUAL_HOURS.b2c).map(({ from, to }) => [from, to])).toEqual([
      ['mon', 'fri'],
      ['sat', 'sat'],
    ]);
  });

  it('are wrong when a window ends before it began or overlaps another', () => {
    expect(wrongDays(USUAL_HOURS.b2b)).toEqual([]);
    expect(wrongDays({ ...USUAL_HOURS.b2b, wed: [{ from: '18:00', to: '09:00' }] })).toEqual(['wed']);
    const overlapping = [
      { from: '09:00', to: '13:00' },
      { from: '12:00', to: '18:00' },
    ];
    expect(wrongDays({ ...USUAL_HOURS.b2b, fri: overlapping })).toEqual(['fri']);
  });

  it('take another window after the last one while the day has room', () => {
    expect(withWindow(USUAL_HOURS.b2b, 'mon').mon).toEqual([
      { from: '09:00', to: '18:00' },
      { from: '18:00', to: '19:00' },
    ]);
    const full = { ...USUAL_HOURS.b2b, mon: [{ from: '09:00', to: '23:30' }] };
    expect(withWindow(full, 'mon')).toBe(full);
  });
});

describe('a delay of recycling', () => {
  it('is shown in its largest whole unit and kept in minutes', () => {
    expect(delayParts(1440)).toEqual({ value: 1, unit: 'days' });
    expect(delayParts(180)).toEqual({ value: 3, unit: 'hours' });
    expect(delayParts(45)).toEqual({ value: 45, unit: 'minutes' });
    expect(delayMinutes(3, 'hours')).toBe(180);
    expect(delayMinutes(999, 'days')).toBe(60 * 24 * 60);
  });
});
