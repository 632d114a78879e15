import { describe, expect, it } from '@jest/globals';
import { snapshotOf } from '../../../gallery/fixtures.js';
import { stoppedPhones } from './stop-reach.rules.js';

const { lead, attempt } = snapshotOf('talking');
if (lead === null || attempt === null) throw new Error('the picture shows nobody');
const [sample] = lead.phones;
if (sample === undefined) throw new Error('the lead has no number');

const phone = (id: string, more: object = {}) =>
  ({ ...sample, contactId: null, state: 'active', id, ...more }) as typeof sample;
const ids = (phones: readonly { id: string }[]): string[] => phones.map(({ id }) => id);
const rung = { phoneId: phone('1').id, contactId: null };
const ofContact = { phoneId: phone('1').id, contactId: '7' as typeof attempt.contactId };
const phones = [phone('1'), phone('2'), phone('3', { contactId: '7' }), phone('4', { state: 'retired' })];

describe('the numbers that the stop key stops', () => {
  it.each([
    ['of a lead without a contact', 'company', rung, ['1', '2', '3']],
    ['of a contact, and the number rung', 'company', ofContact, ['1', '3']],
    ['of a private person, whoever was named', 'person', ofContact, ['1', '2', '3']],
  ] as const)('are all in use %s', (_, kind, call, expected) => {
    expect(ids(stoppedPhones({ kind, phones }, call, 'person'))).toEqual(expected);
  });

  it('are the one rung where the operator chose so', () => {
    expect(ids(stoppedPhones({ kind: 'person', phones }, rung, 'number'))).toEqual(['1']);
  });
});
