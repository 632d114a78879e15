import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { changeCampaignRequestSchema } from '@warmline/contracts';
import { CallingClassService } from '../../../backend/src/campaigns/calling-class.service.js';
import { CampaignAuthoring } from '../../../backend/src/campaigns/campaign-authoring.service.js';
import { CampaignService } from '../../../backend/src/campaigns/campaign.service.js';
import { PreflightService } from '../../../backend/src/campaigns/preflight.service.js';
import { QueueExplanationService } from '../../../backend/src/campaigns/queue-explanation.service.js';
import { Agenda } from '../../../backend/src/kernel/agenda.js';
import { EventLog } from '../../../backend/src/kernel/event-log.js';
import { EventStream } from '../../../backend/src/kernel/event-stream.js';
import { LeaderConnection } from '../../../backend/src/kernel/leader-connection.js';
import { opennessAt } from '../../../backend/src/compliance/calling-windows.rules.js';
import { Floor } from './floor.fixture.js';

let floor: Floor;
let campaigns: CampaignService;
let authoring: CampaignAuthoring;
let scriptId: string;
let numbers = 0;

const number = (): string => `+7812${String(2_000_000 + (numbers += 1))}`;
const supervisor = () => ({ id: floor.userId, role: 'supervisor' }) as const;

async function change(
  id: string,
  changes: Record<string, unknown>,
  role: 'supervisor' | 'marketer' = 'supervisor',
): Promise<void> {
  const { version } = await campaigns.get(id);
  await authoring.change(id, changeCampaignRequestSchema.parse({ version, ...changes }), { ...supervisor(), role });
}

/** A campaign that may start, with as many leads. */
async function prepared(leads = 2): Promise<{ campaign: string; list: string; leads: string[] }> {
  const list = await floor.list();
  const ids = [];
  for (let n = 0; n < leads; n += 1) {
    ids.push(await floor.lead(list, { phones: [{ e164: number() }] }));
  }
  return { campaign: await floor.campaign([list], { scriptId }), list, leads: ids };
}

beforeAll(async () => {
  floor = await Floor.open();
  campaigns = floor.backend.get(CampaignService);
  authoring = floor.backend.get(CampaignAuthoring);
  scriptId = await floor.script();
  await floor.backend.get(LeaderConnection).open();
  await floor.backend.get(EventStream).start();
});
afterAll(() => floor.close());

