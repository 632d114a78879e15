import type { Page } from '@warmline/contracts';

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
  const rows = await read({ after: Number.isSafeInteger(after) ? after : 0, limit: query.limit + 1 });
  const shown = rows.slice(0, query.limit);
  return {
    items: shown.map((row) => ({ ...row, params: row.params ?? {} })),
    nextCursor: rows.length > query.limit ? String(shown.at(-1)?.rowNumber) : null,
  };
}
