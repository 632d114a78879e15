import { QUEUE_REASONS, type QueueExplanation, type QueueReason } from '@warmline/contracts';
import type { Openness } from '../compliance/calling-windows.rules.js';

/** Places of one campaign that are alike. */
export interface QueueGroup {
  readonly state: string;
  readonly reason: string | null;
  readonly classId: number | null;
  /** Kept for another operator than the one who asks; always false where nobody in particular asks. */
  readonly colleagues: boolean;
  /** A promise whose time has come: the law's hours count, not the campaign's. */
  readonly isPromise?: boolean;
  readonly count: number;
  readonly firstDueAt: Date | null;
}

/** Places that stand ready in an open class and still may not ring at this moment. */
export interface MomentGroup {
  readonly reason: QueueReason;
  readonly classId: number;
  readonly count: number;
  readonly until: Date | null;
}

/** As the queue is read: the same for whoever asks. */
export interface OwnedGroup extends Omit<QueueGroup, 'colleagues'> {
  /** The operator the place is kept for; null: anybody's. */
  readonly ownerId: string | null;
}

export interface OwnedMoment extends MomentGroup {
  readonly ownerId: string | null;
}

/** One reading of the queue as this operator sees it, who is not given what a colleague promised; null: nobody in particular asks. */
export function seenBy(
  operatorId: string | null,
  { groups, moments }: { readonly groups: readonly OwnedGroup[]; readonly moments: readonly OwnedMoment[] },
): Pick<ExplanationFacts, 'groups' | 'moments'> {
  const isColleagues = (ownerId: string | null): boolean =>
    operatorId !== null && ownerId !== null && ownerId !== operatorId;
  return {
    groups: groups.map(({ ownerId, ...group }) => ({ ...group, colleagues: isColleagues(ownerId) })),
    moments: moments.filter(({ ownerId }) => !isColleagues(ownerId)),
  };
}

export interface ExplanationFacts {
  readonly groups: readonly QueueGroup[];
  readonly moments: readonly MomentGroup[];
  readonly classes: ReadonlyMap<
    number,
    { readonly zones: readonly string[]; readonly openness: Openness; readonly toPromises?: Openness }
  >;
  /** How many cooling or promised places come due, by half hour. */
  readonly due: readonly { readonly at: Date; readonly count: number }[];
}

interface Row {
  reason: QueueReason;
  count: number;
  until: Date | null;
  zones: Set<string>;
}

const MOST_OPENINGS = 12;
const HELD: readonly string[] = ['claimed', 'attempting', 'wrap_up'];

/** Why the queue is silent: every place counted once, either as ready or under one reason. */
export function explainQueue(facts: ExplanationFacts, now: Date): QueueExplanation {
  const rows = new Map<string, Row>();
  const opens = new Map<number, number>(facts.due.map(({ at, count }) => [at.getTime(), count]));
  let ready = 0;
  for (const group of facts.groups) {
    const found = reasonOf(group, facts);
    if (found === null) {
      ready += group.count;
    } else {
      addTo(rows, { ...found, count: group.count, zones: zonesOf(group.classId, facts) });
      countOpening(opens, found, group.count);
    }
  }
  for (const { reason, count, until, classId } of facts.moments) {
    ready -= count;
    addTo(rows, { reason, count, until, zones: zonesOf(classId, facts) });
  }
  const openings = [...opens].sort(([left], [right]) => left - right).slice(0, MOST_OPENINGS);
  return {
    at: now.toISOString(),
    total: facts.groups.reduce((sum, { count }) => sum + count, 0),
    ready,
    waiting: [...rows.values()]
      .sort((left, right) => right.count - left.count)
      .map((row) => ({
        reason: row.reason,
        count: row.count,
        until: row.until?.toISOString() ?? null,
        zones: [...row.zones].sort(),
      })),
    opens: openings.map(([at, count]) => ({ at: new Date(at).toISOString(), count })),
    nextOpensAt: nextOpening(rows, openings[0]?.[0], now),
  };
}

/** Null: it may ring, as far as the group tells. */
function reasonOf(
  group: QueueGroup,
  { classes }: ExplanationFacts,
): { reason: QueueReason; until: Date | null } | null {
  const { state, firstDueAt } = group;
  if (HELD.includes(state)) {
    return { reason: 'held_by_operator', until: null };
  }
  switch (state) {
    case 'ready': {
      const place = group.classId === null ? undefined : classes.get(group.classId);
      const openness = group.isPromise === true ? (place?.toPromises ?? place?.openness) : place?.openness;
      if (openness?.open !== true) {
        return { reason: 'outside_hours', until: openness?.opensAt ?? null };
      }
      return group.colleagues ? { reason: 'callback_of_colleague', until: null } : null;
    }
    case 'callback':
      return { reason: group.colleagues ? 'callback_of_colleague' : 'callback_promised', until: firstDueAt };
    case 'cooling':
      return { reason: known(group.reason, 'cooling'), until: firstDueAt };
    case 'blocked':
      return { reason: known(group.reason, 'no_phone'), until: null };
    default:
      return { reason: 'finished', until: null };
  }
}

function known(reason: string | null, otherwise: QueueReason): QueueReason {
  return QUEUE_REASONS.find((each) => each === reason) ?? otherwise;
}

/** Hours open class by class, at instants worth telling apart; of anything else the first of its kind is enough. */
function addTo(
  rows: Map<string, Row>,
  { reason, count, until, zones }: { reason: QueueReason; count: number; until: Date | null; zones: readonly string[] },
): void {
  const key = reason === 'outside_hours' ? `${reason} ${until?.toISOString() ?? ''}` : reason;
  const row = rows.get(key) ?? { reason, count: 0, until, zones: new Set<string>() };
  row.count += count;
  row.until = row.until === null || (until !== null && until < row.until) ? until : row.until;
  zones.forEach((zone) => row.zones.add(zone));
  rows.set(key, row);
}

function countOpening(
  opens: Map<number, number>,
  { reason, until }: { reason: QueueReason; until: Date | null },
  count: number,
): void {
  if (reason === 'outside_hours' && until !== null) {
    opens.set(until.getTime(), (opens.get(until.getTime()) ?? 0) + count);
  }
}

function nextOpening(rows: ReadonlyMap<string, Row>, firstOpening: number | undefined, now: Date): string | null {
  const healing = [...rows.values()].flatMap(({ until }) => (until !== null && until > now ? [until.getTime()] : []));
  const first = Math.min(
    ...healing,
    ...(firstOpening !== undefined && firstOpening > now.getTime() ? [firstOpening] : []),
  );
  return Number.isFinite(first) ? new Date(first).toISOString() : null;
}

function zonesOf(classId: number | null, { classes }: ExplanationFacts): readonly string[] {
  return classId === null ? [] : (classes.get(classId)?.zones ?? []);
}
