import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CallingClassService } from '../../../backend/src/campaigns/calling-class.service.js';
import { QueueExplanationService } from '../../../backend/src/campaigns/queue-explanation.service.js';
import { QueueService } from '../../../backend/src/campaigns/queue.service.js';
import { refusalOfRow, campaignContext } from '../../../backend/src/compliance/refusal-sql.repository.js';
import { RightToCall } from '../../../backend/src/compliance/right-to-call.service.js';
import { LeadClaimRepository } from '../../../backend/src/dialing/lead-claim.repository.js';
import { uuidv7 } from '../../../backend/src/kernel/ids.js';
import { Transaction } from '../../../backend/src/kernel/transaction.js';
import { Floor } from '../campaigns/floor.fixture.js';
import { scaled, seededRandom } from '../../support/random.js';

const HOUR_MS = 3_600_000;
const ZONES = [
  ['Europe/Moscow'],
  ['Asia/Vladivostok'],
  ['Europe/Kaliningrad', 'Asia/Novosibirsk'],
  [],
  ['America/New_York'],
];

let floor: Floor;
let scriptId: string;
let numbers = 0;

beforeAll(async () => {
  floor = await Floor.open();
  scriptId = await floor.script();
});
afterAll(() => floor.close());

const random = seededRandom('right-to-call');
const often = (share: number): boolean => random.next() < share;

/** A lead about which anything may be true; `seen` are numbers it may share with others. */
async function anyLead(lists: string[], seen: string[]): Promise<string> {
  const phones = Array.from({ length: random.pick([0, 1, 1, 1, 2]) }, () => {
    const shared = seen.length > 0 && often(0.2) ? random.pick(seen) : undefined;
    numbers += 1;
    const e164 = shared ?? `+7495${String(1_000_000 + numbers)}`;
    seen.push(e164);
    return {
      e164,
      zones: random.pick(ZONES),
      country: random.pick(['RU', 'RU', 'US', 'BR', '']),
      state: often(0.1) ? ('retired' as const) : ('active' as const),
    };
  });
  const unique = phones.filter(({ e164 }, index) => phones.findIndex((other) => other.e164 === e164) === index);
  return floor.lead(random.pick(lists), {
    phones: unique,
    stage: random.pick(['open', 'open', 'open', 'refused', 'customer', 'closed']),
    returnOn: random.pick([null, '2026-11-20', '2026-11-23', '2026-11-24']),
  });
}

async function anyHistory(campaign: string, lead: string): Promise<void> {
  const [phone] = await floor.rows(`SELECT id FROM phones WHERE lead_id = $1`, [lead]);
  if (phone === undefined) {
    return;
  }
  for (let dials = random.integer(0, 6); dials > 0; dials -= 1) {
    const at = new Date(floor.now.getTime() - Math.floor(random.next() * 8 * 24 * HOUR_MS));
    await floor.attempt(campaign, lead, { at, scriptId });
  }
  if (often(0.1)) {
    await floor.attempt(campaign, lead, { at: floor.now, live: true, scriptId });
  }
}

/** Promised by this campaign or by another one of the same lists, around now: to come, due, or dialled for already. */
async function anyPromise(campaign: string, others: string[], lead: string): Promise<void> {
  const [phone] = await floor.rows<{ id: string }>(`SELECT id FROM phones WHERE lead_id = $1`, [lead]);
  if (phone === undefined) {
    return;
  }
  for (const each of [campaign, ...others].filter(() => often(0.6))) {
    const dueAt = new Date(floor.now.getTime() + random.integer(-60, 30) * 60_000);
    const id = await floor.insert(
      `INSERT INTO callbacks (campaign_id, lead_id, phone_id, due_at, zone, created_at) VALUES ($1, $2, $3, $4, 'Europe/Moscow', $4)`,
      [each, lead, phone.id, dueAt],
    );
    await floor.rows('UPDATE queue_entries SET band = 0 WHERE campaign_id = $1 AND lead_id = $2', [each, lead]);
    await floor.rows(
      `UPDATE attempts SET callback_id = $1 WHERE id IN (SELECT id FROM attempts WHERE lead_id = $2 AND state = 'ended' ORDER BY planned_at DESC LIMIT $3)`,
      [id, lead, random.integer(0, 3)],
    );
  }
}

