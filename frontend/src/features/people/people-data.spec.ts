import { describe, expect, it } from '@jest/globals';
import { type Person, personSchema } from '@warmline/contracts';
import { changeOf, draftOf, EMPTY_DRAFT, filterPeople, problemsOf } from './people-data.js';

const person = (change: Partial<Record<keyof Person, unknown>>): Person =>
  personSchema.parse({
    id: '1',
    login: 'ivanova',
    name: 'Иванова Мария',
    role: 'operator',
    locale: 'ru',
    receivesHandovers: false,
    training: false,
    synthetic: true,
    disabled: false,
    createdAt: '2026-03-18T08:00:00.000Z',
    version: 3,
    ...change,
  });

describe('the page of people', () => {
  const everybody = [
    person({}),
    person({ id: '2', login: 'orekhov', name: 'Орехов Глеб', role: 'marketer' }),
    person({ id: '3', login: 'old', name: 'Старый Пётр', disabled: true }),
  ];

  it('keeps those who may not sign in apart from the others', () => {
    expect(filterPeople(everybody, 'all', '').map(({ id }) => id)).toEqual(['1', '2']);
    expect(filterPeople(everybody, 'disabled', '').map(({ id }) => id)).toEqual(['3']);
    expect(filterPeople(everybody, 'marketer', '').map(({ id }) => id)).toEqual(['2']);
  });

  it('searches names and logins whatever the case', () => {
    expect(filterPeople(everybody, 'all', 'ОРЕХ').map(({ id }) => id)).toEqual(['2']);
    expect(filterPeople(everybody, 'all', 'ivan').map(({ id }) => id)).toEqual(['1']);
  });
});

describe('a change of a person', () => {
  it('sends the version and what was changed, nothing else', () => {
    const draft = { ...draftOf(person({})), receivesHandovers: true };
    expect(changeOf(person({}), draft)).toEqual({ version: 3, receivesHandovers: true });
  });

  it('sends a password only when one was typed', () => {
    expect(changeOf(person({}), { ...draftOf(person({})), password: 'long enough' })).toEqual({
      version: 3,
      password: 'long enough',
    });
  });
});

describe('the form of a person', () => {
  it('asks a new person for a name, a login and a password', () => {
    expect(problemsOf(EMPTY_DRAFT, true)).toEqual({ name: true, login: true, password: true });
  });

  it('lets an old person keep the password', () => {
    expect(problemsOf(draftOf(person({})), false)).toEqual({});
    expect(problemsOf({ ...draftOf(person({})), password: 'short' }, false)).toEqual({ password: true });
  });
});
