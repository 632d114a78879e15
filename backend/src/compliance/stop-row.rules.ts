import type { SuppressionKind, SuppressionScope, SuppressionSource } from '@warmline/contracts';

/** A stop with everything a page or a file says of it. The number is there as long as some lead has it. */
export interface StopRow {
  id: string;
  numberKey: Buffer;
  e164: string | null;
  scope: SuppressionScope;
  clientId: string | null;
  clientName: string | null;
  campaignId: string | null;
  campaignName: string | null;
  kind: SuppressionKind;
  reason: string | null;
  source: SuppressionSource;
  attemptId: string | null;
  loadId: string | null;
  fileName: string | null;
  registerName: string | null;
  leadId: string | null;
  leadName: string | null;
  byName: string | null;
  createdAt: Date;
  expiresOn: string | null;
  liftedAt: Date | null;
  liftedByName: string | null;
  liftedReason: string | null;
}
