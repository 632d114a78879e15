import type { EventType, FeedEvent } from '@warmline/contracts';

/** The first word of every query key, by what it shows. A view reads under one of these; a fact names those it makes old. */
export const VIEWS = {
  people: ['people'],
  clients: ['clients'],
  campaigns: ['campaigns'],
  preflight: ['preflight'],
  lists: ['lists'],
  mappingTemplates: ['mapping-templates'],
  imports: ['imports'],
  leads: ['leads'],
  bulkActions: ['bulk-actions'],
  enrichments: ['enrichments'],
  warmHot: ['warm-hot'],
  callScripts: ['call-scripts'],
  duplicates: ['duplicates'],
} as const;
export type View = keyof typeof VIEWS;

const NONE: readonly View[] = [];
const QUEUE: readonly View[] = ['campaigns', 'preflight'];
const LEAD: readonly View[] = ['leads', 'warmHot'];

/**
 * Which views a fact makes old. The board and the console are pushed whole and are not here. An import's own progress is read from the event;
 * everything else is asked for again, so the words and rights of a view are decided in one place, the server.
 */
export const VIEWS_OF_EVENT: Record<EventType, readonly View[]> = {
  'user.created': ['people'],
  'user.changed': ['people'],
  'session.started': NONE,
  'session.ended': NONE,
  'client.created': ['clients'],
  'list.created': ['lists'],
  'list.legal_source_changed': ['lists', 'preflight'],
  'list.changed': ['lists'],
  'list.default_zone_set': ['lists', 'leads', 'preflight'],
  'list.counted': ['lists'],
  'import.started': ['lists', 'imports'],
  'import.progressed': ['imports'],
  'import.finished': ['lists', 'imports', 'leads', 'preflight'],
  'import.failed': ['lists', 'imports'],
  'import.judged': ['lists', 'imports'],
  'import.cancelled': ['lists', 'imports'],
  'import.undone': ['lists', 'imports', 'leads', 'preflight'],
  'mapping_template.saved': ['mappingTemplates'],
  'mapping_template.changed': ['mappingTemplates'],
  'mapping_template.deleted': ['mappingTemplates'],
  'bulk_action.started': ['bulkActions'],
  'bulk_action.progressed': ['bulkActions'],
  'bulk_action.finished': ['bulkActions', 'leads', 'lists', 'warmHot', 'preflight'],
  'enrichment.started': ['enrichments'],
  'enrichment.progressed': ['enrichments'],
  'enrichment.judged': ['enrichments'],
  'enrichment.finished': ['enrichments', 'leads', 'lists', 'warmHot', 'preflight'],
  'enrichment.failed': ['enrichments'],
  // The end of it asks anew once; a portion every tenth of a second would ask all the time.
  'lead.enriched': NONE,
  'number.suppression_lifted': ['leads', 'preflight'],
  'lead.created': ['leads', 'lists'],
  'lead.changed': LEAD,
  'lead.merged': [...LEAD, 'lists', 'duplicates'],
  'lead.merge_undone': [...LEAD, 'lists', 'duplicates'],
  'duplicates.searched': ['duplicates'],
  'duplicates.decided': ['duplicates'],
  'lead.moved': [...LEAD, 'lists'],
  'number.suppressed': ['leads', 'preflight'],
  'number.retired': ['leads', 'preflight'],
  'call_script.published': ['callScripts', 'preflight'],
  'campaign.created': ['campaigns'],
  'campaign.changed': QUEUE,
  'campaign.started': QUEUE,
  'campaign.paused': QUEUE,
  'campaign.finished': QUEUE,
  'queue.filled': QUEUE,
  'queue.remarked': QUEUE,
  'queue.entry_returned': QUEUE,
  'operator.state_changed': NONE,
  'operator.console_changed': NONE,
  'operator.vanished': NONE,
  'operator.returned': NONE,
  'attempt.planned': QUEUE,
  'attempt.cancelled': QUEUE,
  'call.dial_requested': NONE,
  'call.dial_refused': ['preflight'],
  'call.unknown': NONE,
  'call.queued': NONE,
  'call.dialing': NONE,
  'call.ringing': NONE,
  'call.answered': NONE,
  'call.connected': NONE,
  'call.machine_detected': NONE,
  'call.abandoned': NONE,
  'call.ended': NONE,
  'call.ending_corrected': NONE,
  'call.incoming': NONE,
  'call.orphan_hung_up': NONE,
  'script.started': NONE,
  'script.step_entered': NONE,
  'script.ended': NONE,
  'attempt.result_recorded': [...QUEUE, ...LEAD],
  'attempt.result_corrected': [...QUEUE, ...LEAD],
  'callback.promised': [...LEAD, 'preflight'],
  'callback.reminded': NONE,
  'callback.kept': LEAD,
  'callback.broken': LEAD,
  'handover.offered': LEAD,
  'handover.accepted': LEAD,
  'handover.rejected': LEAD,
  'handover.deal': LEAD,
  'handover.withdrawn': LEAD,
  'training.started': ['people'],
  'training.stopped': ['people'],
  'demo.removed': [
    'people',
    'clients',
    'campaigns',
    'preflight',
    'lists',
    'imports',
    'leads',
    'warmHot',
    'callScripts',
  ],
  'export.finished': NONE,
  'provider.state_changed': ['preflight'],
};

/** A server newer than this page may tell of facts the page does not know: they make nothing old. */
export function viewsOf(events: readonly FeedEvent[]): View[] {
  const views = new Set<View>();
  for (const event of events) {
    for (const view of VIEWS_OF_EVENT[event.type as EventType] ?? NONE) views.add(view);
  }
  return [...views];
}
