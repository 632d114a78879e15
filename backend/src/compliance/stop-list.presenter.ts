import { type Suppression, suppressionSchema } from '@warmline/contracts';
import type { StopRow } from './stop-row.rules.js';

export function presentStop({ numberKey: _, ...row }: StopRow): Suppression {
  return suppressionSchema.parse({
    ...row,
    createdAt: row.createdAt.toISOString(),
    liftedAt: row.liftedAt?.toISOString() ?? null,
  });
}
