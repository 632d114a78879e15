import type { CampaignStatus } from '@warmline/contracts';

export const CAMPAIGN_MOVES = ['start', 'pause', 'finish'] as const;
export type CampaignMove = (typeof CAMPAIGN_MOVES)[number];

/** Every move there is; what is not in it is forbidden. A finished campaign is not started again, it is cloned. */
const MOVES: Record<CampaignStatus, Partial<Record<CampaignMove, CampaignStatus>>> = {
  draft: { start: 'running' },
  running: { pause: 'paused', finish: 'finished' },
  paused: { start: 'running', finish: 'finished' },
  finished: {},
};

/** Where the move leads, or null when it is forbidden. */
export function campaignAfter(status: CampaignStatus, move: CampaignMove): CampaignStatus | null {
  return MOVES[status][move] ?? null;
}

/** Whether what the campaign says may still be changed; its name may for ever. */
export function isChangeable(status: CampaignStatus): boolean {
  return status !== 'finished';
}
