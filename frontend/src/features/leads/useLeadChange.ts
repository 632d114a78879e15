import type { LeadCard } from '@warmline/contracts';
import { useMutation, type UseMutationResult, useQueryClient } from '@tanstack/react-query';
import { useNotify } from '../../hooks/useNotify.js';
import { VIEWS } from '../../lib/feed-keys.js';
import { leadCardQuery } from './lead-data.js';

export interface LeadChange<Draft> {
  readonly send: (draft: Draft) => Promise<LeadCard>;
  readonly told: string;
  readonly onSaved: (card: LeadCard) => void;
}

/** Every change of a lead is answered with its card: it is shown at once, the rest of the screen is asked for again. */
export function useLeadChange<Draft>(change: LeadChange<Draft>): UseMutationResult<LeadCard, Error, Draft> {
  const client = useQueryClient();
  const notify = useNotify();
  return useMutation({
    mutationFn: change.send,
    onSuccess: (card) => {
      client.setQueryData(leadCardQuery(card.id).queryKey, card);
      void client.invalidateQueries({ queryKey: VIEWS.leads });
      notify(change.told);
      change.onSaved(card);
    },
  });
}
