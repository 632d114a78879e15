import { Injectable } from '@nestjs/common';
import type { ChangePersonRequest, CreatePersonRequest, Person } from '@warmline/contracts';
import { userIdSchema } from '@warmline/contracts';
import { DomainError } from '../kernel/domain-error.js';
import { EventLog } from '../kernel/event-log.js';
import { Transaction } from '../kernel/transaction.js';
import { hashPassword } from './password.js';
import { SessionRepository } from './session.repository.js';
import type { UserEntity } from './user.entity.js';
import { UserRepository } from './user.repository.js';

@Injectable()
export class PeopleService {
  constructor(
    private readonly users: UserRepository,
    private readonly sessions: SessionRepository,
    private readonly transaction: Transaction,
    private readonly eventLog: EventLog,
  ) {}

  async list(): Promise<Person[]> {
    return (await this.users.all()).map(presentPerson);
  }

  async get(id: string): Promise<UserEntity> {
    const user = await this.users.byId(id);
    if (user === null) {
      throw new DomainError('record.not_found', { record: 'user', id });
    }
    return user;
  }

  async anybody(): Promise<boolean> {
    return this.users.anybody();
  }

  /** `marks` are for the demo and for training operators; people made on the page have none. */
  async create(
    request: CreatePersonRequest,
    actorId: string | null,
    marks: { training?: boolean; synthetic?: boolean } = {},
  ): Promise<Person> {
    const passwordHash = await hashPassword(request.password);
    const { password: _, ...fields } = request;
    return this.transaction.run(async () => {
      if ((await this.users.byLogin(request.login)) !== null) {
        throw new DomainError('user.login_taken');
      }
      const user = await this.users.insert({ ...fields, ...marks, passwordHash });
      await this.eventLog.append({ type: 'user.created', payload: { userId: user.id, role: user.role }, actorId });
      return presentPerson(user);
    });
  }

  async change(id: string, request: ChangePersonRequest, actorId: string): Promise<Person> {
    const passwordHash = request.password === undefined ? undefined : await hashPassword(request.password);
    return this.transaction.run(async () => {
      const user = await this.users.forChange(id);
      if (user === null) {
        throw new DomainError('record.not_found', { record: 'user', id });
      }
      if (user.version !== request.version) {
        throw new DomainError('record.changed_meanwhile', { version: user.version });
      }
      await this.keepOneAdministrator(user, request);
      applyChange(user, request, passwordHash);
      const saved = await this.users.save(user);
      if (passwordHash !== undefined || request.role !== undefined || request.disabled === true) {
        await this.sessions.removeAllOf(id);
      }
      const { version: _, ...changed } = request;
      await this.eventLog.append({
        type: 'user.changed',
        payload: { userId: id, fields: Object.keys(changed) },
        actorId,
      });
      return presentPerson(saved);
    });
  }

  /** A person's own new password, given in the session of `keptToken`: every other session of his ends. */
  async replacePassword(id: string, password: string, keptToken: string): Promise<void> {
    const passwordHash = await hashPassword(password);
    await this.transaction.run(async () => {
      const user = await this.users.forChange(id);
      if (user === null) {
        throw new DomainError('record.not_found', { record: 'user', id });
      }
      user.passwordHash = passwordHash;
      await this.users.save(user);
      await this.sessions.removeOthersOf(id, keptToken);
      await this.eventLog.append({
        type: 'user.changed',
        payload: { userId: id, fields: ['password'] },
        actorId: id,
      });
    });
  }

  async setPreferences(
    id: string,
    preferences: { locale?: 'ru' | 'en' | undefined; theme?: 'auto' | 'light' | 'dark' | undefined },
  ): Promise<void> {
    await this.transaction.run(async () => {
      const user = await this.users.forChange(id);
      if (user !== null) {
        user.locale = preferences.locale ?? user.locale;
        user.theme = preferences.theme ?? user.theme;
        await this.users.save(user);
      }
    });
  }

  private async keepOneAdministrator(user: UserEntity, request: ChangePersonRequest): Promise<void> {
    const steps = (request.role !== undefined && request.role !== 'administrator') || request.disabled === true;
    if (user.role === 'administrator' && steps) {
      const left = (await this.users.activeAdministrators()).filter((other) => other !== user.id);
      if (left.length === 0) {
        throw new DomainError('user.last_administrator');
      }
    }
  }
}

function applyChange(user: UserEntity, request: ChangePersonRequest, passwordHash: string | undefined): void {
  user.name = request.name ?? user.name;
  user.role = request.role ?? user.role;
  user.passwordHash = passwordHash ?? user.passwordHash;
  user.receivesHandovers = request.receivesHandovers ?? user.receivesHandovers;
  if (request.disabled !== undefined) {
    user.disabledAt = request.disabled ? new Date() : null;
  }
}

export function presentPerson(user: UserEntity): Person {
  return {
    id: userIdSchema.parse(user.id),
    login: user.login,
    name: user.name,
    role: user.role,
    locale: user.locale,
    receivesHandovers: user.receivesHandovers,
    training: user.training,
    synthetic: user.synthetic,
    disabled: user.disabledAt !== null,
    createdAt: user.createdAt.toISOString(),
    version: user.version,
  };
}
