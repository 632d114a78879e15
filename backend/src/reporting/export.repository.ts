import { Injectable } from '@nestjs/common';
import type { Stage, Temperature } from '@warmline/contracts';
import { Transaction } from '../kernel/transaction.js';

export interface LeadSheetRecord {
  id: string;
  kind: 'company' | 'person';
  name: string;
  legalName: string | null;
  inn: string | null;
  kpp: string | null;
  ogrn: string | null;
  email: string | null;
  site: string | null;
  industry: string | null;
  region: string | null;
  city: string | null;
  address: string | null;
  temperature: Temperature;
  stage: Stage;
  stageReason: string | null;
  createdAt: Date;
  touchedAt: Date | null;
  phones: string[];
  contacts: { name: string; position: string | null }[];
  branches: { name: string; place: string | null; phones: string[] }[];
  lists: string[];
  custom: Record<string, string>;
}

export interface ListSheetRecord {
  id: string;
  name: string;
  clientName: string;
  audience: string;
  legalKind: string;
  legalComplete: boolean;
  archived: boolean;
  createdAt: Date;
  createdBy: string | null;
  total: number;
  warm: number;
  hot: number;
}

/** What the page of lists was narrowed to. `zoneUnknown`: only lists with a lead none of whose numbers has a known zone. */
export interface ListSheetFilter {
  readonly clientId?: string | undefined;
  readonly archived: boolean;
  /** A piece of the list's or its client's name. */
  readonly q?: string | undefined;
  readonly legalIncomplete: boolean;
  readonly zoneUnknown: boolean;
  readonly sort: 'newest' | 'name';
}

export interface ResultSheetRecord {
  id: string;
  at: Date;
  plannedAt: Date;
  answeredAt: Date | null;
  endedAt: Date | null;
  leadName: string;
  city: string | null;
  phone: string | null;
  campaignName: string;
  operatorName: string | null;
  dispositionCode: string;
  cause: string | null;
  note: string;
}

/** `+79211234567`, or with an extension `+79211234567 x12`. */
const NUMBER = `p.e164 || CASE WHEN p.extension = '' THEN '' ELSE ' x' || p.extension END`;

/** Rows of files, read in portions by key. */
@Injectable()
export class ExportRepository {
  constructor(private readonly transaction: Transaction) {}

  async leads(ids: readonly string[]): Promise<LeadSheetRecord[]> {
    return this.transaction.rows<LeadSheetRecord>(
      `SELECT l.id, l.kind, l.name, l.legal_name AS "legalName", l.inn, l.kpp, l.ogrn, l.email, l.site, l.industry, l.region, l.city,
              (SELECT a.raw FROM lead_addresses a WHERE a.lead_id = l.id ORDER BY a.is_main DESC, a.id LIMIT 1) AS address,
              l.temperature, l.stage, l.stage_reason AS "stageReason", l.created_at AS "createdAt", l.touched_at AS "touchedAt", l.custom,
              ARRAY(SELECT ${NUMBER} FROM phones p WHERE p.lead_id = l.id AND p.state = 'active' ORDER BY p.priority, p.id) AS phones,
              coalesce((SELECT jsonb_agg(jsonb_build_object('name', c.full_name, 'position', c.position) ORDER BY c.is_decision_maker DESC, c.id)
                        FROM contacts c WHERE c.lead_id = l.id AND c.retired_at IS NULL), '[]') AS contacts,
              coalesce((SELECT jsonb_agg(jsonb_build_object('name', b.name, 'place', coalesce(b.address, b.city), 'phones',
                          ARRAY(SELECT ${NUMBER} FROM lead_branch_phones n JOIN phones p ON p.id = n.phone_id AND p.state = 'active'
                                WHERE n.branch_id = b.id ORDER BY p.priority, p.id)) ORDER BY b.id)
                        FROM lead_branches b WHERE b.lead_id = l.id AND b.kind = 'branch'), '[]') AS branches,
              ARRAY(SELECT x.name FROM list_members m JOIN lead_lists x ON x.id = m.list_id WHERE m.lead_id = l.id ORDER BY x.id) AS lists
       FROM leads l WHERE l.id = ANY ($1::bigint[]) AND l.merged_into IS NULL ORDER BY l.id DESC`,
      [ids],
    );
  }

