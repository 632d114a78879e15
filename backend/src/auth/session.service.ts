import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DomainError } from '../kernel/domain-error.js';
import { EventLog } from '../kernel/event-log.js';
import { Transaction } from '../kernel/transaction.js';
import { passwordMatches } from './password.js';
import { SessionRepository, type SessionUser } from './session.repository.js';
import { UserRepository } from './user.repository.js';

const FAILURES_PER_LOGIN = 8;
/** An office stands behind one address: more than for one login. */
const FAILURES_PER_ADDRESS = 60;

export const SESSION_COOKIE = 'warmline_session';

export interface SignInAttempt {
  login: string;
  password: string;
  address: string;
  userAgent: string;
}

@Injectable()
export class SessionService {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly users: UserRepository,
    private readonly transaction: Transaction,
    private readonly eventLog: EventLog,
  ) {}

  /** Returns the token for the cookie. Refuses with session.wrong_password or session.too_many_attempts. */
  async signIn(attempt: SignInAttempt): Promise<{ token: string; user: SessionUser }> {
    const loginBucket = bucket('login', attempt.login);
    const addressBucket = bucket('address', attempt.address);
    await this.refuseTooMany(loginBucket, addressBucket);
    const user = await this.users.byLogin(attempt.login);
    const known = user !== null && user.disabledAt === null ? user : null;
    if (!(await passwordMatches(known?.passwordHash ?? null, attempt.password)) || known === null) {
      await this.sessions.countFailure([loginBucket, addressBucket]);
      throw new DomainError('session.wrong_password');
    }
    const token = await this.open(known.id, attempt.userAgent);
    await this.sessions.forgetFailures(loginBucket);
    return { token, user: known };
  }

  async open(userId: string, userAgent: string): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    await this.transaction.run(async () => {
      await this.sessions.insert(token, userId, userAgent);
      await this.eventLog.append({ type: 'session.started', payload: { userId }, actorId: userId });
    });
    return token;
  }

  async signOut(token: string, userId: string): Promise<void> {
    await this.transaction.run(async () => {
      await this.sessions.remove(token);
      await this.eventLog.append({ type: 'session.ended', payload: { userId }, actorId: userId });
    });
  }

  async authenticate(token: string | null): Promise<SessionUser | null> {
    return token === null ? null : this.sessions.user(token);
  }

  private async refuseTooMany(loginBucket: string, addressBucket: string): Promise<void> {
    const tooMany =
      (await this.sessions.failures([loginBucket])) >= FAILURES_PER_LOGIN ||
      (await this.sessions.failures([addressBucket])) >= FAILURES_PER_ADDRESS;
    if (tooMany) {
      throw new DomainError('session.too_many_attempts', { minutes: 15 });
    }
  }
}

/** Hashed: a mistyped password in the login field must not lie in the table in clear. */
function bucket(kind: 'login' | 'address', value: string): string {
  return `${kind}:${createHash('sha256').update(value).digest('base64url').slice(0, 22)}`;
}

/** The session token of a Cookie header, for HTTP and for the socket handshake alike. */
export function sessionToken(cookieHeader: string | undefined): string | null {
  for (const part of (cookieHeader ?? '').split(';')) {
    const [name, value] = part.trim().split('=', 2);
    if (name === SESSION_COOKIE && value !== undefined && value !== '') {
      return value;
    }
  }
  return null;
}
