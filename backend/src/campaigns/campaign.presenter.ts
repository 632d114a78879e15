import {
  type Campaign,
  campaignSchema,
  type CampaignSummary,
  campaignSummarySchema,
  type DispositionGroup,
} from '@warmline/contracts';
import type { CampaignRow } from './campaign.repository.js';
import type { ListOfCampaign, QueueCounts, ScriptOfCampaign } from './campaign-view.repository.js';

export interface CampaignSurroundings {
  readonly lists: readonly ListOfCampaign[];
  readonly operators: readonly { id: string; name: string }[];
  readonly callScript: ScriptOfCampaign | null;
  readonly callerId: { id: string; e164: string; label: string } | null;
  readonly dispositions: readonly DispositionGroup[];
}

const NO_COUNTS: QueueCounts = { leads: 0, ready: 0, finished: 0 };

export function presentSummary(row: CampaignRow, counts: QueueCounts = NO_COUNTS): CampaignSummary {
  return campaignSummarySchema.parse(summaryOf(row, counts));
}

export function presentCampaign(
  row: CampaignRow,
  counts: QueueCounts = NO_COUNTS,
  around: CampaignSurroundings,
): Campaign {
  return campaignSchema.parse({
    ...summaryOf(row, counts),
    lists: around.lists.map(({ id, name, leads, complete }) => ({ id, name, leads, legalSourceComplete: complete })),
    operators: around.operators,
    callScript: around.callScript,
    callerId: around.callerId,
    policy: row.policy,
    dispositions: around.dispositions,
  });
}

function summaryOf(row: CampaignRow, counts: QueueCounts) {
  return {
    id: row.id,
    clientId: row.client_id,
    clientName: row.client_name,
    name: row.name,
    purpose: row.purpose,
    audience: row.audience,
    mode: row.mode,
    status: row.status,
    synthetic: row.synthetic,
    leads: counts.leads,
    ready: counts.ready,
    finished: counts.finished,
    createdAt: row.created_at.toISOString(),
    startedAt: row.started_at?.toISOString() ?? null,
    version: row.version,
  };
}
