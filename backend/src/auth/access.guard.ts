import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { AppConfig } from '../config/app-config.js';
import { DomainError } from '../kernel/domain-error.js';
import { ACCESS, type AccessRule, mayAccess } from './access.js';
import { originAllowed } from './origin.rules.js';
import { RefusalTrail } from './refusal-trail.service.js';
import type { SessionUser } from './session.repository.js';
import { SessionService, sessionToken } from './session.service.js';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Whether requests of this method leave everything as it is. */
export function isSafeMethod(method: string): boolean {
  return SAFE_METHODS.has(method);
}

export interface SignedRequest extends Request {
  sessionUser?: SessionUser;
}

/** Before every route: the origin of what changes something, the session, the role. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: SessionService,
    private readonly config: AppConfig,
    private readonly trail: RefusalTrail,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') {
      return true; // Socket messages are authorised by the gateway, with the same mayAccess.
    }
    const request = context.switchToHttp().getRequest<SignedRequest>();
    this.checkOrigin(request);
    const rule = this.reflector.getAllAndOverride<AccessRule | undefined>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    const user = await this.sessions.authenticate(sessionToken(request.headers.cookie));
    if (user !== null) {
      request.sessionUser = user;
    }
    if (mayAccess(rule, user?.role ?? null)) {
      return true;
    }
    if (user !== null) {
      await this.trail.note(user.id, { what: routeOf(request), code: 'role.refused' });
    }
    throw new DomainError(user === null && rule !== undefined ? 'session.required' : 'role.refused');
  }

  private checkOrigin(request: Request): void {
    const { origin, host } = request.headers;
    if (!isSafeMethod(request.method) && !originAllowed({ origin, host }, this.config.publicUrl)) {
      throw new DomainError('request.origin_refused');
    }
  }
}

/** `GET /api/leads/:id`: the address without its ids. */
export function routeOf(request: Request): string {
  const route = request.route as { path?: unknown } | undefined;
  return `${request.method} ${typeof route?.path === 'string' ? route.path : ''}`;
}
