import type { Delimiter } from '@warmline/contracts';
import { CsvParser } from './csv-parser.js';
import { DELIMITERS, isEmptyRow } from './file-format.rules.js';

export interface DelimiterGuess {
  readonly delimiter: Delimiter;
  /** Share of sample rows that have the usual number of cells, 0 to 1. */
  readonly confidence: number;
}

const SAMPLE_ROWS = 100;

/**
 * The delimiter that cuts most rows of the sample into the same number of cells, quotes heeded; more cells win a tie.
 * A first line "sep=;", which Excel understands, is believed.
 */
export function detectDelimiter(sample: string): DelimiterGuess {
  const told = DELIMITERS.find((delimiter) => sample.toLowerCase().startsWith(`sep=${delimiter}`));
  if (told !== undefined) {
    return { delimiter: told, confidence: 1 };
  }
  const scored = DELIMITERS.map((delimiter) => ({ delimiter, ...score(sample, delimiter) }));
  const [best] = scored.sort((a, b) => b.weight - a.weight);
  return best === undefined || best.weight <= 0
    ? { delimiter: ';', confidence: 0 }
    : { delimiter: best.delimiter, confidence: best.confidence };
}

/** What it costs a delimiter that it does not cut the first row although it cuts others: the comma in "Садовая, 1". */
const UNCUT_HEADER_COST = 0.3;

function score(sample: string, delimiter: Delimiter): { confidence: number; weight: number } {
  const widths = widthsOf(sample, delimiter);
  const counts = new Map<number, number>();
  for (const width of widths) {
    counts.set(width, (counts.get(width) ?? 0) + 1);
  }
  const [width = 1, rows = 0] = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [];
  const confidence = widths.length === 0 ? 0 : rows / widths.length;
  const cut = widths.filter((each) => each > 1).length / Math.max(1, widths.length);
  // One cell a row is what any wrong delimiter gives. Rows of uneven length are still cut by the right one, every one of them.
  const even = (confidence + cut) / 2 + Math.min(width, 50) / 1000;
  return { confidence, weight: cut === 0 ? 0 : even - (widths[0] === 1 ? UNCUT_HEADER_COST : 0) };
}

function widthsOf(sample: string, delimiter: Delimiter): number[] {
  const rows = new CsvParser(delimiter).push(sample.endsWith('\n') ? sample : `${sample}\n`);
  const complete = rows.filter((row) => !isEmptyRow(row.cells)).slice(0, SAMPLE_ROWS);
  const sound = complete.filter((row) => row.error === undefined);
  return (sound.length > 0 ? sound : complete).map((row) => row.cells.length);
}
