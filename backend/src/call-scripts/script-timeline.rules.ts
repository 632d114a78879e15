import type { timelineItemSchema } from '@warmline/contracts';
import {
  fieldText,
  parseFieldValue,
  type FieldValue,
  type LocalizedText,
  type Locale,
  type RunState,
  type ScriptIndex,
} from '@warmline/contracts/call-script';
import { z } from 'zod';

type TimelineItem = z.infer<typeof timelineItemSchema>;

/** One logged event of a run, as far as its history needs it. */
export interface LoggedStep {
  type: string;
  payload: unknown;
  /** The step the event led to. */
  stepId: string;
  at: Date;
}

/** An answer in words, for the lead's card, a salesperson and an export. */
export interface CapturedAnswer {
  field: string;
  label: LocalizedText;
  value: string;
}

const payloadSchema = z.object({ fields: z.record(z.string(), z.unknown()).default({}) });

/** What happened in the run, in words: steps entered, answers chosen, fields filled. The first row is its start. */
export function timelineOf(script: ScriptIndex, log: readonly LoggedStep[], locale: Locale): TimelineItem[] {
  return log.flatMap((entry, at): TimelineItem[] => {
    const stamp = entry.at.toISOString();
    const left = log[at - 1]?.stepId;
    return [
      ...answerItem(script, left, entry.type).map((text): TimelineItem => ({
        at: stamp,
        kind: 'answer',
        text,
        value: null,
      })),
      ...filledFields(script, entry.payload).map(({ label, ...filled }): TimelineItem => {
        return { at: stamp, kind: 'field', text: label, value: fieldText(filled.shape, filled.value, locale) };
      }),
      ...stepItem(script, entry.stepId).map((text): TimelineItem => ({ at: stamp, kind: 'step', text, value: null })),
    ];
  });
}

/** Everything captured in a run, in the document's order of fields. */
export function answersOf(script: ScriptIndex, state: RunState, locale: Locale): CapturedAnswer[] {
  return [...script.fields.values()].flatMap((field): CapturedAnswer[] => {
    const value = state.context.fields[field.name];
    return value === undefined
      ? []
      : [{ field: field.name, label: field.label, value: fieldText(field, value, locale) }];
  });
}

function answerItem(script: ScriptIndex, stepId: string | undefined, type: string): LocalizedText[] {
  const step = stepId === undefined ? undefined : script.steps.get(stepId);
  const answer = step?.type === 'say' ? step.answers.find(({ id }) => `answer.${id}` === type) : undefined;
  return answer === undefined ? [] : [answer.text];
}

function stepItem(script: ScriptIndex, stepId: string): LocalizedText[] {
  const step = script.steps.get(stepId);
  return step === undefined || step.type === 'decide' ? [] : [step.title];
}

function filledFields(script: ScriptIndex, payload: unknown) {
  const { fields } = payloadSchema.parse(payload);
  return Object.entries(fields).flatMap(([name, raw]) => {
    const shape = script.fields.get(name);
    const parsed = shape === undefined ? undefined : parseFieldValue(shape, raw);
    if (shape === undefined || parsed?.kind !== 'value') {
      return [];
    }
    const value: FieldValue = parsed.value;
    return [{ label: shape.label, shape, value }];
  });
}
