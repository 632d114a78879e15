import type { Campaign, ChangeCampaignRequest } from '@warmline/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { VIEWS } from '../../lib/feed-keys.js';
import { changeCampaign } from './campaign-data.js';
import { type CampaignDraft, changeOf, draftOf } from './campaign-draft.rules.js';
import { wrongDays } from './week.rules.js';

export interface CampaignEditing {
  readonly campaign: Campaign;
  readonly draft: CampaignDraft;
  readonly readOnly: boolean;
  /** What a save would send; null while nothing is changed. */
  readonly change: ChangeCampaignRequest | null;
  /** It can be saved as it is. */
  readonly valid: boolean;
  readonly saving: boolean;
  readonly error: unknown;
  readonly set: (change: Partial<CampaignDraft>) => void;
  readonly save: () => void;
  readonly discard: () => void;
}

/**
 * What is being changed on all tabs together. The draft keeps the version it began with: somebody else's save in between is answered by
 * "changed meanwhile", never overwritten.
 */
export function useCampaignDraft(campaign: Campaign, readOnly: boolean): CampaignEditing {
  const client = useQueryClient();
  const [edited, setEdited] = useState<{ base: Campaign; draft: CampaignDraft }>();
  const base = edited?.base ?? campaign;
  const draft = edited?.draft ?? draftOf(campaign);
  const change = changeOf(base, draft);
  const save = useMutation({
    mutationFn: (request: ChangeCampaignRequest) => changeCampaign(campaign.id, request),
    onSuccess: async (saved) => {
      client.setQueryData([...VIEWS.campaigns, saved.id], saved);
      setEdited(undefined);
      await client.invalidateQueries({ queryKey: [...VIEWS.preflight, saved.id] });
    },
  });
  const valid = draft.name.trim() !== '' && wrongDays(draft.policy.hours).length === 0;
  return {
    campaign,
    draft,
    readOnly,
    change,
    valid,
    saving: save.isPending,
    error: save.error,
    set: (part) => setEdited({ base, draft: { ...draft, ...part } }),
    save: () => {
      if (change && valid && !save.isPending) save.mutate(change);
    },
    discard: () => {
      save.reset();
      setEdited(undefined);
    },
  };
}
