import { Injectable } from '@nestjs/common';
import type { Locale, WarmHotQuery, WarmHotRow } from '@warmline/contracts';
import { ExportTrail } from '../access/export-trail.service.js';
import type { SessionUser } from '../auth/session.repository.js';
import { AppConfig } from '../config/app-config.js';
import { Clock } from '../kernel/clock.js';
import { type ExportedFile, type ExportFormat, writeSpreadsheet } from './spreadsheet-file.js';
import { timeCell } from './spreadsheet.rules.js';
import { sheetColumns, sheetRow, type SheetSetting } from './warm-hot-sheet.rules.js';
import { WarmHotRepository } from './warm-hot.repository.js';
import { WarmHotService } from './warm-hot.service.js';

const TITLE: Record<Locale, string> = { ru: 'Тёплые и горячие', en: 'Warm and hot' };

/** The list of warm and hot leads as a file for a spreadsheet. */
@Injectable()
export class WarmHotExportService {
  constructor(
    private readonly warmHot: WarmHotService,
    private readonly repository: WarmHotRepository,
    private readonly clock: Clock,
    private readonly config: AppConfig,
    private readonly trail: ExportTrail,
  ) {}

  /** Refuses as the list itself does. */
  async export(
    format: ExportFormat,
    query: Pick<WarmHotQuery, 'filter' | 'q' | 'campaignId'>,
    user: SessionUser,
  ): Promise<ExportedFile> {
    const rows = await this.warmHot.rows(query, user);
    const zone = this.config.organisationZone;
    const { locale } = user;
    const setting = { locale, zone, resultNames: await this.repository.resultNames() };
    const day = timeCell(this.clock.now().toISOString(), zone).slice(0, 10);
    const { filter, campaignId, q } = query;
    const about = {
      what: 'warm_hot' as const,
      format,
      filter: { filter, ...(campaignId === undefined ? {} : { campaignId }), ...(q === undefined ? {} : { q: '*' }) },
    };
    const noted = this.trail.noted(cellsOf(rows, setting), about, { actorId: user.id });
    const sheet = { title: TITLE[locale], columns: sheetColumns(locale), rows: noted };
    return writeSpreadsheet(`${TITLE[locale]} ${day}`, sheet, { format, locale });
  }
}

async function* cellsOf(rows: AsyncIterable<WarmHotRow>, setting: SheetSetting): AsyncGenerator<string[]> {
  for await (const row of rows) {
    yield sheetRow(row, setting);
  }
}
