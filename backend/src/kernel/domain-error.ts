import type { ErrorCode } from '@warmline/contracts';

/** A refusal with a code. `params` goes to the browser and the log: never a name, a number or a secret in it. */
export class DomainError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly params: Record<string, unknown> = {},
  ) {
    super(`${code} ${JSON.stringify(params)}`);
  }
}

/** What is kept of an error that ended some work. */
export interface Refusal {
  readonly code: ErrorCode;
  readonly params: Record<string, unknown>;
}

export function refusalOf(error: unknown): Refusal {
  return error instanceof DomainError
    ? { code: error.code, params: error.params }
    : { code: 'server.failed', params: {} };
}

export function assertNever(value: never): never {
  throw new Error(`unexpected value ${JSON.stringify(value)}`);
}
