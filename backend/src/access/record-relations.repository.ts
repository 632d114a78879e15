import { Injectable } from '@nestjs/common';
import type { RecordKind } from '@warmline/contracts';
import { Transaction } from '../kernel/transaction.js';
import type { Relation, Relations } from './record-access.rules.js';

/** So long after a call its operator may still write down what they learnt in it. */
const AFTER_CALL = `interval '5 minutes'`;
/** The log of an operator's own calls reaches back that far. */
const OWN_DAY = `interval '24 hours'`;

/** A call of theirs with this lead, dialled and not over for long. */
const inCallWith = (leadId: string) => `EXISTS (SELECT FROM attempts a
  WHERE a.operator_id = me.id AND a.lead_id = ${leadId} AND a.dial_requested_at IS NOT NULL
    AND (a.wrapped_at IS NULL OR greatest(a.ended_at, a.wrapped_at) > me.now - ${AFTER_CALL}))`;
const memberOf = (campaignId: string) =>
  `EXISTS (SELECT FROM campaign_operators o WHERE o.campaign_id = ${campaignId} AND o.operator_id = me.id)`;
const observes = (clientId: string) =>
  `EXISTS (SELECT FROM client_observers o WHERE o.client_id = ${clientId} AND o.user_id = me.id)`;
/** The lead's last handover is theirs and was not turned down. */
const handedToThem = (
  leadId: string,
) => `coalesce((SELECT h.to_user_id = me.id AND h.state IN ('offered', 'accepted', 'deal')
  FROM handovers h WHERE h.lead_id = ${leadId} ORDER BY h.id DESC LIMIT 1), false)`;

interface Source {
  readonly table: string;
  readonly relations: Partial<Record<Relation, string>>;
}

/** How a person is joined to each kind of record, where any role is not joined to all of them. `r` is the record, `me` the person. */
const SOURCES: Partial<Record<RecordKind, Source>> = {
  user: {
    table: 'users',
    relations: {
      own: 'r.id = me.id OR (r.receives_handovers AND r.disabled_at IS NULL)',
      member: `EXISTS (SELECT FROM campaign_operators mine JOIN campaign_operators theirs USING (campaign_id)
        WHERE mine.operator_id = me.id AND theirs.operator_id = r.id)`,
    },
  },
  client: {
    table: 'clients',
    relations: {
      observed: observes('r.id'),
      member: `EXISTS (SELECT FROM campaign_operators o JOIN campaigns c ON c.id = o.campaign_id
        WHERE c.client_id = r.id AND o.operator_id = me.id)`,
    },
  },
  lead: { table: 'leads', relations: { present: inCallWith('r.id'), own: handedToThem('r.id') } },
  contact: { table: 'contacts', relations: { present: inCallWith('r.lead_id') } },
  phone: {
    table: 'phones',
    relations: {
      // A number is chosen before the call begins, of the lead that was given to them.
      present: `${inCallWith('r.lead_id')} OR EXISTS (SELECT FROM attempts a
        WHERE a.operator_id = me.id AND a.wrapped_at IS NULL AND a.lead_id = r.lead_id)`,
    },
  },
  list: { table: 'lead_lists', relations: { observed: observes('r.client_id') } },
  campaign: {
    table: 'campaigns',
    relations: {
      member: memberOf('r.id'),
      observed: observes('r.client_id'),
      own: 'EXISTS (SELECT FROM handovers h WHERE h.campaign_id = r.id AND h.to_user_id = me.id)',
    },
  },
  callScriptVersion: {
    table: 'call_script_versions',
    relations: {
      member: `EXISTS (SELECT FROM campaign_operators o JOIN campaigns c ON c.id = o.campaign_id
          WHERE c.call_script_version_id = r.id AND o.operator_id = me.id)
        OR EXISTS (SELECT FROM attempts a WHERE a.operator_id = me.id AND a.call_script_version_id = r.id
          AND a.planned_at > me.now - ${OWN_DAY})`,
    },
  },
  attempt: {
    table: 'attempts',
    relations: {
      own: `r.operator_id = me.id AND (r.planned_at > me.now - ${OWN_DAY} OR r.wrapped_at IS NULL)`,
    },
  },
  // A shared promise is anybody's of the campaign; one's own only as long as one works there.
  callback: {
    table: 'callbacks',
    relations: {
      own: `coalesce(r.owner_operator_id, me.id) = me.id AND ${memberOf('r.campaign_id')}`,
    },
  },
  handover: { table: 'handovers', relations: { own: 'r.to_user_id = me.id OR r.offered_by = me.id' } },
};

const RELATIONS: readonly Relation[] = ['present', 'own', 'member', 'observed'];

@Injectable()
export class RecordRelationsRepository {
  constructor(private readonly transaction: Transaction) {}

  /** By id, for the records that are there. One statement for known, foreign and unknown ids alike. */
  async of(
    record: RecordKind,
    ids: readonly string[],
    me: { userId: string; now: Date },
  ): Promise<ReadonlyMap<string, Relations>> {
    const source = SOURCES[record];
    if (source === undefined) {
      return new Map();
    }
    const columns = RELATIONS.map((relation) => `(${source.relations[relation] ?? 'false'}) AS ${relation}`);
    const type = record === 'attempt' ? 'uuid' : 'bigint';
    const rows = await this.transaction.rows<Relations & { id: string }>(
      `SELECT r.id::text AS id, ${columns.join(', ')}
       FROM ${source.table} r, (SELECT $2::bigint AS id, $3::timestamptz AS now) me WHERE r.id = ANY ($1::${type}[])`,
      [ids, me.userId, me.now],
    );
    return new Map(rows.map(({ id, ...relations }) => [id, relations]));
  }
}
