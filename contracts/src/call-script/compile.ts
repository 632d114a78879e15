import { assign, setup, type AnyStateMachine } from 'xstate';
import { evalCondition, type Condition } from './conditions.js';
import { applyEffect, emptyContext, MAX_PASSED, type Effect, type RunContext } from './effects.js';
import type { FieldValue } from './fields.js';
import type { AskStep, Branch, SayStep, ScriptDocument, Step } from './format.js';
import { indexDocument, type ScriptIndex } from './graph.js';

/** What the machine is sent: fields are parsed already, null empties one. */
export interface MachineEvent {
  type: string;
  captured: Readonly<Record<string, FieldValue | null>>;
}

/** A script ready to be walked. Texts stay out of the machine; a screen joins them by step id. */
export interface CompiledScript extends ScriptIndex {
  machine: AnyStateMachine;
}

/**
 * XState's own limit is infinity: a cycle of automatic steps then eats the heap and ends the process within
 * ten seconds (measured). With the limit it throws in 21 ms.
 */
const MAX_AUTOMATIC_STEPS = 100;

/** The action whose presence in a transition's list means: there is something to do outside the walk. */
export const OUTSIDE_ACTION = 'actOutside';

const vocabulary = setup({
  types: {
    context: {} as RunContext,
    events: {} as MachineEvent,
    input: {} as { fields: Readonly<Record<string, FieldValue>> },
  },
  guards: {
    holds: ({ context }, params: { condition: Condition }) => evalCondition(params.condition, context.fields),
  },
  actions: {
    capture: assign(({ context, event }) => ({ fields: mergeFields(context.fields, event.captured) })),
    apply: assign(({ context }, params: { effect: Effect }) => applyEffect(context, params.effect)),
    enter: assign(({ context }, params: { stepId: string }) => ({
      passed: [...context.passed, params.stepId].slice(-MAX_PASSED),
    })),
    [OUTSIDE_ACTION]: (_scope, _params: { effect: Effect }) => undefined,
  },
});

type MachineConfig = Parameters<typeof vocabulary.createMachine>[0];
type StateConfig = NonNullable<NonNullable<MachineConfig['states']>[string]>;
type Transition = Exclude<NonNullable<StateConfig['always']>, string | readonly unknown[] | undefined>;
type Action = NonNullable<Transition['actions']>;

/**
 * Builds the machine of a document. Throws on a target that does not exist (the first one only), so check the
 * document before and treat compiling as a part of publishing.
 */
export function compileScript(document: ScriptDocument): CompiledScript {
  const index = indexDocument(document);
  const states: Record<string, StateConfig> = {};
  for (const step of index.steps.values()) Object.assign(states, statesOf(step));
  const machine = vocabulary.createMachine({
    id: document.id,
    initial: document.start,
    context: ({ input }) => emptyContext(input.fields),
    states,
    options: { maxIterations: MAX_AUTOMATIC_STEPS },
  });
  return { ...index, machine };
}

function statesOf(step: Step): Record<string, StateConfig> {
  const entry = { type: 'enter', params: { stepId: step.id } } as const;
  switch (step.type) {
    case 'say':
      return { [step.id]: { entry, on: answersOf(step) } };
    case 'ask':
      return askStates(step);
    case 'decide':
      return { [step.id]: { always: step.branches.map((branch) => transitionOf(branch, [])) } };
    case 'end':
      return { [step.id]: { type: 'final', entry } };
  }
}

function answersOf(step: SayStep): Record<string, Transition> {
  return Object.fromEntries(step.answers.map((answer) => [`answer.${answer.id}`, transitionOf(answer, ['capture'])]));
}

/**
 * Two states: a guard sees the context from before its own transition's actions, so an answer that is captured
 * and judged in one transition takes the wrong branch. The first state captures, the second judges.
 */
function askStates(step: AskStep): Record<string, StateConfig> {
  const route = `${step.id}:route`;
  const submit: Transition = { target: route, actions: ['capture'] };
  return {
    [step.id]: { entry: { type: 'enter', params: { stepId: step.id } }, on: { 'ask.submit': submit } },
    [route]: { always: step.next.map((branch) => transitionOf(branch, [])) },
  };
}

function transitionOf(way: Pick<Branch, 'to' | 'when' | 'effects'>, before: 'capture'[]): Transition {
  const actions = [...before, ...(way.effects ?? []).flatMap(effectActions)] as Action;
  // Without `reenter` an answer that leads back to its own step would not count as entering it.
  const taken = { target: way.to, reenter: true, actions };
  return way.when === undefined ? taken : { ...taken, guard: { type: 'holds', params: { condition: way.when } } };
}

function effectActions(effect: Effect) {
  const apply = { type: 'apply', params: { effect } } as const;
  return effect.type === 'set' ? [apply] : [apply, { type: OUTSIDE_ACTION, params: { effect } } as const];
}

function mergeFields(
  fields: Readonly<Record<string, FieldValue>>,
  captured: Readonly<Record<string, FieldValue | null>>,
): Record<string, FieldValue> {
  const merged = new Map(Object.entries(fields));
  for (const [name, value] of Object.entries(captured)) {
    if (value === null) merged.delete(name);
    else merged.set(name, value);
  }
  return Object.fromEntries(merged);
}
