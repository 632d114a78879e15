import { initialTransition, transition, type AnyMachineSnapshot } from 'xstate';
import { z } from 'zod';
import { OUTSIDE_ACTION, type CompiledScript, type MachineEvent } from './compile.js';
import { effectSchema, resolveEffect, runContextSchema, type RunContext, type RunEffect } from './effects.js';
import { fieldNameSchema, parseFieldValue, type FieldValue } from './fields.js';
import type { StepField } from './format.js';

/**
 * Everything a client may send into a run. XState reads meaning into other names (`xstate.stop` stops the
 * machine, `xstate.error.actor.x` fails it), so this is a whitelist.
 */
export const SCRIPT_EVENT_PATTERN = /^(answer\.[a-z0-9_]+|ask\.submit)$/;

const MAX_EVENT_TYPE = 80;

export const scriptEventSchema = z.strictObject({
  type: z.string().max(MAX_EVENT_TYPE).regex(SCRIPT_EVENT_PATTERN),
  /** Raw values as typed, by field name; null empties a field. Only fields of the present step are taken. */
  fields: z.record(fieldNameSchema, z.union([z.string(), z.number(), z.null()])).optional(),
});
export type ScriptEvent = z.infer<typeof scriptEventSchema>;

/** One walk of one call: plain JSON, which with the pinned document is all that a restart needs. */
export const runStateSchema = z.object({
  /** The id of the step the person sees. */
  value: z.string(),
  context: runContextSchema,
  status: z.enum(['running', 'ended']),
  /** The result the end step names; null while running. */
  disposition: z.string().nullable(),
});
export type RunState = z.infer<typeof runStateSchema>;

export const RUN_REFUSAL_CODES = [
  'script.event_not_allowed',
  'script.ended',
  'script.field_unknown',
  'script.field_required',
  'script.field_invalid',
  /** The state and the document do not belong together, or the document was never checked. */
  'script.broken',
] as const;
export type RunRefusalCode = (typeof RUN_REFUSAL_CODES)[number];

export interface RunMove {
  kind: 'moved';
  state: RunState;
  effects: RunEffect[];
}

/** Nothing has changed; `field` names the culprit where there is one. */
export interface RunRefusal {
  kind: 'refused';
  code: RunRefusalCode;
  field: string | null;
}

export type RunResult = RunMove | RunRefusal;

/** Begins a walk; `fields` are answers known from an earlier call, of which only valid ones are taken over. */
export function startRun(script: CompiledScript, fields: Readonly<Record<string, unknown>> = {}): RunResult {
  return guarded(() => moved(script, initialTransition(script.machine, { fields: knownFields(script, fields) })));
}

/** One event of the operator. Pure and total: it returns a refusal where another would throw. */
export function stepRun(script: CompiledScript, state: RunState, event: ScriptEvent): RunResult {
  const parsed = scriptEventSchema.safeParse(event);
  if (!parsed.success) return refused('script.event_not_allowed');
  if (state.status === 'ended') return refused('script.ended');
  return guarded(() => stepTo(script, state, parsed.data));
}

/** Folds a log of events into the state they lead to; stops at the first refusal. */
export function replayRun(script: CompiledScript, start: RunState, events: readonly ScriptEvent[]): RunResult {
  let result: RunResult = { kind: 'moved', state: start, effects: [] };
  for (const event of events) {
    if (result.kind === 'refused') return result;
    result = stepRun(script, result.state, event);
  }
  return result;
}

function stepTo(script: CompiledScript, state: RunState, event: ScriptEvent): RunResult {
  const step = script.steps.get(state.value);
  if (step === undefined) return refused('script.broken');
  const snapshot = script.machine.resolveState({ value: state.value, context: state.context });
  const isSubmit = event.type === 'ask.submit';
  const stepFields = step.type === 'ask' || step.type === 'say' ? (step.fields ?? []) : [];
  const asked: MachineEvent = { type: event.type, captured: {} };
  if (!snapshot.can(asked)) return refused('script.event_not_allowed');
  const reading = readFields({ script, context: state.context, stepFields, mustFill: isSubmit }, event.fields ?? {});
  if (reading.kind === 'refused') return reading;
  return moved(script, transition(script.machine, snapshot, { type: event.type, captured: reading.captured }));
}

interface FieldReading {
  script: CompiledScript;
  context: RunContext;
  stepFields: readonly StepField[];
  mustFill: boolean;
}

type Captured = Record<string, FieldValue | null>;

function readFields(
  reading: FieldReading,
  raw: Readonly<Record<string, unknown>>,
): { kind: 'read'; captured: Captured } | RunRefusal {
  const stranger = Object.keys(raw).find((name) => !reading.stepFields.some(({ field }) => field === name));
  if (stranger !== undefined) return refused('script.field_unknown', stranger);
  const captured = new Map<string, FieldValue | null>();
  for (const { field, optional } of reading.stepFields) {
    const shape = reading.script.fields.get(field);
    if (shape === undefined) return refused('script.broken', field);
    const isSent = Object.hasOwn(raw, field);
    const parsed = parseFieldValue(shape, isSent ? raw[field] : reading.context.fields[field]);
    if (parsed.kind === 'invalid') return refused('script.field_invalid', field);
    const isMissed = parsed.kind === 'empty' && reading.mustFill && optional !== true;
    if (isMissed) return refused('script.field_required', field);
    if (isSent) captured.set(field, parsed.kind === 'value' ? parsed.value : null);
  }
  return { kind: 'read', captured: Object.fromEntries(captured) };
}

function knownFields(script: CompiledScript, raw: Readonly<Record<string, unknown>>): Record<string, FieldValue> {
  const known = new Map<string, FieldValue>();
  for (const [name, value] of Object.entries(raw)) {
    const shape = script.fields.get(name);
    const parsed = shape === undefined ? undefined : parseFieldValue(shape, value);
    if (parsed?.kind === 'value') known.set(name, parsed.value);
  }
  return Object.fromEntries(known);
}

/** What XState's pure functions return: the next snapshot and the actions it did not run. */
type Transitioned = readonly [AnyMachineSnapshot, readonly { type: string; params?: unknown }[]];

function moved(script: CompiledScript, [snapshot, actions]: Transitioned): RunResult {
  const step = script.steps.get(String(snapshot.value));
  const isRest = step !== undefined && step.type !== 'decide';
  if (!isRest || snapshot.status === 'error' || snapshot.status === 'stopped') return refused('script.broken');
  const context: RunContext = runContextSchema.parse(snapshot.context);
  const disposition = step.type === 'end' ? step.disposition : null;
  const status = disposition === null ? 'running' : 'ended';
  const state: RunState = { value: step.id, context, status, disposition };
  return { kind: 'moved', state, effects: outsideEffects(context, actions) };
}

/** Never more of an action than its effect: the object XState returns also holds functions and the actor system. */
function outsideEffects(context: RunContext, actions: readonly { type: string; params?: unknown }[]): RunEffect[] {
  return actions
    .filter((action) => action.type === OUTSIDE_ACTION)
    .map((action) => z.object({ effect: effectSchema }).parse(action.params).effect)
    .map((effect) => resolveEffect(context, effect))
    .filter((effect) => effect !== null);
}

function refused(code: RunRefusalCode, field: string | null = null): RunRefusal {
  return { kind: 'refused', code, field };
}

/**
 * XState throws where a document was never checked (a cycle of automatic steps, a step it has not got). For the
 * caller that is one more refusal: a call must not fall over its script.
 */
function guarded(walk: () => RunResult): RunResult {
  try {
    return walk();
  } catch {
    return refused('script.broken');
  }
}
