import { type Preview, previewSchema, type Upload, uploadSchema } from '@warmline/contracts';

export const sampleUpload: Upload = uploadSchema.parse({
  fileId: '41',
  name: 'prodmash_2026.csv',
  sha256: 'a'.repeat(64),
  sizeBytes: 100,
  alreadyLoaded: [],
});

export const sampleColumn = (position: number, header: string, field: string): Record<string, unknown> => ({
  position,
  header,
  field,
  confidence: 1,
  filled: 1,
  recognised: null,
  example: '',
});

export const samplePreview = (change: Record<string, unknown>): Preview =>
  previewSchema.parse({
    format: { kind: 'csv', charset: 'utf-8', delimiter: ';', header: true },
    charsetConfidence: 1,
    delimiterConfidence: 1,
    headerConfidence: 1,
    headerPlace: { row: 1, rows: 1 },
    notes: [],
    sheets: [],
    columns: [],
    sampleRows: 2,
    layoutKey: 'x',
    template: null,
    rules: {},
    areaCode: null,
    standardFill: [],
    rows: [],
    ...change,
  });
