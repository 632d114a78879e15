import { createHash } from 'node:crypto';
import pg from 'pg';

/** A text that comes this often is worth a plan of its own; imports and exports, run now and then on very different amounts, stay below. */
const RUNS_BEFORE_PREPARING = 30;
/** Texts put together at run time must not fill the memory of every connection. */
const MOST_TEXTS = 1_000;

const runs = new Map<string, number>();
const names = new Map<string, string>();

/**
 * A connection that prepares what it is asked again and again. The claim and the explanation carry the whole right to call in their text:
 * planning them took five to ten times as long as running them.
 */
export class PreparingClient extends pg.Client {}

type Query = (this: pg.Client, ...args: unknown[]) => unknown;

// One of the many overloads of pg is looked at; everything else goes through untouched.
const plainQuery = Reflect.get(pg.Client.prototype, 'query') as Query;
const preparingQuery: Query = function (...args) {
  const [text, values, ...rest] = args;
  const name = typeof text === 'string' && Array.isArray(values) && values.length > 0 ? nameOf(text) : undefined;
  return name === undefined ? plainQuery.apply(this, args) : plainQuery.call(this, { name, text, values }, ...rest);
};
Object.defineProperty(PreparingClient.prototype, 'query', { value: preparingQuery });

/** The name under which every connection keeps this text; undefined while it is not worth one. */
export function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined) {
    return known;
  }
  const count = (runs.get(text) ?? 0) + 1;
  if (count < RUNS_BEFORE_PREPARING || names.size >= MOST_TEXTS) {
    if (runs.size < MOST_TEXTS || runs.has(text)) {
      runs.set(text, count);
    }
    return undefined;
  }
  runs.delete(text);
  const name = createHash('sha256').update(text).digest('base64url');
  names.set(text, name);
  return name;
}
