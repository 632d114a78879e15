import { Injectable } from '@nestjs/common';
import type { MappingTemplate } from '@warmline/contracts';
import { Transaction } from '../kernel/transaction.js';

export type TemplateRow = Omit<MappingTemplate, 'createdAt' | 'usedAt'> & {
  readonly createdAt: Date;
  readonly usedAt: Date | null;
};

const TEMPLATE =
  'id, client_id AS "clientId", name, layout_key AS "layoutKey", settings, created_at AS "createdAt", used_at AS "usedAt"';

@Injectable()
export class MappingTemplateRepository {
  constructor(private readonly transaction: Transaction) {}

  /** Lately used first. */
  async ofClient(clientId: string): Promise<TemplateRow[]> {
    return this.transaction.rows<TemplateRow>(
      `SELECT ${TEMPLATE} FROM mapping_templates WHERE client_id = $1 ORDER BY coalesce(used_at, created_at) DESC, id DESC`,
      [clientId],
    );
  }

  async ofLayout(clientId: string, layoutKey: string): Promise<TemplateRow | undefined> {
    return this.transaction.row<TemplateRow>(
      `SELECT ${TEMPLATE} FROM mapping_templates WHERE client_id = $1 AND layout_key = $2
       ORDER BY coalesce(used_at, created_at) DESC, id DESC LIMIT 1`,
      [clientId, layoutKey],
    );
  }

  /** What stood under the name is replaced. */
  async save(template: {
    clientId: string;
    name: string;
    layoutKey: string;
    settings: MappingTemplate['settings'];
    by: string;
    now: Date;
  }): Promise<TemplateRow | undefined> {
    return this.transaction.row<TemplateRow>(
      `INSERT INTO mapping_templates (client_id, name, layout_key, settings, created_by, created_at, used_at)
       VALUES ($1, $2, $3, $4, $5, $6, $6)
       ON CONFLICT (client_id, lower(name)) DO UPDATE
         SET name = excluded.name, layout_key = excluded.layout_key, settings = excluded.settings, used_at = excluded.used_at
       RETURNING ${TEMPLATE}`,
      [template.clientId, template.name, template.layoutKey, template.settings, template.by, template.now],
    );
  }

  async nameTaken(id: string, name: string): Promise<boolean> {
    const row = await this.transaction.row(
      `SELECT o.id FROM mapping_templates o JOIN mapping_templates t ON t.client_id = o.client_id
       WHERE t.id = $1 AND o.id <> t.id AND lower(o.name) = lower($2)`,
      [id, name],
    );
    return row !== undefined;
  }

  async rename(id: string, name: string): Promise<TemplateRow | undefined> {
    const rows = await this.transaction.rows<TemplateRow>(
      `UPDATE mapping_templates SET name = $2 WHERE id = $1 RETURNING ${TEMPLATE}`,
      [id, name],
    );
    return rows[0];
  }

  async remove(id: string): Promise<boolean> {
    return (await this.transaction.rows('DELETE FROM mapping_templates WHERE id = $1 RETURNING id', [id])).length === 1;
  }
}
