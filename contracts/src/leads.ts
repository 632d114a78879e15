import { z } from 'zod';
import {
  clientIdSchema,
  contactIdSchema,
  daySchema,
  instantSchema,
  leadIdSchema,
  listIdSchema,
  phoneIdSchema,
} from './ids.js';
import { pageOf, pageQuerySchema } from './paging.js';
import { stageSchema, temperatureSchema } from './temperature.js';

export const leadKindSchema = z.enum(['company', 'person']);
export const phoneKindSchema = z.enum(['mobile', 'landline', 'toll_free', 'unknown']);
export const zoneSourceSchema = z.enum(['address', 'numbering_plan', 'list', 'operator', 'unknown']);

/**
 * Which leads. `q`: every word must stand somewhere in names, INN, city, e-mail, contacts, own fields or numbers, in any piece of a word; words of
 * one or two letters only at the start of one. City and the value of an own field are compared whole, without case. Days are both included.
 */
export const leadFilterSchema = z.object({
  clientId: clientIdSchema.optional(),
  listId: listIdSchema.optional(),
  temperature: temperatureSchema.optional(),
  stage: stageSchema.optional(),
  city: z.string().trim().min(1).max(200).optional(),
  /** Name of an own field, and the value it must have; without a value it must have any. */
  field: z.string().trim().min(1).max(200).optional(),
  value: z.string().trim().min(1).max(1000).optional(),
  createdFrom: daySchema.optional(),
  createdTo: daySchema.optional(),
  touchedFrom: daySchema.optional(),
  touchedTo: daySchema.optional(),
  /** Nobody has ever touched it. */
  untouched: z.stringbool().optional(),
  q: z.string().trim().min(1).max(200).optional(),
});
export type LeadFilter = z.infer<typeof leadFilterSchema>;

/** Newest first. */
export const leadQuerySchema = pageQuerySchema.extend(leadFilterSchema.shape);
export type LeadQuery = z.infer<typeof leadQuerySchema>;

/** Counted exactly up to here; beyond it is "more than". */
export const LEAD_COUNT_LIMIT = 10_000;

export const leadRowSchema = z.object({
  id: leadIdSchema,
  kind: leadKindSchema,
  name: z.string(),
  city: z.string().nullable(),
  region: z.string().nullable(),
  inn: z.string().nullable(),
  temperature: temperatureSchema,
  stage: stageSchema,
  temperatureAt: instantSchema.nullable(),
  touchedAt: instantSchema.nullable(),
  /** Numbers not retired, the one to try first in front. */
  phones: z.array(z.string()),
  contacts: z.array(z.string()),
  lists: z.array(z.string()),
  synthetic: z.boolean(),
});
export type LeadRow = z.infer<typeof leadRowSchema>;

export const leadPageSchema = pageOf(leadRowSchema).extend({
  /** How many match; with `more` at least so many. Null on every page but the first. */
  total: z.number().int().nullable(),
  more: z.boolean(),
  /** Leads that came just now and are not searched yet, about. Whole numbers and INNs find them already. */
  preparing: z.number().int(),
});
export type LeadPage = z.infer<typeof leadPageSchema>;

/** Names of own fields that leads have. */
export const leadFieldNamesSchema = z.array(z.string());

export const leadPhoneSchema = z.object({
  id: phoneIdSchema,
  e164: z.string(),
  extension: z.string(),
  raw: z.string(),
  kind: phoneKindSchema,
  region: z.string().nullable(),
  /** Empty = unknown: not dialled until somebody sets it. */
  zones: z.array(z.string()),
  zoneSource: zoneSourceSchema,
  contactId: contactIdSchema.nullable(),
  state: z.enum(['active', 'retired']),
  retiredReason: z.string().nullable(),
  /** Other leads behind the same number: linked, never merged. */
  sharedWith: z.array(z.object({ id: leadIdSchema, name: z.string() })),
});
export type LeadPhone = z.infer<typeof leadPhoneSchema>;

export const leadContactSchema = z.object({
  id: contactIdSchema,
  fullName: z.string(),
  position: z.string().nullable(),
  isDecisionMaker: z.boolean(),
  email: z.string().nullable(),
  note: z.string().nullable(),
});

/** What a row of a file said that joined the lead: `branch` = a place or department of its own, `repeat` = the same body written otherwise. */
export const leadBranchSchema = z.object({
  id: z.string(),
  kind: z.enum(['branch', 'repeat']),
  name: z.string(),
  legalName: z.string().nullable(),
  kpp: z.string().nullable(),
  email: z.string().nullable(),
  site: z.string().nullable(),
  industry: z.string().nullable(),
  region: z.string().nullable(),
  city: z.string().nullable(),
  address: z.string().nullable(),
  contactName: z.string().nullable(),
  contactPosition: z.string().nullable(),
  custom: z.record(z.string(), z.string()),
  /** Numbers its row brought, retired ones too; some may be the lead's own. */
  phoneIds: z.array(phoneIdSchema),
  /** File and row it came from; null once the import is gone. */
  fileName: z.string().nullable(),
  rowNumber: z.number().int().nullable(),
});
export type LeadBranch = z.infer<typeof leadBranchSchema>;

