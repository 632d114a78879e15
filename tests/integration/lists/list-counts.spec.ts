import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { BulkAction, DuplicateDecided, LeadCard, LeadList } from '@warmline/contracts';
import { isDeepStrictEqual } from 'node:util';
import pg from 'pg';
import { createAndSignIn } from '../../support/http.js';
import { connectSocket } from '../../support/socket-client.js';
import { CountedLists } from './counted-lists.js';
import type { ListDesk } from './list-desk.js';

let lists: CountedLists;
let desk: ListDesk;

beforeAll(async () => {
  lists = await CountedLists.open();
  desk = lists.desk;
}, 30_000);
afterAll(() => lists.close());

const IMPORTED = 'Название;Телефон\nЛипа;8-800-555-40-01\nИва;8-800-555-40-02\nЕль;210-41-99\n';
const now = { countedAt: null, isFirstCount: false };

const move = (leadId: string | undefined, temperature: string) =>
  desk.http.post(`/api/leads/${leadId}/moves`, { temperature, reason: 'проверка' });

async function retire(leadId: string | undefined): Promise<void> {
  const lead = await desk.http.get<LeadCard>(`/api/leads/${leadId}`);
  await desk.http.post(`/api/phones/${lead.phones[0]?.id}/retirement`, { reason: 'not_in_service' });
}

async function bulk(kind: 'add_to_list' | 'remove_from_list', list: LeadList, leadIds: string[]): Promise<void> {
  const change = { kind, listId: list.id };
  const { id } = await desk.http.post<BulkAction>('/api/bulk-actions', { selection: { leadIds }, change });
  await desk.until(`SELECT FROM events WHERE type = 'bulk_action.finished' AND payload ->> 'bulkActionId' = $1`, id);
}

/** Two cards become one, as a person decides it. Answers the pair. */
async function merge(leadA: string | undefined, leadB: string | undefined): Promise<string> {
  const { rows } = await desk.db.query<{ id: string }>(
    `INSERT INTO duplicate_pairs (client_id, lead_a, lead_b, score, reasons, created_at)
     SELECT client_id, least($1::bigint, $2::bigint), greatest($1::bigint, $2::bigint), 5, '[]', now() FROM leads WHERE id = $1 RETURNING id`,
    [leadA, leadB],
  );
  const pair = rows[0]?.id ?? '';
  await desk.http.post<DuplicateDecided>(`/api/duplicates/${pair}/decision`, { decision: 'merge' });
  return pair;
}

const part = (pair: string) => desk.http.post(`/api/duplicates/${pair}/reopening`, {});

interface Change {
  /** Before the list is counted for the first time. */
  readonly before?: (made: Made) => Promise<unknown>;
  readonly change: (made: Made) => Promise<unknown>;
}
type Made = Awaited<ReturnType<CountedLists['list']>>;

const zoneless = ({ leadIds }: Made) =>
  desk.db.query(`UPDATE phones SET zones = '{}', zone_source = 'unknown' WHERE lead_id = $1`, [leadIds[0]]);
const load = async ({ list }: Made, content: string) => {
  const upload = await desk.upload(content);
  const { format, columns } = await desk.preview(upload);
  const mapping = columns.map(({ field }) => field);
  return (await desk.run(list, { fileId: upload.fileId, format, mapping, again: true })).id;
};
let imported = '';
let pair = '';

