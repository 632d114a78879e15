import { LEGAL_SOURCE_KINDS } from '@warmline/contracts';
import { describe, expect, it } from '@jest/globals';
import { LEGAL_SOURCE_NEEDS, missingLegalFacts } from './legal-source.rules.js';

describe('the legal source of a list', () => {
  it('is complete with every fact of its kind and a named confirmation', () => {
    const facts = {
      register_name: 'Открытые данные',
      collected_from: '2026-01-01',
      license: 'CC BY',
      company_only: true,
    };
    const source = { kind: 'collected_open_data', facts } as const;
    expect(missingLegalFacts({ ...source, confirmed: true })).toEqual([]);
    expect(missingLegalFacts({ ...source, confirmed: false })).toEqual(['confirmation']);
  });

  it.each(LEGAL_SOURCE_KINDS)('names what %s still needs', (kind) => {
    const missing = missingLegalFacts({ kind, facts: {}, confirmed: true });
    expect(missing).toEqual([
      ...LEGAL_SOURCE_NEEDS[kind].required,
      ...(LEGAL_SOURCE_NEEDS[kind].refused ? ['lawful_kind'] : []),
    ]);
    expect(missing).not.toHaveLength(0);
  });

  it.each([
    [{ party_name: ' ', person_asked: true }, ['party_name']],
    [{ party_name: 'Пётр', person_asked: false }, ['person_asked']],
    [{ party_name: 'Пётр', person_asked: 'yes' }, ['person_asked']],
  ])('does not take %j for given', (facts, missing) => {
    expect(missingLegalFacts({ kind: 'referral', facts, confirmed: true })).toEqual(missing);
  });

  it('wants dates that are dates', () => {
    const facts = { event_name: 'Форум', event_date: '31 марта', consent_text: 'Согласен' };
    expect(missingLegalFacts({ kind: 'event', facts, confirmed: true })).toEqual(['event_date']);
  });
});
