import { Injectable } from '@nestjs/common';
import type { MappingTemplate } from '@warmline/contracts';
import { Transaction } from '../kernel/transaction.js';

export type TemplateRow = Omit<MappingTemplate, 'createdAt' | 'usedAt'> & {
  readonly createdAt: Date;
  readonly usedAt: Date | null;
};

const TEMPLATE = `
  SELECT t.id, t.client_id AS "clientId", t.name, t.layout_key AS "layoutKey", t.headers, t.settings, t.created_at AS "createdAt",
         u.name AS "createdBy", t.used_at AS "usedAt", t.version
  FROM mapping_templates t LEFT JOIN users u ON u.id = t.created_by`;

@Injectable()
export class MappingTemplateRepository {
  constructor(private readonly transaction: Transaction) {}

  async get(id: string): Promise<TemplateRow | undefined> {
    return this.transaction.row<TemplateRow>(`${TEMPLATE} WHERE t.id = $1`, [id]);
  }

  /** Held until the transaction ends: two people do not change one template at once. */
  async lock(id: string): Promise<TemplateRow | undefined> {
    return this.transaction.row<TemplateRow>(`${TEMPLATE} WHERE t.id = $1 FOR UPDATE OF t`, [id]);
  }

  /** Lately used first. */
  async ofClient(clientId: string): Promise<TemplateRow[]> {
    return this.transaction.rows<TemplateRow>(
      `${TEMPLATE} WHERE t.client_id = $1 ORDER BY coalesce(t.used_at, t.created_at) DESC, t.id DESC`,
      [clientId],
    );
  }

  async ofLayout(clientId: string, layoutKey: string): Promise<TemplateRow | undefined> {
    return this.transaction.row<TemplateRow>(
      `${TEMPLATE} WHERE t.client_id = $1 AND t.layout_key = $2
       ORDER BY coalesce(t.used_at, t.created_at) DESC, t.id DESC LIMIT 1`,
      [clientId, layoutKey],
    );
  }

  /** What stood under the name is replaced. */
  async save(template: {
    clientId: string;
    name: string;
    layoutKey: string;
    headers: readonly string[];
    settings: MappingTemplate['settings'];
    by: string;
    now: Date;
  }): Promise<string> {
    const rows = await this.transaction.rows<{ id: string }>(
      `INSERT INTO mapping_templates (client_id, name, layout_key, headers, settings, created_by, created_at, used_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $7)
       ON CONFLICT (client_id, lower(name)) DO UPDATE
         SET name = excluded.name, layout_key = excluded.layout_key, headers = excluded.headers, settings = excluded.settings,
             used_at = excluded.used_at, version = mapping_templates.version + 1
       RETURNING id`,
      [
        template.clientId,
        template.name,
        template.layoutKey,
        template.headers,
        template.settings,
        template.by,
        template.now,
      ],
    );
    return String(rows[0]?.id);
  }

  async nameTaken(template: TemplateRow, name: string): Promise<boolean> {
    const row = await this.transaction.row(
      'SELECT id FROM mapping_templates WHERE client_id = $1 AND id <> $2 AND lower(name) = lower($3)',
      [template.clientId, template.id, name],
    );
    return row !== undefined;
  }

  async rename(id: string, name: string): Promise<void> {
    await this.transaction.manager.query(
      'UPDATE mapping_templates SET name = $2, version = version + 1 WHERE id = $1',
      [id, name],
    );
  }

  /** Being used changes nothing a person wrote: the version stays. False when the client has no such template any more. */
  async markUsed(id: string, clientId: string, now: Date): Promise<boolean> {
    const rows = await this.transaction.rows(
      'UPDATE mapping_templates SET used_at = $3 WHERE id = $1 AND client_id = $2 RETURNING id',
      [id, clientId, now],
    );
    return rows.length === 1;
  }

  async remove(id: string): Promise<void> {
    await this.transaction.manager.query('DELETE FROM mapping_templates WHERE id = $1', [id]);
  }
}
