import { idsIn, undeclaredIdsIn, wireErrorSchema } from '@warmline/contracts';
import { z, type ZodType } from 'zod';
import type { AccessRule } from '../auth/access.js';
import type { Takes } from './takes.js';

/** A route as the controllers declare it; `path` in OpenAPI's form, `/api/leads/{id}`. */
export interface DescribedRoute {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  path: string;
  tag: string;
  access: AccessRule | undefined;
  summary: string;
  body: ZodType | undefined;
  query: ZodType | undefined;
  params: ZodType | undefined;
  reply: ZodType | undefined;
  takes: Takes | undefined;
}

type JsonSchema = Record<string, unknown>;

/** OpenAPI 3.1 from the same schemas that parse the requests and check the replies. */
export function toOpenApi(routes: readonly DescribedRoute[]): JsonSchema {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    (paths[route.path] ??= {})[route.method] = toOperation(route);
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Warmline', version: '0.1.0' },
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'warmline_session' } },
      schemas: { Error: jsonSchema(wireErrorSchema, 'output') },
    },
    paths,
  };
}

function toOperation(route: DescribedRoute): JsonSchema {
  const error = {
    description: 'A refusal with its code',
    content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
  };
  const content = route.reply && { 'application/json': { schema: jsonSchema(route.reply, 'output') } };
  return {
    summary: route.summary,
    tags: [route.tag],
    'x-roles': route.access,
    'x-records': recordsOf(route),
    'x-takes': route.takes,
    security: route.access === 'public' ? [] : [{ session: [] }],
    parameters: [...parametersOf(route.params, 'path'), ...parametersOf(route.query, 'query')],
    ...(route.body && {
      requestBody: { required: true, content: { 'application/json': { schema: jsonSchema(route.body, 'input') } } },
    }),
    responses: { '2XX': { description: route.summary, ...(content && { content }) }, default: error },
  };
}

/** Where a route takes ids, and what each is the id of: `{in: 'path', name: 'id', record: 'lead'}`. */
function recordsOf({ params, query, body }: DescribedRoute): { in: string; name: string; record: string }[] {
  const places = (schema: ZodType | undefined, place: string) =>
    schema === undefined ? [] : idsIn(schema).map(({ path, record }) => ({ in: place, name: path.join('.'), record }));
  return [...places(params, 'path'), ...places(query, 'query'), ...places(body, 'body')];
}

/**
 * What a route leaves undeclared: who may call it, what a part of its address or a field named like an id is the id of.
 * The process does not start with such a route.
 */
export function undeclaredOf(route: DescribedRoute): string[] {
  const { access, path, params, query, body } = route;
  const declared = new Set(params === undefined ? [] : Object.keys(jsonSchema(params, 'input')['properties'] ?? {}));
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  return [
    ...(access === undefined ? ['access'] : []),
    ...inPath.filter((name) => !declared.has(name)),
    ...[params, query, body].flatMap((schema) => (schema === undefined ? [] : undeclaredIdsIn(schema))),
  ];
}

function parametersOf(schema: ZodType | undefined, place: 'path' | 'query'): JsonSchema[] {
  if (schema === undefined) {
    return [];
  }
  const object = jsonSchema(schema, 'input');
  const required = new Set(Array.isArray(object['required']) ? (object['required'] as string[]) : []);
  return Object.entries((object['properties'] ?? {}) as Record<string, unknown>).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.has(name),
    schema: property,
  }));
}

function jsonSchema(schema: ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}
