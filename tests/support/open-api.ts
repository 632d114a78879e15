import { HttpClient } from './http.js';
import type { JsonSchema } from './json-schema.js';

/** A route as `/api/openapi.json` describes it. */
export interface DescribedOperation {
  readonly method: string;
  readonly path: string;
  readonly 'x-roles': string[] | string;
  readonly 'x-records': { in: 'path' | 'query' | 'body'; name: string; record: string }[];
  readonly 'x-takes'?: string;
  readonly summary: string;
  readonly parameters: { name: string; in: 'path' | 'query'; required: boolean; schema: JsonSchema }[];
  readonly requestBody?: { content: { 'application/json': { schema: JsonSchema } } };
  readonly responses: { '2XX': { content?: { 'application/json': { schema: JsonSchema } } } };
}

/** All routes of the process, from the registry that its OpenAPI document is made of. */
export async function operationsOf(url: string): Promise<DescribedOperation[]> {
  const { paths } = await new HttpClient(url).get<{ paths: Record<string, Record<string, DescribedOperation>> }>(
    '/api/openapi.json',
  );
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ ...operation, path, method: method.toUpperCase() })),
  );
}
