import type { FeedEvent } from '@warmline/contracts';

/** What a logged fact means for the queues: lists to fill them from, and places to mark anew. */
export interface QueueWork {
  /** Campaigns of these lists may have newcomers. */
  readonly fillLists: readonly string[];
  /** Leads added by hand to some list. */
  readonly fillLeads: readonly string[];
  readonly remarkLists: readonly string[];
  readonly remarkLeads: readonly string[];
  /** Of numbers. */
  readonly remarkPrefixes: readonly string[];
}

/** The types worth reading; everything else leaves the queues as they are. Stop-list entries mark in their own transaction, prefixes of few leads too. */
export const QUEUE_EVENTS = [
  'import.finished',
  'list.legal_source_changed',
  'list.default_zone_set',
  'lead.created',
  'lead.changed',
  'lead.moved',
  'number.retired',
  'stop_prefix.added',
  'stop_prefix.removed',
] as const;

/** The union of what the events ask for, each thing once. */
export function queueWork(events: readonly Pick<FeedEvent, 'type' | 'payload' | 'leadId'>[]): QueueWork {
  const fillLists = new Set<string>();
  const fillLeads = new Set<string>();
  const remarkLists = new Set<string>();
  const remarkLeads = new Set<string>();
  const remarkPrefixes = new Set<string>();
  for (const { type, payload, leadId } of events) {
    const listId = typeof payload['listId'] === 'string' ? payload['listId'] : null;
    switch (type) {
      case 'import.finished':
        addIf(fillLists, listId);
        addIf(remarkLists, listId);
        break;
      case 'list.legal_source_changed':
      case 'list.default_zone_set':
        addIf(remarkLists, listId);
        break;
      case 'lead.created':
        addIf(fillLeads, leadId);
        break;
      case 'lead.moved':
        addIf(remarkLeads, payload['fromStage'] === payload['toStage'] ? null : leadId);
        break;
      case 'lead.changed':
      case 'number.retired':
        addIf(remarkLeads, leadId);
        break;
      case 'stop_prefix.added':
      case 'stop_prefix.removed':
        addIf(remarkPrefixes, String(payload['prefix']));
        break;
      default:
        break;
    }
  }
  return {
    fillLists: [...fillLists],
    fillLeads: [...fillLeads],
    remarkLists: [...remarkLists],
    remarkLeads: [...remarkLeads],
    remarkPrefixes: [...remarkPrefixes],
  };
}

function addIf(ids: Set<string>, id: string | null): void {
  if (id !== null) {
    ids.add(id);
  }
}
