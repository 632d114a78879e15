import type { EventType, FeedEvent, Role } from '@warmline/contracts';

/** Work that marketers follow: lists, leads, campaigns and what becomes of warm ones. */
const MARKETER_EVENTS =
  /^(list|import|lead|bulk_action|enrichment|export|number|call_script|campaign|queue|callback|handover|attempt|client|demo)\./;
/** What an idle operator's picture of the queue depends on. */
const CAMPAIGN_EVENTS = new Set<string>([
  'campaign.started',
  'campaign.paused',
  'campaign.finished',
  'campaign.changed',
] satisfies EventType[]);

/** Whether this person's browser may hear of the event. Events hold ids and codes only, yet what somebody else does is nobody's business. */
export function maySee(viewer: { id: string; role: Role }, event: FeedEvent): boolean {
  switch (viewer.role) {
    case 'administrator':
    case 'supervisor':
      return true;
    case 'marketer':
      return MARKETER_EVENTS.test(event.type);
    case 'operator':
      return event.operatorId === viewer.id || CAMPAIGN_EVENTS.has(event.type);
    case 'observer':
      return false;
  }
}
