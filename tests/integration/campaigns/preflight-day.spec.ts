import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PreflightService } from '../../../backend/src/campaigns/preflight.service.js';
import { Floor } from './floor.fixture.js';

let floor: Floor;

/** Six in the morning of Tuesday in Vladivostok; in UTC it is Monday evening. */
beforeAll(async () => {
  floor = await Floor.open('2026-11-23T20:00:00Z', { ORG_TIMEZONE: 'Asia/Vladivostok' });
});
afterAll(() => floor.close());

describe('the chart of calling hours', () => {
  it('runs from midnight to midnight of the organisation, with whole windows of its day', async () => {
    const list = await floor.list();
    await floor.lead(list, { phones: [{ e164: '+74232000001', zones: ['Asia/Vladivostok'] }] });
    await floor.lead(list, { phones: [{ e164: '+74952000001', zones: ['Europe/Moscow'] }] });
    const campaign = await floor.campaign([list]);
    const { day, zones } = await floor.backend.get(PreflightService).preflight(campaign, floor.now);
    expect(day).toEqual({
      zone: 'Asia/Vladivostok',
      from: '2026-11-23T14:00:00.000Z',
      to: '2026-11-24T14:00:00.000Z',
    });
    const windows = Object.fromEntries(zones.map((each) => [each.zones.join(), each.windows]));
    expect(windows).toEqual({
      'Asia/Vladivostok': [{ from: '2026-11-23T23:00:00.000Z', to: '2026-11-24T08:00:00.000Z' }],
      'Europe/Moscow': [
        { from: '2026-11-23T14:00:00.000Z', to: '2026-11-23T15:00:00.000Z' },
        { from: '2026-11-24T06:00:00.000Z', to: '2026-11-24T14:00:00.000Z' },
      ],
    });
  });
});
