import { Injectable } from '@nestjs/common';
import type { Reply } from '@warmline/contracts';
import { Transaction } from './transaction.js';

/** Remembers the first answer of each command, so that a repeat (double click, retry after a lost reply) changes nothing. */
@Injectable()
export class Commands {
  constructor(private readonly transaction: Transaction) {}

  /** Runs `work` and remembers its reply in one transaction; a known command id gets its old reply. */
  async once(command: { id: string; userId: string; type: string }, work: () => Promise<Reply>): Promise<Reply> {
    return this.transaction.run(async () => {
      // Two copies at the same instant: the second waits here until the first has committed.
      await this.transaction.manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 7))', [command.id]);
      const known = await this.transaction.row<{ reply: Reply; user_id: string }>(
        'SELECT reply, user_id FROM commands WHERE id = $1',
        [command.id],
      );
      if (known !== undefined) {
        return known.user_id === command.userId
          ? known.reply
          : { ok: false, error: { code: 'request.invalid', params: {} } };
      }
      const reply = await work();
      await this.transaction.manager.query('INSERT INTO commands (id, user_id, type, reply) VALUES ($1, $2, $3, $4)', [
        command.id,
        command.userId,
        command.type,
        reply,
      ]);
      return reply;
    });
  }
}
