import { z } from 'zod';
import { conditionSchema } from './conditions.js';
import { effectSchema } from './effects.js';
import { fieldNameSchema, fieldTypeSchema, idSchema } from './fields.js';

/*
 * The authored document of a call script. Shapes only: what a sensible script is (targets that exist, a way to
 * an end) is the checker's business, because an editor has to be able to save a draft that is not sensible yet.
 */

const MAX_STEPS = 300;
const MAX_FIELDS = 60;
/** Above the nine that have a key: the draft can be saved and the checker says so. */
const MAX_ANSWERS = 20;
const MAX_BRANCHES = 20;
const MAX_EFFECTS = 10;
const MAX_CHOICES = 40;

export const LOCALES = ['ru', 'en'] as const;
export type Locale = (typeof LOCALES)[number];

/** One text in both languages; an empty one is a missing translation, which the checker reports. */
function localized(maxLength: number) {
  const text = z.string().max(maxLength).default('');
  return z.strictObject({ ru: text, en: text });
}

const titleSchema = localized(120);
const spokenSchema = localized(4_000);
const labelSchema = localized(200);
export type LocalizedText = z.infer<typeof spokenSchema>;

/** Ids are not checked against the steps here: a dangling target is a finding, not a parse error. */
const targetSchema = idSchema;
const effectsSchema = z.array(effectSchema).max(MAX_EFFECTS).optional();

export const branchSchema = z.strictObject({
  to: targetSchema,
  /** Without a condition the branch is always taken, so it stands last. */
  when: conditionSchema.optional(),
  effects: effectsSchema,
});
export type Branch = z.infer<typeof branchSchema>;

export const answerSchema = z.strictObject({
  id: idSchema,
  text: labelSchema,
  to: targetSchema,
  /** Without it the answer is always offered; decided over what was captured before the step was shown. */
  when: conditionSchema.optional(),
  effects: effectsSchema,
});
export type Answer = z.infer<typeof answerSchema>;

/** A reference to a declared field. In an ask step it must be filled unless optional; in a say step it never must. */
export const stepFieldSchema = z.strictObject({ field: fieldNameSchema, optional: z.boolean().optional() });
export type StepField = z.infer<typeof stepFieldSchema>;

const stepFieldsSchema = z.array(stepFieldSchema).max(8);
const branchesSchema = z.array(branchSchema).max(MAX_BRANCHES);

/** The operator reads the text aloud and presses the answer given; fields beside it may be filled on the way. */
export const sayStepSchema = z.strictObject({
  type: z.literal('say'),
  id: idSchema,
  title: titleSchema,
  text: spokenSchema,
  hint: spokenSchema.optional(),
  fields: stepFieldsSchema.optional(),
  answers: z.array(answerSchema).max(MAX_ANSWERS),
});
export type SayStep = z.infer<typeof sayStepSchema>;

/** The operator asks, fills the fields and goes on; the first branch whose condition holds is taken. */
export const askStepSchema = z.strictObject({
  type: z.literal('ask'),
  id: idSchema,
  title: titleSchema,
  text: spokenSchema,
  hint: spokenSchema.optional(),
  fields: stepFieldsSchema.min(1),
  next: branchesSchema,
});
export type AskStep = z.infer<typeof askStepSchema>;

/** Nobody sees it: the first branch whose condition holds is taken at once. */
export const decideStepSchema = z.strictObject({
  type: z.literal('decide'),
  id: idSchema,
  branches: branchesSchema,
});
export type DecideStep = z.infer<typeof decideStepSchema>;

/** The walk is over and the result of the call is proposed; the text is the farewell. */
export const endStepSchema = z.strictObject({
  type: z.literal('end'),
  id: idSchema,
  title: titleSchema,
  text: spokenSchema.optional(),
  hint: spokenSchema.optional(),
  disposition: idSchema,
});
export type EndStep = z.infer<typeof endStepSchema>;

/** New kinds of step (objection, fragment) join here; every `switch` over `type` then fails to compile until it knows them. */
export const stepSchema = z.discriminatedUnion('type', [sayStepSchema, askStepSchema, decideStepSchema, endStepSchema]);
export type Step = z.infer<typeof stepSchema>;

export const fieldSchema = z.strictObject({
  name: fieldNameSchema,
  type: fieldTypeSchema,
  label: labelSchema,
  /** For a choice; the id is what conditions compare. */
  choices: z
    .array(z.strictObject({ id: idSchema, label: labelSchema }))
    .max(MAX_CHOICES)
    .optional(),
});
export type ScriptField = z.infer<typeof fieldSchema>;

export const SCRIPT_PURPOSES = ['advertising', 'service', 'survey', 'data_update'] as const;

export const scriptDocumentSchema = z.strictObject({
  format: z.literal(1),
  id: idSchema,
  /** Set by the server when the document is published. */
  version: z.int().positive().optional(),
  name: titleSchema,
  /** What the script is written for; compared with the campaign's declared purpose. */
  purpose: z.enum(SCRIPT_PURPOSES).optional(),
  start: targetSchema,
  fields: z.array(fieldSchema).max(MAX_FIELDS),
  steps: z.array(stepSchema).min(1).max(MAX_STEPS),
});
export type ScriptDocument = z.infer<typeof scriptDocumentSchema>;
/** What an author writes before defaults are filled in. */
export type AuthoredScript = z.input<typeof scriptDocumentSchema>;
