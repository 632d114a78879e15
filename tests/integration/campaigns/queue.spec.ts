import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { QueueService } from '../../../backend/src/campaigns/queue.service.js';
import { SuppressionService } from '../../../backend/src/compliance/suppression.service.js';
import { Floor } from './floor.fixture.js';

let floor: Floor;
let queue: QueueService;
let next = 0;

/** A number nobody else in this file has. */
const number = (): string => `+7812${String(1_000_000 + (next += 1))}`;

beforeAll(async () => {
  floor = await Floor.open();
  queue = floor.backend.get(QueueService);
});
afterAll(() => floor.close());

describe('filling a queue', () => {
  it('gives every lead its place, ready or with what stands in its way', async () => {
    const list = await floor.list();
    const incomplete = await floor.list({ complete: false });
    const ready = await floor.lead(list, { phones: [{ e164: number() }] });
    const noPhone = await floor.lead(list, { phones: [] });
    const retired = await floor.lead(list, { phones: [{ e164: number(), state: 'retired' }] });
    const zoneless = await floor.lead(list, { phones: [{ e164: number(), zones: [] }] });
    const closed = await floor.lead(list, { phones: [{ e164: number() }], stage: 'closed' });
    const customer = await floor.lead(list, { phones: [{ e164: number() }], stage: 'customer' });
    const returned = await floor.lead(list, { phones: [{ e164: number() }], stage: 'refused', returnOn: '2026-11-23' });
    const returning = await floor.lead(list, {
      phones: [{ e164: number() }],
      stage: 'refused',
      returnOn: '2026-12-01',
    });
    const unlawful = await floor.lead(incomplete, { phones: [{ e164: number() }] });
    const campaign = await floor.campaign([list, incomplete]);
    expect(await floor.queue(campaign)).toEqual({
      [ready]: 'ready',
      [noPhone]: 'blocked: no_phone',
      [retired]: 'blocked: no_phone',
      [zoneless]: 'blocked: zone_unknown',
      [closed]: 'blocked: stage_closed',
      [customer]: 'blocked: stage_closed',
      [returned]: 'ready',
      [returning]: 'cooling: stage_closed',
      [unlawful]: 'blocked: legal_source_incomplete',
    });
    expect(await queue.fill(campaign)).toBe(0);
  });

  it('prefers a number that may ring over one that may not, then priority', async () => {
    const list = await floor.list();
    const [stopped, second, first] = [number(), number(), number()];
    await floor.backend
      .get(SuppressionService)
      .suppress({ numberKey: floor.keyOf(stopped), scope: 'organisation', kind: 'opt_out', byUserId: null });
    const lead = await floor.lead(list, {
      phones: [
        { e164: stopped, priority: 0 },
        { e164: number(), priority: 1, zones: [] },
        { e164: second, priority: 3 },
        { e164: first, priority: 2 },
      ],
    });
    const campaign = await floor.campaign([list]);
    const rows = await floor.rows(
      'SELECT p.e164 FROM queue_entries q JOIN phones p ON p.id = q.phone_id WHERE q.campaign_id = $1 AND q.lead_id = $2',
      [campaign, lead],
    );
    expect(rows).toEqual([{ e164: first }]);
  });

  it('puts hot and warm leads before new ones and groups places by calling class', async () => {
    const list = await floor.list();
    const leads = [];
    for (const temperature of ['cold', 'warm', 'hot']) {
      leads.push(await floor.lead(list, { phones: [{ e164: number() }], temperature }));
    }
    leads.push(await floor.lead(list, { phones: [{ e164: number(), zones: ['Asia/Omsk'] }] }));
    const campaign = await floor.campaign([list]);
    const rows = await floor.rows<{ band: number; zones: string[]; pack: string }>(
      `SELECT q.band, k.zones, k.pack FROM queue_entries q JOIN calling_classes k ON k.id = q.class_id WHERE q.campaign_id = $1 ORDER BY q.lead_id`,
      [campaign],
    );
    expect(rows).toEqual([
      { band: 5, zones: ['Europe/Moscow'], pack: 'RU' },
      { band: 2, zones: ['Europe/Moscow'], pack: 'RU' },
      { band: 1, zones: ['Europe/Moscow'], pack: 'RU' },
      { band: 5, zones: ['Asia/Omsk'], pack: 'RU' },
    ]);
  });

  it('rings a shared number for each of its leads, or once where the campaign says so', async () => {
    const list = await floor.list();
    const shared = number();
    const first = await floor.lead(list, { phones: [{ e164: shared }] });
    const second = await floor.lead(list, { phones: [{ e164: shared }] });
    const third = await floor.lead(list, { phones: [{ e164: shared }, { e164: number(), priority: 1 }] });
    expect(await floor.queue(await floor.campaign([list]))).toEqual({
      [first]: 'ready',
      [second]: 'ready',
      [third]: 'ready',
    });
    expect(await floor.queue(await floor.campaign([list], { policy: { sharedNumbers: 'once' } }))).toEqual({
      [first]: 'ready',
      [second]: 'finished: shared_number',
      [third]: 'ready',
    });
  });

  it('keeps real and synthetic rows apart', async () => {
    const synthetic = await floor.list({ synthetic: true });
    const lead = await floor.lead(synthetic, { phones: [{ e164: '+99900000101', country: 'ZZ' }] });
    const campaign = await floor.campaign([synthetic]);
    expect(await floor.queue(campaign)).toEqual({ [lead]: 'ready' });
    const real = await floor.list();
    await expect(floor.campaign([real, synthetic])).rejects.toMatchObject({ code: 'campaign.list_refused' });
    const other = await floor.insert(`INSERT INTO clients (name) VALUES ('Other')`);
    await expect(floor.campaign([await floor.list({ clientId: other })])).rejects.toMatchObject({
      code: 'campaign.client_mismatch',
    });
  });
});

