import { afterAll, beforeAll } from '@jest/globals';
import type {
  Enrichment,
  EnrichmentLeft,
  EnrichmentRow,
  LeadCard,
  Page,
  StartEnrichmentRequest,
} from '@warmline/contracts';
import { ListDesk } from '../lists/list-desk.js';

export const CSV = { kind: 'csv', charset: 'utf-8', delimiter: ';', header: true } as const;
export type Order = Omit<StartEnrichmentRequest, 'fileId' | 'format'> & { format?: StartEnrichmentRequest['format'] };

export interface Known {
  readonly name: string;
  readonly inn?: string;
  readonly email?: string;
  readonly city?: string;
  readonly custom?: Record<string, string>;
}

/** The moves of bringing leads up to date from a file, at a marketer's desk. */
export class Updates {
  desk!: ListDesk;

  /** With a desk that is opened before the tests of a file and closed after them. */
  static ofSuite(): Updates {
    const updates = new Updates();
    beforeAll(async () => {
      updates.desk = await ListDesk.open();
    }, 30_000);
    afterAll(() => updates.desk.close());
    return updates;
  }

  /** A lead straight in the table, of 1 January 2026 unless `createdAt` says otherwise. */
  async lead({ name, inn, email, city, custom = {} }: Known, createdAt = '2026-01-01T09:00:00Z'): Promise<string> {
    const { rows } = await this.desk.db.query<{ id: string }>(
      `INSERT INTO leads (client_id, kind, name, inn, email, city, custom, created_at)
       VALUES ((SELECT id FROM clients WHERE is_own), 'company', $1, $2, $3, $4, $5, $6) RETURNING id`,
      [name, inn ?? null, email ?? null, city ?? null, custom, createdAt],
    );
    return rows[0]?.id ?? '';
  }

  /** Leads `Фирма 1`, `Фирма 2` …, each with its number in the own field `Код`. */
  async numberedLeads(count: number): Promise<void> {
    await this.desk.db.query(
      `INSERT INTO leads (client_id, kind, name, custom, created_at)
       SELECT (SELECT id FROM clients WHERE is_own), 'company', 'Фирма ' || n, jsonb_build_object('Код', n::text), now() FROM generate_series(1, $1::int) n`,
      [count],
    );
  }

  card(id: string): Promise<LeadCard> {
    return this.desk.http.get(`/api/leads/${id}`);
  }

  async start(content: string | Uint8Array, order: object): Promise<Enrichment> {
    const upload = await this.desk.upload(content, 'свежие.csv');
    return this.desk.http.post('/api/enrichments', { fileId: upload.fileId, format: CSV, ...order });
  }

  get(id: string): Promise<Enrichment> {
    return this.desk.http.get(`/api/enrichments/${id}`);
  }

  /** Waits until the run has told any of `types`, parted by spaces, so many times. */
  async told(id: string, types: string, times = 1): Promise<Enrichment> {
    await this.desk.until(
      `SELECT FROM events WHERE type = ANY ($2::text[]) AND payload ->> 'enrichmentId' = $1 HAVING count(*) >= ${times}`,
      id,
      types.split(' '),
    );
    return this.get(id);
  }

  again({ id }: Enrichment): Promise<Enrichment> {
    return this.desk.http.post(`/api/enrichments/${id}/again`);
  }

  async judge(content: string | Uint8Array, order: Order): Promise<Enrichment> {
    const { id } = await this.start(content, order);
    return this.told(id, 'enrichment.judged enrichment.failed');
  }

  async commit({ id }: Enrichment): Promise<Enrichment> {
    await this.desk.http.post(`/api/enrichments/${id}/commit`);
    return this.told(id, 'enrichment.finished enrichment.failed');
  }

  async undo({ id }: Enrichment): Promise<Enrichment> {
    await this.desk.http.post(`/api/enrichments/${id}/undo`);
    return this.told(id, 'enrichment.finished', 2);
  }

  async rowsOf({ id }: Enrichment): Promise<EnrichmentRow[]> {
    return (await this.desk.http.get<Page<EnrichmentRow>>(`/api/enrichments/${id}/rows`)).items;
  }

  leftBy({ id }: Enrichment): Promise<EnrichmentLeft[]> {
    return this.desk.http.get(`/api/enrichments/${id}/left`);
  }

  /** Everything a run may touch. Versions only grow and are no part of it. */
  async picture(): Promise<unknown[]> {
    const { rows } = await this.desk.db.query<Record<string, unknown>>(
      `SELECT l.id, l.name, l.name_key, l.legal_name, l.inn, l.kpp, l.ogrn, l.email, l.site, l.industry, l.region, l.city, l.custom,
         ARRAY(SELECT p.e164 || p.extension || p.state FROM phones p WHERE p.lead_id = l.id ORDER BY 1) AS phones,
         (SELECT count(*) FROM shared_numbers) AS shared FROM leads l ORDER BY l.id`,
    );
    return rows;
  }
}
