import type { CheckSubject, Finding } from './check.js';
import { conditionFields, type Condition } from './conditions.js';
import { effectFields } from './effects.js';
import { parseFieldValue, type FieldValue } from './fields.js';
import { LOCALES, type Step } from './format.js';
import { edgesOf, type Edge } from './graph.js';
import { placeholdersOf } from './template.js';

/** One mention of a field by a step: it fills it, a rule relies on it, or a text only shows it. */
interface FieldUse {
  name: string;
  stepId: string;
  path: string;
  kind: 'fills' | 'relies' | 'shows';
}

/** A value a field is set to or compared with. */
interface ValueUse {
  name: string;
  value: FieldValue;
  stepId: string;
  path: string;
}

/** Rules about fields: declared once, asked somewhere before they are relied on, given values they can have. */
export function checkFields(subject: CheckSubject): Finding[] {
  const uses = subject.steps.flatMap(({ step, base }) => fieldUses(step, base));
  const values = subject.steps.flatMap(({ step, base }) => valueUses(step, base));
  return [
    ...declarations(subject),
    ...uses.flatMap((use) => undeclared(subject, use)),
    ...values.flatMap((use) => impossible(subject, use)),
    ...neverSet(subject, uses),
  ];
}

function declarations({ document }: CheckSubject): Finding[] {
  return document.fields.flatMap(({ name, type, choices }, at) => {
    const path = `fields.${at}`;
    const isRepeated = document.fields.slice(0, at).some((earlier) => earlier.name === name);
    const isWithoutChoice = type === 'choice' && (choices ?? []).length === 0;
    return [
      ...(isRepeated ? [finding('duplicate-field', null, `${path}.name`, { field: name })] : []),
      ...(isWithoutChoice ? [finding('no-choices', null, `${path}.choices`, { field: name })] : []),
    ];
  });
}

/** A text that names an unknown field is the text rules' finding, as an unknown placeholder. */
function undeclared({ index }: CheckSubject, { name, stepId, path, kind }: FieldUse): Finding[] {
  return kind === 'shows' || index.fields.has(name) ? [] : [finding('unknown-field', stepId, path, { field: name })];
}

function impossible({ index }: CheckSubject, { name, value, stepId, path }: ValueUse): Finding[] {
  const field = index.fields.get(name);
  if (field === undefined) return [];
  const parsed = parseFieldValue(field, value);
  const isPossible = parsed.kind === 'value' && parsed.value === value;
  return isPossible ? [] : [finding('bad-value', stepId, path, { field: name, value })];
}

/** A declared field that is read though no step that can be reached ever fills it. Shown, it is only a gap in a text. */
function neverSet({ index, reachable }: CheckSubject, uses: readonly FieldUse[]): Finding[] {
  const filling = uses.filter(({ kind, stepId }) => kind === 'fills' && reachable.has(stepId));
  const filled = new Set(filling.map(({ name }) => name));
  return uses
    .filter(({ kind, name }) => kind !== 'fills' && index.fields.has(name) && !filled.has(name))
    .map(({ kind, name, stepId, path }) => {
      const found = finding('field-never-set', stepId, path, { field: name });
      return kind === 'shows' ? { ...found, severity: 'warning' } : found;
    });
}

function fieldUses(step: Step, base: string): FieldUse[] {
  const stepId = step.id;
  if (step.type === 'decide') return edgesOf(step, base).flatMap((way) => edgeUses(way, stepId));
  const asked = step.type === 'end' ? [] : (step.fields ?? []);
  const fills = asked.map(({ field: name }, at): FieldUse => {
    return { name, stepId, path: `${base}fields.${at}.field`, kind: 'fills' };
  });
  const text = step.text;
  const shown = text === undefined ? [] : LOCALES.flatMap((locale) => placeholdersOf(text[locale]));
  const shows = [...new Set(shown)].map((name): FieldUse => ({ name, stepId, path: `${base}text`, kind: 'shows' }));
  return [...fills, ...shows, ...edgesOf(step, base).flatMap((way) => edgeUses(way, stepId))];
}

function edgeUses(way: Edge, stepId: string): FieldUse[] {
  const judged = way.when === undefined ? [] : conditionFields(way.when);
  const judges = judged.map((name): FieldUse => ({ name, stepId, path: `${way.path}.when`, kind: 'relies' }));
  const effects = way.effects.flatMap((effect, at): FieldUse[] => {
    const path = `${way.path}.effects.${at}`;
    const { reads, writes } = effectFields(effect);
    return [
      ...reads.map((name): FieldUse => ({ name, stepId, path, kind: 'relies' })),
      ...writes.map((name): FieldUse => ({ name, stepId, path, kind: 'fills' })),
    ];
  });
  return [...judges, ...effects];
}

function valueUses(step: Step, base: string): ValueUse[] {
  return edgesOf(step, base).flatMap((way) => {
    const compared = way.when === undefined ? [] : comparedValues(way.when);
    const set = way.effects.flatMap((effect, at) =>
      effect.type === 'set' ? [{ name: effect.field, value: effect.value, path: `${way.path}.effects.${at}` }] : [],
    );
    return [...compared.map((use) => ({ ...use, path: `${way.path}.when` })), ...set].map((use) => {
      return { ...use, stepId: step.id };
    });
  });
}

function comparedValues(condition: Condition): { name: string; value: FieldValue }[] {
  switch (condition.op) {
    case 'and':
    case 'or':
      return condition.all.flatMap(comparedValues);
    case 'not':
      return comparedValues(condition.of);
    case 'in':
      return condition.values.map((value) => ({ name: condition.field, value }));
    case 'filled':
    case 'empty':
      return [];
    default:
      return [{ name: condition.field, value: condition.value }];
  }
}

function finding(code: Finding['code'], stepId: string | null, path: string, params: Finding['params']): Finding {
  return { severity: 'error', code, stepId, path, params };
}