describe('a changed fact', () => {
  it('on the stop list blocks every place the number stands at, in the same transaction', async () => {
    const list = await floor.list();
    const shared = number();
    const first = await floor.lead(list, { phones: [{ e164: shared }] });
    const second = await floor.lead(list, { phones: [{ e164: shared }, { e164: number(), priority: 1 }] });
    const untouched = await floor.lead(list, { phones: [{ e164: number() }] });
    const campaign = await floor.campaign([list]);
    await floor.backend
      .get(SuppressionService)
      .suppress({ numberKey: floor.keyOf(shared), scope: 'organisation', kind: 'opt_out', byUserId: floor.userId });
    expect(await floor.queue(campaign)).toEqual({
      [first]: 'blocked: suppressed',
      [second]: 'ready',
      [untouched]: 'ready',
    });
    expect(
      await floor.rows(`SELECT payload FROM events WHERE type = 'queue.remarked' AND campaign_id = $1`, [campaign]),
    ).toEqual([{ payload: { changed: 2, cause: 'suppressed' } }]);
  });

  it('of one campaign stops that campaign alone', async () => {
    const list = await floor.list();
    const only = number();
    const lead = await floor.lead(list, { phones: [{ e164: only }] });
    const [first, second] = [await floor.campaign([list]), await floor.campaign([list])];
    await floor.backend.get(SuppressionService).suppress({
      numberKey: floor.keyOf(only),
      scope: 'campaign',
      campaignId: first,
      kind: 'open_deal',
      byUserId: null,
    });
    expect(await floor.queue(first)).toEqual({ [lead]: 'blocked: suppressed' });
    expect(await floor.queue(second)).toEqual({ [lead]: 'ready' });
  });

  it('unblocks what it heals: a source completed, a zone given, a number added', async () => {
    const list = await floor.list({ complete: false });
    const zoneless = await floor.lead(list, { phones: [{ e164: number(), zones: [] }] });
    const noPhone = await floor.lead(list, { phones: [] });
    const campaign = await floor.campaign([list]);
    await floor.rows(
      `UPDATE legal_sources SET complete = true, missing = '{}' WHERE id = (SELECT legal_source_id FROM lead_lists WHERE id = $1)`,
      [list],
    );
    await queue.remark({ listIds: [list] }, 'facts_changed');
    expect(await floor.queue(campaign)).toEqual({
      [zoneless]: 'blocked: zone_unknown',
      [noPhone]: 'blocked: no_phone',
    });
    await floor.rows(`UPDATE phones SET zones = '{Asia/Tomsk}', zone_source = 'list' WHERE lead_id = $1`, [zoneless]);
    await floor.phone(noPhone, { e164: number() });
    await queue.remark({ leadIds: [zoneless, noPhone] }, 'facts_changed');
    expect(await floor.queue(campaign)).toEqual({ [zoneless]: 'ready', [noPhone]: 'ready' });
  });

  it('leaves alone what an operator holds', async () => {
    const list = await floor.list();
    const held = number();
    const lead = await floor.lead(list, { phones: [{ e164: held }] });
    const campaign = await floor.campaign([list]);
    await floor.rows(`UPDATE queue_entries SET state = 'claimed', claimed_by = $2 WHERE campaign_id = $1`, [
      campaign,
      floor.userId,
    ]);
    await floor.backend
      .get(SuppressionService)
      .suppress({ numberKey: floor.keyOf(held), scope: 'organisation', kind: 'opt_out', byUserId: null });
    expect(await floor.queue(campaign)).toEqual({ [lead]: 'claimed' });
  });
});

