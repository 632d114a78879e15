import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LedgerService } from '../../../backend/src/compliance/ledger.service.js';
import { StopExpiry } from '../../../backend/src/compliance/stop-expiry.service.js';
import { StopListService } from '../../../backend/src/compliance/stop-list.service.js';
import { SuppressionService } from '../../../backend/src/compliance/suppression.service.js';
import { Transaction } from '../../../backend/src/kernel/transaction.js';
import { Floor } from '../campaigns/floor.fixture.js';

let floor: Floor;
let stopList: SuppressionService;
let page: StopListService;
let ledger: LedgerService;

beforeAll(async () => {
  floor = await Floor.open();
  stopList = floor.backend.get(SuppressionService);
  page = floor.backend.get(StopListService);
  ledger = floor.backend.get(LedgerService);
});
afterAll(() => floor.close());

describe('the stop list', () => {
  it('takes a number once, with its event and its place in the ledger', async () => {
    const numberKey = floor.keyOf('+74951110001');
    const request = { numberKey, scope: 'organisation', kind: 'opt_out', byUserId: floor.userId } as const;
    const id = await stopList.suppress(request);
    expect(id).toBeDefined();
    expect(await stopList.suppress(request)).toBeUndefined();
    expect(await stopList.isSuppressed(numberKey)).toBe(true);
    const hex = numberKey.toString('hex');
    expect(await floor.rows(`SELECT payload, actor_id FROM events WHERE type = 'number.suppressed'`)).toEqual([
      { payload: { numberKey: hex, scope: 'organisation', kind: 'opt_out' }, actor_id: floor.userId },
    ]);
    expect(await ledger.verify(`number:${hex}`)).toEqual({ intact: true, entries: 1 });
  });

  it('keeps a client and a campaign apart from the others', async () => {
    const numberKey = floor.keyOf('+74951110002');
    await stopList.suppress({
      numberKey,
      scope: 'client',
      clientId: floor.clientId,
      kind: 'competitor',
      byUserId: null,
    });
    expect(await stopList.isSuppressed(numberKey)).toBe(false);
    expect(await stopList.isSuppressed(numberKey, { clientId: floor.clientId })).toBe(true);
  });

  it('takes one number from two sides at once without a double entry', async () => {
    const numberKey = floor.keyOf('+74951110003');
    const request = { numberKey, scope: 'organisation', kind: 'opt_out', byUserId: null } as const;
    const ids = await Promise.all(Array.from({ length: 6 }, () => stopList.suppress(request)));
    expect(ids.filter((id) => id !== undefined)).toHaveLength(1);
  });

  it('leaves nothing behind when the transaction around it fails', async () => {
    const numberKey = floor.keyOf('+74951110004');
    const failing = floor.backend.get(Transaction).run(async () => {
      await stopList.suppress({ numberKey, scope: 'organisation', kind: 'opt_out', byUserId: null });
      throw new Error('the result could not be saved');
    });
    await expect(failing).rejects.toThrow('could not be saved');
    expect(await stopList.isSuppressed(numberKey)).toBe(false);
  });

  it('is written from the page by number or by phone, and read newest first', async () => {
    const list = await floor.list();
    const lead = await floor.lead(list, { phones: [] });
    const phoneId = await floor.phone(lead, { e164: '+74951110005' });
    const byPhone = await page.create(
      { phoneId: phoneId as never, scope: 'organisation', kind: 'own_staff', reason: 'our own desk' },
      floor.userId,
    );
    expect(byPhone).toMatchObject({ e164: '+74951110005', kind: 'own_staff', byName: 'supervisor' });
    const again = await page.create({ e164: '+74951110005', scope: 'organisation', kind: 'opt_out' }, floor.userId);
    expect(again).toEqual(byPhone);
    const byNumber = await page.create(
      { e164: '+74951110006', scope: 'organisation', kind: 'regulator' },
      floor.userId,
    );
    expect(byNumber.e164).toBeNull();
    const first = await page.list(undefined, 1);
    expect(first.items).toEqual([byNumber]);
    expect((await page.list(first.nextCursor!, 1)).items).toEqual([byPhone]);
    await expect(
      stopList.suppress({ phoneId: '999999', scope: 'organisation', kind: 'test', byUserId: null }),
    ).rejects.toMatchObject({ code: 'record.not_found' });
  });
});

describe('the last day of an exclusion', () => {
  it('lifts it when the day is over, and leaves what somebody else stops', async () => {
    const expiry = floor.backend.get(StopExpiry);
    await page.add(
      {
        numbers: '+74951110021\n+74951110022',
        kind: 'open_deal',
        scope: 'organisation',
        reason: 'a deal',
        expiresOn: '2026-11-24',
      },
      floor.userId,
    );
    expect(await expiry.nextDueAt()).toEqual(new Date('2026-11-25T00:00:00Z'));
    expect(await expiry.runDue(new Date('2026-11-24T23:59:59Z'))).toBe(0);
    await floor.rows(
      `INSERT INTO stop_requests (source, number_key, kind, created_at) VALUES ('key', $1, 'opt_out', now())`,
      [floor.keyOf('+74951110022')],
    );
    expect(await expiry.runDue(new Date('2026-11-25T00:00:00Z'))).toBe(2);
    expect(await stopList.isSuppressed(floor.keyOf('+74951110021'))).toBe(false);
    expect(await stopList.isSuppressed(floor.keyOf('+74951110022'))).toBe(true);
    expect(await expiry.nextDueAt()).toBeNull();
  });
});

describe('the ledger', () => {
  it('chains the entries of a subject and refuses to be rewritten', async () => {
    for (const kind of ['source.confirmed', 'consent.given', 'consent.withdrawn']) {
      await ledger.append({ subject: 'lead:1', kind, facts: { b: 2, a: [1, { z: null }] }, byUserId: floor.userId });
    }
    expect(await ledger.verify('lead:1')).toEqual({ intact: true, entries: 3 });
    expect(await ledger.verify('lead:2')).toEqual({ intact: true, entries: 0 });
    await expect(floor.rows(`UPDATE ledger_entries SET kind = 'nothing' WHERE subject = 'lead:1'`)).rejects.toThrow(
      'append-only',
    );
    await expect(floor.rows(`DELETE FROM ledger_entries WHERE subject = 'lead:1'`)).rejects.toThrow('append-only');
  });

  it('shows what was changed behind its back', async () => {
    await floor.rows('ALTER TABLE ledger_entries DISABLE TRIGGER ledger_entries_append_only');
    const [second] = await floor.rows<{ id: string }>(
      `SELECT id FROM ledger_entries WHERE subject = 'lead:1' ORDER BY id OFFSET 1 LIMIT 1`,
    );
    await floor.rows(`UPDATE ledger_entries SET facts = '{"a": 1}' WHERE id = $1`, [second!.id]);
    expect(await ledger.verify('lead:1')).toEqual({ intact: false, brokenAt: second!.id });
    await floor.rows('ALTER TABLE ledger_entries ENABLE TRIGGER ledger_entries_append_only');
  });

  it('takes entries of one subject from many sides in one chain', async () => {
    await Promise.all(
      Array.from({ length: 8 }, (_, n) => ledger.append({ subject: 'lead:3', kind: 'note.kept', facts: { n } })),
    );
    expect(await ledger.verify('lead:3')).toEqual({ intact: true, entries: 8 });
  });
});
