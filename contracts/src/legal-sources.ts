import { z } from 'zod';
import { daySchema, instantSchema } from './ids.js';

/* The passport of a list: on what ground its data are held and its people called. */

export const LEGAL_SOURCE_KINDS = [
  'own_form',
  'existing_customer',
  'inbound_inquiry',
  'referral',
  'event',
  'purchased',
  'collected_open_data',
  'partner_shared',
  'unknown_legacy',
  'former_employee',
] as const;
export const legalSourceKindSchema = z.enum(LEGAL_SOURCE_KINDS);
export type LegalSourceKind = z.infer<typeof legalSourceKindSchema>;

const LEGAL_FACTS = [
  'party_name',
  'party_inn',
  'contract_number',
  'contract_date',
  'collected_from',
  'collected_to',
  'place',
  'register_name',
  'license',
  'text_version',
  'consent_text',
  'consent_names_us',
  'warranty',
  'company_only',
  'person_asked',
  'relation',
  'last_activity_on',
  'subject',
  'event_name',
  'event_date',
  'purpose',
] as const;
/** Facts of a list's passport by name. Texts, ISO dates as texts, and yes/no; which are required depends on the kind. */
export const legalFactSchema = z.enum(LEGAL_FACTS);
export type LegalFact = z.infer<typeof legalFactSchema>;
export const legalFactsSchema = z.partialRecord(legalFactSchema, z.union([z.string().trim().max(4000), z.boolean()]));
export type LegalFacts = z.infer<typeof legalFactsSchema>;

export const legalSourceInputSchema = z.object({
  kind: legalSourceKindSchema,
  facts: legalFactsSchema.default({}),
  expiresOn: daySchema.nullable().default(null),
  /** The person signed in confirms that this is so; written down with name and time. */
  confirmed: z.boolean().default(false),
});
export type LegalSourceInput = z.input<typeof legalSourceInputSchema>;

export const legalSourceSchema = z.object({
  kind: legalSourceKindSchema,
  facts: legalFactsSchema,
  expiresOn: z.string().nullable(),
  complete: z.boolean(),
  /** Names of facts still missing, and `confirmation`. Until it is empty the list cannot be dialled. */
  missing: z.array(z.string()),
  confirmedBy: z.string().nullable(),
  confirmedAt: instantSchema.nullable(),
});
export type LegalSource = z.infer<typeof legalSourceSchema>;

/** Which facts a kind needs, for the form. */
export const legalSourceFormSchema = z.object({
  kinds: z.array(
    z.object({
      kind: legalSourceKindSchema,
      required: z.array(legalFactSchema),
      optional: z.array(legalFactSchema),
      refused: z.boolean(),
    }),
  ),
});
