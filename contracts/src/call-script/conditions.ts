import { z } from 'zod';
import { fieldNameSchema, fieldValueSchema, type FieldValue } from './fields.js';

const COMPARISONS = ['gt', 'gte', 'lt', 'lte'] as const;
const MAX_LIST = 50;

type Comparison = (typeof COMPARISONS)[number];

/** The closed vocabulary of branching: data, never an expression to evaluate, so a script cannot run code. */
export type Condition =
  | { op: 'eq' | 'ne'; field: string; value: FieldValue }
  | { op: Comparison; field: string; value: FieldValue }
  | { op: 'in'; field: string; values: FieldValue[] }
  | { op: 'filled' | 'empty'; field: string }
  | { op: 'and' | 'or'; all: Condition[] }
  | { op: 'not'; of: Condition };

const field = fieldNameSchema;
const leafConditions = [
  z.strictObject({ op: z.enum(['eq', 'ne']), field, value: fieldValueSchema }),
  z.strictObject({ op: z.enum(COMPARISONS), field, value: fieldValueSchema }),
  z.strictObject({ op: z.literal('in'), field, values: z.array(fieldValueSchema).min(1).max(MAX_LIST) }),
  z.strictObject({ op: z.enum(['filled', 'empty']), field }),
] as const;

function nesting(inner: z.ZodType<Condition>): z.ZodType<Condition> {
  return z.discriminatedUnion('op', [
    ...leafConditions,
    z.strictObject({ op: z.enum(['and', 'or']), all: z.array(inner).min(1).max(MAX_LIST) }),
    z.strictObject({ op: z.literal('not'), of: inner }),
  ]);
}

/**
 * A condition, at most three levels deep. The depth is bounded by construction and not by a recursive schema:
 * a megabyte of `{"op":"not","of":…}` must be refused, not overflow the stack of the parser.
 */
export const conditionSchema: z.ZodType<Condition> = nesting(nesting(z.discriminatedUnion('op', leafConditions)));

/**
 * Decides a condition over the fields captured so far. A field nobody filled makes every comparison false
 * (also `ne`: what is unknown is not known to differ); ask for it with `empty`.
 */
export function evalCondition(condition: Condition, fields: Readonly<Record<string, FieldValue>>): boolean {
  switch (condition.op) {
    case 'and':
      return condition.all.every((part) => evalCondition(part, fields));
    case 'or':
      return condition.all.some((part) => evalCondition(part, fields));
    case 'not':
      return !evalCondition(condition.of, fields);
    case 'filled':
      return ownValue(fields, condition.field) !== undefined;
    case 'empty':
      return ownValue(fields, condition.field) === undefined;
    default:
      return compareField(condition, ownValue(fields, condition.field));
  }
}

/** Names of every field a condition reads. */
export function conditionFields(condition: Condition): string[] {
  switch (condition.op) {
    case 'and':
    case 'or':
      return condition.all.flatMap(conditionFields);
    case 'not':
      return conditionFields(condition.of);
    default:
      return [condition.field];
  }
}

type FieldComparison = Extract<Condition, { op: 'eq' | 'ne' | 'in' | Comparison }>;

function compareField(condition: FieldComparison, actual: FieldValue | undefined): boolean {
  if (actual === undefined) return false;
  switch (condition.op) {
    case 'eq':
      return actual === condition.value;
    case 'ne':
      return actual !== condition.value;
    case 'in':
      return condition.values.includes(actual);
    default:
      return compareOrder(condition.op, actual, condition.value);
  }
}

/** Numbers compare as numbers, ISO dates as strings; a number against a string has no order. */
function compareOrder(op: Comparison, left: FieldValue, right: FieldValue): boolean {
  if (typeof left !== typeof right) return false;
  switch (op) {
    case 'gt':
      return left > right;
    case 'gte':
      return left >= right;
    case 'lt':
      return left < right;
    case 'lte':
      return left <= right;
  }
}

/** A field called like a property of every object (`constructor`) must read as not filled. */
function ownValue(fields: Readonly<Record<string, FieldValue>>, name: string): FieldValue | undefined {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}
