import type { Campaign, CampaignStatus, ChangeCampaignRequest, Role } from '@warmline/contracts';

export type CampaignDraft = Omit<Required<ChangeCampaignRequest>, 'version' | 'callerIdId'>;

export const draftOf = (campaign: Campaign): CampaignDraft => ({
  name: campaign.name,
  purpose: campaign.purpose,
  audience: campaign.audience,
  mode: campaign.mode,
  listIds: campaign.lists.map((list) => list.id),
  operatorIds: campaign.operators.map((operator) => operator.id),
  callScriptVersionId: campaign.callScript?.versionId ?? null,
  policy: campaign.policy,
  dispositionCodes: campaign.dispositions.flatMap((group) => group.results.map((result) => result.code)),
});

/** Sets: the order in which boxes were ticked is no change. */
const UNORDERED: readonly (keyof CampaignDraft)[] = ['listIds', 'operatorIds', 'dispositionCodes'];

const written = (draft: CampaignDraft, field: keyof CampaignDraft): string => {
  const value = draft[field];
  return JSON.stringify(UNORDERED.includes(field) && Array.isArray(value) ? [...value].sort() : value);
};

/** The fields that were changed, with the version they were changed on; nothing when nothing was. */
export function changeOf(campaign: Campaign, draft: CampaignDraft): ChangeCampaignRequest | null {
  const before = draftOf(campaign);
  const fields = (Object.keys(before) as (keyof CampaignDraft)[]).filter(
    (field) => written(before, field) !== written(draft, field),
  );
  if (fields.length === 0) return null;
  return { ...Object.fromEntries(fields.map((field) => [field, draft[field]])), version: campaign.version };
}

/** In or out of a set. */
export const toggled = <Id>(ids: readonly Id[], id: Id): Id[] =>
  ids.includes(id) ? ids.filter((each) => each !== id) : [...ids, id];

export interface CampaignSteps {
  readonly start: boolean;
  readonly pause: boolean;
  readonly finish: boolean;
}

/** What may be done to a campaign in each status. A finished one is over; it may be cloned. */
export const STEPS: Record<CampaignStatus, CampaignSteps> = {
  draft: { start: true, pause: false, finish: false },
  running: { start: false, pause: true, finish: true },
  paused: { start: true, pause: false, finish: true },
  finished: { start: false, pause: false, finish: false },
};

/** A marketer prepares drafts; what rings is changed by those who answer for it, what is over by nobody. */
export function mayChange(role: Role, status: CampaignStatus): boolean {
  if (status === 'finished') return false;
  return role === 'supervisor' || role === 'administrator' || (role === 'marketer' && status === 'draft');
}
