import { describe, expect, it } from '@jest/globals';
import { queueWork } from './queue-upkeep.rules.js';

const event = (type: string, payload: Record<string, unknown> = {}, leadId: string | null = null) => ({
  type,
  payload,
  leadId,
});

describe('what logged facts mean for the queues', () => {
  it('an import brings newcomers and may change those who are there', () => {
    expect(queueWork([event('import.finished', { listId: '3' })])).toEqual({
      fillLists: ['3'],
      fillLeads: [],
      remarkLists: ['3'],
      remarkLeads: [],
      remarkPrefixes: [],
    });
  });

  it('each list and lead is worked on once', () => {
    const events = [
      event('list.legal_source_changed', { listId: '3' }),
      event('list.default_zone_set', { listId: '3' }),
      event('number.retired', { phoneId: '8' }, '5'),
      event('lead.changed', { fields: ['phones'] }, '5'),
      event('lead.created', { source: 'by_hand' }, '6'),
    ];
    expect(queueWork(events)).toEqual({
      fillLists: [],
      fillLeads: ['6'],
      remarkLists: ['3'],
      remarkLeads: ['5'],
      remarkPrefixes: [],
    });
  });

  it('a lead that only warms keeps its place, one that changes its stage is marked anew', () => {
    const warmed = event('lead.moved', { fromStage: 'open', toStage: 'open' }, '5');
    const closed = event('lead.moved', { fromStage: 'open', toStage: 'closed' }, '6');
    expect(queueWork([warmed, closed]).remarkLeads).toEqual(['6']);
  });

  it('a prefix added or removed marks its numbers anew', () => {
    const payload = { stopPrefixId: '1', prefix: '+7921' };
    const events = [event('stop_prefix.added', payload), event('stop_prefix.removed', payload)];
    expect(queueWork(events)).toMatchObject({ fillLists: [], remarkPrefixes: ['+7921'] });
  });

  it('everything else is none of its business', () => {
    expect(queueWork([event('call.answered'), event('number.suppressed', { numberKey: 'ab' })])).toEqual({
      fillLists: [],
      fillLeads: [],
      remarkLists: [],
      remarkLeads: [],
      remarkPrefixes: [],
    });
  });
});