describe('a campaign', () => {
  it('is drafted with the defaults of its audience, every result and its queue', async () => {
    const { campaign } = await prepared();
    const draft = await campaigns.get(campaign);
    expect(draft).toMatchObject({
      status: 'draft',
      synthetic: false,
      leads: 2,
      ready: 2,
      finished: 0,
      mode: 'preview',
      clientName: 'Own',
    });
    expect(draft.callScript).toMatchObject({ versionId: scriptId, number: 1 });
    expect(draft.dispositions.flatMap(({ results }) => results.map(({ code }) => code))).toEqual(
      expect.arrayContaining(['order', 'do_not_call', 'busy']),
    );
    expect(await campaigns.list()).toContainEqual(expect.objectContaining({ id: campaign, leads: 2 }));
  });

  it('runs, pauses, goes on and ends, and nothing else', async () => {
    const { campaign, leads } = await prepared();
    await expect(campaigns.pause(campaign, floor.userId)).rejects.toMatchObject({ code: 'campaign.wrong_status' });
    await campaigns.start(campaign, floor.userId);
    expect(await campaigns.running(campaign)).toMatchObject({ id: campaign, mode: 'preview' });
    await expect(campaigns.start(campaign, floor.userId)).rejects.toMatchObject({ code: 'campaign.wrong_status' });
    await campaigns.pause(campaign, floor.userId);
    expect(await campaigns.running(campaign)).toBeNull();
    await campaigns.start(campaign, floor.userId);
    await campaigns.finish(campaign, floor.userId);
    expect(await floor.queue(campaign)).toEqual(
      Object.fromEntries(leads.map((lead) => [lead, 'finished: campaign_finished'])),
    );
    await expect(campaigns.start(campaign, floor.userId)).rejects.toMatchObject({ code: 'campaign.wrong_status' });
    const events = await floor.rows<{ type: string }>(
      `SELECT type FROM events WHERE campaign_id = $1 AND type LIKE 'campaign.%' ORDER BY id`,
      [campaign],
    );
    expect(events.map(({ type }) => type)).toEqual([
      'campaign.created',
      'campaign.started',
      'campaign.paused',
      'campaign.started',
      'campaign.finished',
    ]);
  });

  it('does not start while a check fails, and says which', async () => {
    const list = await floor.list({ complete: false });
    await floor.lead(list, { phones: [{ e164: number() }] });
    const campaign = await floor.campaign([list], { operatorIds: [] });
    await expect(campaigns.start(campaign, floor.userId)).rejects.toMatchObject({
      code: 'campaign.not_ready',
      params: { failed: ['legal_sources', 'call_script', 'operators', 'callable_leads'] },
    });
    expect((await campaigns.get(campaign)).status).toBe('draft');
  });

  it('is changed by its version, by a marketer only as a draft, and never once finished', async () => {
    const { campaign } = await prepared();
    await change(campaign, { name: 'Another name', dispositionCodes: ['interested', 'do_not_call'] }, 'marketer');
    const changed = await campaigns.get(campaign);
    expect(changed.name).toBe('Another name');
    expect(changed.dispositions.flatMap(({ results }) => results.map(({ code }) => code))).toEqual([
      'interested',
      'do_not_call',
    ]);
    await expect(
      authoring.change(campaign, { version: changed.version - 1, name: 'Stale' }, supervisor()),
    ).rejects.toMatchObject({ code: 'record.changed_meanwhile' });
    await expect(campaigns.start(campaign, floor.userId)).rejects.toMatchObject({
      params: { failed: ['call_script'] },
    });
    await change(campaign, {
      dispositionCodes: (
        await floor.rows<{ code: string }>('SELECT code FROM dispositions WHERE parent_code IS NOT NULL')
      ).map(({ code }) => code),
    });
    await campaigns.start(campaign, floor.userId);
    await expect(change(campaign, { name: 'No' }, 'marketer')).rejects.toMatchObject({ code: 'role.refused' });
    await expect(change(campaign, { callScriptVersionId: null })).rejects.toMatchObject({ code: 'campaign.not_ready' });
    await campaigns.finish(campaign, floor.userId);
    await expect(change(campaign, { name: 'No' })).rejects.toMatchObject({ code: 'campaign.wrong_status' });
  });

  it('takes lists on and off while it runs', async () => {
    const { campaign, list, leads } = await prepared(1);
    await campaigns.start(campaign, floor.userId);
    const added = await floor.list();
    const newcomer = await floor.lead(added, { phones: [{ e164: number() }] });
    await change(campaign, { listIds: [list, added] });
    expect(await floor.queue(campaign)).toEqual({ [leads[0]!]: 'ready', [newcomer]: 'ready' });
    await change(campaign, { listIds: [added] });
    expect(await floor.queue(campaign)).toEqual({
      [leads[0]!]: 'blocked: legal_source_incomplete',
      [newcomer]: 'ready',
    });
    await change(campaign, { listIds: [list, added] });
    expect(await floor.queue(campaign)).toEqual({ [leads[0]!]: 'ready', [newcomer]: 'ready' });
  });

  it('is cloned into a draft of its own', async () => {
    const { campaign } = await prepared();
    await campaigns.start(campaign, floor.userId);
    const copy = await campaigns.get(await authoring.clone(campaign, floor.userId));
    const original = await campaigns.get(campaign);
    expect(copy).toMatchObject({
      status: 'draft',
      leads: 2,
      policy: original.policy,
      callScript: original.callScript,
      operators: original.operators,
    });
    expect(copy.dispositions).toEqual(original.dispositions);
  });

  it('knows its operators and gives the one an operator chose', async () => {
    const [first, second] = [await prepared(), await prepared()];
    await campaigns.start(first.campaign, floor.userId);
    await campaigns.start(second.campaign, floor.userId);
    const of = async (operatorId: string, campaignId: string | null) =>
      (await campaigns.runningFor([{ operatorId, campaignId }])).map(({ id }) => id);
    expect(await of(floor.userId, null)).toEqual(expect.arrayContaining([first.campaign, second.campaign]));
    expect(await of(floor.userId, second.campaign)).toEqual([second.campaign]);
    const stranger = await floor.user('stranger');
    expect(await of(stranger, null)).toEqual([]);
    expect(await campaigns.isOperatorIn(first.campaign, stranger)).toBe(false);
  });
});