/** Everything in the product that moves a figure. Each has a list of its own. */
const CHANGES: Record<string, Change> = {
  'a lead becomes warm': { change: ({ leadIds }) => move(leadIds[0], 'warm') },
  'a lead cools down': {
    before: ({ leadIds }) => move(leadIds[0], 'hot'),
    change: ({ leadIds }) => move(leadIds[0], 'cold'),
  },
  'a number is retired': { change: ({ leadIds }) => retire(leadIds[0]) },
  'a number with a zone is added': {
    before: ({ leadIds }) => retire(leadIds[0]),
    change: ({ leadIds }) =>
      desk.http.post(`/api/leads/${leadIds[0]}/phones`, { number: '8-800-555-40-09', zone: 'Asia/Omsk' }),
  },
  'a number is deleted': {
    change: ({ leadIds }) => desk.db.query('DELETE FROM phones WHERE lead_id = $1', [leadIds[0]]),
  },
  'the list gets a zone for numbers without': {
    before: zoneless,
    change: ({ list }) => desk.http.patch(`/api/lists/${list.id}`, { version: list.version, defaultZone: 'Asia/Omsk' }),
  },
  'the zone of a number is forgotten': { change: zoneless },
  'a lead is deleted': { change: ({ leadIds }) => desk.db.query('DELETE FROM leads WHERE id = $1', [leadIds[0]]) },
  'leads are added by hand': {
    change: async ({ list }) => bulk('add_to_list', list, (await lists.list('Добавка')).leadIds),
  },
  'leads are taken out by hand': { change: ({ list, leadIds }) => bulk('remove_from_list', list, leadIds.slice(0, 1)) },
  'two of the list become one': { change: ({ leadIds }) => merge(leadIds[0], leadIds[1]) },
  'two of the list are parted again': {
    before: async ({ leadIds }) => (pair = await merge(leadIds[0], leadIds[1])),
    change: () => part(pair),
  },
  'a lead gives its place to one of another list': {
    change: async ({ leadIds }) => {
      const { leadIds: others } = await lists.list('Чужие');
      await move(others[0], 'hot');
      await merge(leadIds[0], others[0]);
    },
  },
  'an import adds rows': { change: (made) => load(made, IMPORTED) },
  'an import is taken back': {
    before: async (made) => (imported = await load(made, IMPORTED.replaceAll('-4', '-5'))),
    change: async () => {
      await desk.http.post(`/api/imports/${imported}/undo`);
      await desk.until(`SELECT FROM events WHERE type = 'import.undone' AND payload ->> 'importId' = $1`, imported);
    },
  },
};

describe('the figures of a large list', () => {
  it('follow everything that moves them', async () => {
    const all: (Change & { name: string; made: Made })[] = [];
    for (const [name, change] of Object.entries(CHANGES)) {
      all.push({ name, ...change, made: await lists.list(name) });
    }
    const picture = async (of: (list: LeadList) => Promise<unknown>) => {
      const figures: Record<string, unknown> = {};
      for (const { name, made } of all) {
        figures[name] = await of(made.list);
      }
      return figures;
    };
    const apply = async (when: 'before' | 'change') => {
      for (const { made, [when]: act } of all) {
        await act?.(made);
      }
      for (const { made } of all) {
        await lists.inBackground(made.list);
      }
      return picture((list) => lists.kept(list));
    };
    const before = await apply('before');
    expect(before).toEqual(await picture((list) => lists.counted(list)));
    const after = await apply('change');
    expect(after).toEqual(await picture((list) => lists.counted(list)));
    expect(all.map(({ name }) => name).filter((name) => isDeepStrictEqual(before[name], after[name]))).toEqual([]);
  }, 30_000);

  it('are those of the last count, with its time, until they are counted anew and the browser is told', async () => {
    const { list, leadIds } = await lists.list('Большая');
    await lists.inBackground(list);
    const { client } = await createAndSignIn(desk.http, 'marketer');
    const socket = await connectSocket(client);
    await socket.send('feed.resume', { since: null });
    const before = await lists.counted(list);
    const old = await lists.held(async () => {
      await move(leadIds[0], 'hot');
      return lists.shown(list);
    });
    expect(old).toEqual({ ...before, isFirstCount: false, countedAt: expect.any(String) });
    await socket.events.awaitNext('feed.events', ({ events }) =>
      events.some(({ type, payload }) => type === 'list.counted' && payload['listId'] === list.id),
    );
    socket.close();
    expect(await lists.shown(list)).toEqual({ ...(await lists.counted(list)), ...now });
  });

  it('are not told when the count found the same', async () => {
    const { list, leadIds } = await lists.list('Туда и обратно');
    await lists.inBackground(list);
    expect(await lists.told(list)).toBe(1);
    await lists.held(async () => {
      await move(leadIds[0], 'hot');
      await move(leadIds[0], 'cold');
      expect(await lists.marks(list)).toBe(2);
    });
    await lists.inBackground(list);
    expect(await lists.told(list)).toBe(1);
  });

  it('are not known before the first count, but how many an import has put in', async () => {
    const list = await lists.held(async () => {
      const loaded = await desk.load('Первая', IMPORTED.replaceAll('-4', '-6'));
      // One: the triggers rested while the rows were inserted, and the commit wrote it.
      expect(await lists.marks(loaded.list)).toBe(1);
      const unknown = { cold: 0, warm: 0, hot: 0, zoneUnknown: 0 };
      expect(await lists.shown(loaded.list)).toEqual({ total: 3, ...unknown, countedAt: null, isFirstCount: true });
      return loaded.list;
    });
    await desk.until(`SELECT FROM events WHERE type = 'list.counted' AND payload ->> 'listId' = $1`, list.id);
    expect(await lists.shown(list)).toEqual({ total: 3, cold: 3, warm: 0, hot: 0, zoneUnknown: 2, ...now });
  });

  it('lose no change that comes while they are counted', async () => {
    const { list, leadIds } = await lists.list('Вперебой');
    await lists.inBackground(list);
    const held = await desk.hold('SELECT FROM list_counts WHERE list_id = $1 FOR UPDATE', [list.id]);
    await move(leadIds[0], 'warm');
    await held.awaited();
    // Counted by now, and not kept yet.
    await move(leadIds[1], 'hot');
    await held.release();
    await lists.inBackground(list);
    expect(await lists.kept(list)).toMatchObject({ cold: 2, warm: 1, hot: 1 });
  });
});

