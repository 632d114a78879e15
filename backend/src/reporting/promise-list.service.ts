import { Injectable } from '@nestjs/common';
import { type PromisePage, promisePageSchema, type PromiseQuery } from '@warmline/contracts';
import { Clock } from '../kernel/clock.js';
import { DomainError } from '../kernel/domain-error.js';
import { isoOrNull, presentCallback } from './console.presenter.js';
import { PromiseListRepository, type PromiseListRow } from './promise-list.repository.js';

/** Promises as a supervisor sees them: whose they are, when, what became of them. */
@Injectable()
export class PromiseList {
  constructor(
    private readonly repository: PromiseListRepository,
    private readonly clock: Clock,
  ) {}

  async page(query: PromiseQuery): Promise<PromisePage> {
    const now = this.clock.now();
    const rows = await this.repository.page(query, now, positionOf(query.cursor));
    const last = rows.length < query.limit ? undefined : rows.at(-1);
    return promisePageSchema.parse({
      items: rows.map(present),
      nextCursor: last === undefined ? null : `${last.dueAt.toISOString()}_${last.id}`,
      counts: await this.repository.counts(query, now),
      operators: await this.repository.operators([...new Set(rows.map(({ campaignId }) => campaignId))]),
    });
  }
}

function present(row: PromiseListRow) {
  const { campaignName, campaignStatus, closeReason, closeNote, closedBy, reachedAfterMinutes, dials } = row;
  return {
    ...presentCallback(row),
    campaignName,
    campaignStatus,
    closeReason,
    closeNote,
    closedBy,
    reachedAfterMinutes,
    dials,
    promisedBy: row.promisedById === null ? null : { id: row.promisedById, name: row.promisedByName ?? '' },
    promisedAt: row.promisedAt.toISOString(),
    closedAt: isoOrNull(row.closedAt),
  };
}

function positionOf(cursor: string | undefined): { dueAt: Date; id: string } | null {
  if (cursor === undefined) {
    return null;
  }
  const match = /^(\d{4}-\d{2}-\d{2}T[\d:.]{8,12}Z)_([1-9]\d{0,17})$/.exec(cursor);
  const dueAt = new Date(match?.[1] ?? '');
  if (match?.[2] === undefined || Number.isNaN(dueAt.getTime())) {
    throw new DomainError('request.invalid', { cursor: 'not one of ours' });
  }
  return { dueAt, id: match[2] };
}