describe('hours', () => {
  it('open class by class, and the next opening is that of a class somebody waits in', async () => {
    const list = await floor.list();
    await floor.lead(list, { phones: [{ e164: number() }] });
    const east = await floor.lead(list, { phones: [{ e164: number(), zones: ['Asia/Kamchatka'] }] });
    const campaign = await floor.campaign([list]);
    const classes = floor.backend.get(CallingClassService);
    const zonesOf = async (ids: number[]) =>
      (await floor.rows<{ zones: string[] }>('SELECT zones FROM calling_classes WHERE id = ANY ($1)', [ids])).map(
        ({ zones }) => zones[0],
      );
    const now = await classes.openClasses(campaign, new Date('2026-11-23T08:00:00Z'));
    expect(await zonesOf(now.open)).toContain('Europe/Moscow');
    expect(await zonesOf(now.open)).not.toContain('Asia/Kamchatka');
    expect(now.nextOpensAt).toEqual(new Date('2026-11-23T21:00:00Z'));
    expect([...now.untilById.values()]).toContainEqual(new Date('2026-11-23T15:00:00Z'));
    await floor.rows(`UPDATE queue_entries SET state = 'blocked', reason = 'no_phone' WHERE lead_id = $1`, [east]);
    expect((await classes.openClasses(campaign, new Date('2026-11-23T16:00:00Z'))).nextOpensAt).toEqual(
      new Date('2026-11-24T06:00:00Z'),
    );
    const [phone] = await floor.rows<{ id: string }>('SELECT id FROM phones WHERE lead_id = $1', [east]);
    const hours = await classes.hoursOfPhone(campaign, phone!.id);
    const at = new Date('2026-11-23T22:00:00Z');
    expect(opennessAt(hours!.campaign, at)).toEqual({ open: true, until: new Date('2026-11-24T06:00:00Z') });
    expect(opennessAt(hours!.promises, at)).toEqual({ open: true, until: new Date('2026-11-24T08:00:00Z') });
  });
});

describe('preflight and explanation', () => {
  it('tell the same of the queue, with the windows of today', async () => {
    const list = await floor.list();
    await floor.lead(list, { phones: [{ e164: number() }] });
    await floor.lead(list, { phones: [{ e164: number(), zones: [] }] });
    const campaign = await floor.campaign([list], { scriptId });
    const preflight = await floor.backend.get(PreflightService).preflight(campaign, floor.now);
    expect(preflight.ready).toBe(true);
    expect(preflight.queue).toEqual(
      await floor.backend.get(QueueExplanationService).explain(campaign, null, floor.now),
    );
    expect(preflight.queue).toMatchObject({
      total: 2,
      ready: 1,
      waiting: [{ reason: 'zone_unknown', count: 1, until: null }],
    });
    expect(preflight.zones).toEqual([
      {
        zones: ['Europe/Moscow'],
        count: 1,
        windows: [{ from: '2026-11-23T06:00:00.000Z', to: '2026-11-23T15:00:00.000Z' }],
      },
    ]);
  });
});

describe('facts that are logged', () => {
  const settled = async (): Promise<void> => {
    await floor.backend.get(Agenda).advance(floor.now);
  };

  it('reach the queues: an import fills, a completed source unblocks, a closed lead is blocked', async () => {
    const { campaign, list, leads } = await prepared(1);
    await campaigns.start(campaign, floor.userId);
    const eventLog = floor.backend.get(EventLog);
    const newcomer = await floor.lead(list, { phones: [{ e164: number() }] });
    await eventLog.append({ type: 'import.finished', payload: { importId: 'x', listId: list, counts: {} } });
    await settled();
    expect(await floor.queue(campaign)).toEqual({ [leads[0]!]: 'ready', [newcomer]: 'ready' });
    await floor.rows(`UPDATE leads SET stage = 'closed' WHERE id = $1`, [newcomer]);
    await eventLog.append({
      type: 'lead.moved',
      payload: {
        fromTemperature: 'cold',
        toTemperature: 'cold',
        fromStage: 'open',
        toStage: 'closed',
        reason: 'company_closed',
      },
      leadId: newcomer,
    });
    await floor.rows(
      `UPDATE legal_sources SET complete = false WHERE id = (SELECT legal_source_id FROM lead_lists WHERE id = $1)`,
      [list],
    );
    await eventLog.append({
      type: 'list.legal_source_changed',
      payload: { listId: list, complete: false, missing: [], synthetic: false },
    });
    await settled();
    expect(await floor.queue(campaign)).toEqual({
      [leads[0]!]: 'blocked: legal_source_incomplete',
      [newcomer]: 'blocked: stage_closed',
    });
    const [kept] = await floor.rows<{ value: { position: number } }>(
      `SELECT value FROM settings WHERE key = 'queue_upkeep'`,
    );
    expect(kept!.value.position).toBeGreaterThan(0);
  });

  it('and a legal source that runs out overnight blocks what rests on it', async () => {
    const list = await floor.list({ expiresOn: '2026-11-23' });
    const lead = await floor.lead(list, { phones: [{ e164: number() }] });
    const campaign = await floor.campaign([list], { scriptId });
    expect(await floor.queue(campaign)).toEqual({ [lead]: 'ready' });
    const agenda = floor.backend.get(Agenda);
    expect(await agenda.nextDueAt()).toEqual(new Date('2026-11-24T00:00:00Z'));
    await agenda.advance(new Date('2026-11-24T12:00:00Z'));
    expect(floor.now).toEqual(new Date('2026-11-24T00:00:00Z'));
    expect(await floor.queue(campaign)).toEqual({ [lead]: 'blocked: legal_source_incomplete' });
  });
});
