import type { DuplicateSettings, ImportRules, LeadField, Preview, PreviewColumn } from '@warmline/contracts';
import { clientIdSchema, uploadSchema } from '@warmline/contracts';
import { z } from 'zod';
import type { FormatChoice, PreviewRequest } from '../../lib/uploads.js';
import { EMPTY_LEGAL_DRAFT, type LegalDraft } from '../../lib/legal-source.rules.js';

export const STEPS = ['file', 'format', 'fields', 'legal', 'check', 'load'] as const;
export type Step = (typeof STEPS)[number];

type Upload = z.infer<typeof uploadSchema>;

/** What a marketer has decided so far; kept in the browser by the file's id, so that "later" loses nothing. */
export interface WizardState {
  readonly upload: Upload;
  readonly choice: FormatChoice;
  readonly areaCode: string;
  readonly country: string;
  readonly audience: 'b2b' | 'b2c';
  /** Null until a column was changed by hand: the server's guess stands. */
  readonly mapping: readonly LeadField[] | null;
  /** Constants, names of custom columns and the list's standard; null until one was changed by hand. */
  readonly rules: ImportRules | null;
  /** False: the kept mapping of this layout was set aside. */
  readonly useTemplate: boolean;
  /** The name to keep the mapping under when the import starts; empty = not to keep it. */
  readonly templateName: string;
  readonly listName: string;
  readonly clientId: string | null;
  readonly defaultZone: string | null;
  readonly legal: LegalDraft;
  /** The list was made and the import was then refused: it is not made twice. */
  readonly listId: string | null;
  readonly again: boolean;
  /** Where the new leads are looked for again. */
  readonly duplicates: DuplicateSettings;
}

export const beginWizard = (upload: Upload): WizardState => ({
  upload,
  choice: {},
  areaCode: '',
  country: 'RU',
  audience: 'b2b',
  mapping: null,
  rules: null,
  useTemplate: true,
  templateName: '',
  listName: listNameOf(upload.name),
  clientId: null,
  defaultZone: null,
  legal: EMPTY_LEGAL_DRAFT,
  listId: null,
  again: false,
  duplicates: { scope: 'everything', youngerThanDays: null },
});

/** `prodmash_2026.csv` -> `prodmash 2026`. */
const listNameOf = (fileName: string): string =>
  fileName
    .replace(/\.(csv|txt|tsv|xlsx|xlsm|xlsb|xls|ods|html?)$/i, '')
    .replaceAll('_', ' ')
    .trim()
    .slice(0, 200) || fileName.slice(0, 200);

const AREA_CODE = /^[0-9]{2,6}$/;

/** A half-typed area code is not asked about. */
export function previewRequestOf(state: WizardState): PreviewRequest {
  return {
    ...state.choice,
    audience: state.audience,
    country: state.country,
    ...(AREA_CODE.test(state.areaCode) ? { areaCode: state.areaCode } : {}),
    ...(state.mapping === null ? {} : { mapping: [...state.mapping] }),
    ...(state.rules === null ? {} : { rules: state.rules }),
    ...(state.useTemplate ? {} : { useTemplate: false }),
    ...(state.clientId === null ? {} : { clientId: clientIdSchema.parse(state.clientId) }),
  };
}

export const areaCodeOf = ({ areaCode }: WizardState): string | null => (AREA_CODE.test(areaCode) ? areaCode : null);

/** What the preview was read with becomes the marketer's own once he changes a part of it. */
export const takenOver = (
  state: WizardState,
  preview: Preview,
): Pick<WizardState, 'mapping' | 'rules' | 'areaCode'> => ({
  mapping: state.mapping ?? mappingOf(preview),
  rules: state.rules ?? preview.rules,
  areaCode: state.areaCode || (preview.areaCode ?? ''),
});

/** The name a custom column is kept under; undefined = its own header. */
export const customNameOf = (rules: ImportRules, position: number): string | undefined =>
  rules.customNames[position] ?? undefined;

