import type { LegalFact, LegalFacts, LegalSourceKind } from '@warmline/contracts';

interface LegalSourceNeeds {
  readonly required: readonly LegalFact[];
  readonly optional: readonly LegalFact[];
  /** May be written down, never dialled. */
  readonly refused: boolean;
}

const ALWAYS_OPTIONAL: readonly LegalFact[] = ['purpose', 'collected_from', 'collected_to'];

/** What each kind of source has to say before a number of its list may ring. */
export const LEGAL_SOURCE_NEEDS: Readonly<Record<LegalSourceKind, LegalSourceNeeds>> = {
  own_form: needs(['text_version', 'consent_text', 'place'], ['collected_from', 'collected_to']),
  existing_customer: needs(['relation', 'contract_number', 'last_activity_on'], ['contract_date']),
  inbound_inquiry: needs(['subject', 'collected_from'], ['place']),
  referral: needs(['party_name', 'person_asked'], []),
  event: needs(['event_name', 'event_date', 'consent_text'], ['place']),
  purchased: needs(
    ['party_name', 'party_inn', 'contract_number', 'contract_date', 'consent_names_us', 'warranty'],
    ['consent_text'],
  ),
  collected_open_data: needs(['register_name', 'collected_from', 'license', 'company_only'], ['place']),
  partner_shared: needs(
    ['party_name', 'contract_number', 'contract_date', 'consent_names_us'],
    ['party_inn', 'consent_text'],
  ),
  unknown_legacy: { ...needs([], ['party_name', 'place']), refused: true },
  former_employee: { ...needs([], []), refused: true },
};

/** Stands among the missing facts until a named person has confirmed them. */
export const CONFIRMATION = 'confirmation';
/** Stands among the missing facts of a kind that can never be dialled: another source has to be found. */
export const LAWFUL_KIND = 'lawful_kind';

/** Yes/no facts that only count when they are yes: a consent that does not name us is none. */
const MUST_BE_TRUE: ReadonlySet<LegalFact> = new Set<LegalFact>([
  'consent_names_us',
  'warranty',
  'company_only',
  'person_asked',
]);
const DATES: ReadonlySet<LegalFact> = new Set<LegalFact>([
  'contract_date',
  'collected_from',
  'collected_to',
  'last_activity_on',
  'event_date',
]);

/** Names of the facts still missing; empty = complete. A list loads with any, and is dialled with none. */
export function missingLegalFacts(source: { kind: LegalSourceKind; facts: LegalFacts; confirmed: boolean }): string[] {
  const { required, refused } = LEGAL_SOURCE_NEEDS[source.kind];
  const missing: string[] = required.filter((fact) => !isGiven(fact, source.facts[fact]));
  if (refused) {
    missing.push(LAWFUL_KIND);
  }
  return source.confirmed ? missing : [...missing, CONFIRMATION];
}

function isGiven(fact: LegalFact, value: string | boolean | undefined): boolean {
  if (MUST_BE_TRUE.has(fact)) {
    return value === true;
  }
  if (DATES.has(fact)) {
    return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value));
  }
  return typeof value === 'string' ? value.trim() !== '' : value === true;
}

function needs(required: readonly LegalFact[], optional: readonly LegalFact[]): LegalSourceNeeds {
  const more = ALWAYS_OPTIONAL.filter((fact) => !required.includes(fact) && !optional.includes(fact));
  return { required, optional: [...optional, ...more], refused: false };
}
