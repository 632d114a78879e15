import { CsvParser } from './csv-parser.js';
import { DELIMITERS, isEmptyRow, type Delimiter } from './file-format.rules.js';

export interface DelimiterGuess {
  readonly delimiter: Delimiter;
  /** Share of sample rows that have the usual number of cells, 0 to 1. */
  readonly confidence: number;
}

const SAMPLE_ROWS = 100;

/** The delimiter that cuts most rows of the sample into the same number of cells, quotes heeded; more cells win a tie. */
export function detectDelimiter(sample: string): DelimiterGuess {
  const scored = DELIMITERS.map((delimiter) => ({ delimiter, ...score(sample, delimiter) }));
  const [best] = scored.sort((a, b) => b.weight - a.weight);
  return best === undefined || best.weight === 0
    ? { delimiter: ';', confidence: 0 }
    : { delimiter: best.delimiter, confidence: best.confidence };
}

function score(sample: string, delimiter: Delimiter): { confidence: number; weight: number } {
  const widths = widthsOf(sample, delimiter);
  const counts = new Map<number, number>();
  for (const width of widths) {
    counts.set(width, (counts.get(width) ?? 0) + 1);
  }
  const [width = 1, rows = 0] = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [];
  const confidence = widths.length === 0 ? 0 : rows / widths.length;
  // One cell a row is what any wrong delimiter gives.
  return { confidence, weight: width > 1 ? confidence + Math.min(width, 50) / 1000 : 0 };
}

function widthsOf(sample: string, delimiter: Delimiter): number[] {
  const rows = new CsvParser(delimiter).push(sample.endsWith('\n') ? sample : `${sample}\n`);
  const complete = rows.filter((row) => !isEmptyRow(row.cells)).slice(0, SAMPLE_ROWS);
  const sound = complete.filter((row) => row.error === undefined);
  return (sound.length > 0 ? sound : complete).map((row) => row.cells.length);
}
