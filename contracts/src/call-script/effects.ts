import { z } from 'zod';
import { fieldNameSchema, fieldValueSchema, idSchema, type FieldValue } from './fields.js';

const field = fieldNameSchema;

/** Everything a branch or an answer can do besides leading on. A new verb is a change of code, never of data. */
export const effectSchema = z.discriminatedUnion('type', [
  /** Notes a fact that follows from the answer itself. */
  z.strictObject({ type: z.literal('set'), field, value: fieldValueSchema }),
  z.strictObject({ type: z.literal('tag'), tag: idSchema }),
  z.strictObject({ type: z.literal('markDecisionMaker'), isDecisionMaker: z.boolean() }),
  /** Proposes a callback at the date captured in a field; the operator still confirms it. */
  z.strictObject({ type: z.literal('scheduleCallback'), dateField: field.optional() }),
  /** Proposes a new contact of the lead from captured fields. */
  z.strictObject({
    type: z.literal('captureContact'),
    nameField: field.optional(),
    positionField: field.optional(),
    phoneField: field.optional(),
    emailField: field.optional(),
    isDecisionMaker: z.boolean().optional(),
  }),
]);
export type Effect = z.infer<typeof effectSchema>;

const nullableText = z.string().nullable();
const callbackProposalSchema = z.object({ at: nullableText });
const contactProposalSchema = z.object({
  name: nullableText,
  position: nullableText,
  phone: nullableText,
  email: nullableText,
  isDecisionMaker: z.boolean().nullable(),
});
export type ContactProposal = z.infer<typeof contactProposalSchema>;

/** The memory of one walk: plain JSON, so a row can hold it. */
export const runContextSchema = z.object({
  fields: z.record(z.string(), fieldValueSchema),
  tags: z.array(z.string()),
  /** Steps a person saw, in order, the present one last; the latest {@link MAX_PASSED} of them. */
  passed: z.array(z.string()),
  isDecisionMaker: z.boolean().nullable(),
  /** `at` is ISO text in the wall clock of the person called, null if no time was named. */
  callback: callbackProposalSchema.nullable(),
  contact: contactProposalSchema.nullable(),
});
export type RunContext = z.infer<typeof runContextSchema>;

/** A script may loop for as long as the people talk; the row must not grow with it. */
export const MAX_PASSED = 100;

/** What the server has to act upon after the step is committed; values are resolved from the fields. */
export type RunEffect =
  | { type: 'tag'; tag: string }
  | { type: 'markDecisionMaker'; isDecisionMaker: boolean }
  | { type: 'scheduleCallback'; at: string | null }
  | ({ type: 'captureContact' } & ContactProposal);

export function emptyContext(fields: Readonly<Record<string, FieldValue>> = {}): RunContext {
  return { fields: { ...fields }, tags: [], passed: [], isDecisionMaker: null, callback: null, contact: null };
}

/** The context after an effect; nothing is changed in place. */
export function applyEffect(context: RunContext, effect: Effect): RunContext {
  switch (effect.type) {
    case 'set':
      return { ...context, fields: { ...context.fields, [effect.field]: effect.value } };
    case 'tag':
      return context.tags.includes(effect.tag) ? context : { ...context, tags: [...context.tags, effect.tag] };
    case 'markDecisionMaker':
      return { ...context, isDecisionMaker: effect.isDecisionMaker };
    case 'scheduleCallback':
      return { ...context, callback: { at: textOf(context, effect.dateField) } };
    case 'captureContact':
      return { ...context, contact: contactOf(context, effect) };
  }
}

/** What an effect asks of the world outside the walk; null when it only changes the walk's memory. */
export function resolveEffect(context: RunContext, effect: Effect): RunEffect | null {
  switch (effect.type) {
    case 'set':
      return null;
    case 'tag':
    case 'markDecisionMaker':
      return effect;
    case 'scheduleCallback':
      return { type: 'scheduleCallback', at: textOf(context, effect.dateField) };
    case 'captureContact':
      return { type: 'captureContact', ...contactOf(context, effect) };
  }
}

/** Fields an effect reads, and those it writes. */
export function effectFields(effect: Effect): { reads: string[]; writes: string[] } {
  switch (effect.type) {
    case 'set':
      return { reads: [], writes: [effect.field] };
    case 'tag':
    case 'markDecisionMaker':
      return { reads: [], writes: [] };
    case 'scheduleCallback':
      return { reads: named([effect.dateField]), writes: [] };
    case 'captureContact':
      return {
        reads: named([effect.nameField, effect.positionField, effect.phoneField, effect.emailField]),
        writes: [],
      };
  }
}

function named(names: (string | undefined)[]): string[] {
  return names.filter((name) => name !== undefined);
}

function contactOf(context: RunContext, effect: Extract<Effect, { type: 'captureContact' }>): ContactProposal {
  return {
    name: textOf(context, effect.nameField),
    position: textOf(context, effect.positionField),
    phone: textOf(context, effect.phoneField),
    email: textOf(context, effect.emailField),
    isDecisionMaker: effect.isDecisionMaker ?? null,
  };
}

function textOf(context: RunContext, name: string | undefined): string | null {
  if (name === undefined || !Object.hasOwn(context.fields, name)) return null;
  const value = context.fields[name];
  return value === undefined ? null : String(value);
}
