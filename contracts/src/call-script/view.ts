import { evalCondition } from './conditions.js';
import type { FieldType, FieldValue } from './fields.js';
import type { Locale, LocalizedText, ScriptField, Step, StepField } from './format.js';
import { GOAL_DISPOSITIONS } from './dispositions.js';
import { edgesOf, landingStep, shortestWay, type Edge, type ScriptIndex } from './graph.js';
import { renderParts, type TemplateValues, type TextPart } from './template.js';
import type { RunState } from './walk.js';

/** A text to read, in parts, so that what came from the card can be marked; `locale` is the one it was found in. */
export interface TextView {
  text: string;
  parts: TextPart[];
  locale: Locale;
}

export interface AnswerView {
  id: string;
  /** What to send when it is chosen. */
  event: string;
  /** `1` to `9`; the answer's place in the document, so a digit never moves when a condition hides another answer. */
  key: string | null;
  text: string;
  /** Title of the step it leads to; null if that cannot be told yet. */
  targetTitle: string | null;
  leadsToEnd: boolean;
}

export interface FieldView {
  name: string;
  type: FieldType;
  label: string;
  isOptional: boolean;
  choices: { id: string; label: string }[];
  value: FieldValue | null;
}

export interface StepCrumb {
  stepId: string;
  title: string;
}

/** Everything the console shows of a run at its present step. */
export interface StepView {
  stepId: string;
  type: 'say' | 'ask' | 'end';
  title: string;
  text: TextView;
  hint: TextView | null;
  answers: AnswerView[];
  fields: FieldView[];
  /** The event that submits the fields; null where an answer does. */
  submitEvent: 'ask.submit' | null;
  /** What was noted so far, in the document's order of fields, in words. */
  captured: { name: string; label: string; text: string }[];
  /** Steps passed, without the present one. */
  crumbs: StepCrumb[];
  /** The likely way on to the nearest goal, without the end. */
  upcoming: StepCrumb[];
  /** About how many steps are left, the end included. */
  stepsLeft: number;
  tags: string[];
  isDecisionMaker: boolean | null;
  callback: RunState['context']['callback'];
  contact: RunState['context']['contact'];
  isEnded: boolean;
  disposition: string | null;
}

export interface ViewOptions {
  locale: Locale;
  /** Names for the placeholders of `KNOWN_PLACEHOLDERS`; the script's own fields are added from the run. */
  values: TemplateValues;
}

/** What to show for a run. Null if the state does not belong to the script. */
export function describeStep(script: ScriptIndex, state: RunState, options: ViewOptions): StepView | null {
  const step = script.steps.get(state.value);
  if (step === undefined || step.type === 'decide') return null;
  const scene: Scene = { script, state, locale: options.locale, values: valuesOf(script, state, options) };
  const way = wayOn(script, step);
  return {
    stepId: step.id,
    type: step.type,
    title: titleOf(step, scene.locale) ?? step.id,
    text: textView(step.text ?? { ru: '', en: '' }, scene),
    hint: step.hint === undefined ? null : textView(step.hint, scene),
    answers: answersView(step, scene),
    fields: step.type === 'end' ? [] : (step.fields ?? []).flatMap((field) => fieldView(field, step, scene)),
    submitEvent: step.type === 'ask' ? 'ask.submit' : null,
    captured: capturedView(scene),
    crumbs: crumbsOf(scene, state.context.passed.slice(0, -1)),
    upcoming: crumbsOf(scene, way.slice(0, -1)),
    stepsLeft: way.length,
    tags: state.context.tags,
    isDecisionMaker: state.context.isDecisionMaker,
    callback: state.context.callback,
    contact: state.context.contact,
    isEnded: state.status === 'ended',
    disposition: state.disposition,
  };
}

/** The text in the language asked for, else in the other one. */
export function inLocale(text: LocalizedText, locale: Locale): { text: string; locale: Locale } {
  const other: Locale = locale === 'ru' ? 'en' : 'ru';
  return text[locale] !== '' || text[other] === ''
    ? { text: text[locale], locale }
    : { text: text[other], locale: other };
}

interface Scene {
  script: ScriptIndex;
  state: RunState;
  locale: Locale;
  values: TemplateValues;
}

function titleOf(step: Step, locale: Locale): string | null {
  return step.type === 'decide' ? null : inLocale(step.title, locale).text;
}

