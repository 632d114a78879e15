import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { concatMap, from, type Observable } from 'rxjs';
import type { SignedRequest } from '../auth/access.guard.js';
import type { SessionUser } from '../auth/session.repository.js';
import { TAKES, type Takes } from '../http/takes.js';
import { EventLog } from '../kernel/event-log.js';
import { TakingService } from './taking.service.js';

/** Routes that give cards, rows or files out (`@TakesAway`): each is counted for the person who asks. */
@Injectable()
export class TakingInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly takings: TakingService,
    private readonly eventLog: EventLog,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const takes = this.reflector.get<Takes | undefined>(TAKES, context.getHandler());
    const user = context.switchToHttp().getRequest<SignedRequest>().sessionUser;
    if (takes === undefined || user === undefined) {
      return next.handle();
    }
    if (takes === 'exports') {
      await this.takings.take(user, 'exports');
      return next.handle();
    }
    if (takes === 'rows') {
      await this.takings.enter(user, 'rows');
    }
    return next.handle().pipe(concatMap((reply: unknown) => from(this.counted(user, takes, reply))));
  }

  private async counted(user: SessionUser, takes: Takes, reply: unknown): Promise<unknown> {
    if (takes === 'rows') {
      await this.takings.took(user, 'rows', rowsOf(reply));
    } else {
      const card = reply as { id: string; clientId?: string; phones: readonly unknown[] };
      if (await this.takings.take(user, 'cards', card.id)) {
        const payload = { phones: card.phones.length };
        const { id: leadId, clientId } = card;
        await this.eventLog.append({ type: 'access.card_opened', actorId: user.id, leadId, clientId, payload });
      }
    }
    return reply;
  }
}

function rowsOf(reply: unknown): number {
  const rows = Array.isArray(reply) ? reply : (reply as { items?: unknown }).items;
  return Array.isArray(rows) ? rows.length : 0;
}
