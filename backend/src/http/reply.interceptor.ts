import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { map, type Observable } from 'rxjs';
import { REPLY, type RouteReply } from './contract.js';

/** Sends only what the contract names: a column added to a row does not leak, and a reply that breaks its contract fails here, not in the browser. */
@Injectable()
export class ReplyInterceptor implements NestInterceptor {
  constructor(private readonly reflector: Reflector) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const reply = this.reflector.get<RouteReply | undefined>(REPLY, context.getHandler());
    const schema = reply?.schema;
    return schema === undefined ? next.handle() : next.handle().pipe(map((value: unknown) => schema.parse(value)));
  }
}
