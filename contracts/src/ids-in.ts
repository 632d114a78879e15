import { z } from 'zod';
import { type RecordKind, recordOf } from './ids.js';

/** A place of a schema where an id stands: `path` from the value's root, `*` for each element of a list or value of a record. */
export interface IdPlace {
  readonly path: readonly string[];
  readonly record: RecordKind;
  readonly schema: z.core.$ZodType;
}

type Definition = z.core.$ZodTypeDef & Record<string, unknown>;

/** Every place of the schema where the id of a record stands, found by walking it: what a message can name is what its contract says. */
export function idsIn(schema: z.core.$ZodType): IdPlace[] {
  const places: IdPlace[] = [];
  walk(schema, [], (path, at) => {
    const record = recordOf(at);
    if (record !== undefined && record !== null) {
      places.push({ path, record, schema: at });
    }
    return record === undefined;
  });
  return places.filter(
    ({ path, record }, at) =>
      places.findIndex((other) => other.record === record && other.path.join('.') === path.join('.')) === at,
  );
}

/** Places named like an id (`id`, `leadId`, `listIds`) whose schema does not say what it is the id of. */
export function undeclaredIdsIn(schema: z.core.$ZodType): string[] {
  const found: string[] = [];
  walk(schema, [], (path, at) => {
    const isId = recordOf(at) !== undefined;
    const name = path.findLast((step) => step !== '*') ?? '';
    if (!isId && at._zod.def.type === 'string' && /^ids?$|[a-z]Ids?$/.test(name)) {
      found.push(path.join('.'));
    }
    return !isId;
  });
  return found;
}

export interface FoundId {
  readonly record: RecordKind;
  readonly id: string;
}

/** The ids a value holds at these places. What has another shape is left to the schema, which refuses it. */
export function idsOf(value: unknown, places: readonly IdPlace[]): FoundId[] {
  return places.flatMap(({ path, record, schema }) =>
    valuesAt(value, path)
      .filter((id): id is string => typeof id === 'string' && z.safeParse(schema, id).success)
      .map((id) => ({ record, id })),
  );
}

function valuesAt(value: unknown, [step, ...rest]: readonly string[]): unknown[] {
  if (step === undefined) {
    return [value];
  }
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  if (step === '*') {
    return Object.values(value).flatMap((each) => valuesAt(each, rest));
  }
  return Object.hasOwn(value, step) ? valuesAt((value as Record<string, unknown>)[step], rest) : [];
}

/** Visits each schema within; `visit` answers whether to go on below. A schema that contains itself is gone into once. */
function walk(
  schema: z.core.$ZodType,
  path: readonly string[],
  visit: (path: readonly string[], schema: z.core.$ZodType) => boolean,
  above: ReadonlySet<z.core.$ZodType> = new Set(),
): void {
  if (above.has(schema) || !visit(path, schema)) {
    return;
  }
  const within = new Set([...above, schema]);
  for (const [step, part] of partsOf(schema._zod.def as Definition)) {
    walk(part, step === null ? path : [...path, step], visit, within);
  }
}

function partsOf(def: Definition): [string | null, z.core.$ZodType][] {
  const one = (name: string, step: string | null): [string | null, z.core.$ZodType][] =>
    isSchema(def[name]) ? [[step, def[name]]] : [];
  const many = (name: string, step: (at: number) => string | null): [string | null, z.core.$ZodType][] =>
    Array.isArray(def[name]) ? (def[name] as z.core.$ZodType[]).map((part, at) => [step(at), part]) : [];
  switch (def.type) {
    case 'object':
      return Object.entries(def['shape'] as Record<string, z.core.$ZodType>);
    case 'array':
      return one('element', '*');
    case 'record':
      return one('valueType', '*');
    case 'tuple':
      return many('items', String);
    case 'union':
      return many('options', () => null);
    case 'intersection':
      return [...one('left', null), ...one('right', null)];
    case 'pipe':
      return [...one('in', null), ...one('out', null)];
    case 'lazy':
      return [[null, (def['getter'] as () => z.core.$ZodType)()]];
    default:
      return one('innerType', null);
  }
}

function isSchema(value: unknown): value is z.core.$ZodType {
  return typeof value === 'object' && value !== null && '_zod' in value;
}
