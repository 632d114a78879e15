import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CLIENT_MESSAGES, type ClientMessage, type Upload } from '@warmline/contracts';
import fc from 'fast-check';
import pg from 'pg';
import { z } from 'zod';
import { uuidv7 } from '../../../backend/src/kernel/ids.js';
import { type App, launchApp } from '../../support/app.js';
import { createAdministrator, createAndSignIn, type HttpClient } from '../../support/http.js';
import { type JsonSchema, placesOf, sampleOf, withAt } from '../../support/json-schema.js';
import { type DescribedOperation, operationsOf } from '../../support/open-api.js';
import { scaled } from '../../support/random.js';
import { connectSocket, type SocketClient } from '../../support/socket-client.js';
import { everyRecord, type Ids } from './every-record.js';
import { HOSTILE_VALUES, hostileAddress, hostileJson, hostileMessage } from './hostile-values.js';

/** A field of a route: where it stands and what it belongs to. */
interface Field {
  readonly operation: DescribedOperation;
  readonly where: 'path' | 'query' | 'body';
  readonly path: readonly string[];
}

/** All runs of `test:full`; the five hundredths of `npm test` take a tenth of a minute. */
const WHOLE_RUN_MS = 600_000;

const hostile = fc.constantFrom(...HOSTILE_VALUES);

