import { Injectable } from '@nestjs/common';
import type { CustomField, CustomFieldType } from '@warmline/contracts';
import { Transaction } from '../kernel/transaction.js';
import { customFieldKey } from './custom-value.rules.js';

const FIELD = 'id, client_id AS "clientId", name, type, choices';

@Injectable()
export class CustomFieldRepository {
  constructor(private readonly transaction: Transaction) {}

  async ofClient(clientId: string): Promise<CustomField[]> {
    return this.transaction.rows<CustomField>(
      `SELECT ${FIELD} FROM custom_fields WHERE client_id = $1 ORDER BY name, id`,
      [clientId],
    );
  }

  async ownClient(): Promise<string | undefined> {
    return (await this.transaction.row<{ id: string }>('SELECT id FROM clients WHERE is_own'))?.id;
  }

  /** Undefined when the client has a field of that name. */
  async insert(field: {
    clientId: string;
    name: string;
    type: CustomFieldType;
    choices: readonly string[];
    createdBy: string;
    now: Date;
  }): Promise<CustomField | undefined> {
    return this.transaction.row<CustomField>(
      `INSERT INTO custom_fields (client_id, name, name_key, type, choices, created_by, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (client_id, name_key) DO NOTHING RETURNING ${FIELD}`,
      [field.clientId, field.name, customFieldKey(field.name), field.type, field.choices, field.createdBy, field.now],
    );
  }

  async remove(id: string): Promise<boolean> {
    return (await this.transaction.rows('DELETE FROM custom_fields WHERE id = $1 RETURNING id', [id])).length === 1;
  }
}
