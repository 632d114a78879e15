import { Injectable } from '@nestjs/common';
import { Transaction } from '../kernel/transaction.js';

export interface ClassInQueue {
  readonly id: number;
  readonly zones: string[];
  readonly jurisdictions: string[];
  readonly pack: string;
  readonly count: number;
}

@Injectable()
export class PreflightRepository {
  constructor(private readonly transaction: Transaction) {}

  /** Calling classes of places that are not finished, the largest first. */
  async classesOf(campaignId: string): Promise<ClassInQueue[]> {
    return this.transaction.rows<ClassInQueue>(
      `SELECT k.id, k.zones, k.jurisdictions, k.pack, q.count FROM (
         SELECT class_id, count(*)::int AS count FROM queue_entries
         WHERE campaign_id = $1 AND class_id IS NOT NULL AND state <> 'finished' GROUP BY class_id
       ) q JOIN calling_classes k ON k.id = q.class_id ORDER BY q.count DESC, k.id`,
      [campaignId],
    );
  }
}
