import {
  clientIdSchema,
  type Enrichment,
  type EnrichedField,
  enrichedFieldSchema,
  type EnrichmentKey,
  type EnrichmentState,
  type FieldRule,
  type LeadField,
  type Preview,
  type StartEnrichmentRequest,
  type Upload,
} from '@warmline/contracts';

/** What a column may mean here; names of people and addresses are not updated from files. */
export const COLUMN_FIELDS = [
  'name',
  'legal_name',
  'phone',
  'email',
  'site',
  'inn',
  'kpp',
  'ogrn',
  'city',
  'region',
  'industry',
  'custom',
  'ignore',
] as const satisfies readonly LeadField[];
export type ColumnField = (typeof COLUMN_FIELDS)[number];

export type KeyKind = EnrichmentKey['kind'];

/** What the marketer has decided; columns by position. */
export interface Draft {
  readonly fields: readonly ColumnField[];
  readonly rules: readonly FieldRule[];
  readonly key: KeyKind;
  /** Position of the column with the own id, and the field leads keep it in. */
  readonly idColumn: number;
  readonly idField: string;
  readonly addsPhones: boolean;
  readonly dayKind: 'day' | 'column';
  readonly day: string;
  readonly dayColumn: number;
}

const KEYS = ['inn', 'phone', 'email'] as const;

export function beginDraft(preview: Preview, today: string): Draft {
  const fields = preview.columns.map(({ field }) => COLUMN_FIELDS.find((each) => each === field) ?? 'ignore');
  return {
    fields,
    rules: fields.map(() => 'fill_empty'),
    key: KEYS.find((key) => fields.includes(key)) ?? 'own_id',
    idColumn: Math.max(0, fields.indexOf('custom')),
    idField: '',
    addsPhones: false,
    dayKind: 'day',
    day: today,
    dayColumn: -1,
  };
}

export const isKeyColumn = (draft: Draft, position: number): boolean =>
  draft.key === 'own_id' ? position === draft.idColumn : draft.fields[position] === draft.key;

export type Gap = 'key' | 'idField' | 'day' | 'nothing';

/** What is still missing; null = it may begin. */
export function gapOf(draft: Draft): Gap | null {
  if (!draft.fields.some((_, position) => isKeyColumn(draft, position))) return 'key';
  if (draft.key === 'own_id' && draft.idField === '') return 'idField';
  const changing = draft.fields.filter(
    (field, position) => field !== 'ignore' && field !== 'phone' && !isKeyColumn(draft, position),
  );
  if (changing.length === 0 && !draft.addsPhones) return 'nothing';
  const needsDay = draft.rules.some((rule, at) => rule === 'newer_wins' && draft.fields[at] !== 'ignore');
  const hasDay = draft.dayKind === 'day' ? draft.day !== '' : draft.dayColumn >= 0;
  return needsDay && !hasDay ? 'day' : null;
}

export interface Order {
  readonly draft: Draft;
  readonly upload: Upload;
  readonly preview: Preview;
  /** Null = the own company. */
  readonly clientId: string | null;
}

export function requestOf({ draft, upload, preview, clientId }: Order): StartEnrichmentRequest {
  /** What a kept mapping calls the column. */
  const keptName = (position: number): string | null => preview.rules.customNames[position] ?? null;
  const nameOf = (position: number): string =>
    keptName(position) ?? (preview.columns[position]?.header.trim() || `#${position + 1}`);
  const isId = (position: number): boolean => draft.key === 'own_id' && position === draft.idColumn;
  const isDay = (position: number): boolean => draft.dayKind === 'column' && position === draft.dayColumn;
  const fields: Partial<Record<EnrichedField, FieldRule>> = {};
  const custom: Record<string, FieldRule> = {};
  draft.fields.forEach((field, position) => {
    const rule = draft.rules[position] ?? 'fill_empty';
    const fixed = enrichedFieldSchema.safeParse(field);
    if (fixed.success) fields[fixed.data] = isKeyColumn(draft, position) ? 'never' : rule;
    if (field === 'custom' && !isId(position)) custom[nameOf(position)] = rule;
  });
  return {
    fileId: upload.fileId,
    ...(clientId === null ? {} : { clientId: clientIdSchema.parse(clientId) }),
    ...(preview.areaCode === null ? {} : { areaCode: preview.areaCode }),
    format: preview.format,
    mapping: draft.fields.map((field, position) => (isId(position) || isDay(position) ? 'custom' : field)),
    ...(preview.template === null ? {} : { templateId: preview.template.id }),
    columns: { customNames: draft.fields.map((_, position) => (isId(position) ? draft.idField : keptName(position))) },
    key: draft.key === 'own_id' ? { kind: 'own_id', field: draft.idField } : { kind: draft.key },
    rules: { fields, custom, phones: draft.addsPhones ? 'add' : 'never' },
    factDay: factDayOf(draft, nameOf),
  };
}

function factDayOf(draft: Draft, nameOf: (position: number) => string): StartEnrichmentRequest['factDay'] {
  if (draft.dayKind === 'column') {
    return draft.dayColumn < 0 ? null : { kind: 'column', name: nameOf(draft.dayColumn) };
  }
  return draft.day === '' ? null : { kind: 'day', day: draft.day };
}

export const isRunning = (state: EnrichmentState): boolean =>
  state === 'reading' || state === 'committing' || state === 'undoing';

/** Where in the steps a run stands: until its rows are judged and the yes is given it is being checked, however it ended. */
export function stepOf({ state, counts, applied }: Enrichment): 'check' | 'done' {
  if (state === 'reading' || state === 'review' || counts === null) return 'check';
  return state === 'cancelled' && applied === 0 ? 'check' : 'done';
}

/** Whether what was planned has been made, but for what somebody had changed meanwhile: a run that was stopped has made a part. */
export const isWhole = ({ counts, applied, skipped }: Enrichment): boolean =>
  counts !== null && applied > 0 && applied + skipped === counts.facts + counts.phones;

export interface Progress {
  readonly phase: string;
  readonly done: number;
  readonly total: number | null;
}

/** Where a run stands by what the server keeps: a page opened in the middle has heard no event yet, or one of another phase. */
export function progressNow(run: Enrichment, heard: Progress | undefined): Progress {
  if (heard?.phase === run.state) return heard;
  const { state, counts, applied, skipped, undone, kept } = run;
  if (state === 'committing') {
    return { phase: state, done: applied + skipped, total: counts && counts.facts + counts.phones };
  }
  if (state === 'undoing') return { phase: state, done: undone + kept, total: applied };
  return { phase: state, done: 0, total: null };
}

/** The progress an event tells of this run; undefined for events of others. */
export function progressOf(
  event: { type: string; payload: Record<string, unknown> },
  id: string,
): Progress | undefined {
  if (event.type !== 'enrichment.progressed' || event.payload['enrichmentId'] !== id) return undefined;
  const { phase, done, total } = event.payload;
  return {
    phase: typeof phase === 'string' ? phase : '',
    done: typeof done === 'number' ? done : 0,
    total: typeof total === 'number' ? total : null,
  };
}