  /** Names of the own fields these leads have. */
  async fieldNames(ids: readonly string[]): Promise<string[]> {
    const rows = await this.transaction.rows<{ name: string }>(
      `SELECT DISTINCT jsonb_object_keys(l.custom) AS name FROM leads l WHERE l.id = ANY ($1::bigint[]) AND l.custom <> '{}'`,
      [ids],
    );
    return rows.map(({ name }) => name);
  }

  async lists(filter: ListSheetFilter): Promise<ListSheetRecord[]> {
    const { clientId, archived, q, legalIncomplete, zoneUnknown, sort } = filter;
    return this.transaction.rows<ListSheetRecord>(
      `SELECT x.id, x.name, c.name AS "clientName", x.audience, s.kind AS "legalKind", s.complete AS "legalComplete",
              x.archived_at IS NOT NULL AS archived, x.created_at AS "createdAt", u.name AS "createdBy",
              coalesce(m.total, 0) AS total, coalesce(m.warm, 0) AS warm, coalesce(m.hot, 0) AS hot
       FROM lead_lists x JOIN clients c ON c.id = x.client_id JOIN legal_sources s ON s.id = x.legal_source_id
       LEFT JOIN users u ON u.id = x.created_by
       LEFT JOIN LATERAL (
         SELECT count(*)::int AS total, count(*) FILTER (WHERE l.temperature = 'warm')::int AS warm,
                count(*) FILTER (WHERE l.temperature = 'hot')::int AS hot
         FROM list_members i JOIN leads l ON l.id = i.lead_id AND l.merged_into IS NULL WHERE i.list_id = x.id
       ) m ON true
       WHERE (x.archived_at IS NOT NULL) = $1 AND ($2::bigint IS NULL OR x.client_id = $2)
         AND ($3::text IS NULL OR x.name ILIKE $3 OR c.name ILIKE $3) AND (NOT $4 OR NOT s.complete)
         AND (NOT $5 OR EXISTS (
           SELECT FROM list_members i JOIN leads l ON l.id = i.lead_id AND l.merged_into IS NULL WHERE i.list_id = x.id
             AND NOT EXISTS (SELECT FROM phones p WHERE p.lead_id = l.id AND p.state = 'active' AND cardinality(p.zones) > 0)))
       ORDER BY ${sort === 'name' ? 'lower(x.name), x.id' : 'x.id DESC'}`,
      [
        archived,
        clientId ?? null,
        q === undefined ? null : `%${q.replace(/[\\%_]/g, '\\$&')}%`,
        legalIncomplete,
        zoneUnknown,
      ],
    );
  }

  /** Results that stand, newest first, below `before` (an id). Days by the zone, both included. */
  async results(
    filter: { campaignId: string | null; from: string | null; to: string | null; zone: string },
    before: string | null,
    limit: number,
  ): Promise<ResultSheetRecord[]> {
    return this.transaction.rows<ResultSheetRecord>(
      `SELECT r.id, r.at, a.planned_at AS "plannedAt", a.answered_at AS "answeredAt", a.ended_at AS "endedAt", l.name AS "leadName", l.city,
              p.e164 AS phone, c.name AS "campaignName", u.name AS "operatorName", r.disposition_code AS "dispositionCode", a.cause,
              coalesce(k.note, '') AS note
       FROM attempt_results r JOIN attempts a ON a.id = r.attempt_id JOIN leads l ON l.id = a.lead_id JOIN campaigns c ON c.id = a.campaign_id
       LEFT JOIN phones p ON p.id = a.phone_id LEFT JOIN users u ON u.id = a.operator_id LEFT JOIN calls k ON k.attempt_id = a.id
       WHERE r.superseded_at IS NULL AND ($1::bigint IS NULL OR a.campaign_id = $1)
         AND ($2::date IS NULL OR r.at >= $2::date::timestamp AT TIME ZONE $4)
         AND ($3::date IS NULL OR r.at < ($3::date + 1)::timestamp AT TIME ZONE $4)
         AND ($5::bigint IS NULL OR r.id < $5)
       ORDER BY r.id DESC LIMIT $6`,
      [filter.campaignId, filter.from, filter.to, filter.zone, before, limit],
    );
  }
}
