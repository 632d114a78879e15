import { once } from 'node:events';
import { PassThrough, pipeline, Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { Locale, WarmHotQuery, WarmHotRow } from '@warmline/contracts';
import { stringify } from 'csv-stringify';
import ExcelJS from 'exceljs';
import type { SessionUser } from '../auth/session.repository.js';
import { AppConfig } from '../config/app-config.js';
import { Clock } from '../kernel/clock.js';
import { timeCell } from './spreadsheet.rules.js';
import { sheetColumns, sheetRow, type SheetSetting } from './warm-hot-sheet.rules.js';
import { WarmHotRepository } from './warm-hot.repository.js';
import { WarmHotService } from './warm-hot.service.js';

export type ExportFormat = 'csv' | 'xlsx';

export interface ExportedFile {
  readonly name: string;
  readonly type: string;
  readonly content: Readable;
}

/** Where the comma is the decimal mark, Excel parts cells at semicolons. */
const DELIMITER: Record<Locale, string> = { ru: ';', en: ',' };
const TITLE: Record<Locale, string> = { ru: 'Тёплые и горячие', en: 'Warm and hot' };
const TYPE: Record<ExportFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** The list as a file for a spreadsheet, written row by row while it is sent: its length costs no memory. */
@Injectable()
export class WarmHotExportService {
  constructor(
    private readonly warmHot: WarmHotService,
    private readonly repository: WarmHotRepository,
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {}

  /** Refuses as the list itself does. A failure later on breaks the file off: it never looks complete. */
  async export(
    format: ExportFormat,
    query: Pick<WarmHotQuery, 'filter' | 'q' | 'campaignId'>,
    user: SessionUser,
  ): Promise<ExportedFile> {
    const rows = await this.warmHot.rows(query, user);
    const zone = this.config.organisationZone;
    const setting = { locale: user.locale, zone, resultNames: await this.repository.resultNames() };
    const day = timeCell(this.clock.now().toISOString(), zone).slice(0, 10);
    return {
      name: `${TITLE[user.locale]} ${day}.${format}`,
      type: TYPE[format],
      content: format === 'csv' ? this.csv(rows, setting) : this.xlsx(rows, setting),
    };
  }

  private csv(rows: AsyncIterable<WarmHotRow>, setting: SheetSetting): Readable {
    const lines = stringify({ bom: true, delimiter: DELIMITER[setting.locale], record_delimiter: '\r\n' });
    pipeline(Readable.from(cellsOf(rows, setting)), lines, () => undefined); // The reply tells and logs it.
    return lines;
  }

  private xlsx(rows: AsyncIterable<WarmHotRow>, setting: SheetSetting): Readable {
    const out = new PassThrough();
    this.writeWorkbook(out, rows, setting).catch((error: unknown) => {
      out.destroy(error instanceof Error ? error : new Error(String(error)));
    });
    return out;
  }

  private async writeWorkbook(out: PassThrough, rows: AsyncIterable<WarmHotRow>, setting: SheetSetting): Promise<void> {
    const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: out, useStyles: true });
    const sheet = workbook.addWorksheet(TITLE[setting.locale], { views: [{ state: 'frozen', ySplit: 1 }] });
    // Text throughout: a spreadsheet that guesses turns numbers and dates of people's words into its own.
    sheet.columns = sheetColumns(setting.locale).map(({ title, width }) => ({
      header: title,
      width,
      style: { numFmt: '@', alignment: { vertical: 'top' } },
    }));
    sheet.getRow(1).font = { bold: true };
    for await (const row of rows) {
      sheet.addRow(sheetRow(row, setting)).commit();
      if (out.destroyed) {
        return; // Whoever asked for it has gone.
      }
      if (out.writableNeedDrain) {
        await Promise.race([once(out, 'drain'), once(out, 'close')]);
      }
    }
    sheet.commit();
    await workbook.commit();
  }
}

async function* cellsOf(rows: AsyncIterable<WarmHotRow>, setting: SheetSetting): AsyncGenerator<string[]> {
  yield sheetColumns(setting.locale).map(({ title }) => title);
  for await (const row of rows) {
    yield sheetRow(row, setting);
  }
}