describe('the figures of a small list', () => {
  it('show at once what somebody has just done, and are told to nobody', async () => {
    const { list, leadIds } = await lists.list('Малая', 2);
    await lists.inBackground(list);
    await lists.held(async () => {
      await move(leadIds[0], 'hot');
      await retire(leadIds[1]);
      expect(await lists.shown(list)).toEqual({ total: 2, cold: 1, warm: 0, hot: 1, zoneUnknown: 1, ...now });
    });
    expect(await lists.told(list)).toBe(0);
  });

  it('are nought before anybody is put in', async () => {
    const { leads } = await desk.newList('Пустая');
    expect(leads).toEqual({ total: 0, cold: 0, warm: 0, hot: 0, zoneUnknown: 0, ...now });
  });
});

describe('a mark', () => {
  it('is left by no change that moves no figure, nor for a lead of no list', async () => {
    const { list, leadIds } = await lists.list('Прочее');
    const { list: left, leadIds: alone } = await lists.list('Покинутая');
    await desk.db.query('DELETE FROM list_members WHERE list_id = $1', [left.id]);
    await lists.inBackground(list);
    await lists.held(async () => {
      const before = await desk.count('list_count_marks');
      await desk.db.query(`UPDATE leads SET city = 'Тверь', temperature = temperature WHERE id = ANY ($1)`, [leadIds]);
      await desk.db.query('UPDATE phones SET priority = 7 WHERE lead_id = ANY ($1)', [leadIds]);
      await desk.db.query('UPDATE list_members SET added_at = now() WHERE list_id = $1', [list.id]);
      await move(alone[0], 'hot');
      await retire(alone[0]);
      expect(await desk.count('list_count_marks')).toBe(before);
      await desk.db.query(`UPDATE leads SET temperature = 'hot' WHERE id = ANY ($1)`, [leadIds]);
      expect(await lists.marks(list)).toBe(1);
    });
  });

  it('makes no two changes of one list wait for each other, nor for who holds the list', async () => {
    const { list, leadIds } = await lists.list('Вместе');
    const warm = `UPDATE leads SET temperature = 'warm' WHERE id = $1`;
    const holder = await desk.hold('SELECT FROM lead_lists WHERE id = $1 FOR UPDATE', [list.id]);
    const open = await desk.hold(warm, [leadIds[0]]);
    const other = new pg.Client({ connectionString: desk.app.databaseUrl });
    await other.connect();
    await other.query(`SET lock_timeout = '2s'`);
    await other.query(warm, [leadIds[1]]);
    await other.end();
    // What it did is rolled back.
    await open.release();
    await holder.release();
    await lists.inBackground(list);
    expect(await lists.kept(list)).toMatchObject({ cold: 3, warm: 1 });
  });

  it('goes with its list', async () => {
    const { list } = await lists.list('Недолгая');
    await lists.inBackground(list);
    await lists.held(async () => {
      await desk.db.query('DELETE FROM lead_lists WHERE id = $1', [list.id]);
      expect(await lists.marks(list)).toBe(1);
    });
    await lists.inBackground(list);
    expect(await lists.kept(list)).toBeUndefined();
  });
});
