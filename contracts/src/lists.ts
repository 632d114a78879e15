import { z } from 'zod';
import { audienceSchema } from './campaigns.js';
import { clientIdSchema, instantSchema, listIdSchema } from './ids.js';
import { listStandardSchema } from './import-rules.js';
import { importSchema } from './imports.js';
import { legalSourceInputSchema, legalSourceSchema } from './legal-sources.js';
import { pageQuerySchema } from './paging.js';
import { areaCodeSchema, zoneSchema } from './places.js';
import { EMPTY_STANDARD } from './plain.js';

/** What was paid for the whole list, in hundredths of the currency. */
export const listPriceSchema = z.object({
  minor: z.number().int().min(0).max(1_000_000_000_000),
  currency: z.enum(['RUB', 'KZT', 'BYN', 'USD', 'EUR']),
});
export type ListPrice = z.infer<typeof listPriceSchema>;

export const createListRequestSchema = z.object({
  clientId: clientIdSchema.optional(),
  name: z.string().trim().min(1).max(200),
  audience: audienceSchema,
  legalSource: legalSourceInputSchema,
  /** Put before local numbers: 812. */
  areaCode: areaCodeSchema.nullable().default(null),
  /** For leads whose address and number tell nothing; set by name, so the person signed in answers for it. */
  defaultZone: zoneSchema.nullable().default(null),
  /** Demo and simulation only: takes +999 numbers and no others. */
  synthetic: z.boolean().default(false),
  standard: listStandardSchema.default(EMPTY_STANDARD),
  price: listPriceSchema.nullable().default(null),
});
export type CreateListRequest = z.input<typeof createListRequestSchema>;

export const changeListRequestSchema = z.object({
  version: z.number().int(),
  name: z.string().trim().min(1).max(200).optional(),
  legalSource: legalSourceInputSchema.optional(),
  defaultZone: zoneSchema.nullable().optional(),
  archived: z.boolean().optional(),
  standard: listStandardSchema.optional(),
  price: listPriceSchema.nullable().optional(),
});
export type ChangeListRequest = z.input<typeof changeListRequestSchema>;

/** `q`: a piece of the list's or its client's name. */
export const listQuerySchema = pageQuerySchema.extend({
  clientId: clientIdSchema.optional(),
  archived: z.stringbool().default(false),
  q: z.string().trim().min(1).max(200).optional(),
  sort: z.enum(['newest', 'name']).default('newest'),
});

export const listSchema = z.object({
  id: listIdSchema,
  clientId: clientIdSchema,
  clientName: z.string(),
  name: z.string(),
  audience: audienceSchema,
  areaCode: z.string().nullable(),
  defaultZone: z.string().nullable(),
  defaultZoneBy: z.string().nullable(),
  synthetic: z.boolean(),
  standard: listStandardSchema,
  price: listPriceSchema.nullable(),
  archived: z.boolean(),
  createdAt: instantSchema,
  createdBy: z.string().nullable(),
  version: z.number().int(),
  legalSource: legalSourceSchema,
  leads: z.object({
    total: z.number().int(),
    cold: z.number().int(),
    warm: z.number().int(),
    hot: z.number().int(),
    /** Leads with no known time zone on any number. */
    zoneUnknown: z.number().int(),
    /** Null = as it is now. A large list that has changed is shown as it was at this instant until it is counted anew, which `list.counted` tells. */
    countedAt: instantSchema.nullable(),
    /** A large list that has never been counted: `total` is how many were put in, the others are not known and 0. */
    isFirstCount: z.boolean(),
  }),
  lastImport: importSchema.nullable(),
});
export type LeadList = z.infer<typeof listSchema>;
