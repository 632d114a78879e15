import { Injectable } from '@nestjs/common';
import type { AttemptState } from '@warmline/contracts';
import { Transaction } from '../kernel/transaction.js';
import type { AmdVerdict, Cause, EndedBy } from '../telephony/provider-event.rules.js';
import type { Attempt } from './attempt.rules.js';

/** An attempt's row: what never changes, and the part its machine owns. */
export interface AttemptRecord {
  readonly id: string;
  readonly campaignId: string;
  readonly clientId: string;
  readonly queueEntryId: string | null;
  readonly leadId: string;
  readonly contactId: string | null;
  readonly phoneId: string;
  readonly numberKey: Buffer;
  readonly operatorId: string;
  readonly callScriptVersionId: string;
  readonly numberInEntry: number;
  readonly provider: string;
  readonly hangupRequested: boolean;
  readonly wrappedAt: Date | null;
  readonly synthetic: boolean;
  /** The promise this call is made for. */
  readonly callbackId: string | null;
  readonly attempt: Attempt;
}

/** Columns of `calls`: the other side does not hear the operator; the other side waits. */
export type CallSound = 'muted' | 'held';

interface AttemptRow extends Omit<AttemptRecord, 'attempt'> {
  state: AttemptState;
  callId: string | null;
  dialRequestedAt: Date | null;
  ringingAt: Date | null;
  answeredAt: Date | null;
  connectedAt: Date | null;
  endedAt: Date | null;
  cause: Cause | null;
  verdictInvented: boolean;
  endedBy: EndedBy | null;
  amd: AmdVerdict | null;
}

const SELECT = `SELECT a.id, a.campaign_id AS "campaignId", l.client_id AS "clientId", a.queue_entry_id AS "queueEntryId",
    a.lead_id AS "leadId", a.contact_id AS "contactId", a.phone_id AS "phoneId", a.number_key AS "numberKey",
    a.operator_id AS "operatorId", a.call_script_version_id AS "callScriptVersionId", a.number_in_entry AS "numberInEntry",
    a.provider, a.hangup_requested AS "hangupRequested", a.wrapped_at AS "wrappedAt", a.synthetic, a.callback_id AS "callbackId",
    a.state, a.provider_call_id AS "callId", a.dial_requested_at AS "dialRequestedAt", a.ringing_at AS "ringingAt",
    a.answered_at AS "answeredAt", a.connected_at AS "connectedAt", a.ended_at AS "endedAt", a.cause,
    a.verdict_invented AS "verdictInvented", a.ended_by AS "endedBy", a.amd
  FROM attempts a JOIN leads l ON l.id = a.lead_id`;

@Injectable()
export class AttemptRepository {
  constructor(private readonly transaction: Transaction) {}

  async get(id: string): Promise<AttemptRecord | undefined> {
    const row = await this.transaction.row<AttemptRow>(`${SELECT} WHERE a.id = $1`, [id]);
    return row && toRecord(row);
  }

  /** Locks the row. Whoever also needs the operator locks him first: one order everywhere, no deadlock. */
  async lock(id: string): Promise<AttemptRecord | undefined> {
    const row = await this.transaction.row<AttemptRow>(`${SELECT} WHERE a.id = $1 FOR UPDATE OF a`, [id]);
    return row && toRecord(row);
  }

  /** By our id where the engine carries it, else by the engine's own. */
  async idOf(key: { attemptId?: string | undefined; callId: string; provider: string }): Promise<string | undefined> {
    const row = await this.transaction.row<{ id: string }>(
      `SELECT id FROM attempts WHERE id = $1 OR (provider = $2 AND provider_call_id = $3) ORDER BY (id = $1) DESC NULLS LAST LIMIT 1`,
      [key.attemptId ?? null, key.provider, key.callId],
    );
    return row?.id;
  }

  async save(id: string, next: Attempt): Promise<void> {
    await this.transaction.manager.query(
      `UPDATE attempts SET state = $2, provider_call_id = $3, dial_requested_at = $4, ringing_at = $5, answered_at = $6,
         connected_at = $7, ended_at = $8, cause = $9, verdict_invented = $10, ended_by = $11, amd = $12, version = version + 1
       WHERE id = $1`,
      [
        id,
        next.state,
        next.callId,
        next.dialRequestedAt,
        next.ringingAt,
        next.answeredAt,
        next.connectedAt,
        next.endedAt,
        next.cause,
        next.verdictInvented,
        next.endedBy,
        next.amd,
      ],
    );
  }