export const leadCardSchema = z.object({
  id: leadIdSchema,
  clientId: clientIdSchema,
  kind: leadKindSchema,
  name: z.string(),
  legalName: z.string().nullable(),
  inn: z.string().nullable(),
  kpp: z.string().nullable(),
  ogrn: z.string().nullable(),
  email: z.string().nullable(),
  site: z.string().nullable(),
  industry: z.string().nullable(),
  city: z.string().nullable(),
  region: z.string().nullable(),
  temperature: temperatureSchema,
  temperatureAt: instantSchema.nullable(),
  stage: stageSchema,
  stageReason: z.string().nullable(),
  returnOn: z.string().nullable(),
  confirmedOn: z.string().nullable(),
  custom: z.record(z.string(), z.string()),
  synthetic: z.boolean(),
  createdAt: instantSchema,
  version: z.number().int(),
  addresses: z.array(
    z.object({ raw: z.string(), city: z.string().nullable(), zone: z.string().nullable(), isMain: z.boolean() }),
  ),
  branches: z.array(leadBranchSchema),
  /** Other leads of the same INN. */
  sameInn: z.array(z.object({ id: leadIdSchema, name: z.string(), city: z.string().nullable() })),
  contacts: z.array(leadContactSchema),
  phones: z.array(leadPhoneSchema),
  lists: z.array(
    z.object({
      id: listIdSchema,
      name: z.string(),
      addedAt: instantSchema,
      legalSourceKind: z.string(),
      /** False: no number of this list may be dialled. */
      legalSourceComplete: z.boolean(),
    }),
  ),
});
export type LeadCard = z.infer<typeof leadCardSchema>;

const textSchema = z.string().trim().max(1000);
const optionalTextSchema = textSchema.nullable().default(null);

/** A number as a person types it; local ones with the area code. */
export const newPhoneSchema = z.object({
  number: z.string().trim().min(1).max(200),
  contactId: contactIdSchema.nullable().default(null),
  areaCode: z
    .string()
    .regex(/^[0-9]{2,6}$/)
    .optional(),
  /** Zone the caller knows better than the numbering plan. */
  zone: z.string().max(60).nullable().default(null),
});
export type NewPhone = z.input<typeof newPhoneSchema>;

export const newContactSchema = z.object({
  fullName: z.string().trim().min(1).max(300),
  position: optionalTextSchema,
  isDecisionMaker: z.boolean().default(false),
  email: optionalTextSchema,
  note: optionalTextSchema,
  /** A number of the contact's own. */
  phone: newPhoneSchema.omit({ contactId: true }).optional(),
});
export type NewContact = z.input<typeof newContactSchema>;

export const createLeadRequestSchema = z.object({
  clientId: clientIdSchema.optional(),
  /** Without a list there is no legal source, and the lead cannot be dialled. */
  listId: listIdSchema.optional(),
  kind: leadKindSchema,
  name: z.string().trim().min(1).max(300),
  inn: optionalTextSchema,
  email: optionalTextSchema,
  site: optionalTextSchema,
  industry: optionalTextSchema,
  city: optionalTextSchema,
  address: optionalTextSchema,
  phones: z
    .array(newPhoneSchema.omit({ contactId: true }))
    .min(1)
    .max(20),
  contacts: z.array(newContactSchema).max(20).default([]),
  synthetic: z.boolean().default(false),
});
export type CreateLeadRequest = z.input<typeof createLeadRequestSchema>;

export const changeLeadRequestSchema = z.object({
  version: z.number().int(),
  name: z.string().trim().min(1).max(300).optional(),
  legalName: textSchema.nullable().optional(),
  inn: textSchema.nullable().optional(),
  email: textSchema.nullable().optional(),
  site: textSchema.nullable().optional(),
  industry: textSchema.nullable().optional(),
  city: textSchema.nullable().optional(),
});
export type ChangeLeadRequest = z.infer<typeof changeLeadRequestSchema>;

/** A supervisor's correction; the move before stays in the history. */
export const moveLeadRequestSchema = z.object({
  temperature: temperatureSchema.optional(),
  stage: stageSchema.optional(),
  reason: z.string().trim().min(1).max(500),
});
export type MoveLeadRequest = z.infer<typeof moveLeadRequestSchema>;

export const retirePhoneRequestSchema = z.object({
  reason: z.enum(['changed_hands', 'not_in_service', 'wrong_company', 'entered_wrongly', 'other']),
});
export type RetirePhoneRequest = z.infer<typeof retirePhoneRequestSchema>;
