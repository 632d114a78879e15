/** A row of `leads` as the database writes it in JSON. */
export type LeadRowJson = Readonly<Record<string, unknown>>;

export interface FactChange {
  readonly before: unknown;
  readonly after: unknown;
}
export type FactChanges = Readonly<Record<string, FactChange>>;

/** Taken over where the lead that stays has none. */
const FILLED = ['legal_name', 'inn', 'kpp', 'ogrn', 'email', 'site', 'industry', 'region', 'city'] as const;
/** The columns a merge may change. */
export const MERGED_COLUMNS = [
  ...FILLED,
  'custom',
  'temperature',
  'temperature_at',
  'stage',
  'stage_reason',
  'return_on',
  'touched_at',
  'confirmed_on',
] as const;
const HEAT: Readonly<Record<string, number>> = { cold: 0, warm: 1, hot: 2 };

/**
 * What the lead that stays gains: missing facts, the greater heat, the later day, and a stage other than open, so that who refused one card is
 * not called for the other. What it has it keeps.
 */
export function mergedFacts(survivor: LeadRowJson, absorbed: LeadRowJson): FactChanges {
  const after: Record<string, unknown> = { ...survivor };
  for (const column of FILLED) {
    after[column] = survivor[column] ?? absorbed[column];
  }
  after['custom'] = { ...(absorbed['custom'] as object), ...(survivor['custom'] as object) };
  if (heatOf(absorbed) > heatOf(survivor)) {
    after['temperature'] = absorbed['temperature'];
    after['temperature_at'] = absorbed['temperature_at'];
  }
  if (survivor['stage'] === 'open' && absorbed['stage'] !== 'open') {
    for (const column of ['stage', 'stage_reason', 'return_on']) {
      after[column] = absorbed[column];
    }
  }
  for (const column of ['touched_at', 'confirmed_on']) {
    after[column] = later(survivor[column], absorbed[column]);
  }
  return changesBetween(survivor, after);
}

/** What an undo puts back: what the merge changed and nobody has changed since. */
export function undoneFacts(current: LeadRowJson, changes: FactChanges): Record<string, unknown> {
  const untouched = Object.entries(changes).filter(([column, { after }]) => isSame(current[column], after));
  return Object.fromEntries(untouched.map(([column, { before }]) => [column, before]));
}

function changesBetween(before: LeadRowJson, after: LeadRowJson): FactChanges {
  const changed = MERGED_COLUMNS.filter((column) => !isSame(before[column], after[column]));
  return Object.fromEntries(
    changed.map((column) => [column, { before: before[column] ?? null, after: after[column] ?? null }]),
  );
}

function heatOf(lead: LeadRowJson): number {
  return HEAT[String(lead['temperature'])] ?? 0;
}

/** ISO days and instants of one time zone compare as text. */
function later(a: unknown, b: unknown): unknown {
  return typeof b === 'string' && (typeof a !== 'string' || b > a) ? b : a;
}

function isSame(a: unknown, b: unknown): boolean {
  return stable(a) === stable(b);
}

function stable(value: unknown): string {
  return typeof value === 'object' && value !== null
    ? JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : JSON.stringify(value ?? null);
}