function textView(text: LocalizedText, scene: Scene): TextView {
  const found = inLocale(text, scene.locale);
  const parts = renderParts(found.text, scene.values);
  return { text: parts.map((part) => part.text).join(''), parts, locale: found.locale };
}

function answersView(step: Step, scene: Scene): AnswerView[] {
  if (step.type !== 'say') return [];
  const { fields } = scene.state.context;
  const ways = edgesOf(step);
  return step.answers.flatMap((answer, at) => {
    if (answer.when !== undefined && !evalCondition(answer.when, fields)) return [];
    const key = at < 9 ? String(at + 1) : null;
    const text = textView(answer.text, scene).text;
    return [{ id: answer.id, event: `answer.${answer.id}`, key, text, ...targetView(ways[at], scene) }];
  });
}

function targetView(taken: Edge | undefined, scene: Scene): { targetTitle: string | null; leadsToEnd: boolean } {
  const target = taken === undefined ? null : landingStep(scene.script, taken, scene.state.context.fields);
  if (target === null) return { targetTitle: null, leadsToEnd: false };
  return { targetTitle: titleOf(target, scene.locale), leadsToEnd: target.type === 'end' };
}

function fieldView({ field: name, optional }: StepField, step: Step, scene: Scene): FieldView[] {
  const field = scene.script.fields.get(name);
  if (field === undefined) return [];
  const choices = (field.choices ?? []).map(({ id, label }) => ({ id, label: inLocale(label, scene.locale).text }));
  const value = scene.state.context.fields[name] ?? null;
  const label = inLocale(field.label, scene.locale).text;
  return [{ name, type: field.type, label, isOptional: step.type === 'say' || optional === true, choices, value }];
}

function capturedView({ script, state, locale }: Scene): StepView['captured'] {
  return [...script.fields.values()].flatMap((field) => {
    const value = state.context.fields[field.name];
    if (value === undefined) return [];
    return [{ name: field.name, label: inLocale(field.label, locale).text, text: fieldText(field, value, locale) }];
  });
}

/** Fields as placeholders see them: in words of the language, not as ids and bare numbers. */
function valuesOf(script: ScriptIndex, state: RunState, { locale, values }: ViewOptions): TemplateValues {
  const words = new Map<string, string>();
  for (const [name, value] of Object.entries(state.context.fields)) {
    const field = script.fields.get(name);
    if (field !== undefined) words.set(name, fieldText(field, value, locale));
  }
  return { ...Object.fromEntries(words), ...values };
}

/** A captured value in words of the language: the name of a choice, a grouped number, a day. */
export function fieldText(field: ScriptField, value: FieldValue, locale: Locale): string {
  if (field.type === 'choice') {
    const choice = field.choices?.find(({ id }) => id === value);
    return choice === undefined ? String(value) : inLocale(choice.label, locale).text;
  }
  if (typeof value === 'number') return new Intl.NumberFormat(locale === 'ru' ? 'ru-RU' : 'en-GB').format(value);
  return field.type === 'date' ? dateInWords(value, locale) : value;
}

/** Wall-clock text in, wall-clock words out: read as UTC so that no zone of this computer gets in. */
function dateInWords(value: string, locale: Locale): string {
  const hasTime = value.includes('T');
  const instant = new Date(hasTime ? `${value}:00Z` : `${value}T00:00:00Z`);
  if (Number.isNaN(instant.getTime())) return value;
  const time = hasTime ? ({ hour: '2-digit', minute: '2-digit' } as const) : {};
  const format = { day: 'numeric', month: 'long', ...time, timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(locale === 'ru' ? 'ru-RU' : 'en-GB', format).format(instant);
}

function crumbsOf({ script, locale }: Scene, stepIds: readonly string[]): StepCrumb[] {
  return stepIds.flatMap((stepId) => {
    const step = script.steps.get(stepId);
    const title = step === undefined ? null : titleOf(step, locale);
    return title === null ? [] : [{ stepId, title }];
  });
}

function wayOn(script: ScriptIndex, from: Step): string[] {
  const isGoal = (step: Step) => step.type === 'end' && GOAL_DISPOSITIONS.includes(step.disposition);
  if (from.type === 'end') return [];
  return shortestWay(script, from.id, isGoal) ?? shortestWay(script, from.id, (step) => step.type === 'end') ?? [];
}
