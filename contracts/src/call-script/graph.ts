import { evalCondition, type Condition } from './conditions.js';
import { applyEffect, emptyContext, type Effect } from './effects.js';
import type { FieldValue } from './fields.js';
import type { ScriptDocument, ScriptField, Step } from './format.js';

/** One way on from a step, with the place in the document where it is written. */
export interface Edge {
  to: string;
  when: Condition | undefined;
  effects: readonly Effect[];
  path: string;
}

/** A document with its steps and fields by name; where an id is used twice the first one counts. */
export interface ScriptIndex {
  document: ScriptDocument;
  steps: ReadonlyMap<string, Step>;
  positions: ReadonlyMap<string, number>;
  fields: ReadonlyMap<string, ScriptField>;
}

export function indexDocument(document: ScriptDocument): ScriptIndex {
  const steps = new Map<string, Step>();
  const positions = new Map<string, number>();
  document.steps.forEach((step, position) => {
    if (steps.has(step.id)) return;
    steps.set(step.id, step);
    positions.set(step.id, position);
  });
  const fields = new Map<string, ScriptField>();
  for (const field of document.fields) if (!fields.has(field.name)) fields.set(field.name, field);
  return { document, steps, positions, fields };
}

/** The ways on from a step, in the order they are tried; `base` is the step's own path. */
export function edgesOf(step: Step, base = ''): Edge[] {
  switch (step.type) {
    case 'say':
      return step.answers.map((answer, at) => edge(answer, `${base}answers.${at}`));
    case 'ask':
      return step.next.map((branch, at) => edge(branch, `${base}next.${at}`));
    case 'decide':
      return step.branches.map((branch, at) => edge(branch, `${base}branches.${at}`));
    case 'end':
      return [];
  }
}

/** Steps a walk can come to from `from`, itself included; conditions are taken to be able to hold. */
export function reachableFrom(index: ScriptIndex, from: string): Set<string> {
  const seen = new Set<string>();
  const waiting = [from];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const step = index.steps.get(id);
    if (step === undefined || seen.has(id)) continue;
    seen.add(id);
    for (const { to } of edgesOf(step)) waiting.push(to);
  }
  return seen;
}

/** Steps from which some end can be reached. */
export function stepsReachingEnd(index: ScriptIndex): Set<string> {
  const cameFrom = new Map<string, string[]>();
  for (const step of index.steps.values()) {
    for (const { to } of edgesOf(step)) cameFrom.set(to, [...(cameFrom.get(to) ?? []), step.id]);
  }
  const reaching = new Set<string>();
  const waiting = [...index.steps.values()].filter((step) => step.type === 'end').map((step) => step.id);
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (reaching.has(id)) continue;
    reaching.add(id);
    waiting.push(...(cameFrom.get(id) ?? []));
  }
  return reaching;
}

/**
 * The way with the fewest steps a person sees from `from` (not counted) to the nearest step that is a goal,
 * the goal included; null if there is none. Decide steps cost nothing, so this is a 0-1 breadth-first search.
 */
export function shortestWay(index: ScriptIndex, from: string, isGoal: (step: Step) => boolean): string[] | null {
  const seen = new Set<string>();
  const queue: string[][] = [[from]];
  for (let way = queue.shift(); way !== undefined; way = queue.shift()) {
    const step = index.steps.get(way[way.length - 1] ?? '');
    if (step === undefined || seen.has(step.id)) continue;
    seen.add(step.id);
    if (isGoal(step)) return way.slice(1).filter((id) => index.steps.get(id)?.type !== 'decide');
    for (const { to } of edgesOf(step)) {
      if (index.steps.get(to)?.type === 'decide') queue.unshift([...way, to]);
      else queue.push([...way, to]);
    }
  }
  return null;
}

/** The step a person will see after taking an edge now: decide steps on the way are decided. Null if it cannot be told. */
export function landingStep(
  index: ScriptIndex,
  taken: Edge,
  fields: Readonly<Record<string, FieldValue>>,
): Step | null {
  let context = taken.effects.reduce(applyEffect, emptyContext(fields));
  let step = index.steps.get(taken.to);
  for (let hops = 0; step?.type === 'decide' && hops < index.steps.size; hops += 1) {
    const next = edgesOf(step).find(({ when }) => when === undefined || evalCondition(when, context.fields));
    if (next === undefined) return null;
    context = next.effects.reduce(applyEffect, context);
    step = index.steps.get(next.to);
  }
  return step === undefined || step.type === 'decide' ? null : step;
}

interface Way {
  to: string;
  when?: Condition | undefined;
  effects?: Effect[] | undefined;
}

function edge(way: Way, path: string): Edge {
  return { to: way.to, when: way.when, effects: way.effects ?? [], path };
}
