import { describe, expect, it } from '@jest/globals';
import { PERSONA_OF, scriptedBehaviour } from '../telephony/simulator/behaviour.rules.js';
import { demoCompanies, demoPeople } from './demo-leads.rules.js';

describe('the leads of the demo', () => {
  const leads = [...demoCompanies(), ...demoPeople()];
  const numbers = leads.flatMap(({ phones }) => phones.map(({ e164 }) => e164));

  it('are the same every time', () => {
    expect([...demoCompanies(), ...demoPeople()]).toEqual(leads);
  });

  it('have numbers of no country, each one once', () => {
    expect(numbers.filter((number) => !/^\+999[0-9]{9}$/.test(number))).toEqual([]);
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  it('have names of their own and mail that goes nowhere', () => {
    const companies = demoCompanies();
    expect(new Set(companies.map(({ name }) => name)).size).toBe(companies.length);
    expect(leads.filter(({ email }) => !email.endsWith('example.test'))).toEqual([]);
  });

  it('let people answer the first calls, somebody who decides the very first one', () => {
    const first = demoCompanies().map(({ phones }) => scriptedBehaviour(phones[0]?.e164 ?? ''));
    expect(first[0]).toBe('decision_maker');
    const isPerson = (at: number) => ['decision_maker', 'secretary'].includes(PERSONA_OF[first[at] ?? 'busy'] ?? '');
    expect([0, 1, 2, 3, 4].every(isPerson)).toBe(true);
  });

  it('have one person who decides in every company', () => {
    expect(demoCompanies().filter(({ contacts }) => !contacts.some((contact) => contact.isDecisionMaker))).toEqual([]);
  });
});
