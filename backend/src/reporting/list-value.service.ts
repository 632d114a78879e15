import { Injectable } from '@nestjs/common';
import { type ListRightToCall, type ListValue, listIdSchema, queueReasonSchema } from '@warmline/contracts';
import { Clock } from '../kernel/clock.js';
import { DomainError } from '../kernel/domain-error.js';
import { ListValueRepository } from './list-value.repository.js';

/** Whether a list was worth its price. Refuses `record.not_found`. */
@Injectable()
export class ListValueService {
  constructor(
    private readonly repository: ListValueRepository,
    private readonly clock: Clock,
  ) {}

  async of(id: string): Promise<ListValue> {
    const list = await this.repository.list(id);
    if (list === undefined) {
      throw new DomainError('record.not_found', { list: id });
    }
    // One after the other: the dialing waits for the same connections.
    const rows = await this.repository.rows(id);
    const size = await this.repository.size(id);
    const { calls, decay } = await this.repository.calls(id);
    const overlaps = await this.repository.overlaps(id);
    return {
      listId: listIdSchema.parse(id),
      listName: list.name,
      price: list.price,
      rows,
      ...size,
      collectedOn: list.collectedOn,
      createdAt: list.createdAt.toISOString(),
      calls,
      decay,
      overlaps,
    };
  }

  async rightToCall(id: string): Promise<ListRightToCall> {
    if ((await this.repository.list(id)) === undefined) {
      throw new DomainError('record.not_found', { list: id });
    }
    const counts = await this.repository.rightToCall(id, this.clock.now());
    return {
      callable: counts.find(({ reason }) => reason === null)?.leads ?? 0,
      blocked: counts.flatMap(({ reason, leads }) =>
        reason === null ? [] : [{ reason: queueReasonSchema.parse(reason), leads }],
      ),
    };
  }
}
