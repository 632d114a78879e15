import { Injectable } from '@nestjs/common';
import type { SimulationAudit } from '@warmline/contracts';
import { Transaction } from '../kernel/transaction.js';

type Flow = Pick<SimulationAudit, 'attempts' | 'answered' | 'connected'>;
type Faults = Pick<SimulationAudit, 'doubleDials' | 'lostDispositions' | 'strandedLeads'>;

/** Read-only, across features: the auditor trusts nobody's own account. */
@Injectable()
export class SimulationRepository {
  constructor(private readonly transaction: Transaction) {}

  async consoles(): Promise<{ operatorId: string; version: number }[]> {
    return this.transaction.rows(
      'SELECT operator_id AS "operatorId", version::float8 AS version FROM operator_states ORDER BY operator_id',
    );
  }

  async flow(): Promise<Flow> {
    const row = await this.transaction.row<Flow>(
      `SELECT count(*) FILTER (WHERE dial_requested_at IS NOT NULL)::int AS attempts,
         count(answered_at)::int AS answered, count(connected_at)::int AS connected
       FROM attempts WHERE direction = 'out'`,
    );
    return row ?? { attempts: 0, answered: 0, connected: 0 };
  }

  /** Current results of all attempts by code. */
  async dispositions(): Promise<{ code: string; count: number }[]> {
    return this.transaction.rows(
      `SELECT disposition_code AS code, count(*)::int AS count FROM attempt_results WHERE superseded_at IS NULL GROUP BY 1 ORDER BY 1`,
    );
  }

  async leads(): Promise<{ temperature: string; stage: string; count: number }[]> {
    return this.transaction.rows(
      `SELECT temperature, stage, count(*)::int AS count FROM leads WHERE merged_into IS NULL GROUP BY temperature, stage`,
    );
  }

  async faults(): Promise<Faults> {
    const row = await this.transaction.row<Faults>(
      `SELECT (SELECT count(*) FROM (${OVERLAPPING_CALLS}))::int + (SELECT count(*) FROM (${ATTEMPTS_RUNG_TWICE}))::int AS "doubleDials",
         (SELECT count(*) FROM (${WITHOUT_ONE_RESULT}))::int AS "lostDispositions",
         (SELECT count(*) FROM (${STRANDED}))::int AS "strandedLeads"`,
    );
    return row ?? { doubleDials: 0, lostDispositions: 0, strandedLeads: 0 };
  }
}

/** By the exchange's own books: it was placed while an earlier call to the same number had not ended. */
const OVERLAPPING_CALLS = `
  SELECT FROM (
    SELECT placed_at, max(coalesce(ended_at, 'infinity')) OVER (
      PARTITION BY to_number ORDER BY placed_at, id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS busy_until
    FROM simulator_calls WHERE direction = 'out'
  ) AS calls WHERE placed_at < busy_until`;

const ATTEMPTS_RUNG_TWICE = `
  SELECT FROM simulator_calls WHERE attempt_id IS NOT NULL GROUP BY attempt_id HAVING count(*) > 1`;

const WITHOUT_ONE_RESULT = `
  SELECT FROM attempts a WHERE a.dial_requested_at IS NOT NULL AND a.state = 'ended'
    AND (SELECT count(*) FROM attempt_results r WHERE r.attempt_id = a.id AND r.superseded_at IS NULL) <> 1`;

const STRANDED = `
  SELECT FROM queue_entries q WHERE q.state IN ('claimed', 'attempting', 'wrap_up')
    AND NOT EXISTS (
      SELECT FROM operator_states s WHERE s.operator_id = q.claimed_by AND s.connected AND s.attempt_id = q.attempt_id)`;
