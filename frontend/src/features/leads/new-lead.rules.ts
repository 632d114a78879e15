import {
  type CreateLeadRequest,
  createLeadRequestSchema,
  type LeadCard,
  listIdSchema,
  type NewContact,
  newContactSchema,
  type NewPhone,
  newPhoneSchema,
} from '@warmline/contracts';
import type { z } from 'zod';

export interface LeadDraft {
  readonly kind: LeadCard['kind'];
  readonly listId: string;
  readonly name: string;
  readonly inn: string;
  readonly industry: string;
  readonly city: string;
  readonly address: string;
  readonly email: string;
  readonly site: string;
  readonly number: string;
  readonly areaCode: string;
  readonly contactName: string;
  readonly contactPosition: string;
}

export const EMPTY_LEAD: LeadDraft = {
  kind: 'company',
  listId: '',
  name: '',
  inn: '',
  industry: '',
  city: '',
  address: '',
  email: '',
  site: '',
  number: '',
  areaCode: '',
  contactName: '',
  contactPosition: '',
};

export type Problems<Draft> = Partial<Record<keyof Draft, true>>;

const orNull = (text: string): string | null => text.trim() || null;
const areaCodeOf = (text: string): { areaCode?: string } => (text.trim() === '' ? {} : { areaCode: text.trim() });

export function leadRequestOf(draft: LeadDraft): CreateLeadRequest {
  const list = listIdSchema.safeParse(draft.listId);
  const ofCompany = draft.kind === 'company';
  const contact = ofCompany ? orNull(draft.contactName) : null;
  return {
    kind: draft.kind,
    name: draft.name,
    ...(list.success ? { listId: list.data } : {}),
    inn: ofCompany ? orNull(draft.inn) : null,
    industry: ofCompany ? orNull(draft.industry) : null,
    city: orNull(draft.city),
    address: orNull(draft.address),
    email: orNull(draft.email),
    site: ofCompany ? orNull(draft.site) : null,
    phones: [{ number: draft.number, ...areaCodeOf(draft.areaCode) }],
    contacts: contact === null ? [] : [{ fullName: contact, position: orNull(draft.contactPosition) }],
  };
}

/** Checked by the server's own schema; a wrong INN is told here, because the server drops it without a word. */
export function leadProblemsOf(draft: LeadDraft): Problems<LeadDraft> {
  const parsed = createLeadRequestSchema.safeParse(leadRequestOf(draft));
  const asked = draft.kind === 'company' && draft.inn.trim() !== '';
  return {
    ...fieldsOf<LeadDraft>(parsed.error),
    ...(asked && !isInn(draft.inn.replace(/\D/g, '')) ? { inn: true as const } : {}),
  };
}

export interface PhoneDraft {
  readonly number: string;
  readonly areaCode: string;
  readonly zone: string | null;
  readonly contactId: string;
}

export const EMPTY_PHONE: PhoneDraft = { number: '', areaCode: '', zone: null, contactId: '' };

export function phoneRequestOf(draft: PhoneDraft, contacts: LeadCard['contacts']): NewPhone {
  const contactId = contacts.find(({ id }) => id === draft.contactId)?.id ?? null;
  return { number: draft.number, contactId, zone: draft.zone, ...areaCodeOf(draft.areaCode) };
}

export const phoneProblemsOf = (draft: PhoneDraft): Problems<PhoneDraft> =>
  fieldsOf<PhoneDraft>(newPhoneSchema.safeParse(phoneRequestOf(draft, [])).error);

export interface ContactDraft {
  readonly fullName: string;
  readonly position: string;
  readonly isDecisionMaker: boolean;
  readonly email: string;
  readonly note: string;
  readonly number: string;
  readonly areaCode: string;
}

export const EMPTY_CONTACT: ContactDraft = {
  fullName: '',
  position: '',
  isDecisionMaker: false,
  email: '',
  note: '',
  number: '',
  areaCode: '',
};

export function contactRequestOf(draft: ContactDraft): NewContact {
  const { fullName, isDecisionMaker } = draft;
  const number = draft.number.trim();
  return {
    fullName,
    isDecisionMaker,
    position: orNull(draft.position),
    email: orNull(draft.email),
    note: orNull(draft.note),
    ...(number === '' ? {} : { phone: { number, ...areaCodeOf(draft.areaCode) } }),
  };
}

export const contactProblemsOf = (draft: ContactDraft): Problems<ContactDraft> =>
  fieldsOf<ContactDraft>(newContactSchema.safeParse(contactRequestOf(draft)).error);

/** The last word of a path is the field of the form: `phones.0.number` is `number`. */
function fieldsOf<Draft>(error: z.ZodError | undefined): Problems<Draft> {
  const fields = (error?.issues ?? []).map(({ path }) => [String(path.at(-1)), true]);
  return Object.fromEntries(fields) as Problems<Draft>;
}

const LAST = [2, 4, 10, 3, 5, 9, 4, 6, 8];

/** Ten digits of a company or twelve of a person, with their check digits (order of the Federal Tax Service). */
export function isInn(digits: string): boolean {
  if (digits.length === 10) return checkDigit(digits, LAST) === Number(digits[9]);
  if (digits.length !== 12) return false;
  const [eleventh, twelfth] = [
    [7, ...LAST],
    [3, 7, ...LAST],
  ];
  return (
    checkDigit(digits, eleventh ?? []) === Number(digits[10]) &&
    checkDigit(digits, twelfth ?? []) === Number(digits[11])
  );
}

const checkDigit = (digits: string, weights: readonly number[]): number =>
  (weights.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0) % 11) % 10;