describe('the sweep', () => {
  const cool = (campaign: string, lead: string, changes: string): Promise<unknown[]> =>
    floor.rows(`UPDATE queue_entries SET ${changes}, updated_at = now() WHERE campaign_id = $1 AND lead_id = $2`, [
      campaign,
      lead,
    ]);

  it('moves what is due to ready, promises before the rest, and blocks what may ring no longer', async () => {
    const list = await floor.list();
    const stopped = number();
    const retry = await floor.lead(list, { phones: [{ e164: number() }] });
    const promised = await floor.lead(list, { phones: [{ e164: number() }] });
    const later = await floor.lead(list, { phones: [{ e164: number() }] });
    const blocked = await floor.lead(list, { phones: [{ e164: stopped }] });
    const campaign = await floor.campaign([list]);
    await floor.rows(
      `INSERT INTO suppressions (number_key, scope, kind, created_at) VALUES ($1, 'organisation', 'opt_out', now())`,
      [floor.keyOf(stopped)],
    );
    await cool(campaign, retry, `state = 'cooling', not_before = '2026-11-23T08:00:00Z', tries = 1`);
    await cool(
      campaign,
      promised,
      `state = 'callback', band = 0, not_before = '2026-11-23T07:59:00Z', owner_operator_id = ${floor.userId}`,
    );
    await cool(campaign, later, `state = 'callback', band = 0, not_before = '2026-11-23T08:00:01Z'`);
    await cool(campaign, blocked, `state = 'cooling', not_before = '2026-11-23T07:00:00Z', tries = 1`);
    expect(await queue.nextDueAt()).toEqual(new Date('2026-11-23T07:00:00Z'));
    expect(await queue.runDue(floor.now)).toBe(3);
    expect(await floor.queue(campaign)).toEqual({
      [retry]: 'ready',
      [promised]: 'ready',
      [later]: 'callback',
      [blocked]: 'blocked: suppressed',
    });
    const bands = await floor.rows<{ band: number }>(
      'SELECT band FROM queue_entries WHERE campaign_id = $1 ORDER BY lead_id',
      [campaign],
    );
    expect(bands.map(({ band }) => band)).toEqual([4, 0, 0, 5]);
    expect(await queue.runDue(floor.now)).toBe(0);
    await cool(campaign, later, `not_before = '2026-12-30T00:00:00Z'`);
  });

  it('brings a promise up at once when an operator takes it', async () => {
    const list = await floor.list();
    const lead = await floor.lead(list, { phones: [{ e164: number() }] });
    const campaign = await floor.campaign([list]);
    await cool(campaign, lead, `state = 'callback', band = 0, not_before = '2026-11-24T08:00:00Z'`);
    await queue.makeReadyNow(await floor.entryOf(campaign, lead));
    expect(await floor.queue(campaign)).toEqual({ [lead]: 'ready' });
  });

  it('ends what comes back to a finished campaign', async () => {
    const list = await floor.list();
    const lead = await floor.lead(list, { phones: [{ e164: number() }] });
    const campaign = await floor.campaign([list]);
    await floor.rows(`UPDATE campaigns SET status = 'finished' WHERE id = $1`, [campaign]);
    await cool(campaign, lead, `state = 'cooling', not_before = '2026-11-23T08:00:00Z'`);
    await queue.runDue(floor.now);
    expect(await floor.queue(campaign)).toEqual({ [lead]: 'finished: campaign_finished' });
  });
});
