import type { Audience, CampaignPolicy, Purpose, QueueReason, Stage } from '@warmline/contracts';
import { EVERY_HOUR, keepsPromisesByLaw, opennessAt } from './calling-windows.rules.js';
import { DAY_MS, MINUTE_MS } from './local-time.rules.js';
import { type OpenPromise, promiseStanding } from './promise.rules.js';
import { packAdmits, packNamed, packNameOf } from './rule-packs.rules.js';

/** Everything the right to call is decided on, for one lead, one phone and one campaign. */
export interface CallFacts {
  readonly campaign: {
    readonly id: string;
    readonly clientId: string;
    readonly purpose: Purpose;
    readonly audience: Audience;
    readonly synthetic: boolean;
    readonly policy: Pick<CampaignPolicy, 'hours' | 'onHolidays' | 'caps' | 'promisesByLaw'>;
  };
  readonly lead: {
    readonly clientId: string;
    readonly stage: Stage;
    readonly returnOn: string | null;
    readonly merged: boolean;
  };
  /** Null: the lead has no number left to try. */
  readonly phone: {
    readonly state: 'active' | 'retired';
    readonly country: string;
    readonly zones: readonly string[];
    readonly synthetic: boolean;
  } | null;
  /** Of the campaign's lists that hold the lead. */
  readonly sources: readonly LegalSourceFacts[];
  /** Live entries of the stop list for the number, for voice. */
  readonly suppressions: readonly {
    readonly scope: string;
    readonly clientId: string | null;
    readonly campaignId: string | null;
  }[];
  /** The number is in use of a person who asked not to be called, and came after they had asked. */
  readonly personStopped: boolean;
  readonly prefixExcluded: boolean;
  /** An attempt other than the one asking is live on the number or the lead. */
  readonly liveAttempt: boolean;
  /** Dials asked for on the number in the last seven days, in any campaign, in any order. */
  readonly dialedAt: readonly Date[];
  /** Open promises to call the person back, of any campaign. */
  readonly promises: readonly OpenPromise[];
}

export interface LegalSourceFacts {
  readonly kind: string;
  readonly complete: boolean;
  /** Last day it holds, YYYY-MM-DD in UTC. */
  readonly expiresOn: string | null;
  readonly listName: string;
  readonly listClientId: string;
  readonly listSynthetic: boolean;
  readonly listArchived: boolean;
}

/** `until`: when time heals it by itself; absent: somebody has to change a fact. */
export interface CallReason {
  readonly code: QueueReason;
  readonly ruleId: string;
  readonly until?: Date;
}

/** Only `allowed` dials. `until` is when it stops being allowed by hours alone. */
export type CallVerdict =
  | {
      readonly verdict: 'allowed';
      readonly until: Date;
      readonly pack: string;
      readonly source: LegalSourceFacts;
      readonly ruleIds: readonly string[];
    }
  | { readonly verdict: 'review' | 'refused'; readonly reasons: readonly CallReason[] };

/** A conversation of unknown length stands in the way: look again after this. Same as in refusal-sql.repository.ts. */
const BUSY_RECHECK_MS = 2 * MINUTE_MS;
const REFUSED_KINDS: readonly string[] = ['unknown_legacy', 'former_employee'];

/** The right to call: every reason against, or that there is none. The same rules as text for the database: refusal-sql.repository.ts. */
export function mayCall(facts: CallFacts, now: Date): CallVerdict {
  const source = facts.sources.find((each) => isUsableSource(each, facts, now));
  const reasons = [
    ...stageReasons(facts, now),
    ...phoneReasons(facts),
    ...(source === undefined || facts.lead.clientId !== facts.campaign.clientId
      ? [refused('legal_source_incomplete', 'source.complete')]
      : []),
    ...(isSuppressed(facts) ? [refused('suppressed', 'suppression.number')] : []),
    ...momentReasons(facts, now),
  ];
  const hours = hoursOf(facts, now);
  if (hours !== null && !hours.openness.open) {
    const { opensAt } = hours.openness;
    reasons.push({
      code: 'outside_hours',
      ruleId: `${hours.pack}.hours`,
      ...(opensAt === null ? {} : { until: opensAt }),
    });
  }
  if (reasons.length > 0 || source === undefined || hours === null || !hours.openness.open) {
    return { verdict: 'refused', reasons };
  }
  return {
    verdict: 'allowed',
    until: hours.openness.until,
    pack: hours.pack,
    source,
    ruleIds: packNamed(hours.pack).ruleIds,
  };
}

function refused(code: QueueReason, ruleId: string, until?: Date): CallReason {
  return { code, ruleId, ...(until === undefined ? {} : { until }) };
}

