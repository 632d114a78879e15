import type { Request } from 'express';
import { DomainError } from '../kernel/domain-error.js';

/** Aborts when the client goes before its answer is written: what it asked for need not be found. The reason is read by no client. */
export function signalOf(request: Request): AbortSignal {
  const gone = new AbortController();
  const { res: reply } = request;
  reply?.once('close', () => {
    if (!reply.writableFinished) {
      gone.abort(new DomainError('preview.busy', { retryAfterSeconds: 0 }));
    }
  });
  return gone.signal;
}
