import { describe, expect, it } from '@jest/globals';
import type { FeedEvent } from '@warmline/contracts';
import { viewsOf } from './feed-keys.js';

const event = (type: string): FeedEvent => ({
  position: 1,
  type,
  at: '2026-03-18T11:14:00.000Z',
  clientId: null,
  campaignId: null,
  leadId: null,
  operatorId: null,
  attemptId: null,
  payload: {},
});

describe('views that a batch of events makes old', () => {
  it('names each view once for many events', () => {
    const views = viewsOf([event('lead.moved'), event('lead.moved'), event('handover.offered')]);
    expect(views.sort()).toEqual(['leads', 'lists', 'warmHot']);
  });

  it('leaves everything alone for what the board shows by itself', () => {
    expect(viewsOf([event('call.ringing'), event('operator.state_changed')])).toEqual([]);
  });

  it('does not stumble over an event of a newer server', () => {
    expect(viewsOf([event('robot.arrived')])).toEqual([]);
  });
});
