import { Injectable } from '@nestjs/common';
import { Transaction } from '../kernel/transaction.js';

export interface ClientRow {
  id: string;
  name: string;
  inn: string | null;
  is_own: boolean;
  synthetic: boolean;
}

@Injectable()
export class ClientRepository {
  constructor(private readonly transaction: Transaction) {}

  /** The own company first. */
  async all(): Promise<ClientRow[]> {
    return this.transaction.rows<ClientRow>(
      'SELECT id, name, inn, is_own, synthetic FROM clients ORDER BY is_own DESC, name, id',
    );
  }

  async insert(client: { name: string; inn: string | null; synthetic: boolean }): Promise<ClientRow> {
    const row = await this.transaction.row<ClientRow>(
      'INSERT INTO clients (name, inn, synthetic) VALUES ($1, $2, $3) RETURNING id, name, inn, is_own, synthetic',
      [client.name, client.inn, client.synthetic],
    );
    if (row === undefined) {
      throw new Error('a client was not stored');
    }
    return row;
  }
}