async function anyFloor(): Promise<string> {
  const other = await floor.insert(`INSERT INTO clients (name) VALUES ('Another')`);
  const lists = [
    await floor.list(),
    await floor.list(),
    await floor.list({ complete: false }),
    await floor.list({ expiresOn: random.pick(['2026-11-22', '2026-11-23']) }),
    await floor.list({ kind: 'unknown_legacy' }),
  ];
  const seen: string[] = [];
  const campaign = await floor.campaign(lists, {
    policy: { sharedNumbers: random.pick(['each', 'once']), promisesByLaw: often(0.7) },
    purpose: random.pick(['advertising', 'service']),
  });
  const others = [await floor.campaign(lists)];
  const leads: string[] = [];
  for (let made = 0; made < 25; made += 1) {
    const lead = await anyLead(lists, seen);
    leads.push(lead);
    if (often(0.5)) {
      await anyHistory(campaign, lead);
    }
  }
  for (const e164 of seen.filter(() => often(0.1))) {
    const scope = random.pick(['organisation', 'client', 'campaign'] as const);
    await floor.rows(
      `INSERT INTO suppressions (number_key, scope, client_id, campaign_id, kind, created_at) VALUES ($1, $2, $3, $4, 'opt_out', now()) ON CONFLICT DO NOTHING`,
      [
        floor.keyOf(e164),
        scope,
        scope === 'client' ? random.pick([other, floor.clientId]) : null,
        scope === 'campaign' ? campaign : null,
      ],
    );
  }
  await floor.backend.get(QueueService).fill(campaign);
  for (const lead of leads.filter(() => often(0.3))) {
    await anyPromise(campaign, others, lead);
  }
  return campaign;
}

/** What the claim itself says of one entry; nothing of it is kept. */
async function claimOf(campaign: string, entryId: string): Promise<string> {
  const transaction = floor.backend.get(Transaction);
  const claims = new LeadClaimRepository(transaction);
  const { open, openToPromises } = await floor.backend.get(CallingClassService).openClasses(campaign, floor.now);
  let kind = '';
  const undo = new Error('undo');
  await transaction
    .run(async () => {
      await floor.rows('UPDATE campaigns SET call_script_version_id = $2 WHERE id = $1', [campaign, scriptId]);
      const claim = {
        campaignId: campaign,
        operatorId: floor.userId,
        openClassIds: open,
        promiseClassIds: openToPromises,
        attemptId: uuidv7(),
        provider: 'simulator',
        entryId,
        now: floor.now,
      };
      kind = (await claims.claim(claim)).kind;
      throw undo;
    })
    .catch((error: unknown) => expect(error).toBe(undo));
  return kind;
}

describe('the right to call', () => {
  it('is the same by rule, by SQL, in the explanation and at the claim, whatever the facts', async () => {
    for (let round = scaled(40); round > 0; round -= 1) {
      const campaign = await anyFloor();
      const entries = await floor.rows<{ id: string; state: string; reason: string | null }>(
        `SELECT q.id, q.state, ${refusalOfRow('q', campaignContext('c', '$2::timestamptz'))} AS reason
         FROM queue_entries q JOIN campaigns c ON c.id = q.campaign_id WHERE q.campaign_id = $1 ORDER BY q.id`,
        [campaign, floor.now],
      );
      const verdicts = await floor.backend.get(RightToCall).verdictsFor(entries.map(({ id }) => id));
      let allowed = 0;
      for (const { id, state, reason } of entries) {
        const verdict = verdicts.get(id)!;
        const codes: string[] = verdict.verdict === 'allowed' ? [] : verdict.reasons.map(({ code }) => code);
        expect(reason === null ? [] : [reason]).toEqual(codes.filter((code) => code === reason));
        expect([id, reason, codes, codes.every((code) => code === 'outside_hours')]).toEqual([
          id,
          reason,
          codes,
          reason === null,
        ]);
        const mayBeClaimed = verdict.verdict === 'allowed' && state !== 'finished';
        allowed += mayBeClaimed ? 1 : 0;
        expect([id, await claimOf(campaign, id)]).toEqual([
          id,
          mayBeClaimed ? 'claimed' : expect.stringMatching(/^(nothing|put_aside)$/),
        ]);
      }
      const explanation = await floor.backend.get(QueueExplanationService).explain(campaign, null, floor.now);
      expect(explanation).toMatchObject({ total: entries.length, ready: allowed });
      expect(explanation.waiting.reduce((sum, { count }) => sum + count, 0)).toBe(entries.length - allowed);
    }
  });
});
