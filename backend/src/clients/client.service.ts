import { Injectable } from '@nestjs/common';
import { type Client, clientSchema } from '@warmline/contracts';
import { EventLog } from '../kernel/event-log.js';
import { Transaction } from '../kernel/transaction.js';
import { ClientRepository, type ClientRow } from './client.repository.js';

/** On whose behalf calls are made. The own company is made by the installation; more are added here. */
@Injectable()
export class ClientService {
  constructor(
    private readonly clients: ClientRepository,
    private readonly eventLog: EventLog,
    private readonly transaction: Transaction,
  ) {}

  async list(): Promise<Client[]> {
    return (await this.clients.all()).map(present);
  }

  /** `marks` are for the demo; clients made on the page have none. */
  async create(
    client: { name: string; inn: string | null },
    actorId: string | null,
    marks: { synthetic?: boolean } = {},
  ): Promise<Client> {
    return this.transaction.run(async () => {
      const row = await this.clients.insert({ ...client, synthetic: marks.synthetic ?? false });
      await this.eventLog.append({
        type: 'client.created',
        payload: { synthetic: row.synthetic },
        clientId: row.id,
        actorId,
      });
      return present(row);
    });
  }
}

function present(row: ClientRow): Client {
  return clientSchema.parse({ id: row.id, name: row.name, inn: row.inn, isOwn: row.is_own, synthetic: row.synthetic });
}
