import {
  type ChangePersonRequest,
  changePersonRequestSchema,
  type CreatePersonRequest,
  createPersonRequestSchema,
  type Person,
  personSchema,
  type Role,
} from '@warmline/contracts';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { api } from '../../lib/api.js';
import { VIEWS } from '../../lib/feed-keys.js';

export const peopleQuery = queryOptions({
  queryKey: [...VIEWS.people],
  queryFn: ({ signal }) => api('/people', z.array(personSchema), { signal }),
});

export const createPerson = (request: CreatePersonRequest): Promise<Person> =>
  api('/people', personSchema, { method: 'POST', body: request });

export const changePerson = (id: string, request: ChangePersonRequest): Promise<Person> =>
  api(`/people/${id}`, personSchema, { method: 'PATCH', body: request });

export type PeopleFilter = 'all' | Role | 'disabled';

/** Chips: by role among those who may sign in, and those who may not. The search looks at name and login. */
export function filterPeople(people: readonly Person[], filter: PeopleFilter, q: string): Person[] {
  const wanted = q.trim().toLocaleLowerCase();
  return people.filter(
    (person) =>
      (filter === 'disabled' ? person.disabled : !person.disabled && (filter === 'all' || person.role === filter)) &&
      (wanted === '' || `${person.name} ${person.login}`.toLocaleLowerCase().includes(wanted)),
  );
}

export interface PersonDraft {
  readonly name: string;
  readonly login: string;
  readonly role: Role;
  readonly password: string;
  readonly receivesHandovers: boolean;
  readonly disabled: boolean;
}

export const EMPTY_DRAFT: PersonDraft = {
  name: '',
  login: '',
  role: 'operator',
  password: '',
  receivesHandovers: false,
  disabled: false,
};

export const draftOf = (person: Person): PersonDraft => ({
  name: person.name,
  login: person.login,
  role: person.role,
  password: '',
  receivesHandovers: person.receivesHandovers,
  disabled: person.disabled,
});

/** Only what was changed goes to the server; an untouched password stays. */
export function changeOf(person: Person, draft: PersonDraft): ChangePersonRequest {
  const { name, role, receivesHandovers, disabled } = draft;
  return {
    version: person.version,
    ...(name === person.name ? {} : { name }),
    ...(role === person.role ? {} : { role }),
    ...(receivesHandovers === person.receivesHandovers ? {} : { receivesHandovers }),
    ...(disabled === person.disabled ? {} : { disabled }),
    ...(draft.password === '' ? {} : { password: draft.password }),
  };
}

export type DraftProblems = Partial<Record<'name' | 'login' | 'password', true>>;

/** The same schema as the server's, so that a field is refused before it travels. */
export function problemsOf(draft: PersonDraft, isNew: boolean): DraftProblems {
  const parsed = isNew
    ? createPersonRequestSchema.safeParse(draft)
    : changePersonRequestSchema.safeParse({ version: 1, ...draft, password: draft.password || undefined });
  if (parsed.success) return {};
  return Object.fromEntries(parsed.error.issues.map((issue) => [String(issue.path[0]), true]));
}
