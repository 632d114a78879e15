import { type ErrorCode, type RecordKind, RECORDS, type Role } from '@warmline/contracts';

/** `touch`: the record, or something of it, would change. */
export type Purpose = 'see' | 'touch';

/** What joins one person to one record. All false for a record that is there and none of their business. */
export interface Relations {
  /** Of the call they are in, or whose call or result is at most five minutes old. */
  readonly present: boolean;
  /** Their own work: an attempt of the last day, a promise they may keep, a lead handed to them or by them. */
  readonly own: boolean;
  /** Of a campaign they are a member of. */
  readonly member: boolean;
  /** Of a client whose observer they are. */
  readonly observed: boolean;
}
export type Relation = keyof Relations;

/** Any one of these relations opens the record. */
export type Grant = 'all' | Readonly<Record<Purpose, readonly Relation[]>>;

const ALL = 'all';
const NONE: Grant = { see: [], touch: [] };
const seen = (...see: Relation[]): Grant => ({ see, touch: [] });
const touched = (...both: Relation[]): Grant => ({ see: both, touch: both });

/**
 * An operator sees what their work puts before them and nothing by counting ids: the lead of their call, what was handed to them, their own day,
 * promises and campaigns. They change a lead only while they talk with it.
 */
const OPERATOR: Record<RecordKind, Grant> = {
  user: touched('own', 'member'),
  client: seen('member'),
  lead: { see: ['present', 'own'], touch: ['present'] },
  contact: touched('present'),
  phone: touched('present'),
  campaign: { see: ['member', 'own'], touch: ['member'] },
  callScriptVersion: seen('member'),
  attempt: touched('own'),
  callback: touched('own'),
  handover: touched('own'),
  list: NONE,
  file: NONE,
  customField: NONE,
  mappingTemplate: NONE,
  callScript: NONE,
  queueEntry: NONE,
  callerId: NONE,
  import: NONE,
  bulkAction: NONE,
  enrichment: NONE,
  duplicatePair: NONE,
  leadMerge: NONE,
  suppressionLoad: NONE,
  stopPrefix: NONE,
  suppression: NONE,
};

/** A client's observer reads that client's reports: no lead, and nothing of another client. A lead handed to them is theirs as anybody's. */
const OBSERVER: Record<RecordKind, Grant> = {
  ...OPERATOR,
  user: seen('own'),
  client: seen('observed'),
  lead: seen('own'),
  contact: NONE,
  phone: NONE,
  campaign: seen('observed', 'own'),
  list: seen('observed'),
  callScriptVersion: NONE,
  attempt: NONE,
  callback: NONE,
};

const everything = Object.fromEntries(RECORDS.map((record) => [record, ALL])) as Record<RecordKind, Grant>;

/** Marketers work with lists, leads, imports and drafts of the whole organisation; calls of operators are not theirs. */
const MARKETER: Record<RecordKind, Grant> = { ...everything, attempt: NONE, callback: NONE, queueEntry: NONE };

const GRANTS: Record<Role, Record<RecordKind, Grant>> = {
  administrator: everything,
  supervisor: everything,
  marketer: MARKETER,
  operator: OPERATOR,
  observer: OBSERVER,
};

export function grantOf(role: Role, record: RecordKind): Grant {
  return GRANTS[role][record];
}

/** Whether a person of this role may see or touch the record. `relations` undefined: there is no such record. */
export function mayReach(grant: Grant, purpose: Purpose, relations: Relations | undefined): boolean {
  if (grant === 'all') {
    return true;
  }
  return relations !== undefined && grant[purpose].some((relation) => relations[relation]);
}

/** The answer for an id that is unknown or not theirs, one for both: nothing tells which. */
export function refusalFor(record: RecordKind, id: string): { code: ErrorCode; params: Record<string, unknown> } {
  switch (record) {
    case 'attempt':
      return { code: 'attempt.not_yours', params: {} };
    case 'file':
      return { code: 'file.not_found', params: {} };
    default:
      return { code: 'record.not_found', params: { record, id } };
  }
}
