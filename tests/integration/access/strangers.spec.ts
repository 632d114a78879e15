import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CLIENT_MESSAGES, type ClientMessage, idsIn, type LeadCard, type Role } from '@warmline/contracts';
import pg from 'pg';
import { z } from 'zod';
import { uuidv7 } from '../../../backend/src/kernel/ids.js';
import { type App, launchApp } from '../../support/app.js';
import { createAdministrator, createAndSignIn, type HttpClient } from '../../support/http.js';
import { type JsonSchema, sampleOf, withAt } from '../../support/json-schema.js';
import { type DescribedOperation, operationsOf } from '../../support/open-api.js';
import { connectSocket } from '../../support/socket-client.js';
import { everyRecord, type Ids, unknownId } from './every-record.js';

interface Stranger {
  readonly who: string;
  readonly role: Role;
  readonly client: HttpClient;
}

/** What a route answers for an id that names nothing. */
const UNKNOWN = /^(record\.not_found|attempt\.not_yours|file\.not_found)$/;

describe('a stranger with the ids of others', () => {
  let app: App;
  let db: pg.Client;
  let foreign: Ids;
  let own: Ids;
  let operator: HttpClient;
  const strangers: Stranger[] = [];
  let operations: DescribedOperation[];

  beforeAll(async () => {
    app = await launchApp();
    db = new pg.Client({ connectionString: app.databaseUrl });
    await db.connect();
    const administrator = await createAdministrator(app.url);
    const colleague = await createAndSignIn(administrator, 'operator');
    foreign = await everyRecord(db, colleague.me.id);
    const busy = await createAndSignIn(administrator, 'operator');
    own = await everyRecord(db, busy.me.id);
    operator = busy.client;
    const observer = await createAndSignIn(administrator, 'observer');
    await db.query('INSERT INTO client_observers (client_id, user_id) VALUES ($1, $2)', [own.client, observer.me.id]);
    strangers.push(
      {
        who: 'an operator of no campaign',
        role: 'operator',
        client: (await createAndSignIn(administrator, 'operator')).client,
      },
      { who: 'an operator of another client', role: 'operator', client: busy.client },
      { who: 'an observer of another client', role: 'observer', client: observer.client },
      { who: 'a marketer', role: 'marketer', client: (await createAndSignIn(administrator, 'marketer')).client },
    );
    operations = await operationsOf(app.url);
  });
  afterAll(async () => {
    await db.end();
    await app.close();
  });

  const isOpenTo = ({ 'x-roles': roles }: DescribedOperation, role: Role) =>
    roles === 'signed-in' || (Array.isArray(roles) && roles.includes(role));
  /** Marketers work with the records of the whole organisation but for calls and promises. */
  const isForeignTo = (role: Role, record: string) =>
    role !== 'marketer' || ['attempt', 'callback', 'queueEntry'].includes(record);

  /** The route asked with `id` at one of its places, and at the others with what is the operator's own. */
  async function ask(client: HttpClient, operation: DescribedOperation, at: { place: object; id: string }) {
    const idAt = (place: (typeof operation)['x-records'][number]) =>
      place === at.place ? at.id : own[place.record as keyof Ids];
    let { path } = operation;
    const query = new URLSearchParams();
    for (const { in: where, name, required, schema } of operation.parameters) {
      if (where === 'path') path = path.replace(`{${name}}`, String(sampleAt(operation, where, name, schema, idAt)));
      else if (required || at.place === placeOf(operation, where, name)) {
        query.set(name, String(sampleAt(operation, where, name, schema, idAt)));
      }
    }
    const schema = operation.requestBody?.content['application/json'].schema;
    const body = schema && bodyOf(operation, schema, idAt, at.place);
    const reply = await client.request<{ code?: string }>({
      method: operation.method,
      path: query.size === 0 ? path : `${path}?${query.toString()}`,
      body: operation.method === 'GET' ? undefined : (body ?? {}),
    });
    const text = JSON.stringify(reply.body)?.replaceAll(at.id, '<id>') ?? '';
    return { status: reply.status, body: text, code: reply.body?.code ?? '' };
  }

  it('gets on every route the answer of an unknown id', async () => {
    const before = await changes();
    const asked: string[] = [];
    for (const { who, role, client } of strangers) {
      for (const operation of operations.filter((each) => isOpenTo(each, role))) {
        for (const place of operation['x-records'].filter(({ record }) => isForeignTo(role, record))) {
          const what = `${who}: ${operation.method} ${operation.path} ${place.in} ${place.name}`;
          const theirs = await ask(client, operation, { place, id: foreign[place.record as keyof Ids] });
          const nothing = await ask(client, operation, { place, id: unknownId(place.record) });
          expect({ what, ...theirs }).toEqual({ what, ...nothing });
          expect({ what, code: theirs.code }).toEqual({ what, code: expect.stringMatching(UNKNOWN) });
          asked.push(what);
        }
      }
    }
    expect(asked.length).toBeGreaterThan(15);
    expect(await changes()).toEqual(before);
  });

  it('gets on every socket message the answer of an unknown id', async () => {
    const before = await changes();
    let asked = 0;
    for (const { who, client } of strangers.filter(({ role }) => role === 'operator')) {
      const socket = await connectSocket(client);
      for (const [name, { schema }] of Object.entries(CLIENT_MESSAGES)) {
        for (const place of idsIn(schema)) {
          const say = async (id: string) => {
            const reply = await socket.sendRaw(name, messageOf(name as ClientMessage, place.path, id));
            return { what: `${who}: ${name}`, reply: JSON.stringify(reply).replaceAll(id, '<id>') };
          };
          const theirs = await say(foreign[place.record]);
          expect(theirs).toEqual(await say(unknownId(place.record)));
          expect(theirs.reply).toMatch(/record\.not_found|attempt\.not_yours/);
          asked += 1;
        }
      }
      socket.close();
    }
    expect(asked).toBeGreaterThan(30);
    expect(await changes()).toEqual(before);
  });

  it('stands in the trail, a loop as one line with its number', async () => {
    const { rows } = await db.query<{ what: string; count: number }>(
      `SELECT payload ->> 'what' AS what, (payload ->> 'count')::int AS count FROM events WHERE type = 'access.refused' ORDER BY id`,
    );
    expect(rows).toContainEqual({ what: 'POST /api/leads/:id/contacts', count: 1 });
    expect(rows).toContainEqual({ what: 'callback.call', count: 1 });
    const alarms = await db.query(
      `SELECT FROM events WHERE type = 'access.limit_reached' AND payload ->> 'what' = 'refusals'`,
    );
    expect(alarms.rowCount).toBeGreaterThan(0);
  });

  it('changes a lead as its operator only within five minutes of the call, and sees of it what the console shows', async () => {
    const add = () =>
      operator.request<LeadCard & { code?: string }>({
        method: 'POST',
        path: `/api/leads/${own.lead}/contacts`,
        body: { fullName: 'Pyotr Petrov', note: 'asks for the director' },
      });
    const { status, body } = await add();
    expect(status).toBe(201);
    expect(body.contacts.map(({ note }) => note)).toEqual([null, null]);
    expect([body.lists, body.phones.map(({ sharedWith }) => sharedWith)]).toEqual([[], [[]]]);
    await db.query(`UPDATE attempts SET ended_at = ended_at - interval '6 minutes', wrapped_at = wrapped_at - interval '6 minutes'
      WHERE id = '${own.attempt}'`);
    const later = await add();
    expect([later.status, later.body.code]).toEqual([404, 'record.not_found']);
    const retire = { method: 'POST', path: `/api/phones/${own.phone}/retirement`, body: { reason: 'other' } };
    expect((await operator.request<{ code: string }>(retire)).body.code).toBe('record.not_found');
  });

  it('finds a promise of their own closed once they work in its campaign no more', async () => {
    const socket = await connectSocket(operator);
    const call = async () => {
      const reply = await socket.sendRaw('callback.call', {
        commandId: uuidv7(),
        version: 1,
        callbackId: own.callback,
      });
      return reply.ok ? 'ok' : reply.error.code;
    };
    expect(await call()).not.toBe('record.not_found');
    await db.query('DELETE FROM campaign_operators WHERE campaign_id = $1', [own.campaign]);
    expect(await call()).toBe('record.not_found');
    socket.close();
  });

  it('is counted wherever numbers or files are given out', () => {
    // A preview shows rows of the file that was just uploaded, which are in no list yet.
    const asked = operations.filter(({ path }) => path !== '/api/uploads/{id}/preview');
    const giving = asked.filter(({ responses, method, summary }) => {
      const schema = JSON.stringify(responses['2XX'].content?.['application/json'].schema ?? {});
      const isFile = method === 'GET' && responses['2XX'].content === undefined && summary !== 'This document';
      return isFile || /"phones":\{"type":"array"|"phone":\{"anyOf":\[\{"type":"string"/.test(schema);
    });
    expect(giving.length).toBeGreaterThan(10);
    expect(giving.filter((operation) => operation['x-takes'] === undefined).map(({ path }) => path)).toEqual([]);
  });

  async function changes(): Promise<unknown> {
    const { rows } = await db.query<{ counts: unknown }>(
      `SELECT jsonb_build_object('events', (SELECT count(*) FROM events WHERE type !~ '^(access|session|operator)\\.'),
         'contacts', (SELECT count(*) FROM contacts), 'phones', (SELECT count(*) FROM phones WHERE state = 'active'),
         'attempts', (SELECT count(*) FROM attempts), 'notes', (SELECT count(*) FROM calls)) AS counts`,
    );
    return rows[0]?.counts;
  }

  function messageOf(name: ClientMessage, path: readonly string[], id: string): unknown {
    const { schema } = CLIENT_MESSAGES[name];
    const whole = idsIn(schema)
      .filter((place) => !place.path.includes('*'))
      .reduce<unknown>(
        (message, place) => (place.path.length > 1 ? message : withAt(message, place.path, own[place.record])),
        sampleOf(z.toJSONSchema(schema, { io: 'input' }) as JsonSchema),
      );
    const sample = withAt(whole, ['commandId'], uuidv7());
    return withAt(path.length > 1 ? withAt(sample, [path[0]!], callbackSample) : sample, path, id);
  }

  const callbackSample = { dueAt: '2026-03-18T11:30:00.000Z', owner: 'me' };
});

type IdAt = (place: DescribedOperation['x-records'][number]) => string;

function placeOf(operation: DescribedOperation, where: string, name: string) {
  return operation['x-records'].find((place) => place.in === where && place.name === name);
}

function sampleAt(
  operation: DescribedOperation,
  where: string,
  name: string,
  ...[schema, idAt]: [JsonSchema, IdAt]
): unknown {
  const place = placeOf(operation, where, name);
  return place === undefined ? sampleOf(schema) : idAt(place);
}

function bodyOf(operation: DescribedOperation, schema: JsonSchema, idAt: IdAt, asked: object): unknown {
  const places = operation['x-records'].filter((place) => place.in === 'body');
  const required = new Set(schema.required ?? []);
  return places
    .filter((place) => place === asked || required.has(place.name))
    .reduce((body, place) => withAt(body, place.name.split('.'), idAt(place)), sampleOf(schema));
}
