import type { ImportRules, ListStandard } from './import-rules.js';

/*
 * Values that need no schema. The threads that read and judge files take them from `@warmline/contracts/plain`: the library behind the schemas
 * would cost each of them a tenth of a second to start and 8 MB.
 */

/** Facts of a lead a file may change; numbers are added and never changed. */
export const ENRICHED_FIELDS = [
  'name',
  'legal_name',
  'inn',
  'kpp',
  'ogrn',
  'email',
  'site',
  'industry',
  'region',
  'city',
] as const;

export const EMPTY_STANDARD: ListStandard = { required: [], requiredCustom: [], formats: [] };
export const NO_RULES: ImportRules = { constants: [], customNames: [], standard: EMPTY_STANDARD };
