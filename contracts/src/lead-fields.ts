import { z } from 'zod';

/** What a column of a file means. `custom` keeps the cell under the column's own header, `ignore` drops it. */
export const LEAD_FIELDS = [
  'name',
  'legal_name',
  'contact_name',
  'last_name',
  'first_name',
  'middle_name',
  'position',
  'phone',
  'email',
  'site',
  'inn',
  'kpp',
  'ogrn',
  'address',
  'city',
  'region',
  'industry',
  'note',
  'custom',
  'ignore',
] as const;
export const leadFieldSchema = z.enum(LEAD_FIELDS);
export type LeadField = z.infer<typeof leadFieldSchema>;

/** Field of every column by position: headers repeat and may be empty. Columns beyond the array are ignored. */
export const columnMappingSchema = z.array(leadFieldSchema).min(1).max(500);
export type ColumnMapping = z.infer<typeof columnMappingSchema>;
