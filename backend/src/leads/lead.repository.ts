import { Injectable } from '@nestjs/common';
import type { Stage, Temperature } from '@warmline/contracts';
import { Transaction } from '../kernel/transaction.js';

export interface LeadRecord {
  readonly id: string;
  readonly clientId: string;
  readonly kind: 'company' | 'person';
  readonly name: string;
  readonly legalName: string | null;
  readonly inn: string | null;
  readonly email: string | null;
  readonly site: string | null;
  readonly industry: string | null;
  readonly city: string | null;
  readonly region: string | null;
  readonly temperature: Temperature;
  readonly stage: Stage;
  readonly synthetic: boolean;
  readonly version: number;
  readonly places: string[];
}

export type NewLead = Omit<LeadRecord, 'id' | 'temperature' | 'stage' | 'version' | 'places' | 'legalName'> & {
  readonly nameKey: string;
  readonly now: Date;
};
export type LeadEdit = Pick<LeadRecord, 'name' | 'legalName' | 'inn' | 'email' | 'site' | 'industry' | 'city'> & {
  readonly nameKey: string;
};

export interface NewContactRecord {
  readonly leadId: string;
  readonly fullName: string;
  readonly position: string | null;
  readonly isDecisionMaker: boolean;
  readonly email: string | null;
  readonly note: string | null;
  readonly now: Date;
}

@Injectable()
export class LeadRepository {
  constructor(private readonly transaction: Transaction) {}

  async lock(id: string): Promise<LeadRecord | undefined> {
    return this.transaction.row<LeadRecord>(
      `SELECT l.id, l.client_id AS "clientId", l.kind, l.name, l.legal_name AS "legalName", l.inn, l.email, l.site, l.industry, l.city, l.region,
              l.temperature, l.stage, l.synthetic, l.version,
              array_remove(ARRAY[l.region, l.city] || ARRAY(SELECT raw FROM lead_addresses a WHERE a.lead_id = l.id ORDER BY a.is_main DESC, a.id), NULL)
                AS places
       FROM leads l WHERE l.id = $1 AND l.merged_into IS NULL FOR UPDATE OF l`,
      [id],
    );
  }

  async insert(lead: NewLead): Promise<string> {
    const row = await this.transaction.row<{ id: string }>(
      `INSERT INTO leads (client_id, kind, name, name_key, inn, email, site, industry, city, region, synthetic, confirmed_on, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12::timestamptz::date, $12) RETURNING id`,
      [
        lead.clientId,
        lead.kind,
        lead.name,
        lead.nameKey,
        lead.inn,
        lead.email,
        lead.site,
        lead.industry,
        lead.city,
        lead.region,
        lead.synthetic,
        lead.now,
      ],
    );
    return idOf(row);
  }

  async insertAddress(
    leadId: string,
    address: { raw: string; city: string | null; region: string | null; zone: string | null },
  ): Promise<void> {
    await this.transaction.manager.query(
      `INSERT INTO lead_addresses (lead_id, raw, city, region, zone, is_main) VALUES ($1, $2, $3, $4, $5, true) ON CONFLICT DO NOTHING`,
      [leadId, address.raw, address.city, address.region, address.zone],
    );
  }

  async insertContact(contact: NewContactRecord): Promise<string> {
    const row = await this.transaction.row<{ id: string }>(
      `INSERT INTO contacts (lead_id, full_name, position, is_decision_maker, email, note, created_at, confirmed_on)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $7::timestamptz::date) RETURNING id`,
      [
        contact.leadId,
        contact.fullName,
        contact.position,
        contact.isDecisionMaker,
        contact.email,
        contact.note,
        contact.now,
      ],
    );
    return idOf(row);
  }

  async contactBelongs(contactId: string, leadId: string): Promise<boolean> {
    return (
      (await this.transaction.row('SELECT id FROM contacts WHERE id = $1 AND lead_id = $2', [contactId, leadId])) !==
      undefined
    );
  }

  async update(id: string, edit: LeadEdit): Promise<void> {
    await this.transaction.manager.query(
      `UPDATE leads SET name = $2, name_key = $3, legal_name = $4, inn = $5, email = $6, site = $7, industry = $8, city = $9, version = version + 1
       WHERE id = $1`,
      [id, edit.name, edit.nameKey, edit.legalName, edit.inn, edit.email, edit.site, edit.industry, edit.city],
    );
  }

  /** The client of the list, undefined when there is no such list. */
  async listOwner(listId: string): Promise<{ clientId: string; synthetic: boolean } | undefined> {
    return this.transaction.row('SELECT client_id AS "clientId", synthetic FROM lead_lists WHERE id = $1', [listId]);
  }

  async ownClient(): Promise<string | undefined> {
    return (await this.transaction.row<{ id: string }>('SELECT id FROM clients WHERE is_own'))?.id;
  }

  async clientExists(clientId: string): Promise<boolean> {
    return (await this.transaction.row('SELECT id FROM clients WHERE id = $1', [clientId])) !== undefined;
  }

  async addToList(listId: string, leadId: string, now: Date): Promise<void> {
    await this.transaction.manager.query(
      'INSERT INTO list_members (list_id, lead_id, added_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
      [listId, leadId, now],
    );
  }
}

function idOf(row: { id: string } | undefined): string {
  if (row === undefined) {
    throw new Error('an insert returned no row');
  }
  return row.id;
}
