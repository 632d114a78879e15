import {
  applyDecorators,
  Body,
  createParamDecorator,
  type ExecutionContext,
  Param,
  type PipeTransform,
  Query,
  SetMetadata,
} from '@nestjs/common';
import type { ZodType } from 'zod';
import type { SignedRequest } from '../auth/access.guard.js';
import type { SessionUser } from '../auth/session.repository.js';
import { DomainError } from '../kernel/domain-error.js';
import { soundValue, TooDeepError } from '../kernel/sound-value.rules.js';

/*
 * Routes are typed by the schemas of contracts: the same schema parses the request here, checks the reply on its way out,
 * and stands in /api/openapi.json.
 */

export const REPLY = 'warmline:reply';
export const INPUTS = 'warmline:inputs';

export interface RouteInputs {
  body?: ZodType;
  query?: ZodType;
  params?: ZodType;
}

export interface RouteReply {
  summary: string;
  /** Undefined: nothing is sent (204) or the route streams a file itself. */
  schema: ZodType | undefined;
}

/** What the route answers, in one line and by schema. */
export const Replies = (summary: string, schema?: ZodType): MethodDecorator =>
  applyDecorators(SetMetadata(REPLY, { summary, schema } satisfies RouteReply));

/** NUL characters and halves of characters go, in one place for all routes and messages; refuses what is nested without end. */
export function sound(value: unknown): unknown {
  try {
    return soundValue(value);
  } catch (error) {
    if (error instanceof TooDeepError) {
      throw new DomainError('request.invalid', {
        issues: [{ path: [], code: 'too_deep', message: 'nested too deep' }],
      });
    }
    throw error;
  }
}

export class ParsePipe implements PipeTransform {
  constructor(private readonly schema: ZodType) {}

  transform(value: unknown): unknown {
    const parsed = this.schema.safeParse(sound(value ?? {}));
    if (!parsed.success) {
      throw new DomainError('request.invalid', {
        issues: parsed.error.issues.map(({ path, code, message }) => ({ path, code, message })),
      });
    }
    return parsed.data;
  }
}

function input(kind: keyof RouteInputs, schema: ZodType, bind: ParameterDecorator): ParameterDecorator {
  return (target, method, index) => {
    if (method === undefined) {
      throw new Error('only parameters of methods are inputs of a route');
    }
    const handler = (target as Record<string | symbol, object>)[method];
    if (handler === undefined) {
      throw new Error(`no method ${String(method)}`);
    }
    const known = (Reflect.getMetadata(INPUTS, handler) as RouteInputs | undefined) ?? {};
    Reflect.defineMetadata(INPUTS, { ...known, [kind]: schema }, handler);
    bind(target, method, index);
  };
}

export const InBody = (schema: ZodType): ParameterDecorator => input('body', schema, Body(new ParsePipe(schema)));
export const InQuery = (schema: ZodType): ParameterDecorator => input('query', schema, Query(new ParsePipe(schema)));
export const InParams = (schema: ZodType): ParameterDecorator => input('params', schema, Param(new ParsePipe(schema)));

/** The signed-in person; only on routes that need one. */
export const CurrentUser = createParamDecorator((_: unknown, context: ExecutionContext): SessionUser => {
  const user = context.switchToHttp().getRequest<SignedRequest>().sessionUser;
  if (user === undefined) {
    throw new DomainError('session.required');
  }
  return user;
});
