/** As much of JSON Schema as the contracts' schemas turn into. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly prefixItems?: readonly JsonSchema[];
  readonly minItems?: number;
  readonly minLength?: number;
  readonly minimum?: number;
  readonly format?: string;
  readonly pattern?: string;
}

const TEXTS = [
  'text',
  '1',
  '10',
  '812',
  'RU',
  'Europe/Moscow',
  '+79990000000',
  '7707083893',
  'a',
  '00:00',
  '2026-03-18',
];
const BY_FORMAT: Record<string, string> = {
  uuid: '01999999-9999-7999-8999-999999999999',
  date: '2026-03-18',
  'date-time': '2026-03-18T11:30:00.000Z',
};
const DEEPEST = 8;

/** A small value that the schema takes, as far as a schema tells: only what is required, the first of several. */
export function sampleOf(schema: JsonSchema, root: JsonSchema = schema, depth = 0): unknown {
  const here = resolved(schema, root);
  if (here.const !== undefined) return here.const;
  if (here.enum !== undefined) return here.enum[0];
  const [first] = here.anyOf ?? here.oneOf ?? [];
  if (first !== undefined) return sampleOf(first, root, depth + 1);
  if (here.allOf !== undefined) {
    return Object.assign({}, ...here.allOf.map((part) => sampleOf(part, root, depth + 1))) as unknown;
  }
  switch (typeof here.type === 'string' ? here.type : here.type?.[0]) {
    case 'object':
      return Object.fromEntries(
        (here.required ?? []).map((name) => [name, sampleOf(here.properties?.[name] ?? {}, root, depth + 1)]),
      );
    case 'array':
      return arrayOf(here, root, depth);
    case 'string':
      return textOf(here);
    case 'integer':
    case 'number':
      return Math.max(1, here.minimum ?? 1);
    case 'boolean':
      return true;
    default:
      return null;
  }
}

/** Every place of the schema that a value can stand at, by its path; `*` is the element of a list or record. */
export function placesOf(schema: JsonSchema, root: JsonSchema = schema, path: readonly string[] = []): string[][] {
  const here = resolved(schema, root);
  if (path.length > DEEPEST) return [];
  const below: [string | null, JsonSchema][] = [
    ...[...(here.anyOf ?? []), ...(here.oneOf ?? []), ...(here.allOf ?? [])].map((part): [null, JsonSchema] => [
      null,
      part,
    ]),
    ...Object.entries(here.properties ?? {}),
    ...(here.items === undefined ? [] : [['*', here.items] as [string, JsonSchema]]),
    ...(typeof here.additionalProperties === 'object'
      ? [['*', here.additionalProperties] as [string, JsonSchema]]
      : []),
  ];
  const deeper = below.flatMap(([step, part]) =>
    step === null
      ? placesOf(part, root, path).filter((each) => each.length > path.length)
      : placesOf(part, root, [...path, step]),
  );
  const all = [[...path], ...deeper];
  return all.filter((each, at) => all.findIndex((other) => other.join('.') === each.join('.')) === at);
}

/** The value with another one put in at the path; what is missing on the way is made. */
export function withAt(value: unknown, path: readonly string[], put: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return put;
  if (step === '*') {
    if (Array.isArray(value) || typeof value !== 'object' || value === null) {
      const [first, ...others] = Array.isArray(value) ? (value as unknown[]) : [];
      return [withAt(first, rest, put), ...others];
    }
    return { ...value, key: withAt(undefined, rest, put) };
  }
  const before = typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
  return { ...before, [step]: withAt((before as Record<string, unknown>)[step], rest, put) };
}

function resolved(schema: JsonSchema, root: JsonSchema): JsonSchema {
  if (schema.$ref === undefined) return schema;
  const found = schema.$ref === '#' ? root : root.$defs?.[schema.$ref.split('/').at(-1) ?? ''];
  return found ?? {};
}

function arrayOf({ items, prefixItems, minItems = 0 }: JsonSchema, root: JsonSchema, depth: number): unknown[] {
  if (prefixItems !== undefined) return prefixItems.map((item) => sampleOf(item, root, depth + 1));
  return depth > DEEPEST ? [] : Array.from({ length: minItems }, () => sampleOf(items ?? {}, root, depth + 1));
}

function textOf({ format, pattern, minLength = 1 }: JsonSchema): string {
  const known = format === undefined ? undefined : BY_FORMAT[format];
  if (known !== undefined) return known;
  const fitting = pattern === undefined ? TEXTS : TEXTS.filter((text) => new RegExp(pattern, 'u').test(text));
  return (fitting[0] ?? 'text').padEnd(minLength, 'x');
}