/** A refused lead comes back on its date; a customer is for service calls, not for advertising. */
function stageReasons({ lead, campaign }: CallFacts, now: Date): CallReason[] {
  if (lead.merged) {
    return [refused('stage_closed', 'lead.merged')];
  }
  switch (lead.stage) {
    case 'open':
      return [];
    case 'customer':
      return campaign.purpose === 'advertising' ? [refused('stage_closed', 'stage.customer')] : [];
    case 'closed':
      return [refused('stage_closed', 'stage.closed')];
    case 'refused': {
      const returnsAt = lead.returnOn === null ? undefined : new Date(`${lead.returnOn}T00:00:00Z`);
      return returnsAt !== undefined && returnsAt <= now ? [] : [refused('stage_closed', 'stage.refused', returnsAt)];
    }
  }
}

function phoneReasons({ phone, campaign }: CallFacts): CallReason[] {
  if (phone === null || phone.state !== 'active') {
    return [refused('no_phone', 'phone.active')];
  }
  const admitted = phone.synthetic === campaign.synthetic && packAdmits(packNameOf(phone), phone);
  return [
    ...(phone.zones.length === 0 ? [refused('zone_unknown', 'zone.unknown')] : []),
    ...(admitted ? [] : [refused('country_not_allowed', 'pack.synthetic')]),
  ];
}

function isUsableSource(source: LegalSourceFacts, { campaign }: CallFacts, now: Date): boolean {
  const expired = source.expiresOn !== null && source.expiresOn < now.toISOString().slice(0, 10);
  const own =
    source.listClientId === campaign.clientId && source.listSynthetic === campaign.synthetic && !source.listArchived;
  return own && source.complete && !expired && !REFUSED_KINDS.includes(source.kind);
}

function isSuppressed({ suppressions, personStopped, prefixExcluded, campaign }: CallFacts): boolean {
  return (
    prefixExcluded ||
    personStopped ||
    suppressions.some(
      ({ scope, clientId, campaignId }) =>
        scope === 'organisation' ||
        (scope === 'client' && clientId === campaign.clientId) ||
        (scope === 'campaign' && campaignId === campaign.id),
    )
  );
}

/** What stands against the number at this moment: somebody rings it, it rang too often or too lately. Windows roll, they are no calendar days. */
function momentReasons({ liveAttempt, dialedAt, campaign, promises }: CallFacts, now: Date): CallReason[] {
  const busy = liveAttempt ? [refused('number_busy', 'attempt.live', new Date(now.getTime() + BUSY_RECHECK_MS))] : [];
  const standing = promiseStanding(promises, { campaignId: campaign.id, now });
  if (standing === 'waits') return [...busy, refused('callback_promised', 'promise.open')];
  if (standing === 'frees') return busy;
  const { perDay, perSevenDays, minimumGapMinutes } = campaign.policy.caps;
  const dials = dialedAt.map((at) => at.getTime()).sort((a, b) => b - a);
  const freeAfter = (most: number, windowMs: number): number => (dials[most - 1] ?? -Infinity) + windowMs;
  const cappedUntil = Math.max(freeAfter(perDay, DAY_MS), freeAfter(perSevenDays, 7 * DAY_MS));
  const gapUntil = freeAfter(1, minimumGapMinutes * MINUTE_MS);
  return [
    ...busy,
    ...(cappedUntil > now.getTime()
      ? [refused('caps_reached', 'caps.number', new Date(Math.max(cappedUntil, gapUntil)))]
      : []),
    ...(gapUntil > now.getTime() && cappedUntil <= now.getTime()
      ? [refused('cooling', 'caps.minimum_gap', new Date(gapUntil))]
      : []),
  ];
}

/** A promise whose time has come is bound by the law's hours alone: the person chose the hour. */
function hoursOf({ phone, campaign, promises }: CallFacts, now: Date) {
  if (phone === null || phone.zones.length === 0) {
    return null;
  }
  const pack = packNameOf(phone);
  const standing = promiseStanding(promises, { campaignId: campaign.id, now });
  const isPromised = standing === 'due' || standing === 'frees';
  const openness = opennessAt(
    {
      zones: phone.zones,
      jurisdictions: phone.country === '' ? [] : [phone.country],
      packs: [packNamed(pack)],
      audience: campaign.audience,
      hours: isPromised && keepsPromisesByLaw(campaign.policy) ? EVERY_HOUR : campaign.policy.hours,
      onHolidays: campaign.policy.onHolidays,
    },
    now,
  );
  return { pack, openness };
}
