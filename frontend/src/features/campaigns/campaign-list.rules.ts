import type { CampaignStatus, CampaignSummary } from '@warmline/contracts';

export const CAMPAIGN_STATUSES = [
  'running',
  'paused',
  'draft',
  'finished',
] as const satisfies readonly CampaignStatus[];
export type CampaignListFilter = 'all' | CampaignStatus;

/** By status chip and by name of the campaign or its client. What runs stands first, then the newest. */
export function filterCampaigns(
  campaigns: readonly CampaignSummary[],
  filter: CampaignListFilter,
  q: string,
): CampaignSummary[] {
  const wanted = q.trim().toLocaleLowerCase();
  return campaigns
    .filter(
      (campaign) =>
        (filter === 'all' || campaign.status === filter) &&
        `${campaign.name} ${campaign.clientName}`.toLocaleLowerCase().includes(wanted),
    )
    .sort(
      (a, b) =>
        CAMPAIGN_STATUSES.indexOf(a.status) - CAMPAIGN_STATUSES.indexOf(b.status) ||
        Date.parse(b.createdAt) - Date.parse(a.createdAt),
    );
}
