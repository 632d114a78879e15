import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DomainError } from '../kernel/domain-error.js';
import { EventLog } from '../kernel/event-log.js';
import { Transaction } from '../kernel/transaction.js';
import { passwordMatches } from './password.js';
import { type LiveSession, SessionRepository, type SessionUser } from './session.repository.js';
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
    const user = await this.users.byLogin(attempt.login);
    await this.refuseTooMany(loginBucket, addressBucket, user?.id ?? null);
    const known = user !== null && user.disabledAt === null ? user : null;
    if (!(await passwordMatches(known?.passwordHash ?? null, attempt.password)) || known === null) {
      await this.sessions.countFailure([loginBucket, addressBucket]);
      await this.noteRefusal(user?.id ?? null, 'wrong_password');
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

  /** As `authenticate`, with how long the session has left. */
  async live(token: string | null): Promise<LiveSession | null> {
    return token === null ? null : this.sessions.live(token);
  }

  async liveOf(tokens: readonly string[]): Promise<ReadonlySet<string>> {
    return this.sessions.liveOf(tokens);
  }

  private async refuseTooMany(loginBucket: string, addressBucket: string, userId: string | null): Promise<void> {
    const tooMany =
      (await this.sessions.failures([loginBucket])) >= FAILURES_PER_LOGIN ||
      (await this.sessions.failures([addressBucket])) >= FAILURES_PER_ADDRESS;
    if (tooMany) {
      await this.noteRefusal(userId, 'too_many_attempts');
      throw new DomainError('session.too_many_attempts', { minutes: 15 });
    }
  }

  /** Whoever tried is not known; the account they tried stands in the payload. */
  private async noteRefusal(userId: string | null, reason: 'wrong_password' | 'too_many_attempts'): Promise<void> {
    await this.eventLog.append({ type: 'session.refused', payload: { userId, reason } });
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
