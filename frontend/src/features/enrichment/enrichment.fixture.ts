import { type Enrichment, enrichmentSchema } from '@warmline/contracts';

/** An update of three leads, judged: 4 facts and 2 numbers would change. */
export const sampleRun = (change: Record<string, unknown> = {}): Enrichment =>
  enrichmentSchema.parse({
    id: '01a21864-b0fe-7da8-9eb3-eca5ab7d0797',
    fileName: 'fresh.csv',
    state: 'review',
    key: { kind: 'inn' },
    rules: { fields: { city: 'fill_empty' }, custom: {}, phones: 'add' },
    factDay: null,
    listId: null,
    listName: null,
    counts: {
      ...{ rows: 5, changes: 3, unchanged: 1, notFound: 0, ambiguous: 0, invalid: 1 },
      ...{ leads: 3, facts: 4, phones: 2, byField: {}, reasons: {} },
    },
    ...{ applied: 0, skipped: 0, undone: 0, kept: 0 },
    error: null,
    createdBy: null,
    createdAt: '2026-03-18T11:00:00.000Z',
    finishedAt: null,
    ...change,
  });
