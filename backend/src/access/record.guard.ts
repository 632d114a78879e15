import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { idsIn, type IdPlace, idsOf } from '@warmline/contracts';
import type { ZodType } from 'zod';
import { isSafeMethod, routeOf, type SignedRequest } from '../auth/access.guard.js';
import { INPUTS, type RouteInputs, sound } from '../http/contract.js';
import { RecordAccess } from './record-access.service.js';

type Places = Record<keyof RouteInputs, readonly IdPlace[]>;

/** Behind the guard of roles: every id of the address, the query and the body is asked for, by what the route's own schemas say it names. */
@Injectable()
export class RecordGuard implements CanActivate {
  private readonly places = new WeakMap<object, Places>();

  constructor(private readonly access: RecordAccess) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') {
      return true; // Socket messages are asked for by the gateway.
    }
    const request = context.switchToHttp().getRequest<SignedRequest>();
    const user = request.sessionUser;
    if (user !== undefined) {
      const { params, query, body } = this.placesOf(context.getHandler());
      // As the route will read them: an id that only becomes one without its NUL is asked for too.
      const ids = [
        ...idsOf(sound(request.params), params),
        ...idsOf(sound(request.query), query),
        ...idsOf(sound(request.body), body),
      ];
      const purpose = isSafeMethod(request.method) ? 'see' : 'touch';
      await this.access.demand(user, ids, { purpose, what: routeOf(request) });
    }
    return true;
  }

  private placesOf(handler: object): Places {
    const known = this.places.get(handler);
    if (known !== undefined) {
      return known;
    }
    const inputs = (Reflect.getMetadata(INPUTS, handler) as RouteInputs | undefined) ?? {};
    const found = { params: within(inputs.params), query: within(inputs.query), body: within(inputs.body) };
    this.places.set(handler, found);
    return found;
  }
}

function within(schema: ZodType | undefined): readonly IdPlace[] {
  return schema === undefined ? [] : idsIn(schema);
}
