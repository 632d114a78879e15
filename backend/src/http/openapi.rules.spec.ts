import { describe, expect, it } from '@jest/globals';
import { leadIdSchema, listIdSchema } from '@warmline/contracts';
import { z } from 'zod';
import { type DescribedRoute, toOpenApi, undeclaredOf } from './openapi.rules.js';

const ROUTE: DescribedRoute = {
  method: 'post',
  path: '/api/leads/{id}/lists',
  tag: 'leads',
  access: ['marketer'],
  summary: 'A route',
  params: z.object({ id: leadIdSchema }),
  query: undefined,
  body: z.object({ listIds: z.array(listIdSchema).optional(), name: z.string() }),
  reply: undefined,
  takes: undefined,
};

describe('a route', () => {
  it('declares by its schemas what its ids name', () => {
    expect(undeclaredOf(ROUTE)).toEqual([]);
    expect(JSON.stringify(toOpenApi([ROUTE]))).toContain(
      '"x-records":[{"in":"path","name":"id","record":"lead"},{"in":"body","name":"listIds.*","record":"list"}]',
    );
  });

  it.each([
    ['no access', { access: undefined }, ['access']],
    ['an address part without a schema', { params: undefined }, ['id']],
    ['an id that is any text', { params: z.object({ id: z.string() }) }, ['id']],
    [
      'ids in a body that are any text',
      { body: z.object({ a: z.object({ leadIds: z.array(z.string()) }) }) },
      ['a.leadIds.*'],
    ],
    ['a nullable id in a query', { query: z.object({ ownerId: z.string().nullable() }) }, ['ownerId']],
  ])('does not get past the start with %s', (_, change, missing) => {
    expect(undeclaredOf({ ...ROUTE, ...change })).toEqual(missing);
  });
});
