import { Injectable } from '@nestjs/common';
import type { Audience, CampaignPolicy, Purpose } from '@warmline/contracts';
import { Transaction } from '../kernel/transaction.js';

export interface CallingClass {
  readonly id: number;
  readonly jurisdictions: string[];
  readonly zones: string[];
  readonly audience: Audience;
  readonly purpose: Purpose;
  readonly pack: string;
}

export interface ClassesInUse {
  readonly audience: Audience;
  readonly purpose: Purpose;
  readonly policy: CampaignPolicy;
  readonly version: number;
  /** Classes with a ready entry. */
  readonly ready: number[];
  readonly newestClassId: number;
}

@Injectable()
export class CallingClassRepository {
  constructor(private readonly transaction: Transaction) {}

  /** The campaign's hours and the classes that have ready entries, found by hopping over the ready index from class to class. */
  async inUse(campaignId: string): Promise<ClassesInUse | undefined> {
    return this.transaction.row<ClassesInUse>(
      `WITH RECURSIVE hop (class_id) AS (
         (SELECT class_id FROM queue_entries WHERE campaign_id = $1 AND state = 'ready' AND owner_operator_id IS NULL ORDER BY class_id LIMIT 1)
         UNION ALL
         SELECT (SELECT q.class_id FROM queue_entries q WHERE q.campaign_id = $1 AND q.state = 'ready' AND q.owner_operator_id IS NULL
                 AND q.class_id > hop.class_id ORDER BY q.class_id LIMIT 1)
         FROM hop WHERE hop.class_id IS NOT NULL
       )
       SELECT c.audience, c.purpose, c.policy, c.version, (SELECT coalesce(max(id), 0) FROM calling_classes) AS "newestClassId",
         ARRAY(SELECT class_id FROM hop WHERE class_id IS NOT NULL
           UNION SELECT class_id FROM queue_entries WHERE campaign_id = $1 AND state = 'ready' AND owner_operator_id IS NOT NULL) AS ready
       FROM campaigns c WHERE c.id = $1`,
      [campaignId],
    );
  }

  async newerThan(id: number): Promise<CallingClass[]> {
    return this.transaction.rows<CallingClass>(
      'SELECT id, jurisdictions, zones, audience, purpose, pack FROM calling_classes WHERE id > $1 ORDER BY id',
      [id],
    );
  }

  async phone(phoneId: string): Promise<{ country: string; zones: string[]; synthetic: boolean } | undefined> {
    return this.transaction.row('SELECT country, zones, synthetic FROM phones WHERE id = $1', [phoneId]);
  }
}
