import { Injectable } from '@nestjs/common';
import type { LeadFilter, Locale, StopListFilter } from '@warmline/contracts';
import { ExportTrail } from '../access/export-trail.service.js';
import type { SessionUser } from '../auth/session.repository.js';
import { StopListRepository } from '../compliance/stop-list.repository.js';
import type { StopRow } from '../compliance/stop-row.rules.js';
import { AppConfig } from '../config/app-config.js';
import { Clock } from '../kernel/clock.js';
import { DomainError } from '../kernel/domain-error.js';
import { LeadSearchService } from '../leads/lead-search.service.js';
import {
  type ExportSetting,
  leadColumns,
  LIST_COLUMNS,
  RESULT_COLUMNS,
  type SheetColumn,
} from './export-sheet.rules.js';
import { ExportRepository, type ListSheetFilter } from './export.repository.js';
import { CLAIM_COLUMNS } from './list-claim-sheet.rules.js';
import { ListClaims } from './list-claim.service.js';
import { ListValueRepository } from './list-value.repository.js';
import { STOP_COLUMNS } from './stop-sheet.rules.js';
import { type ExportedFile, type ExportFormat, writeSpreadsheet } from './spreadsheet-file.js';
import { timeCell } from './spreadsheet.rules.js';
import { WarmHotRepository } from './warm-hot.repository.js';

/** Leads read at once: what an export holds in memory. */
const PORTION = 1_000;
const TITLES: Record<Kind, Record<Locale, string>> = {
  leads: { ru: 'Лиды', en: 'Leads' },
  lists: { ru: 'Базы', en: 'Lists' },
  results: { ru: 'Результаты', en: 'Results' },
  claim: { ru: 'Претензия', en: 'Claim' },
  stops: { ru: 'Стоп-лист', en: 'Stop list' },
};

type Kind = 'leads' | 'lists' | 'results' | 'claim' | 'stops';

/** Who asks, for which file, in which words. */
export interface ExportOrder {
  readonly format: ExportFormat;
  readonly locale: Locale;
  readonly user: SessionUser;
}

