import { Injectable, type OnApplicationBootstrap, RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { ACCESS, type AccessRule } from '../auth/access.js';
import { INPUTS, REPLY, type RouteInputs, type RouteReply } from './contract.js';
import { type DescribedRoute, undeclaredOf } from './openapi.rules.js';
import { TAKES, type Takes } from './takes.js';

const METHODS: Partial<Record<RequestMethod, DescribedRoute['method']>> = {
  [RequestMethod.GET]: 'get',
  [RequestMethod.POST]: 'post',
  [RequestMethod.PUT]: 'put',
  [RequestMethod.PATCH]: 'patch',
  [RequestMethod.DELETE]: 'delete',
};

type Handler = (...args: unknown[]) => unknown;

/** All routes of the process, read off the controllers: for OpenAPI and for the test that none lacks a role. */
@Injectable()
export class RoutesService implements OnApplicationBootstrap {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  /** A route that does not say who may call it and what its ids name would be open to anybody who counts: the process stops instead. */
  onApplicationBootstrap(): void {
    const open = this.describe().flatMap((route) => {
      const missing = undeclaredOf(route);
      return missing.length === 0 ? [] : [`${route.method} ${route.path}: ${missing.join(', ')}`];
    });
    if (open.length > 0) {
      throw new Error(`Routes that do not declare their access or what their ids name:\n${open.join('\n')}`);
    }
  }

  describe(): DescribedRoute[] {
    return this.discovery.getControllers().flatMap(({ instance, metatype }) => {
      const controller: unknown = instance;
      if (typeof controller !== 'object' || controller === null || typeof metatype !== 'function') {
        return [];
      }
      const prototype = Object.getPrototypeOf(controller) as Record<string, Handler>;
      return this.scanner
        .getAllMethodNames(prototype)
        .map((name) => describeHandler(prototype[name]!, metatype))
        .filter((route) => route !== null);
    });
  }
}

function describeHandler(handler: Handler, controller: object): DescribedRoute | null {
  const method = METHODS[Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod];
  if (method === undefined) {
    return null;
  }
  const inputs = (Reflect.getMetadata(INPUTS, handler) as RouteInputs | undefined) ?? {};
  const reply = Reflect.getMetadata(REPLY, handler) as RouteReply | undefined;
  const access = (Reflect.getMetadata(ACCESS, handler) ?? Reflect.getMetadata(ACCESS, controller)) as
    AccessRule | undefined;
  const base = String(Reflect.getMetadata(PATH_METADATA, controller) ?? '');
  const own = String(Reflect.getMetadata(PATH_METADATA, handler) ?? '');
  return {
    method,
    path: `/${[base, own].join('/').split('/').filter(Boolean).join('/')}`.replace(/:(\w+)/g, '{$1}'),
    tag: base.split('/')[1] ?? 'session',
    access,
    summary: reply?.summary ?? '',
    body: inputs.body,
    query: inputs.query,
    params: inputs.params,
    reply: reply?.schema,
    takes: Reflect.getMetadata(TAKES, handler) as Takes | undefined,
  };
}
