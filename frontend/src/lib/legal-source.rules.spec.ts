import { describe, expect, it } from '@jest/globals';
import { EMPTY_LEGAL_DRAFT, factsOfKind, factShape, type LegalForm, missingOf } from './legal-source.rules.js';

const form: LegalForm = {
  kinds: [
    {
      kind: 'collected_open_data',
      required: ['register_name', 'collected_from', 'company_only'],
      optional: ['place'],
      refused: false,
    },
    { kind: 'former_employee', required: [], optional: [], refused: true },
  ],
};
const facts = { register_name: 'Реестр', collected_from: '2026-03-01', company_only: true };

describe('the legal source of a list', () => {
  it('names every missing fact and the confirmation', () => {
    expect(missingOf(EMPTY_LEGAL_DRAFT, form)).toEqual([
      'register_name',
      'collected_from',
      'company_only',
      'confirmation',
    ]);
  });

  it('is complete with its facts and a confirmation', () => {
    expect(missingOf({ ...EMPTY_LEGAL_DRAFT, facts, confirmed: true }, form)).toEqual([]);
  });

  it('does not take a blank text or an unticked box for a fact', () => {
    const blank = { ...facts, register_name: '  ', company_only: false };
    expect(missingOf({ ...EMPTY_LEGAL_DRAFT, facts: blank, confirmed: true }, form)).toEqual([
      'register_name',
      'company_only',
    ]);
  });

  it('is never complete for a kind that must not be dialled', () => {
    expect(missingOf({ ...EMPTY_LEGAL_DRAFT, kind: 'former_employee', confirmed: true }, form)).toEqual([
      'lawful_kind',
    ]);
  });

  it('sends no facts that another kind was asked for', () => {
    expect(factsOfKind({ ...EMPTY_LEGAL_DRAFT, facts: { ...facts, event_name: 'Ярмарка', place: '' } }, form)).toEqual(
      facts,
    );
  });

  it('asks for dates, boxes and long texts as what they are', () => {
    expect(['event_date', 'warranty', 'consent_text', 'license'].map((fact) => factShape(fact as 'license'))).toEqual([
      'date',
      'yes',
      'long',
      'text',
    ]);
  });
});
