import { Injectable } from '@nestjs/common';
import type { LeadCard, LeadQuery, LeadRow } from '@warmline/contracts';
import { Transaction } from '../kernel/transaction.js';

/** Timestamps as the database gives them. */
type WithDates<Shape, Dates extends keyof Shape> = Omit<Shape, Dates> & {
  readonly [Key in Dates]: Date | (null & Shape[Key]);
};
export type LeadSearchRow = WithDates<LeadRow, 'temperatureAt' | 'touchedAt'>;
export type LeadCardRow = WithDates<LeadCard, 'temperatureAt' | 'createdAt'>;

const PHONE_FRAGMENT_DIGITS = 4;

/** Reads leads for lists and cards. The only place of this feature that looks at lists and their legal sources, and only to show them. */
@Injectable()
export class LeadSearchRepository {
  constructor(private readonly transaction: Transaction) {}

  /** Newest first, below the cursor. The page's leads are chosen before anything is gathered about them. */
  async page(query: LeadQuery & { readonly before: string | null }): Promise<LeadSearchRow[]> {
    const { conditions, parameters } = filtersOf(query);
    return this.transaction.rows<LeadSearchRow>(
      `WITH page AS (SELECT l.* FROM leads l WHERE ${conditions.join(' AND ')} ORDER BY l.id DESC LIMIT $${parameters.length + 1})
       SELECT l.id, l.kind, l.name, l.city, l.region, l.inn, l.temperature, l.stage, l.temperature_at AS "temperatureAt",
              l.touched_at AS "touchedAt", l.synthetic,
              ARRAY(SELECT p.e164 || CASE WHEN p.extension = '' THEN '' ELSE ' x' || p.extension END FROM phones p
                    WHERE p.lead_id = l.id AND p.state = 'active' ORDER BY p.priority, p.id) AS phones,
              ARRAY(SELECT c.full_name FROM contacts c WHERE c.lead_id = l.id AND c.retired_at IS NULL
                    ORDER BY c.is_decision_maker DESC, c.id) AS contacts,
              ARRAY(SELECT x.name FROM list_members m JOIN lead_lists x ON x.id = m.list_id WHERE m.lead_id = l.id ORDER BY x.id) AS lists
       FROM page l ORDER BY l.id DESC`,
      [...parameters, query.limit + 1],
    );
  }

  async card(id: string): Promise<LeadCardRow | undefined> {
    return this.transaction.row<LeadCardRow>(
      `SELECT l.id, l.client_id AS "clientId", l.kind, l.name, l.legal_name AS "legalName", l.inn, l.kpp, l.ogrn, l.email, l.site, l.industry,
              l.city, l.region, l.temperature, l.temperature_at AS "temperatureAt", l.stage, l.stage_reason AS "stageReason",
              l.return_on::text AS "returnOn", l.confirmed_on::text AS "confirmedOn", l.custom, l.synthetic, l.created_at AS "createdAt", l.version,
              coalesce((SELECT jsonb_agg(jsonb_build_object('raw', a.raw, 'city', a.city, 'zone', a.zone, 'isMain', a.is_main)
                                         ORDER BY a.is_main DESC, a.id)
                        FROM lead_addresses a WHERE a.lead_id = l.id), '[]') AS addresses,
              coalesce((SELECT jsonb_agg(jsonb_build_object('id', c.id::text, 'fullName', c.full_name, 'position', c.position,
                                                            'isDecisionMaker', c.is_decision_maker, 'email', c.email, 'note', c.note)
                                         ORDER BY c.is_decision_maker DESC, c.id)
                        FROM contacts c WHERE c.lead_id = l.id AND c.retired_at IS NULL), '[]') AS contacts,
              coalesce((SELECT jsonb_agg(${PHONE_JSON} ORDER BY p.state, p.priority, p.id) FROM phones p WHERE p.lead_id = l.id), '[]') AS phones,
              coalesce((SELECT jsonb_agg(jsonb_build_object('id', x.id::text, 'name', x.name, 'addedAt', ${instant('m.added_at')},
                                                            'legalSourceKind', s.kind, 'legalSourceComplete', s.complete) ORDER BY m.added_at, x.id)
                        FROM list_members m JOIN lead_lists x ON x.id = m.list_id JOIN legal_sources s ON s.id = x.legal_source_id
                        WHERE m.lead_id = l.id), '[]') AS lists
       FROM leads l WHERE l.id = $1 AND l.merged_into IS NULL`,
      [id],
    );
  }
}

const PHONE_JSON = `jsonb_build_object(
  'id', p.id::text, 'e164', p.e164, 'extension', p.extension, 'raw', p.raw, 'kind', p.kind, 'region', p.region, 'zones', p.zones,
  'zoneSource', p.zone_source, 'contactId', p.contact_id::text, 'state', p.state, 'retiredReason', p.retired_reason,
  'sharedWith', coalesce((SELECT jsonb_agg(DISTINCT jsonb_build_object('id', o.id::text, 'name', o.name))
                          FROM phones q JOIN leads o ON o.id = q.lead_id AND o.client_id = l.client_id AND o.merged_into IS NULL
                          WHERE q.number_key = p.number_key AND q.state = 'active' AND q.lead_id <> l.id), '[]'))`;

function instant(column: string): string {
  return `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

function filtersOf(query: LeadQuery & { readonly before: string | null }): {
  conditions: string[];
  parameters: unknown[];
} {
  const parameters: unknown[] = [];
  const conditions = ['l.merged_into IS NULL'];
  const where = (value: unknown, condition: (place: string) => string) => {
    if (value !== undefined && value !== null) {
      parameters.push(value);
      conditions.push(condition(`$${parameters.length}`));
    }
  };
  where(query.clientId, (place) => `l.client_id = ${place}`);
  where(query.temperature, (place) => `l.temperature = ${place}`);
  where(query.stage, (place) => `l.stage = ${place}`);
  where(query.listId, (place) => `EXISTS (SELECT FROM list_members m WHERE m.list_id = ${place} AND m.lead_id = l.id)`);
  where(query.before, (place) => `l.id < ${place}`);
  if (query.q !== undefined) {
    const digits = query.q.replace(/\D/g, '').replace(/^8(?=\d{10}$)/, '7');
    const byPhone = digits.length >= PHONE_FRAGMENT_DIGITS;
    where(`%${query.q.replace(/[\\%_]/g, '\\$&')}%`, (place) => {
      parameters.push(`%${digits}%`);
      const phone = `EXISTS (SELECT FROM phones p WHERE p.lead_id = l.id AND p.e164 LIKE $${parameters.length})`;
      const texts = `l.name ILIKE ${place} OR l.legal_name ILIKE ${place} OR l.email ILIKE ${place}`;
      return `(${texts} OR ${byPhone ? `l.inn LIKE $${parameters.length} OR ${phone}` : `$${parameters.length}::text IS NULL`})`;
    });
  }
  return { conditions, parameters };
}