export interface ResultFilter {
  readonly campaignId?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Leads, lists and results as files for a spreadsheet; every one of them is written down with who took how many rows. */
@Injectable()
export class ExportService {
  constructor(
    private readonly search: LeadSearchService,
    private readonly repository: ExportRepository,
    private readonly warmHot: WarmHotRepository,
    private readonly claims: ListClaims,
    private readonly listValues: ListValueRepository,
    private readonly stopList: StopListRepository,
    private readonly trail: ExportTrail,
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {}

  async leads(filter: LeadFilter, order: ExportOrder): Promise<ExportedFile> {
    const columns = leadColumns(await this.fieldNames(filter));
    return this.file('leads', filter, order, { columns, rows: this.leadRows(filter), setting: {} });
  }

  async lists(filter: ListSheetFilter, order: ExportOrder): Promise<ExportedFile> {
    const rows = await this.repository.lists(filter);
    return this.file('lists', filter, order, { columns: LIST_COLUMNS, rows: each([rows]), setting: {} });
  }

  async results(filter: ResultFilter, order: ExportOrder): Promise<ExportedFile> {
    const setting = { resultNames: await this.warmHot.resultNames() };
    return this.file('results', filter, order, { columns: RESULT_COLUMNS, rows: this.resultRows(filter), setting });
  }

  /** Bad rows of one list, for its seller. Refuses `record.not_found`. */
  async claim(listId: string, order: ExportOrder): Promise<ExportedFile> {
    const list = await this.listValues.list(listId);
    if (list === undefined) {
      throw new DomainError('record.not_found', { list: listId });
    }
    const setting = { resultNames: await this.warmHot.resultNames() };
    const sheet = { columns: CLAIM_COLUMNS, rows: this.claims.of(listId), setting, about: list.name };
    return this.file('claim', { listId }, order, sheet);
  }

  /** The stop list: numbers that leads still have, and the keys of the others. */
  stops(filter: StopListFilter, order: ExportOrder): ExportedFile {
    const sheet = { columns: STOP_COLUMNS, rows: this.stopRows(filter), setting: {} };
    return this.file('stops', { filter }, order, sheet);
  }

  private async *stopRows(filter: StopListFilter) {
    for (let before: string | null = null; ;) {
      const rows: StopRow[] = await this.stopList.page(filter, before, PORTION);
      yield* rows;
      before = rows.at(-1)?.id ?? null;
      if (rows.length < PORTION) {
        return;
      }
    }
  }

  /** Own fields of these leads alone: what other clients call theirs is not for this one's file. */
  private async fieldNames(filter: LeadFilter): Promise<string[]> {
    const names = new Set<string>();
    for await (const ids of this.leadIds(filter)) {
      (await this.repository.fieldNames(ids)).forEach((name) => names.add(name));
    }
    return [...names].sort((a, b) => a.localeCompare(b));
  }

  private async *leadRows(filter: LeadFilter) {
    for await (const ids of this.leadIds(filter)) {
      yield* await this.repository.leads(ids);
    }
  }

  private async *leadIds(filter: LeadFilter): AsyncGenerator<string[]> {
    for (let before: string | null = null; ;) {
      const ids: string[] = await this.search.everyId(filter, before, PORTION);
      yield ids;
      before = ids.at(-1) ?? null;
      if (ids.length < PORTION) {
        return;
      }
    }
  }

  private async *resultRows({ campaignId, from, to }: ResultFilter) {
    const filter = {
      campaignId: campaignId ?? null,
      from: from ?? null,
      to: to ?? null,
      zone: this.config.organisationZone,
    };
    for (let before: string | null = null; ;) {
      const rows: Awaited<ReturnType<ExportRepository['results']>> = await this.repository.results(
        filter,
        before,
        PORTION,
      );
      yield* rows;
      before = rows.at(-1)?.id ?? null;
      if (rows.length < PORTION) {
        return;
      }
    }
  }

  private file<Row, Extra extends object>(
    what: Kind,
    filter: object,
    order: ExportOrder,
    sheet: {
      columns: readonly SheetColumn<Row, ExportSetting & Extra>[];
      rows: AsyncIterable<Row>;
      setting: Extra;
      /** What the file is about, where its kind does not say it. */
      about?: string;
    },
  ): ExportedFile {
    const { locale } = order;
    const zone = this.config.organisationZone;
    const setting = { ...sheet.setting, locale, zone };
    const title = TITLES[what][locale];
    const cells = cellsOf(sheet.rows, (row: Row) => sheet.columns.map(({ cell }) => cell(row, setting)));
    const day = timeCell(this.clock.now().toISOString(), zone).slice(0, 10);
    const columns = sheet.columns.map((column) => ({ title: column.title[locale], width: column.width }));
    const about = { what, format: order.format, filter: loggedFilter(filter) };
    const rows = this.trail.noted(cells, about, { actorId: order.user.id });
    const name = [title, ...(sheet.about === undefined ? [] : [sheet.about]), day].join(' ');
    return writeSpreadsheet(name, { title, columns, rows }, order);
  }
}

/** What a person typed may be a name or a number and stays out of the log; that it was asked for does not. */
const TYPED = new Set(['q', 'value', 'city']);

function loggedFilter(filter: object): Record<string, string> {
  const asked = Object.entries(filter).filter(([, value]) => value !== undefined && value !== false);
  return Object.fromEntries(asked.map(([name, value]) => [name, TYPED.has(name) ? '*' : String(value)]));
}

async function* cellsOf<Row>(rows: AsyncIterable<Row>, cells: (row: Row) => string[]): AsyncGenerator<string[]> {
  for await (const row of rows) {
    yield cells(row);
  }
}

// An array as what the others are: read as it is asked for.
async function* each<Row>(portions: Iterable<readonly Row[]>): AsyncGenerator<Row> {
  for (const portion of portions) {
    yield* await Promise.resolve(portion);
  }
}
