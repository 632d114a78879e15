import { Injectable } from '@nestjs/common';
import type { StopListFilter, SuppressionKind } from '@warmline/contracts';
import { Transaction } from '../kernel/transaction.js';
import type { StopRow } from './stop-row.rules.js';

/** `source` is a relation of stops, cut to the page before anything is joined to it. */
const stopsOf = (source: string): string => `
  SELECT s.id, s.number_key AS "numberKey", h.e164, s.scope, s.client_id AS "clientId", c.name AS "clientName", s.campaign_id AS "campaignId",
    k.name AS "campaignName", s.kind, coalesce(s.reason, d.reason) AS reason,
    CASE WHEN s.load_id IS NOT NULL THEN 'file' WHEN s.attempt_id IS NOT NULL THEN 'call'
      WHEN s.created_by IS NOT NULL THEN 'hand' ELSE 'system' END AS source,
    s.attempt_id AS "attemptId", s.load_id AS "loadId", f.name AS "fileName", d.register_name AS "registerName",
    h.lead_id AS "leadId", h.lead_name AS "leadName", u.name AS "byName", s.created_at AS "createdAt", s.expires_on::text AS "expiresOn",
    s.lifted_at AS "liftedAt", v.name AS "liftedByName", s.lift_reason AS "liftedReason"
  FROM ${source} s
    LEFT JOIN suppression_loads d ON d.id = s.load_id LEFT JOIN files f ON f.id = d.file_id
    LEFT JOIN clients c ON c.id = s.client_id LEFT JOIN campaigns k ON k.id = s.campaign_id
    LEFT JOIN users u ON u.id = coalesce(s.created_by, d.created_by) LEFT JOIN users v ON v.id = s.lifted_by
    LEFT JOIN LATERAL (
      SELECT p.e164, p.lead_id, l.name AS lead_name FROM phones p JOIN leads l ON l.id = p.lead_id
      WHERE p.number_key = s.number_key AND (s.client_id IS NULL OR l.client_id = s.client_id) ORDER BY p.lead_id LIMIT 1
    ) h ON true`;

const FILTERS: Readonly<Record<StopListFilter, string>> = {
  all: 's.lifted_at IS NULL',
  own: 's.lifted_at IS NULL AND s.load_id IS NULL',
  file: 's.lifted_at IS NULL AND s.load_id IS NOT NULL',
  lifted: 's.lifted_at IS NOT NULL',
};

/** Reads the stop list for people: pages, single numbers, whole files. */
@Injectable()
export class StopListRepository {
  constructor(private readonly transaction: Transaction) {}

  /** Newest first, behind `before` (an id). */
  async page(filter: StopListFilter, before: string | null, limit: number): Promise<StopRow[]> {
    return this.transaction.rows<StopRow>(
      `${stopsOf(`(SELECT * FROM suppressions s WHERE ${FILTERS[filter]} AND ($1::bigint IS NULL OR s.id < $1) ORDER BY s.id DESC LIMIT $2)`)}
       ORDER BY s.id DESC`,
      [before, limit],
    );
  }

  async get(id: string): Promise<StopRow | undefined> {
    return this.transaction.row<StopRow>(`${stopsOf('suppressions')} WHERE s.id = $1`, [id]);
  }

  /** Newest first, lifted ones too. */
  async ofNumber(numberKey: Buffer, limit: number): Promise<StopRow[]> {
    return this.transaction.rows<StopRow>(
      // Live and lifted ones have an index each.
      `${stopsOf(`(SELECT * FROM suppressions WHERE number_key = $1 AND lifted_at IS NULL
                   UNION ALL SELECT * FROM suppressions WHERE number_key = $1 AND lifted_at IS NOT NULL)`)}
       WHERE s.channel = 'voice' ORDER BY (s.lifted_at IS NULL) DESC, s.id DESC LIMIT $2`,
      [numberKey, limit],
    );
  }

