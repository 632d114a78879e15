import { Injectable } from '@nestjs/common';
import type { LegalFacts, LegalSourceKind, ListPrice, ListStandard } from '@warmline/contracts';
import { Transaction } from '../kernel/transaction.js';

export interface ListRow {
  readonly id: string;
  readonly clientId: string;
  readonly clientName: string;
  readonly name: string;
  readonly audience: 'b2b' | 'b2c';
  readonly areaCode: string | null;
  readonly defaultZone: string | null;
  readonly defaultZoneBy: string | null;
  readonly synthetic: boolean;
  readonly standard: ListStandard;
  readonly price: ListPrice | null;
  readonly archivedAt: Date | null;
  readonly createdAt: Date;
  readonly createdBy: string | null;
  readonly version: number;
  readonly legalSourceId: string;
  readonly legal: LegalRow;
}

/** `after`: the last list of the page before. */
export interface ListPageFilter {
  readonly clientId: string | undefined;
  readonly archived: boolean;
  readonly q: string | undefined;
  readonly sort: 'newest' | 'name';
  readonly after: string | null;
  readonly limit: number;
}

export interface LegalRow {
  readonly kind: LegalSourceKind;
  readonly facts: LegalFacts;
  readonly expiresOn: string | null;
  readonly complete: boolean;
  readonly missing: string[];
  readonly confirmedBy: string | null;
  readonly confirmedAt: string | null;
}

export interface NewList {
  readonly clientId: string;
  readonly name: string;
  readonly audience: 'b2b' | 'b2c';
  readonly legalSourceId: string;
  readonly areaCode: string | null;
  readonly defaultZone: string | null;
  readonly synthetic: boolean;
  readonly standard: ListStandard;
  readonly price: ListPrice | null;
  readonly createdBy: string;
  readonly now: Date;
}

export interface LegalRecord {
  readonly kind: LegalSourceKind;
  readonly facts: LegalFacts;
  readonly expiresOn: string | null;
  readonly missing: readonly string[];
  readonly confirmedBy: string | null;
  readonly synthetic: boolean;
  readonly now: Date;
}

/** The price of a list as the contracts have it. */
export const listPriceSql = (list: string): string =>
  `CASE WHEN ${list}.price_minor IS NOT NULL THEN jsonb_build_object('minor', ${list}.price_minor, 'currency', ${list}.currency) END`;

const LIST = `
  SELECT l.id, l.client_id AS "clientId", c.name AS "clientName", l.name, l.audience, l.area_code AS "areaCode",
         l.default_zone AS "defaultZone", z.name AS "defaultZoneBy", l.synthetic, l.standard, ${listPriceSql('l')} AS price, l.archived_at AS "archivedAt", l.created_at AS "createdAt",
         u.name AS "createdBy", l.version, l.legal_source_id AS "legalSourceId",
         jsonb_build_object('kind', s.kind, 'facts', s.facts, 'expiresOn', s.expires_on, 'complete', s.complete, 'missing', s.missing,
                            'confirmedBy', f.name, 'confirmedAt', s.confirmed_at) AS legal
  FROM lead_lists l
  JOIN clients c ON c.id = l.client_id
  JOIN legal_sources s ON s.id = l.legal_source_id
  LEFT JOIN users z ON z.id = l.default_zone_by
  LEFT JOIN users u ON u.id = l.created_by
  LEFT JOIN users f ON f.id = s.confirmed_by`;

@Injectable()
export class LeadListRepository {
  constructor(private readonly transaction: Transaction) {}

  async get(id: string): Promise<ListRow | undefined> {
    return this.transaction.row<ListRow>(`${LIST} WHERE l.id = $1`, [id]);
  }

  /** In the order asked for, beyond the list where the last page ended. */
  async page(filter: ListPageFilter): Promise<ListRow[]> {
    const { clientId, archived, q, sort, after, limit } = filter;
    const order = sort === 'name' ? 'lower(l.name), l.id' : 'l.id DESC';
    const beyond =
      sort === 'name'
        ? '(lower(l.name), l.id) > (SELECT lower(x.name), x.id FROM lead_lists x WHERE x.id = $3)'
        : 'l.id < $3';
    return this.transaction.rows<ListRow>(
      `${LIST}
       WHERE ($1::bigint IS NULL OR l.client_id = $1) AND (l.archived_at IS NOT NULL) = $2 AND ($3::bigint IS NULL OR ${beyond})
         AND ($4::text IS NULL OR l.name ILIKE $4 OR c.name ILIKE $4)
       ORDER BY ${order} LIMIT $5`,
      [clientId ?? null, archived, after, q === undefined ? null : `%${q.replace(/[\\%_]/g, '\\$&')}%`, limit],
    );
  }

