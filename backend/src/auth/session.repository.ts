import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Locale, Role } from '@warmline/contracts';
import { Transaction } from '../kernel/transaction.js';

/** A shift is eight hours; a session outlives it and dies over the weekend. */
const SESSION_HOURS = 16;
const FAILURE_WINDOW_MINUTES = 15;

/** Who is signed in: what routes and socket messages decide on. */
export interface SessionUser {
  id: string;
  login: string;
  name: string;
  role: Role;
  locale: Locale;
}

export interface LiveSession {
  readonly user: SessionUser;
  readonly remainingMs: number;
}

@Injectable()
export class SessionRepository {
  constructor(private readonly transaction: Transaction) {}

  async insert(token: string, userId: string, userAgent: string): Promise<void> {
    await this.transaction.manager.query(
      `INSERT INTO sessions (token_hash, user_id, expires_at, user_agent)
       VALUES ($1, $2, clock_timestamp() + $3 * interval '1 hour', $4)`,
      [hashToken(token), userId, SESSION_HOURS, userAgent.slice(0, 300)],
    );
  }

  /** The person behind a live session of an account that is not disabled. */
  async user(token: string): Promise<SessionUser | null> {
    const row = await this.transaction.row<SessionUser>(
      `SELECT u.id, u.login, u.name, u.role, u.locale FROM sessions s JOIN users u ON u.id = s.user_id
       WHERE s.token_hash = $1 AND s.expires_at > clock_timestamp() AND u.disabled_at IS NULL`,
      [hashToken(token)],
    );
    return row ?? null;
  }

  /** Also how long the session has left. */
  async live(token: string): Promise<LiveSession | null> {
    const row = await this.transaction.row<SessionUser & { remainingMs: number }>(
      `SELECT u.id, u.login, u.name, u.role, u.locale,
         (extract(epoch FROM s.expires_at - clock_timestamp()) * 1000)::float8 AS "remainingMs"
       FROM sessions s JOIN users u ON u.id = s.user_id
       WHERE s.token_hash = $1 AND s.expires_at > clock_timestamp() AND u.disabled_at IS NULL`,
      [hashToken(token)],
    );
    if (row === undefined) {
      return null;
    }
    const { remainingMs, ...user } = row;
    return { user, remainingMs };
  }

  /** Those of these tokens whose session is live. */
  async liveOf(tokens: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await this.transaction.rows<{ hash: string }>(
      `SELECT encode(s.token_hash, 'hex') AS hash FROM sessions s JOIN users u ON u.id = s.user_id
       WHERE s.token_hash = ANY (SELECT decode(hex, 'hex') FROM unnest($1::text[]) AS t (hex)) AND s.expires_at > clock_timestamp() AND u.disabled_at IS NULL`,
      [tokens.map((token) => hashToken(token).toString('hex'))],
    );
    const live = new Set(rows.map(({ hash }) => hash));
    return new Set(tokens.filter((token) => live.has(hashToken(token).toString('hex'))));
  }

  async remove(token: string): Promise<void> {
    await this.transaction.manager.query('DELETE FROM sessions WHERE token_hash = $1', [hashToken(token)]);
  }

  /** After a change of password or role, or when an account is disabled. */
  async removeAllOf(userId: string): Promise<void> {
    await this.transaction.manager.query('DELETE FROM sessions WHERE user_id = $1', [userId]);
  }

  /** His password changed while he is at work: the session he changed it in goes on. */
  async removeOthersOf(userId: string, keptToken: string): Promise<void> {
    await this.transaction.manager.query('DELETE FROM sessions WHERE user_id = $1 AND token_hash <> $2', [
      userId,
      hashToken(keptToken),
    ]);
  }

  async removeExpired(): Promise<void> {
    await this.transaction.manager.query('DELETE FROM sessions WHERE expires_at <= clock_timestamp()');
  }

  /** Failures in the running window of the worst of these buckets. */
  async failures(buckets: string[]): Promise<number> {
    const row = await this.transaction.row<{ failures: number }>(
      `SELECT coalesce(max(failures), 0)::int AS failures FROM sign_in_failures
       WHERE bucket = ANY ($1) AND window_start > clock_timestamp() - $2 * interval '1 minute'`,
      [buckets, FAILURE_WINDOW_MINUTES],
    );
    return row?.failures ?? 0;
  }

  async countFailure(buckets: string[]): Promise<void> {
    await this.transaction.manager.query(
      `INSERT INTO sign_in_failures (bucket, failures, window_start)
       SELECT bucket, 1, clock_timestamp() FROM unnest($1::text[]) AS b (bucket) ORDER BY bucket
       ON CONFLICT (bucket) DO UPDATE SET
         failures = CASE WHEN sign_in_failures.window_start > clock_timestamp() - $2 * interval '1 minute'
                         THEN sign_in_failures.failures + 1 ELSE 1 END,
         window_start = CASE WHEN sign_in_failures.window_start > clock_timestamp() - $2 * interval '1 minute'
                             THEN sign_in_failures.window_start ELSE clock_timestamp() END`,
      [buckets, FAILURE_WINDOW_MINUTES],
    );
  }

  async forgetFailures(bucket: string): Promise<void> {
    await this.transaction.manager.query('DELETE FROM sign_in_failures WHERE bucket = $1', [bucket]);
  }
}

function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