export function withCustomName(rules: ImportRules, position: number, name: string | null): ImportRules {
  const length = Math.max(rules.customNames.length, position + 1);
  const customNames = Array.from({ length }, (_, index) =>
    index === position ? name : (rules.customNames[index] ?? null),
  );
  return { ...rules, customNames };
}

export const mappingOf = (preview: Preview): LeadField[] => preview.columns.map((column) => column.field);

/** One field per column, except for what may come in several. */
const MANY: ReadonlySet<LeadField> = new Set<LeadField>([
  'phone',
  'custom',
  'ignore',
  'address',
  'note',
  'email',
  'contact_name',
]);

/** Sets a column's field; another column that had the same single field lets go of it. */
export function withField(mapping: readonly LeadField[], position: number, field: LeadField): LeadField[] {
  return mapping.map((each, index) => {
    if (index === position) return field;
    return each === field && !MANY.has(field) ? 'custom' : each;
  });
}

export type Requirement = 'name' | 'phone' | 'place';

/** What a list cannot do without, and whether the mapping gives it. The zone may also be named for the whole list. */
export function requirements(mapping: readonly LeadField[], defaultZone: string | null): Record<Requirement, boolean> {
  const has = (...fields: LeadField[]): boolean => fields.some((field) => mapping.includes(field));
  return {
    name: has('name', 'legal_name', 'contact_name', 'last_name', 'first_name'),
    phone: has('phone'),
    place: has('city', 'region', 'address') || defaultZone !== null,
  };
}

/** Without a name and a phone nothing can be loaded; a place only makes it ring. */
export const mayLoad = (met: Record<Requirement, boolean>): boolean => met.name && met.phone;

/** Columns (by position, from one) whose header stands in the file more than once. */
export function repeatedHeaders(columns: readonly PreviewColumn[]): Map<number, number> {
  const first = new Map<string, number>();
  const repeated = new Map<number, number>();
  for (const column of columns) {
    const header = column.header.trim().toLocaleLowerCase();
    if (header === '') continue;
    const before = first.get(header);
    if (before === undefined) first.set(header, column.position);
    else repeated.set(column.position, before);
  }
  return repeated;
}

export interface ReadPhones {
  readonly raw: string;
  readonly rowNumber: number;
  readonly numbers: readonly { readonly e164: string; readonly extension: string }[];
  readonly problem: string | null;
}

/** How the first rows of a phone column were read. */
export function readPhones(preview: Preview, position: number, most = 6): ReadPhones[] {
  const alone = preview.columns.every((column) => (column.field === 'phone') === (column.position === position));
  return preview.rows
    .map((row) => {
      const raw = row.cells[position] ?? '';
      const numbers = alone ? row.phones : row.phones.filter((phone) => standsIn(raw, phone));
      return {
        raw,
        rowNumber: row.rowNumber,
        numbers,
        problem: raw.trim() === '' ? 'phone_missing' : numbers.length === 0 ? 'phone_invalid' : null,
      };
    })
    .slice(0, most);
}

/** Of several phone columns, whose number it is: the cell holds its text or, where the text was put in order ("доб." and the like), its last digits. */
function standsIn(cell: string, phone: { readonly raw: string; readonly e164: string }): boolean {
  return cell.includes(phone.raw) || cell.replace(/\D/g, '').includes(phone.e164.slice(-5));
}

/** Of the rows of the sample: how many would load. */
export const goodRows = (preview: Preview): number => preview.rows.filter((row) => row.problem === null).length;

const storedSchema = z.object({ upload: uploadSchema }).loose();

/** What was kept in the browser; nothing when it is from an older page or not ours. */
export function parseStored(text: string | null): WizardState | null {
  if (text === null) return null;
  try {
    const parsed = storedSchema.safeParse(JSON.parse(text));
    if (!parsed.success) return null;
    return { ...beginWizard(parsed.data.upload), ...(parsed.data as Partial<WizardState>) };
  } catch {
    return null;
  }
}
