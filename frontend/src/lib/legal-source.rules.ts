import type { LegalFact, LegalFacts, LegalSource, legalSourceFormSchema, LegalSourceKind } from '@warmline/contracts';
import type { z } from 'zod';

export type LegalForm = z.infer<typeof legalSourceFormSchema>;

export interface LegalDraft {
  readonly kind: LegalSourceKind;
  readonly facts: LegalFacts;
  readonly expiresOn: string | null;
  readonly confirmed: boolean;
}

export const EMPTY_LEGAL_DRAFT: LegalDraft = {
  kind: 'collected_open_data',
  facts: {},
  expiresOn: null,
  confirmed: false,
};

export const legalDraftOf = (source: LegalSource): LegalDraft => ({
  kind: source.kind,
  facts: source.facts,
  expiresOn: source.expiresOn,
  confirmed: source.confirmedBy !== null,
});

export type FactShape = 'text' | 'long' | 'date' | 'yes';

/** How a fact is asked for. Those that count only when they are true are boxes to tick. */
const SHAPES: Partial<Record<LegalFact, FactShape>> = {
  consent_names_us: 'yes',
  warranty: 'yes',
  company_only: 'yes',
  person_asked: 'yes',
  contract_date: 'date',
  collected_from: 'date',
  collected_to: 'date',
  last_activity_on: 'date',
  event_date: 'date',
  consent_text: 'long',
};

export const factShape = (fact: LegalFact): FactShape => SHAPES[fact] ?? 'text';

/** Names of what is still missing, as the server counts them: facts of the kind, a lawful kind, a named person's confirmation. */
export function missingOf(draft: LegalDraft, form: LegalForm): string[] {
  const needs = form.kinds.find(({ kind }) => kind === draft.kind);
  if (!needs) return [];
  return [
    ...needs.required.filter((fact) => !isGiven(fact, draft.facts[fact])),
    ...(needs.refused ? ['lawful_kind'] : []),
    ...(draft.confirmed ? [] : ['confirmation']),
  ];
}

function isGiven(fact: LegalFact, value: string | boolean | undefined): boolean {
  if (factShape(fact) === 'yes') return value === true;
  return typeof value === 'string' && value.trim() !== '';
}

/** An emptied field is no fact; those of another kind stay out, so that a changed mind leaves nothing behind. */
export function factsOfKind(draft: LegalDraft, form: LegalForm): LegalFacts {
  const needs = form.kinds.find(({ kind }) => kind === draft.kind);
  const asked = new Set<string>([...(needs?.required ?? []), ...(needs?.optional ?? [])]);
  return Object.fromEntries(
    Object.entries(draft.facts).filter(([fact, value]) => asked.has(fact) && value !== '' && value !== false),
  );
}
