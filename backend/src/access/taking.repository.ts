import { Injectable } from '@nestjs/common';
import { Transaction } from '../kernel/transaction.js';
import type { Taking } from './taking.rules.js';

export interface Taken {
  /** Within the window. */
  readonly used: number;
  /** The same card was counted in the window already. */
  readonly known: boolean;
  /** Until the oldest of the window is past. */
  readonly secondsLeft: number;
}

interface Who {
  readonly userId: string;
  readonly taking: Taking | 'alarms';
  readonly minutes: number;
}

/** What each person took in the last minutes, for all processes together. */
@Injectable()
export class TakingRepository {
  constructor(private readonly transaction: Transaction) {}

  /** Others of the same person wait meanwhile, so that forty at once are counted one after another. In a transaction. */
  async lock(userId: string): Promise<void> {
    await this.transaction.rows('SELECT pg_advisory_xact_lock(hashtextextended($1, 33))', [`taking:${userId}`]);
  }

  async taken({ userId, taking, minutes }: Who, subject: string | null): Promise<Taken> {
    const row = await this.transaction.row<Taken>(
      `SELECT coalesce(sum(amount), 0)::int AS used, coalesce(bool_or(subject = $4), false) AS known,
         greatest(1, ceil(extract(epoch FROM coalesce(min(at), clock_timestamp()) + $3 * interval '1 minute' - clock_timestamp())))::int AS "secondsLeft"
       FROM takings WHERE user_id = $1 AND kind = $2 AND at > clock_timestamp() - $3 * interval '1 minute'`,
      [userId, taking, minutes, subject],
    );
    return row ?? { used: 0, known: false, secondsLeft: 1 };
  }

  async add({ userId, taking }: Omit<Who, 'minutes'>, { amount, subject }: { amount: number; subject: string | null }) {
    await this.transaction.rows(
      `WITH past AS (DELETE FROM takings WHERE user_id = $1 AND at < clock_timestamp() - interval '1 hour')
       INSERT INTO takings (user_id, kind, subject, amount, at) VALUES ($1, $2, $3, $4, clock_timestamp())`,
      [userId, taking, subject, amount],
    );
  }
}
