import { Injectable } from '@nestjs/common';
import type { DispositionEffect } from '@warmline/contracts';
import { Transaction } from '../kernel/transaction.js';
import { SEEDED_DISPOSITIONS } from './disposition-seed.data.js';

export interface DispositionRow {
  code: string;
  parentCode: string | null;
  nameRu: string;
  nameEn: string;
  effect: DispositionEffect & { byOperator?: boolean };
}

const COLUMNS = `d.code, d.parent_code AS "parentCode", d.name_ru AS "nameRu", d.name_en AS "nameEn"`;

@Injectable()
export class DispositionRepository {
  constructor(private readonly transaction: Transaction) {}

  /** Adds what this version seeds and an older database lacks; a changed seeded effect is the user's and stays. */
  async seed(): Promise<void> {
    const rows = SEEDED_DISPOSITIONS.flatMap((group, at) => [
      { code: group.code, parent: null, ru: group.ru, en: group.en, effect: {}, ordinal: at * 100 },
      ...group.results.map(({ code, ru, en, effect, byOperator }, place) => {
        return { code, parent: group.code, ru, en, effect: { ...effect, byOperator }, ordinal: at * 100 + place + 1 };
      }),
    ]);
    await this.transaction.manager.query(
      `INSERT INTO dispositions (code, parent_code, name_ru, name_en, effect, ordinal)
       SELECT r.code, r.parent, r.ru, r.en, r.effect, r.ordinal
       FROM jsonb_to_recordset($1::jsonb) AS r (code text, parent text, ru text, en text, effect jsonb, ordinal smallint)
       ORDER BY r.ordinal ON CONFLICT (code) DO NOTHING`,
      [JSON.stringify(rows)],
    );
  }

  async all(): Promise<DispositionRow[]> {
    return this.transaction.rows<DispositionRow>(
      `SELECT ${COLUMNS}, d.effect FROM dispositions d ORDER BY d.ordinal, d.code`,
    );
  }

  /** The campaign's own choice with its own effects; groups stay for their names. */
  async ofCampaign(campaignId: string): Promise<DispositionRow[]> {
    return this.transaction.rows<DispositionRow>(
      `SELECT ${COLUMNS}, d.effect || coalesce(c.effect, '{}') AS effect
       FROM dispositions d LEFT JOIN campaign_dispositions c ON c.disposition_code = d.code AND c.campaign_id = $1
       WHERE d.parent_code IS NULL OR c.campaign_id IS NOT NULL ORDER BY d.ordinal, d.code`,
      [campaignId],
    );
  }

  /** The effect of one code in one campaign. What the system records is valid in every campaign, chosen or not. */
  async effectOf(campaignId: string, code: string): Promise<DispositionRow['effect'] | undefined> {
    const row = await this.transaction.row<{ effect: DispositionRow['effect'] }>(
      `SELECT d.effect || coalesce(c.effect, '{}') AS effect
       FROM dispositions d LEFT JOIN campaign_dispositions c ON c.disposition_code = d.code AND c.campaign_id = $1
       WHERE d.code = $2 AND d.parent_code IS NOT NULL AND (c.campaign_id IS NOT NULL OR NOT (d.effect ->> 'byOperator')::boolean)`,
      [campaignId, code],
    );
    return row?.effect;
  }

  /** Whether the result stops the person, chosen for this campaign or not: somebody's wish does not hang on a choice of ours. */
  async isStop(campaignId: string, code: string): Promise<boolean> {
    const row = await this.transaction.row<{ stop: boolean }>(
      `SELECT coalesce(((d.effect || coalesce(c.effect, '{}')) ->> 'suppress')::boolean, false) AS stop
       FROM dispositions d LEFT JOIN campaign_dispositions c ON c.disposition_code = d.code AND c.campaign_id = $1 WHERE d.code = $2`,
      [campaignId, code],
    );
    return row?.stop ?? false;
  }

  /** False for what only an engine or the system can know (busy, no answer, unallocated ...). */
  async isForPeople(code: string): Promise<boolean> {
    const row = await this.transaction.row<{ people: boolean }>(
      `SELECT coalesce((effect ->> 'byOperator')::boolean, true) AS people FROM dispositions WHERE code = $1`,
      [code],
    );
    return row?.people ?? true;
  }

  async choose(campaignId: string, codes: readonly string[]): Promise<void> {
    await this.transaction.manager.query(
      'DELETE FROM campaign_dispositions WHERE campaign_id = $1 AND disposition_code <> ALL ($2)',
      [campaignId, codes],
    );
    await this.transaction.manager.query(
      `INSERT INTO campaign_dispositions (campaign_id, disposition_code)
       SELECT $1, code FROM dispositions WHERE code = ANY ($2) AND parent_code IS NOT NULL ON CONFLICT DO NOTHING`,
      [campaignId, codes],
    );
  }
}