describe('hostile values', () => {
  let app: App;
  let db: pg.Client;
  let ids: Ids;
  let administrator: HttpClient;
  let fields: Field[];
  const sockets: SocketClient[] = [];

  beforeAll(async () => {
    app = await launchApp();
    db = new pg.Client({ connectionString: app.databaseUrl });
    await db.connect();
    administrator = await createAdministrator(app.url);
    const operator = await createAndSignIn(administrator, 'operator');
    ids = { ...(await everyRecord(db, operator.me.id)), file: await aFile() };
    await db.query(
      `WITH f AS (SELECT id, sha256 FROM files WHERE id = $1), i AS (UPDATE imports SET file_id = f.id, file_sha256 = f.sha256 FROM f)
       UPDATE enrichments SET file_id = f.id FROM f`,
      [ids.file],
    );
    sockets.push(await connectSocket(operator.client), await connectSocket(administrator));
    // Signing out would end what asks.
    const operations = (await operationsOf(app.url)).filter(
      ({ method, path }) => method !== 'DELETE' || path !== '/api/session',
    );
    fields = operations.flatMap(fieldsOf);
  });
  afterAll(async () => {
    sockets.forEach((socket) => socket.close());
    await db.end();
    await app.close();
  });

  async function aFile(): Promise<string> {
    const path = '/api/uploads?name=list.csv';
    const body = Buffer.from('Name;Phone\nOne;+79215550001\n');
    return (await administrator.expectOk<Upload>({ method: 'POST', path, body })).fileId;
  }

  it(
    'of every field of every route are taken or refused, never a failure, and change nothing when refused',
    async () => {
      expect(fields.length).toBeGreaterThan(300);
      await fc.assert(
        fc.asyncProperty(fc.nat(fields.length - 1), hostile, async (at, value) => {
          const field = fields[at]!;
          const before = await fingerprint();
          const { method, path, body } = requestOf(field, value);
          const reply = await administrator.request<{ code?: string }>({
            method,
            path,
            body: body === undefined ? undefined : Buffer.from(body),
            headers: body === undefined ? {} : { 'content-type': 'application/json' },
          });
          const what = { asked: `${method} ${field.operation.path} ${field.where} ${field.path.join('.')}` };
          expect({ ...what, status: reply.status, code: reply.body?.code }).toEqual({
            ...what,
            status: expect.any(Number),
            code: reply.status >= 500 ? 'none of the kind' : reply.body?.code,
          });
          if (reply.status >= 400) {
            expect(await fingerprint()).toBe(before);
          }
        }),
        { numRuns: scaled(8_000) },
      );
    },
    WHOLE_RUN_MS,
  );

  it(
    'of every field of every socket message are taken or refused, and change nothing when refused',
    async () => {
      const places = Object.entries(CLIENT_MESSAGES).flatMap(([name, { schema }]) => {
        const json = z.toJSONSchema(schema, { io: 'input' }) as JsonSchema;
        return placesOf(json).map((path) => ({ name: name as ClientMessage, json, path }));
      });
      await fc.assert(
        fc.asyncProperty(fc.nat(places.length - 1), hostile, fc.constantFrom(0, 1), async (at, value, who) => {
          const { name, json, path } = places[at]!;
          const before = await fingerprint();
          const sample = { ...(sampleOf(json) as object), attemptId: ids.attempt, commandId: uuidv7() };
          const reply = await sockets[who]!.sendRaw(name, hostileMessage(withAt(sample, path, value)));
          const code = reply.ok ? 'ok' : reply.error.code;
          expect(`${name} ${path.join('.')} ${code}`).not.toMatch(/server\.failed|script\.broken/);
          if (!reply.ok) {
            expect(await fingerprint()).toBe(before);
          }
        }),
        { numRuns: scaled(4_000) },
      );
    },
    WHOLE_RUN_MS,
  );

  it('leave no failure and no number in the log', () => {
    const log = app.logs.join('\n');
    expect(app.logs.filter((line) => /\bERROR\b/.test(line))).toEqual([]);
    expect(log.match(/\+?\d{11,}|5[ -]?55[ -]?00/g)?.filter((text) => /^\+?7(921|812)|^5/.test(text)) ?? []).toEqual(
      [],
    );
  });

  /** What a refused request may not change: how many rows there are of what people make, and their versions. */
  async function fingerprint(): Promise<string> {
    const { rows } = await db.query<{ print: string }>(
      `SELECT concat_ws(' ', (SELECT count(*) || ':' || coalesce(sum(version), 0) FROM leads), (SELECT count(*) FROM contacts),
         (SELECT count(*) FILTER (WHERE state = 'active') FROM phones), (SELECT count(*) || ':' || coalesce(sum(version), 0) FROM users),
         (SELECT count(*) || ':' || coalesce(sum(version), 0) FROM lead_lists), (SELECT count(*) || ':' || coalesce(sum(version), 0) FROM campaigns),
         (SELECT count(*) FROM clients), (SELECT count(*) FROM suppressions WHERE lifted_at IS NULL), (SELECT count(*) FROM handovers),
         (SELECT count(*) FILTER (WHERE state = 'open') FROM callbacks), (SELECT count(*) FROM attempts), (SELECT count(*) FROM custom_fields),
         (SELECT count(*) FROM mapping_templates), (SELECT count(*) FROM bulk_actions), (SELECT count(*) FROM imports), (SELECT count(*) FROM files),
         (SELECT string_agg(note, ',' ORDER BY attempt_id) FROM calls), (SELECT count(*) FROM call_script_versions),
         (SELECT count(*) FROM attempt_results), (SELECT count(*) FROM lead_moves)) AS print`,
    );
    return rows[0]?.print ?? '';
  }

  function requestOf({ operation, where, path }: Field, value: unknown) {
    const recordAt = (place: string, name: string) =>
      operation['x-records'].find((each) => each.in === place && each.name === name)?.record as keyof Ids | undefined;
    let address = operation.path;
    const query: string[] = [];
    for (const { in: place, name, required, schema } of operation.parameters) {
      const record = recordAt(place, name);
      const isIt = place === where && path[0] === name;
      const text = isIt ? hostileAddress(value) : encodeURIComponent(record ? ids[record] : String(sampleOf(schema)));
      if (place === 'path') address = address.replace(`{${name}}`, text === '' ? '%20' : text);
      else if (isIt || required) query.push(`${name}=${text}`);
    }
    const schema = operation.requestBody?.content['application/json'].schema;
    const filled = operation['x-records']
      .filter((each) => each.in === 'body' && schema?.required?.includes(each.name))
      .reduce((body, each) => withAt(body, [each.name], ids[each.record as keyof Ids]), schema && sampleOf(schema));
    const body = schema === undefined ? undefined : where === 'body' ? withAt(filled, path, value) : filled;
    return {
      method: operation.method,
      path: query.length === 0 ? address : `${address}?${query.join('&')}`,
      body: body === undefined ? undefined : hostileJson(body),
    };
  }
});

function fieldsOf(operation: DescribedOperation): Field[] {
  const schema = operation.requestBody?.content['application/json'].schema;
  return [
    ...operation.parameters.map((parameter): Field => ({ operation, where: parameter.in, path: [parameter.name] })),
    ...(schema === undefined ? [] : placesOf(schema).map((path): Field => ({ operation, where: 'body', path }))),
  ];
}
