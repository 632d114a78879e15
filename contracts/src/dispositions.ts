import { z } from 'zod';
import { stageSchema, temperatureSchema } from './temperature.js';

/**
 * What a result does, to the phone, the contact and the lead (domain.md "Results").
 * `queue` says what becomes of the lead's place in this campaign:
 * finish = done here; retry = recycling rule of the campaign; callback = a promise decides; next_phone = retry on the lead's next number.
 */
export const dispositionEffectSchema = z.object({
  /** Answered by a live person. */
  reached: z.boolean(),
  /** Talked to the person who decides. */
  decisionMaker: z.boolean(),
  temperature: temperatureSchema.optional(),
  stage: stageSchema.optional(),
  returnAfterDays: z.number().int().min(1).max(3650).optional(),
  phone: z.enum(['keep', 'retire']).default('keep'),
  queue: z.enum(['finish', 'retry', 'callback', 'next_phone']),
  /** The lead does not ring again by itself on the day of the call, a day of the person called. */
  notSameDay: z.boolean().optional(),
  /** Opt-out: the person is stopped, with all their numbers, for the organisation and in the same transaction. */
  suppress: z.boolean().default(false),
});
export type DispositionEffect = z.infer<typeof dispositionEffectSchema>;

export const dispositionSchema = z.object({
  code: z.string(),
  name: z.object({ ru: z.string(), en: z.string() }),
  effect: dispositionEffectSchema,
  /** An operator may choose it; the others are recorded by the system (busy, no answer ...). */
  byOperator: z.boolean(),
});
export type Disposition = z.infer<typeof dispositionSchema>;

export const dispositionGroupSchema = z.object({
  code: z.string(),
  name: z.object({ ru: z.string(), en: z.string() }),
  results: z.array(dispositionSchema),
});
export type DispositionGroup = z.infer<typeof dispositionGroupSchema>;
