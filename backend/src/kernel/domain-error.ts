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

export function assertNever(value: never): never {
  throw new Error(`unexpected value ${JSON.stringify(value)}`);
}
