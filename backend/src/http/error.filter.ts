import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import { ERROR_STATUS, type WireError } from '@warmline/contracts';
import type { Response } from 'express';
import { DomainError } from '../kernel/domain-error.js';
import { uuidv7 } from '../kernel/ids.js';

/** pg: connection refused/terminated, admin shutdown, cannot connect now, too many connections. */
const DATABASE_AWAY =
  /ECONNREFUSED|ECONNRESET|57P0[123]|53300|Connection terminated|connection is closed|timeout exceeded when trying to connect/;

/** A full disk, a disk quota, and PostgreSQL's own word for either. */
const STORAGE_FULL = new Set(['ENOSPC', 'EDQUOT', '53100']);

/** Any failure as the wire error both doors send. What is not ours is logged with a trace id and told as `server.failed`. */
export function toWireError(error: unknown, logger: Logger): WireError {
  if (error instanceof DomainError) {
    return { code: error.code, params: error.params };
  }
  if (error instanceof HttpException) {
    const status = error.getStatus();
    const code = status === 404 ? 'request.not_found' : status === 413 ? 'request.too_large' : 'request.invalid';
    return { code, params: {} };
  }
  if (isTooLarge(error)) {
    return { code: 'request.too_large', params: {} };
  }
  if (error instanceof Error && DATABASE_AWAY.test(`${codeOf(error)} ${error.message}`)) {
    return { code: 'server.database_unavailable', params: {} };
  }
  if (error instanceof Error && STORAGE_FULL.has(codeOf(error))) {
    logger.error(`no space is left: ${error.message}`);
    return { code: 'server.storage_full', params: {} };
  }
  const traceId = uuidv7();
  logger.error(`${traceId} ${error instanceof Error ? error.stack : String(error)}`);
  return { code: 'server.failed', params: {}, traceId };
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}

function isTooLarge(error: unknown): boolean {
  return error instanceof Error && 'type' in error && error.type === 'entity.too.large';
}

@Catch()
export class ErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger('http');

  catch(error: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    const wireError = toWireError(error, this.logger);
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const { retryAfterSeconds } = wireError.params;
    if (typeof retryAfterSeconds === 'number') {
      response.setHeader('Retry-After', retryAfterSeconds);
    }
    response.status(ERROR_STATUS[wireError.code]).json(wireError);
  }
}
