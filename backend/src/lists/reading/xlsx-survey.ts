import { SheetMerges } from './xlsx-sheet.js';
import type { MergedCells } from './sheet-header.rules.js';
import { attribute, scanXml, XmlScanner } from './xml-scanner.js';

/** What a sheet says around its rows, and which of them it hides. */
export interface SheetSurvey {
  readonly merged: readonly MergedCells[];
  readonly hiddenRows: number;
  /** Numbers of the first of them. */
  readonly firstHidden: readonly number[];
  /** From 0, ends included. */
  readonly hiddenColumns: readonly (readonly [number, number])[];
}

const NAMED_ROWS = 5;
/** No row's tag is longer. */
const CARRIED_BYTES = 1024;
/** What stands before the rows is small. */
const FRONT_MAX_BYTES = 4 * 1024 * 1024;

/** Walks through a sheet's bytes without parsing a row: merged cells stand behind the rows, hidden columns before them. */
export async function surveySheet(chunks: AsyncIterable<Buffer>): Promise<SheetSurvey> {
  const survey = new Survey();
  for await (const chunk of chunks) {
    survey.push(chunk);
  }
  return survey.found();
}

class Survey {
  private readonly merges = new SheetMerges();
  private readonly behind = new XmlScanner(this.merges);
  private place: 'before' | 'rows' | 'behind' = 'before';
  private carried: Buffer = Buffer.alloc(0);
  private hiddenRows = 0;
  private readonly firstHidden: number[] = [];
  private readonly hiddenColumns: [number, number][] = [];

  push(chunk: Buffer): void {
    if (this.place === 'behind') {
      this.behind.push(chunk.toString('latin1'));
      return;
    }
    const bytes = this.carried.length === 0 ? chunk : Buffer.concat([this.carried, chunk]);
    if (this.place === 'before') {
      this.before(bytes);
    } else {
      this.rows(bytes);
    }
  }

  found(): SheetSurvey {
    const { merges, hiddenRows, firstHidden, hiddenColumns } = this;
    return { merged: merges.merged, hiddenRows, firstHidden, hiddenColumns };
  }

  private before(bytes: Buffer): void {
    const start = bytes.indexOf('sheetData');
    if (start < 0 && bytes.length < FRONT_MAX_BYTES) {
      this.carried = bytes;
      return;
    }
    const front = bytes.toString('latin1', 0, Math.max(0, start));
    scanXml(front, {
      open: (name, attributes) => {
        if (name === 'col' && isSet(attribute(attributes, 'hidden'))) {
          this.hiddenColumns.push([Number(attribute(attributes, 'min')) - 1, Number(attribute(attributes, 'max')) - 1]);
        }
      },
    });
    this.place = 'rows';
    this.carried = Buffer.alloc(0);
    this.rows(bytes.subarray(Math.max(0, start) + 'sheetData'.length));
  }

  private rows(bytes: Buffer): void {
    const end = bytes.indexOf('sheetData>');
    const rows = end < 0 ? bytes : bytes.subarray(0, end);
    let looked = 0;
    for (let at = rows.indexOf('hidden='); at >= 0; at = rows.indexOf('hidden=', at + 1)) {
      const close = rows.indexOf('>', at);
      if (close < 0) {
        break;
      }
      this.look(rows, at, close);
      looked = at + 1;
    }
    if (end >= 0) {
      this.place = 'behind';
      this.behind.push(bytes.toString('latin1', end + 'sheetData>'.length));
    } else {
      this.carried = Buffer.from(bytes.subarray(Math.max(looked, bytes.length - CARRIED_BYTES)));
    }
  }

  private look(rows: Buffer, at: number, close: number): void {
    const start = rows.lastIndexOf('<', at);
    const tag = start < 0 || at - start > CARRIED_BYTES ? '' : rows.toString('latin1', start, close);
    if (!/^<(?:\w+:)?row\s/.test(tag) || !isSet(attribute(tag.slice(tag.indexOf(' ') + 1), 'hidden'))) {
      return;
    }
    this.hiddenRows += 1;
    if (this.firstHidden.length < NAMED_ROWS) {
      this.firstHidden.push(Number(attribute(tag.slice(tag.indexOf(' ') + 1), 'r') ?? 0));
    }
  }
}

const isSet = (value: string | undefined): boolean => value === '1' || value === 'true';
