import { type ErrorCode, wireErrorSchema } from '@warmline/contracts';
import type { z } from 'zod';

/** Codes of our own for what never reached the server or could not be read. */
export type ClientErrorCode = 'client.offline' | 'client.reply_unreadable' | 'client.timeout';

/** A refusal or a failure with its code; the words are chosen where it is shown (`useErrorText`). */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly code: ErrorCode | ClientErrorCode,
    readonly status: number,
    readonly params: Record<string, unknown> = {},
    readonly traceId?: string,
  ) {
    super(`${code} (${status})`);
  }
}

export interface RequestOptions {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Sent as JSON; a FormData or a Blob goes as it is. */
  readonly body?: unknown;
  readonly query?: Record<string, string | number | boolean | undefined | null>;
  readonly signal?: AbortSignal;
}

/**
 * One request to `/api`. The reply is checked by the contract's own schema: a server that drifted is a named failure here,
 * not an `undefined` three screens later. Throws ApiError only.
 */
export async function api<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
  options: RequestOptions = {},
): Promise<z.output<Schema>> {
  const response = await send(path, options);
  if (!response.ok) throw await refusal(response);
  const parsed = schema.safeParse(await readJson(response));
  if (parsed.success) return parsed.data;
  console.error(`the reply of ${path} does not fit the contract`, parsed.error.issues);
  throw new ApiError('client.reply_unreadable', response.status, { path }, traceOf(response));
}

/** A request whose reply carries nothing. */
export async function apiVoid(path: string, options: RequestOptions = {}): Promise<void> {
  const response = await send(path, options);
  if (!response.ok) throw await refusal(response);
}

async function send(path: string, { method = 'GET', body, query, signal }: RequestOptions): Promise<Response> {
  const raw = body instanceof FormData || body instanceof Blob;
  try {
    return await fetch(`/api${path}${queryString(query)}`, {
      method,
      credentials: 'same-origin',
      headers: {
        accept: 'application/json',
        ...(body === undefined || raw ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? undefined : raw ? body : JSON.stringify(body),
      signal,
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiError('client.offline', 0);
  }
}

export function queryString(query: RequestOptions['query'] = {}): string {
  const pairs = Object.entries(query).flatMap(([key, value]) =>
    value === undefined || value === null || value === '' ? [] : [[key, String(value)]],
  );
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`;
}

async function refusal(response: Response): Promise<ApiError> {
  const parsed = wireErrorSchema.safeParse(await readJson(response).catch(() => undefined));
  if (parsed.success) return new ApiError(parsed.data.code, response.status, parsed.data.params, parsed.data.traceId);
  // A proxy's own page, or a backend that is not up yet.
  return new ApiError(
    response.status >= 502 ? 'client.offline' : 'server.failed',
    response.status,
    {},
    traceOf(response),
  );
}

async function readJson(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiError('client.reply_unreadable', response.status, {}, traceOf(response));
  }
}

const traceOf = (response: Response): string | undefined => response.headers.get('x-trace-id') ?? undefined;
