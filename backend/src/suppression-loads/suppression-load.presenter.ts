import { type SuppressionLoad, suppressionLoadSchema } from '@warmline/contracts';
import type { SuppressionLoadRecord } from './suppression-load.repository.js';

/** `today` is the organisation's day. */
export function presentSuppressionLoad(record: SuppressionLoadRecord, today: string): SuppressionLoad {
  const { registerName, registerDate, freshUntil, errorCode, errorParams } = record;
  const isRegister = registerName !== null && registerDate !== null;
  return suppressionLoadSchema.parse({
    ...record,
    register: isRegister ? { name: registerName, date: registerDate, freshUntil } : null,
    isStale: freshUntil !== null && freshUntil < today,
    error: errorCode === null ? null : { code: errorCode, params: errorParams ?? {} },
    createdAt: record.createdAt.toISOString(),
    finishedAt: record.finishedAt?.toISOString() ?? null,
  });
}
