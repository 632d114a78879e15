import { Injectable } from '@nestjs/common';
import type {
  changeListRequestSchema,
  createListRequestSchema,
  LeadList,
  LegalSourceInput,
  listQuerySchema,
  Page,
} from '@warmline/contracts';
import { isDeepStrictEqual } from 'node:util';
import type { z } from 'zod';
import { Clock } from '../kernel/clock.js';
import { DomainError } from '../kernel/domain-error.js';
import { EventLog } from '../kernel/event-log.js';
import { Transaction } from '../kernel/transaction.js';
import { PhoneService } from '../leads/phone.service.js';
import { ImportRepository } from './import.repository.js';
import { LeadListRepository, type LegalRecord, type ListRow } from './lead-list.repository.js';
import { missingLegalFacts } from './legal-source.rules.js';
import { ListCounts } from './list-counts.service.js';
import { presentList } from './lists.presenter.js';

type CreateList = z.output<typeof createListRequestSchema>;
type ChangeList = z.output<typeof changeListRequestSchema>;
type ListQuery = z.output<typeof listQuerySchema>;
type Legal = Required<LegalSourceInput>;

/** Lead lists with their legal source and default zone. */
@Injectable()
export class ListService {
  constructor(
    private readonly lists: LeadListRepository,
    private readonly imports: ImportRepository,
    private readonly counts: ListCounts,
    private readonly phones: PhoneService,
    private readonly transaction: Transaction,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  async create(request: CreateList, userId: string): Promise<LeadList> {
    const id = await this.transaction.run(async () => {
      const clientId = await this.clientOf(request.clientId);
      await this.assertNameFree(clientId, request.name, null);
      const legal = this.legalRecord(request.legalSource, userId, request.synthetic);
      const legalSourceId = await this.lists.insertLegalSource(legal);
      const { name, audience, areaCode, defaultZone, synthetic, standard, price } = request;
      const list = {
        clientId,
        name,
        audience,
        areaCode,
        defaultZone,
        synthetic,
        standard,
        price,
        legalSourceId,
        createdBy: userId,
        now: this.clock.now(),
      };
      const listId = await this.lists.insert(list);
      await this.events.append(
        { type: 'list.created', clientId, actorId: userId, payload: { listId } },
        legalSourceChanged({ id: listId, clientId, synthetic }, legal, userId),
      );
      return listId;
    });
    return this.get(id);
  }

  async get(id: string): Promise<LeadList> {
    const row = await this.row(id);
    const [counts, [lastImport]] = await Promise.all([this.counts.of([id]), this.imports.latestOf([id])]);
    return presentList(row, counts(id), lastImport);
  }

  /** Refuses `record.not_found`. */
  async row(id: string): Promise<ListRow> {
    const row = await this.lists.get(id);
    if (row === undefined) {
      throw new DomainError('record.not_found', { list: id });
    }
    return row;
  }

  /** Held until the transaction ends. */
  async lock(id: string): Promise<void> {
    await this.lists.lock(id);
  }

  async page(query: ListQuery): Promise<Page<LeadList>> {
    const after = query.cursor === undefined || !/^\d{1,18}$/.test(query.cursor) ? null : query.cursor;
    const { clientId, archived, q, sort, limit } = query;
    const rows = await this.lists.page({ clientId, archived, q, sort, after, limit: limit + 1 });
    const shown = rows.slice(0, limit);
    const ids = shown.map((row) => row.id);
    const [counts, imports] = await Promise.all([this.counts.of(ids), this.imports.latestOf(ids)]);
    const latest = new Map(imports.map((record) => [record.listId, record]));
    return {
      items: shown.map((row) => presentList(row, counts(row.id), latest.get(row.id))),
      nextCursor: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
    };
  }

  async change(id: string, request: ChangeList, userId: string): Promise<LeadList> {
    await this.transaction.run(async () => {
      await this.lists.lock(id);
      const row = await this.row(id);
      if (row.version !== request.version) {
        throw new DomainError('record.changed_meanwhile', { list: id, version: row.version });
      }
      await this.changeRow(row, request, userId);
      if (request.legalSource !== undefined) {
        const legal = this.legalRecord(request.legalSource, userId, row.synthetic);
        await this.lists.updateLegalSource(row.legalSourceId, legal);
        await this.events.append(legalSourceChanged(row, legal, userId));
      }
    });
    return this.get(id);
  }

  private async changeRow(row: ListRow, request: ChangeList, userId: string): Promise<void> {
    const name = request.name ?? row.name;
    if (name !== row.name) {
      await this.assertNameFree(row.clientId, name, row.id);
    }
    const zone = request.defaultZone === undefined ? row.defaultZone : request.defaultZone;
    const zoneChanged = zone !== row.defaultZone;
    const archived = request.archived ?? row.archivedAt !== null;
    const standard = request.standard ?? row.standard;
    const price = request.price === undefined ? row.price : request.price;
    await this.lists.update(row.id, row.version, {
      name,
      defaultZone: zone,
      defaultZoneBy: zoneChanged ? userId : await this.lists.defaultZoneBy(row.id),
      archivedAt: archived === (row.archivedAt !== null) ? row.archivedAt : archived ? this.clock.now() : null,
      standard,
      price,
    });
    await this.tellChanged(row, { name, archived, standard, price }, userId);
    if (zoneChanged) {
      await this.phones.applyListZone({ listId: row.id, from: row.defaultZone, to: zone });
      await this.events.append({
        type: 'list.default_zone_set',
        clientId: row.clientId,
        actorId: userId,
        payload: { listId: row.id, zone: zone ?? '' },
      });
    }
  }

  private async tellChanged(
    row: ListRow,
    now: Pick<ListRow, 'name' | 'standard' | 'price'> & { archived: boolean },
    userId: string,
  ): Promise<void> {
    const before = { ...row, archived: row.archivedAt !== null };
    const fields = (['name', 'archived', 'standard', 'price'] as const).filter(
      (field) => !isDeepStrictEqual(now[field], before[field]),
    );
    if (fields.length > 0) {
      const payload = { listId: row.id, fields };
      await this.events.append({ type: 'list.changed', clientId: row.clientId, actorId: userId, payload });
    }
  }

  private legalRecord(input: Legal, userId: string, synthetic: boolean): LegalRecord {
    const missing = missingLegalFacts(input);
    const { kind, facts, expiresOn } = input;
    return {
      kind,
      facts,
      expiresOn,
      missing,
      confirmedBy: input.confirmed ? userId : null,
      synthetic,
      now: this.clock.now(),
    };
  }

  private async clientOf(clientId: string | undefined): Promise<string> {
    const id = clientId ?? (await this.lists.ownClient());
    if (id === undefined || !(await this.lists.clientExists(id))) {
      throw new DomainError('record.not_found', { client: clientId ?? 'own' });
    }
    return id;
  }

  private async assertNameFree(clientId: string, name: string, exceptId: string | null): Promise<void> {
    if (await this.lists.nameTaken(clientId, name, exceptId)) {
      throw new DomainError('list.name_taken');
    }
  }
}

function legalSourceChanged(
  list: { id: string; clientId: string; synthetic: boolean },
  legal: LegalRecord,
  actorId: string,
) {
  return {
    type: 'list.legal_source_changed' as const,
    clientId: list.clientId,
    actorId,
    payload: {
      listId: list.id,
      complete: legal.missing.length === 0,
      missing: [...legal.missing],
      synthetic: list.synthetic,
    },
  };
}