  async leadsOf(numberKey: Buffer, limit: number): Promise<{ id: string; name: string }[]> {
    return this.transaction.rows(
      `SELECT DISTINCT l.id, l.name FROM phones p JOIN leads l ON l.id = p.lead_id WHERE p.number_key = $1 ORDER BY l.id LIMIT $2`,
      [numberKey, limit],
    );
  }

  /** People with the number who asked not to be called. */
  async wishesOver(numberKey: Buffer, limit: number): Promise<{ leadId: string; leadName: string; createdAt: Date }[]> {
    return this.transaction.rows(
      `SELECT DISTINCT r.id, l.id AS "leadId", l.name AS "leadName", r.created_at AS "createdAt"
       FROM phones p JOIN stop_requests r ON r.lead_id = p.lead_id AND r.lifted_at IS NULL AND (r.contact_id IS NULL OR r.contact_id = p.contact_id)
         JOIN leads l ON l.id = r.lead_id
       WHERE p.number_key = $1 AND p.state = 'active' ORDER BY r.id LIMIT $2`,
      [numberKey, limit],
    );
  }

  /** Live stops of a number, whatever they reach. */
  async liveOf(numberKey: Buffer): Promise<{ id: string; kind: SuppressionKind }[]> {
    return this.transaction.rows(
      `SELECT id, kind FROM suppressions WHERE number_key = $1 AND lifted_at IS NULL AND channel = 'voice' ORDER BY id`,
      [numberKey],
    );
  }

  /** Live stops of the same numbers and the same reach as these: what makes a number ring again is the end of all of them. */
  async liveBeside(ids: readonly string[]): Promise<{ id: string; kind: SuppressionKind; isAsked: boolean }[]> {
    return this.transaction.rows(
      `SELECT o.id, o.kind, bool_or(o.id = s.id) AS "isAsked"
       FROM suppressions s JOIN suppressions o ON o.number_key = s.number_key AND o.channel = s.channel AND o.scope = s.scope
         AND o.client_id IS NOT DISTINCT FROM s.client_id AND o.campaign_id IS NOT DISTINCT FROM s.campaign_id AND o.lifted_at IS NULL
       WHERE s.id = ANY ($1::bigint[]) GROUP BY o.id, o.kind ORDER BY o.id`,
      [ids],
    );
  }

  /** Whether the client and the campaign a stop is to hold for are there; null = none is named. */
  async hasTarget(clientId: string | null, campaignId: string | null): Promise<boolean> {
    const row = await this.transaction.row<{ found: boolean }>(
      `SELECT ($1::bigint IS NULL OR EXISTS (SELECT FROM clients WHERE id = $1))
         AND ($2::bigint IS NULL OR EXISTS (SELECT FROM campaigns WHERE id = $2)) AS found`,
      [clientId, campaignId],
    );
    return row?.found ?? false;
  }

  async countOf(ids: readonly string[]): Promise<number> {
    const row = await this.transaction.row<{ count: number }>(
      'SELECT count(*)::int AS count FROM suppressions WHERE id = ANY ($1::bigint[])',
      [ids],
    );
    return row?.count ?? 0;
  }

  /** Live stops whose last day is before `today` (ISO day), the earliest first. */
  async expired(today: string, limit: number): Promise<string[]> {
    const rows = await this.transaction.rows<{ id: string }>(
      'SELECT id FROM suppressions WHERE lifted_at IS NULL AND expires_on < $1::date ORDER BY expires_on, id LIMIT $2',
      [today, limit],
    );
    return rows.map(({ id }) => id);
  }

  /** The earliest last day of a live stop. */
  async nextExpiry(): Promise<string | null> {
    const row = await this.transaction.row<{ day: string | null }>(
      'SELECT min(expires_on)::text AS day FROM suppressions WHERE lifted_at IS NULL AND expires_on IS NOT NULL',
    );
    return row?.day ?? null;
  }

  /** They stay for another reason, which has no last day. */
  async keepForGood(ids: readonly string[]): Promise<void> {
    await this.transaction.manager.query('UPDATE suppressions SET expires_on = NULL WHERE id = ANY ($1::bigint[])', [
      ids,
    ]);
  }
}
