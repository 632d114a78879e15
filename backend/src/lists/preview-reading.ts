import type { ColumnMapping, Preview, PreviewColumn, PreviewRequest, TypedField } from '@warmline/contracts';
import { NO_RULES } from '@warmline/contracts/plain';
import type { CountryCode } from 'libphonenumber-js/max';
import { createHash } from 'node:crypto';
import type { PhoneCellSettings } from '../leads/phone-cell.rules.js';
import { guessByHeader, guessColumns, guessHeader, type ColumnGuess } from './column-guess.rules.js';
import { assertUsable } from './import-reading.js';
import { layoutText } from './layout.rules.js';
import { standardFill } from './list-standard.rules.js';
import { isEmptyRow, type FileFormat, type FileRow } from './reading/file-format.rules.js';
import { brokenCharacters } from './reading/broken-characters.js';
import {
  detectFile,
  EMPTY_SURVEY,
  headerPlaceOf,
  openSample,
  surveyFile,
  type DetectedFile,
} from './reading/row-reader.js';
import type { SheetSurvey } from './reading/xlsx-survey.js';
import { previewNotes } from './preview-notes.rules.js';
import { normaliseRow, readsPhone, type NormalisedRow, type NormaliseSettings } from './row-normalise.rules.js';

/** What the preview worker is told. */
export interface PreviewOrder {
  readonly path: string;
  readonly request: PreviewRequest;
  /** The client's fields with a type. */
  readonly customFields: readonly TypedField[];
}

const SHOWN_ROWS = 20;
/** Guesses look further than the screen. */
const SAMPLE_ROWS = 100;
const SHOWN_CELL_CHARACTERS = 300;
/** What a column means shows in the beginning of its cells. */
const GUESS_CELL_CHARACTERS = 2000;

/** The head of the file as it would be imported: format, columns with their guessed meaning, 20 rows with their phones, and what was noticed. */
export async function readPreview({ path, request, customFields }: PreviewOrder): Promise<Preview> {
  const file = await readHead(path, request);
  const { detected, format, sample, header } = file;
  const first = sample[0]?.cells ?? [];
  const data = header.header ? sample.slice(1) : sample;
  const width = Math.max(0, ...sample.map((row) => row.cells.length));
  assertUsable(data.length, { widest: width, hasHeader: header.header && sample.length > 0 });
  const headers = header.header ? first : [];
  const lowest = sample[0]?.header?.lowest ?? headers;
  const guessed = columnsOf({ headers, lowest, width, data, request });
  const settings = { ...settingsOf(request, guessed, headers), customFields };
  const columns = guessed.map((column) => ({ ...column, recognised: recognisedShare(column, data, settings) }));
  const leads = data.map((row) => normaliseRow(row.cells, settings));
  return {
    format,
    sheets: detected.kind === 'csv' ? [] : [...detected.sheets],
    charsetConfidence: detected.kind === 'csv' ? detected.charset.confidence : null,
    delimiterConfidence: detected.kind === 'csv' ? detected.delimiter.confidence : null,
    headerConfidence: header.confidence,
    headerPlace: headerPlaceOf(sample),
    notes: previewNotes({ sample, survey: file.survey, broken: await brokenCharacters(path, format) }),
    columns,
    sampleRows: data.length,
    layoutKey: layoutKeyOf(headers, data, width),
    template: null,
    rules: request.rules ?? NO_RULES,
    areaCode: request.areaCode ?? null,
    standardFill: standardFill(leads, request.rules?.standard ?? NO_RULES.standard),
    rows: data.slice(0, SHOWN_ROWS).map((row, index) => showRow(row, leads[index])),
  };
}

interface FileHead {
  readonly detected: DetectedFile;
  readonly format: FileFormat;
  readonly survey: SheetSurvey;
  readonly sample: readonly FileRow[];
  readonly header: { readonly header: boolean; readonly confidence: number };
}

/** The first rows with a header and, where their first turns out to be data, without one: what stands above a header is left out. */
async function readHead(path: string, request: PreviewRequest): Promise<FileHead> {
  const { charset, delimiter, sheet } = request;
  const detected = await usableSheet(path, await detectFile(path, { charset, delimiter, sheet }), sheet);
  const hasOwnHeader = detected.kind === 'vcard';
  const chosen = hasOwnHeader || request.headerRow !== undefined ? true : request.header;
  const format = formatOf(detected, chosen ?? true, request);
  const survey = await surveyFile(path, format, true);
  const sample = await readSample(path, format, survey);
  if (chosen === true) {
    return { detected, format, survey, sample, header: { header: true, confidence: 1 } };
  }
  const header = chosen === undefined ? guessHeader(sample[0]?.cells ?? []) : { header: chosen, confidence: 1 };
  if (header.header) {
    return { detected, format, survey, sample, header };
  }
  const bare = formatOf(detected, false, request);
  return { detected, format: bare, survey, sample: await readSample(path, bare, survey), header };
}

/** Where no sheet was chosen: the first visible one with two rows and two columns; a cover sheet must not bar the way to the list. */
async function usableSheet(path: string, detected: DetectedFile, chosen: string | undefined): Promise<DetectedFile> {
  if (detected.kind === 'csv' || detected.kind === 'vcard' || chosen !== undefined) {
    return detected;
  }
  for (const { name, hidden } of detected.sheets.slice(0, SHEETS_TRIED)) {
    const rows = hidden
      ? []
      : await readSample(path, { kind: detected.kind, sheet: name, header: false }, EMPTY_SURVEY);
    if (rows.length > 1 && rows.some((row) => row.cells.length > 1)) {
      return { ...detected, sheet: name };
    }
  }
  return detected;
}

