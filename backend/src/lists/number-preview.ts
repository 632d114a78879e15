import type { NumberPreview, NumberPreviewRequest } from '@warmline/contracts';
import type { CountryCode } from 'libphonenumber-js/max';
import { DomainError } from '../kernel/domain-error.js';
import { looksLikePhone } from './column-content.rules.js';
import { guessHeader } from './column-guess.rules.js';
import { guessNumberColumns, numbersOfCells, numberShares } from './number-cells.rules.js';
import { isEmptyRow, type FileFormat, type FileRow } from './reading/file-format.rules.js';
import { detectFile, headerPlaceOf, openSample, type DetectedFile } from './reading/row-reader.js';

export interface NumberPreviewOrder {
  readonly path: string;
  readonly request: NumberPreviewRequest;
}

const SHOWN_ROWS = 12;
const SAMPLE_ROWS = 100;
const SHOWN_CELL_CHARACTERS = 120;

/** The head of a file of numbers: its format, its columns, and which of them hold numbers. One column without a header is enough. */
export async function readNumberPreview({ path, request }: NumberPreviewOrder): Promise<NumberPreview> {
  const { charset, delimiter, sheet } = request;
  const detected = await detectFile(path, { charset, delimiter, sheet });
  const withHeader = await readSample(path, formatOf(detected, request.header ?? true, request));
  const header = headerOf(request, withHeader[0]?.cells ?? []);
  // What stands above a header is left out of the rows read with one.
  const sample = header.header ? withHeader : await readSample(path, formatOf(detected, false, request));
  const data = header.header ? sample.slice(1) : sample;
  const width = Math.max(0, ...sample.map((row) => row.cells.length));
  if (width === 0) {
    throw new DomainError('import.no_columns');
  }
  if (data.length === 0) {
    throw new DomainError('import.header_only');
  }
  return {
    format: formatOf(detected, header.header, request),
    sheets: detected.kind === 'csv' ? [] : [...detected.sheets],
    charsetConfidence: detected.kind === 'csv' ? detected.charset.confidence : null,
    delimiterConfidence: detected.kind === 'csv' ? detected.delimiter.confidence : null,
    headerConfidence: header.confidence,
    headerPlace: headerPlaceOf(sample),
    sampleRows: data.length,
    ...columnsAndRows({ data, width, headers: header.header ? (sample[0]?.cells ?? []) : [] }, request),
  };
}

interface Sample {
  readonly data: readonly FileRow[];
  readonly width: number;
  readonly headers: readonly string[];
}

function columnsAndRows(
  { data, width, headers }: Sample,
  request: NumberPreviewRequest,
): Pick<NumberPreview, 'columns' | 'rows'> {
  const settings = { country: request.country as CountryCode, areaCode: request.areaCode };
  const cells = data.map((row) => row.cells);
  const shares = numberShares(cells, width, settings);
  const chosen = request.columns ?? guessNumberColumns(headers, cells, shares);
  return {
    columns: shares.map(({ filled, readable, example }, position) => ({
      position,
      header: (headers[position] ?? '').slice(0, SHOWN_CELL_CHARACTERS),
      filled,
      readable,
      isNumber: chosen.includes(position),
      example: example.slice(0, SHOWN_CELL_CHARACTERS),
    })),
    rows: data.slice(0, SHOWN_ROWS).map((row) => ({
      rowNumber: row.rowNumber,
      cells: row.cells.map((cell) => cell.slice(0, SHOWN_CELL_CHARACTERS)),
      numbers: [...numbersOfCells(row, chosen, settings).numbers],
    })),
  };
}

/** A first cell of ten or eleven digits is a number, not a name: "9161234567" as much as "8 (916) 123-45-67". */
function headerOf(request: NumberPreviewRequest, first: readonly string[]): { header: boolean; confidence: number } {
  if (request.header !== undefined || request.headerRow !== undefined) {
    return { header: request.headerRow !== undefined || request.header === true, confidence: 1 };
  }
  const settings = { country: request.country as CountryCode, areaCode: request.areaCode };
  const isData = first.some(
    (cell) => looksLikePhone(cell) || numbersOfCells({ cells: [cell] }, [0], settings).numbers.length > 0,
  );
  return isData ? { header: false, confidence: 0.95 } : guessHeader(first);
}

/** Hidden rows of a sheet are read too: a number left out would go on being called. */
function formatOf(detected: DetectedFile, isHeaded: boolean, request: NumberPreviewRequest): FileFormat {
  const header = isHeaded || request.headerRow !== undefined;
  const { headerRow, headerRows } = request;
  const place = {
    header,
    ...(header && headerRow !== undefined ? { headerRow } : {}),
    ...(header && headerRows !== undefined ? { headerRows } : {}),
  };
  if (detected.kind === 'csv') {
    return { kind: 'csv', charset: detected.charset.charset, delimiter: detected.delimiter.delimiter, ...place };
  }
  return detected.kind === 'vcard'
    ? { kind: 'vcard', header: true }
    : { kind: detected.kind, sheet: detected.sheet, ...place, hiddenRows: 'load' };
}

async function readSample(path: string, format: FileFormat): Promise<FileRow[]> {
  const sample: FileRow[] = [];
  for await (const row of openSample(path, format)) {
    if (!isEmptyRow(row.cells)) {
      sample.push(row);
    }
    if (sample.length > SAMPLE_ROWS) {
      break;
    }
  }
  return sample;
}
