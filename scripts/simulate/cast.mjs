import { randomBytes } from 'node:crypto';
import { Failure, say } from '../lib/failure.mjs';
import { ensure, HttpClient } from './http-client.mjs';

/**
 * The people of a simulation, each signed in with a browser of his own: the administrator, the supervisor who as the
 * simulated approver signs what a named person must sign, the marketer and the operators.
 */
export async function gatherPeople(url, options) {
  const run = randomBytes(4).toString('hex');
  const password = randomBytes(12).toString('hex');
  const administrator = await signInAdministrator(url, options, password);
  const join = (name, role, login) => addPerson({ administrator, url, password }, { name, role, login });
  const approver = await join('Simulated approver', 'supervisor', `approver-${run}`);
  const marketer = await join('Simulated marketer', 'marketer', `marketer-${run}`);
  const operators = [];
  for (let number = 1; number <= options.operators; number += 1) {
    operators.push(await join(`Simulated operator ${number}`, 'operator', `operator-${number}-${run}`));
  }
  say(`${operators.length} operators have signed in`);
  return { administrator, approver, marketer, operators, run };
}

async function signInAdministrator(url, { login, password }, ownPassword) {
  const client = new HttpClient(url);
  if (login) {
    const me = await client.post('/api/session', { login, password });
    if (me.role !== 'administrator') throw new Failure(`${login} is ${me.role}; an administrator is needed`);
    return client;
  }
  const first = { organisation: 'Simulation', name: 'Simulated administrator', login: 'administrator', locale: 'en' };
  await client.post('/api/installation/administrator', { ...first, password: ownPassword });
  await client.post('/api/session', { login: first.login, password: ownPassword });
  return client;
}

async function addPerson({ administrator, url, password }, { name, role, login }) {
  const find = async () => (await administrator.get('/api/people')).find((person) => person.login === login);
  const person = await ensure(find, () =>
    administrator.post('/api/people', { name, role, login, password, locale: 'en' }),
  );
  const client = new HttpClient(url);
  await client.post('/api/session', { login, password });
  return { id: person.id, client };
}