const SHEETS_TRIED = 5;

/** Short enough for an index; equal for files of one layout. */
function layoutKeyOf(headers: readonly string[], data: readonly FileRow[], width: number): string {
  const columns = Array.from({ length: width }, (_, column) => data.map((row) => row.cells[column] ?? ''));
  return createHash('sha256').update(layoutText(headers, columns)).digest('hex').slice(0, 32);
}

function formatOf(detected: DetectedFile, header: boolean, request: PreviewRequest): FileFormat {
  const { headerRow, headerRows, hiddenRows } = request;
  const place = {
    header,
    ...(header && headerRow !== undefined ? { headerRow } : {}),
    ...(header && headerRows !== undefined ? { headerRows } : {}),
  };
  if (detected.kind === 'csv') {
    return { kind: 'csv', charset: detected.charset.charset, delimiter: detected.delimiter.delimiter, ...place };
  }
  if (detected.kind === 'vcard') {
    return { kind: 'vcard', header: true };
  }
  return { kind: detected.kind, sheet: detected.sheet, ...place, ...(hiddenRows === undefined ? {} : { hiddenRows }) };
}

async function readSample(path: string, format: FileFormat, survey: SheetSurvey): Promise<FileRow[]> {
  const sample: FileRow[] = [];
  for await (const row of openSample(path, format, survey)) {
    if (!isEmptyRow(row.cells)) {
      sample.push(row);
    }
    if (sample.length > SAMPLE_ROWS) {
      break;
    }
  }
  return sample;
}

function columnsOf(file: {
  readonly headers: readonly string[];
  /** The names nearest to the cells, where a header has several levels. */
  readonly lowest: readonly string[];
  readonly width: number;
  readonly data: readonly FileRow[];
  readonly request: PreviewRequest;
}): PreviewColumn[] {
  const names = Array.from({ length: file.width }, (_, position) => file.headers[position] ?? '');
  const cells = file.data.map((row) => row.cells.map((cell) => cell.slice(0, GUESS_CELL_CHARACTERS)));
  const chosen = chosenFields(file.request.mapping, guessColumns(guessedNames(names, file.lowest), cells));
  return names.map((header, position) => {
    const filled = cells.map((row) => row[position]?.trim() ?? '').filter((cell) => cell !== '');
    const { field, confidence } = chosen(position);
    return {
      position,
      header,
      field,
      confidence,
      filled: cells.length === 0 ? 0 : filled.length / cells.length,
      recognised: null,
      example: (filled[0] ?? '').slice(0, SHOWN_CELL_CHARACTERS),
    };
  });
}

/** "Адрес / Город" is a city: the level nearest to the cells speaks where it says something. */
function guessedNames(names: readonly string[], lowest: readonly string[]): string[] {
  return names.map((name, position) => {
    const nearest = lowest[position] ?? '';
    return nearest !== '' && guessByHeader(nearest).confidence > 0 ? nearest : name;
  });
}

function chosenFields(
  mapping: ColumnMapping | undefined,
  guesses: readonly ColumnGuess[],
): (position: number) => ColumnGuess {
  const unknown: ColumnGuess = { field: 'ignore', confidence: 0 };
  return mapping === undefined
    ? (position) => guesses[position] ?? unknown
    : (position) => ({ field: mapping[position] ?? 'ignore', confidence: 1 });
}

/** Counted by the reader that loads, with the area code of the row's own city or address, so that the dry run says the same. */
function recognisedShare(
  { field, position }: PreviewColumn,
  data: readonly FileRow[],
  settings: NormaliseSettings,
): number | null {
  if (field !== 'phone' && field !== 'inn' && field !== 'email') {
    return null;
  }
  const alone = {
    ...settings,
    mapping: settings.mapping.map((each, at) => (each === field && at !== position ? 'ignore' : each)),
  };
  const filled = data.filter(({ cells }) => (field === 'phone' ? /\d/ : /\S/).test(cells[position] ?? ''));
  const read = (cells: readonly string[]): boolean =>
    field === 'phone' ? readsPhone(cells, alone) : normaliseRow(cells, alone)[field] !== null;
  return filled.length === 0 ? null : filled.filter(({ cells }) => read(cells)).length / filled.length;
}

function phoneSettingsOf(request: PreviewRequest): PhoneCellSettings {
  return { country: request.country as CountryCode, areaCode: request.areaCode, acceptSynthetic: request.synthetic };
}

function settingsOf(
  request: PreviewRequest,
  columns: readonly PreviewColumn[],
  headers: readonly string[],
): NormaliseSettings {
  return {
    ...phoneSettingsOf(request),
    audience: request.audience,
    mapping: columns.map((column) => column.field),
    headers,
    rules: request.rules,
  };
}

function showRow(row: FileRow, lead: NormalisedRow | undefined): Preview['rows'][number] {
  return {
    rowNumber: row.rowNumber,
    cells: row.cells.map((cell) => cell.slice(0, SHOWN_CELL_CHARACTERS)),
    phones: (lead?.phones ?? []).map(({ raw, e164, extension, origin, kind, zones }) => ({
      raw,
      e164,
      extension,
      origin,
      kind,
      zones: [...zones],
    })),
    problem: row.error ?? lead?.problem ?? null,
    warnings: [...(lead?.problemParams?.warnings ?? [])],
  };
}
