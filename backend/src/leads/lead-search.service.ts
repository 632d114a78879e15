import { Injectable } from '@nestjs/common';
import { LEAD_COUNT_LIMIT, type LeadFilter, type LeadPage, type LeadQuery, type LeadRow } from '@warmline/contracts';
import { AppConfig } from '../config/app-config.js';
import { numberKey } from '../kernel/number-key.js';
import { Transaction } from '../kernel/transaction.js';
import { LeadSearchFill } from './lead-search-fill.service.js';
import { LeadSearchRepository, type LeadSearchRow } from './lead-search.repository.js';
import { criteriaOf, exactNumberOf, isPlain } from './lead-search.rules.js';

/** Finds leads among a million by anything a person may remember of them. */
@Injectable()
export class LeadSearchService {
  constructor(
    private readonly search: LeadSearchRepository,
    private readonly fill: LeadSearchFill,
    private readonly transaction: Transaction,
    private readonly config: AppConfig,
  ) {}

  async page(query: LeadQuery): Promise<LeadPage> {
    const { cursor, limit, ...filter } = query;
    const before = cursor !== undefined && /^\d{1,18}$/.test(cursor) ? cursor : null;
    const preparing = await this.fill.catchUp();
    const ids = await this.ids(filter, before, limit + 1);
    const counted = before === null ? await this.countOf(filter, ids, limit) : null;
    const shown = ids.slice(0, limit);
    const unprepared = preparing > 0 && before === null ? await this.unprepared(filter, shown) : [];
    const rows = await this.search.rows([...unprepared, ...shown]);
    return {
      items: rows.map(presentRow),
      nextCursor: ids.length > limit ? (shown.at(-1) ?? null) : null,
      total: counted === null ? null : Math.min(counted + unprepared.length, LEAD_COUNT_LIMIT),
      more: counted !== null && counted > LEAD_COUNT_LIMIT,
      preparing,
    };
  }

  /** As `ids`, once every lead has its document: for whoever goes through all of them and cannot come back for one that was left out. */
  async everyId(filter: LeadFilter, before: string | null, limit: number): Promise<string[]> {
    if (before === null) {
      await this.transaction.apart(() => this.fill.whenFollowed());
    }
    return this.ids(filter, before, limit);
  }

  /** Whether the filter finds every lead there is: an import of a minute ago may still be on its way into the search. */
  async findsAll(filter: LeadFilter): Promise<boolean> {
    return isPlain(filter) || (await this.fill.catchUp()) === 0;
  }

  /** Ids that match, newest first, below `before`, as far as the documents go: see `findsAll`. */
  async ids(filter: LeadFilter, before: string | null, limit: number): Promise<string[]> {
    if (isPlain(filter)) {
      return this.search.plainPage(filter, { before, limit });
    }
    const criteria = criteriaOf(filter);
    const zone = this.config.organisationZone;
    return criteria.isImpossible
      ? []
      : this.transaction.run(async () =>
          this.search.page(criteria, await this.search.cells(), { before, limit, zone }),
        );
  }

  fieldNames(): Promise<string[]> {
    return this.search.fieldNames();
  }

  /** A page that is not full is all there is. */
  private async countOf(filter: LeadFilter, ids: readonly string[], pageLimit: number): Promise<number> {
    if (ids.length <= pageLimit) {
      return ids.length;
    }
    const limit = LEAD_COUNT_LIMIT + 1;
    if (isPlain(filter)) {
      return this.search.plainCount(filter, limit);
    }
    const zone = this.config.organisationZone;
    return this.transaction.run(async () =>
      this.search.count(criteriaOf(filter), await this.search.cells(), { limit, zone }),
    );
  }

  /** A whole number or INN finds its leads though their documents are not written yet; other conditions are for what is. */
  private async unprepared({ q, ...others }: LeadFilter, found: readonly string[]): Promise<string[]> {
    if (q === undefined || !isPlain(others) || others.listId !== undefined) {
      return [];
    }
    const { e164, inn } = exactNumberOf(q);
    if (e164 === null && inn === null) {
      return [];
    }
    const exact = await this.search.exactly(e164 === null ? null : numberKey(this.config.secret, e164), inn);
    return exact.filter((id) => !found.includes(id));
  }
}

function presentRow(row: LeadSearchRow): LeadRow {
  return {
    ...row,
    temperatureAt: row.temperatureAt?.toISOString() ?? null,
    touchedAt: row.touchedAt?.toISOString() ?? null,
  };
}