  async choosePhone(id: string, phone: { id: string; numberKey: Buffer; contactId: string | null }): Promise<void> {
    await this.transaction.manager.query(
      'UPDATE attempts SET phone_id = $2, number_key = $3, contact_id = $4 WHERE id = $1',
      [id, phone.id, phone.numberKey, phone.contactId],
    );
  }

  /** Dials to these numbers (number keys in hex) that nobody has answered. */
  async ringing(numberKeysHex: readonly string[]): Promise<{ id: string; callId: string | null }[]> {
    return this.transaction.rows(
      `SELECT id, provider_call_id AS "callId" FROM attempts
       WHERE encode(number_key, 'hex') = ANY ($1) AND state IN ('dial_requested', 'unknown', 'queued', 'dialing', 'ringing')`,
      [numberKeysHex],
    );
  }

  /** Live calls to numbers that a load of the stop list holds, or that begin with a stopped prefix. */
  async underNewStops(of: { loadIds: readonly string[]; prefixes: readonly string[] }): Promise<Buffer[]> {
    const rows = await this.transaction.rows<{ numberKey: Buffer }>(
      `SELECT a.number_key AS "numberKey" FROM attempts a LEFT JOIN phones p ON p.id = a.phone_id
       WHERE a.state <> 'ended' AND (EXISTS (
         SELECT FROM suppressions s LEFT JOIN leads l ON l.id = a.lead_id
         WHERE s.number_key = a.number_key AND s.load_id = ANY ($1::bigint[]) AND s.lifted_at IS NULL
           AND (s.client_id IS NULL OR s.client_id = l.client_id))
         OR EXISTS (SELECT FROM unnest($2::text[]) AS prefix WHERE starts_with(p.e164, prefix)))`,
      [of.loadIds, of.prefixes],
    );
    return rows.map(({ numberKey }) => numberKey);
  }

  async requestHangup(id: string): Promise<void> {
    await this.transaction.manager.query('UPDATE attempts SET hangup_requested = true WHERE id = $1', [id]);
  }

  /** The result is saved (or there is none to save): the operator is free for another. */
  async markWrapped(id: string, now: Date): Promise<void> {
    await this.transaction.manager.query('UPDATE attempts SET wrapped_at = $2 WHERE id = $1 AND wrapped_at IS NULL', [
      id,
      now,
    ]);
  }

  async startCall(record: AttemptRecord, startedAt: Date): Promise<void> {
    await this.transaction.manager.query(
      `INSERT INTO calls (attempt_id, operator_id, lead_id, started_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
      [record.id, record.operatorId, record.leadId, startedAt],
    );
  }

  async endCall(id: string, endedAt: Date): Promise<void> {
    await this.transaction.manager.query('UPDATE calls SET ended_at = $2 WHERE attempt_id = $1', [id, endedAt]);
  }

  /** Answers what it was before. */
  async setSound(id: string, part: CallSound, on: boolean): Promise<boolean> {
    const row = await this.transaction.row<{ was: boolean }>(
      `UPDATE calls SET ${part} = $2 WHERE attempt_id = $1 RETURNING old.${part} AS was`,
      [id, on],
    );
    return row?.was ?? false;
  }

  async soundOf(id: string, part: CallSound): Promise<boolean> {
    const row = await this.transaction.row<{ on: boolean }>(`SELECT ${part} AS "on" FROM calls WHERE attempt_id = $1`, [
      id,
    ]);
    return row?.on ?? false;
  }

  /** The draft of the note, also of a call that never reached a conversation: kept with the attempt. */
  async saveNote(record: Pick<AttemptRecord, 'id' | 'operatorId' | 'leadId'>, text: string, now: Date): Promise<void> {
    await this.transaction.manager.query(
      `INSERT INTO calls (attempt_id, operator_id, lead_id, started_at, note, note_at) VALUES ($1, $2, $3, $5, $4, $5)
       ON CONFLICT (attempt_id) DO UPDATE SET note = excluded.note, note_at = excluded.note_at`,
      [record.id, record.operatorId, record.leadId, text, now],
    );
  }
}

function toRecord(row: AttemptRow): AttemptRecord {
  const {
    state,
    callId,
    dialRequestedAt,
    ringingAt,
    answeredAt,
    connectedAt,
    endedAt,
    cause,
    verdictInvented,
    endedBy,
    amd,
    ...fixed
  } = row;
  return {
    ...fixed,
    attempt: {
      state,
      callId,
      dialRequestedAt,
      ringingAt,
      answeredAt,
      connectedAt,
      endedAt,
      cause,
      verdictInvented,
      endedBy,
      amd,
    },
  };
}
