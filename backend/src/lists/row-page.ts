import type { Page } from '@warmline/contracts';

/** Rows of a file looked at together: as many cross from its thread at a time, and a row may be wide. */
const PORTION_ROWS = 1_000;

/** PostgreSQL's integer. */
const LARGEST_ROW_NUMBER = 2_147_483_647;

interface JudgedRow {
  readonly rowNumber: number;
  readonly params: Record<string, unknown> | null;
}

/** A page of a file's judged rows: the cursor is the number of the last one shown, and anything else begins at the first. */
export async function pageOfRows<Row extends JudgedRow>(
  query: { readonly cursor?: string | undefined; readonly limit: number },
  read: (range: { after: number; limit: number }) => Promise<Row[]>,
): Promise<Page<Row & { params: Record<string, unknown> }>> {
  const after = Number(query.cursor ?? 0);
  const known = Number.isSafeInteger(after) && Math.abs(after) <= LARGEST_ROW_NUMBER;
  const rows = await read({ after: known ? after : 0, limit: query.limit + 1 });
  const shown = rows.slice(0, query.limit);
  return {
    items: shown.map((row) => ({ ...row, params: row.params ?? {} })),
    nextCursor: rows.length > query.limit ? String(shown.at(-1)?.rowNumber) : null,
  };
}

/** All of a file's rows of a kind, in its order, a portion at a time. Every portion but the last is full; there is always one. */
export async function* rowPortions<Row extends { readonly rowNumber: number }>(
  read: (range: { after: number; limit: number }) => Promise<Row[]>,
): AsyncGenerator<{ rows: Row[]; isLast: boolean }> {
  for (let after = 0; ;) {
    const rows = await read({ after, limit: PORTION_ROWS });
    const isLast = rows.length < PORTION_ROWS;
    yield { rows, isLast };
    if (isLast) {
      return;
    }
    after = rows.at(-1)?.rowNumber ?? after;
  }
}