  async ownClient(): Promise<string | undefined> {
    return (await this.transaction.row<{ id: string }>('SELECT id FROM clients WHERE is_own'))?.id;
  }

  async clientExists(clientId: string): Promise<boolean> {
    return (await this.transaction.row('SELECT id FROM clients WHERE id = $1', [clientId])) !== undefined;
  }

  async nameTaken(clientId: string, name: string, exceptId: string | null): Promise<boolean> {
    const row = await this.transaction.row(
      'SELECT id FROM lead_lists WHERE client_id = $1 AND lower(name) = lower($2) AND archived_at IS NULL AND id IS DISTINCT FROM $3',
      [clientId, name, exceptId],
    );
    return row !== undefined;
  }

  async insertLegalSource(legal: LegalRecord): Promise<string> {
    const row = await this.transaction.row<{ id: string }>(
      `INSERT INTO legal_sources (kind, facts, expires_on, missing, complete, confirmed_by, confirmed_at, synthetic, updated_at)
       VALUES ($1, $2, $3, $4, cardinality($4::text[]) = 0, $5, CASE WHEN $5::bigint IS NULL THEN NULL ELSE $7::timestamptz END, $6, $7)
       RETURNING id`,
      [legal.kind, legal.facts, legal.expiresOn, legal.missing, legal.confirmedBy, legal.synthetic, legal.now],
    );
    return idOf(row);
  }

  async updateLegalSource(id: string, legal: LegalRecord): Promise<void> {
    await this.transaction.manager.query(
      `UPDATE legal_sources SET kind = $2, facts = $3, expires_on = $4, missing = $5, complete = cardinality($5::text[]) = 0, confirmed_by = $6,
              confirmed_at = CASE WHEN $6::bigint IS NULL THEN NULL ELSE $7::timestamptz END, updated_at = $7, version = version + 1
       WHERE id = $1`,
      [id, legal.kind, legal.facts, legal.expiresOn, legal.missing, legal.confirmedBy, legal.now],
    );
  }

  async insert(list: NewList): Promise<string> {
    const row = await this.transaction.row<{ id: string }>(
      `INSERT INTO lead_lists (client_id, name, audience, legal_source_id, area_code, default_zone, default_zone_by, synthetic,
                               created_by, created_at, standard, price_minor, currency)
       VALUES ($1, $2, $3, $4, $5, $6, CASE WHEN $6::text IS NULL THEN NULL ELSE $8::bigint END, $7, $8, $9, $10, $11, $12) RETURNING id`,
      [
        list.clientId,
        list.name,
        list.audience,
        list.legalSourceId,
        list.areaCode,
        list.defaultZone,
        list.synthetic,
        list.createdBy,
        list.now,
        list.standard,
        list.price?.minor ?? null,
        list.price?.currency ?? null,
      ],
    );
    return idOf(row);
  }

  /** False when somebody else was faster. */
  async update(
    id: string,
    version: number,
    change: {
      name: string;
      defaultZone: string | null;
      defaultZoneBy: string | null;
      archivedAt: Date | null;
      standard: ListStandard;
      price: ListPrice | null;
    },
  ): Promise<boolean> {
    const rows = await this.transaction.rows(
      `UPDATE lead_lists SET name = $3, default_zone = $4, default_zone_by = CASE WHEN $4::text IS NULL THEN NULL ELSE $5::bigint END,
              archived_at = $6, standard = $7, price_minor = $8, currency = $9, version = version + 1
       WHERE id = $1 AND version = $2 RETURNING id`,
      [
        id,
        version,
        change.name,
        change.defaultZone,
        change.defaultZoneBy,
        change.archivedAt,
        change.standard,
        change.price?.minor ?? null,
        change.price?.currency ?? null,
      ],
    );
    return rows.length === 1;
  }

  async defaultZoneBy(id: string): Promise<string | null> {
    return (
      (
        await this.transaction.row<{ by: string | null }>(
          'SELECT default_zone_by AS by FROM lead_lists WHERE id = $1',
          [id],
        )
      )?.by ?? null
    );
  }

  /** Held until the transaction ends: one import of a list is started at a time. */
  async lock(id: string): Promise<void> {
    await this.transaction.manager.query('SELECT id FROM lead_lists WHERE id = $1 FOR UPDATE', [id]);
  }
}

function idOf(row: { id: string } | undefined): string {
  if (row === undefined) {
    throw new Error('an insert returned no row');
  }
  return row.id;
}
