import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Import, LeadList } from '@warmline/contracts';
import { ListDesk } from './list-desk.js';

const CSV = { kind: 'csv', charset: 'utf-8', delimiter: ';', header: true } as const;
const MAPPING = ['name', 'phone', 'inn', 'site', 'contact_name', 'custom'] as ('name' | 'phone')[];
const HEADER = 'Название;Телефон;ИНН;Сайт;Контакт;Мест\n';
const KNOWN = 'Осина;210-40-01;;;Анна;12\nИва;210-40-02;7736207543;;;\n';
/** A new lead, one that repeats it, one that teaches a known lead, two that share a number, one that is no good. */
const EVERY_KIND =
  'Клён;210-41-01;;;Пётр;5\nКлён;210-41-01;;klen.example;;\nОсина;210-40-01, 210-40-09;;osina.example;Борис;40\n' +
  'Вишня;210-41-03;7707083893;;;\nСлива;210-41-03;5001007322;;;\nЯсень;12;;;;\n';
const ROWS = 6;
/** First key of the lock under which somebody works on an import. */
const RUN_LOCK = 7_264_002;

let desk: ListDesk;

beforeEach(async () => {
  desk = await ListDesk.open();
  await load('Было', KNOWN);
}, 60_000);
afterEach(() => desk.close());

async function judge(name: string, rows: string, on = desk): Promise<{ list: LeadList; judged: Import }> {
  const upload = await on.upload(HEADER + rows);
  const list = await on.newList(name);
  return { list, judged: await on.judge(list, { fileId: upload.fileId, format: CSV, mapping: MAPPING, again: true }) };
}

async function load(name: string, rows: string, on = desk): Promise<Import> {
  const { judged } = await judge(name, rows, on);
  await on.http.post(`/api/imports/${judged.id}/commit`);
  return on.finished(judged.id);
}

/** Its leads, numbers and members are written and not committed, and the ledger of its rows waits for the test. */
async function pausedInCommit(): Promise<{ judged: Import; list: LeadList; release: () => Promise<void> }> {
  const { judged, list } = await judge('Станет', EVERY_KIND);
  const held = await desk.hold('LOCK TABLE import_rows IN SHARE MODE');
  await desk.http.post(`/api/imports/${judged.id}/commit`);
  await told(judged.id, { phase: 'committing', rowsDone: Math.round((ROWS * 2) / 3) });
  return { judged, list, ...held };
}

function told(importId: string, { phase, rowsDone }: { phase: string; rowsDone: number }): Promise<void> {
  return desk.until(
    `SELECT FROM events WHERE type = 'import.progressed' AND payload ->> 'importId' = $1 AND payload ->> 'phase' = $2
       AND (payload ->> 'rowsRead')::int = $3`,
    importId,
    phase,
    rowsDone,
  );
}

/** Waits until nobody works on the import any more. */
async function leftAlone(importId: string): Promise<void> {
  await desk.db.query('SELECT pg_advisory_lock($1, hashtext($2))', [RUN_LOCK, importId]);
  await desk.db.query('SELECT pg_advisory_unlock($1, hashtext($2))', [RUN_LOCK, importId]);
}

/** What the leads of an installation say, whatever their ids are. */
async function union(of: ListDesk): Promise<unknown> {
  const { rows } = await of.db.query(`
    SELECT l.name, l.inn, l.site, l.custom, l.version,
           ARRAY(SELECT p.e164 FROM phones p WHERE p.lead_id = l.id ORDER BY p.e164) AS phones,
           ARRAY(SELECT c.full_name FROM contacts c WHERE c.lead_id = l.id ORDER BY c.full_name) AS contacts,
           ARRAY(SELECT concat_ws(' ', x.name, m.row_number, m.created) FROM list_members m JOIN lead_lists x ON x.id = m.list_id
                 WHERE m.lead_id = l.id ORDER BY x.name) AS members,
           ARRAY(SELECT concat_ws(' ', r.row_number, r.verdict, r.reason) FROM import_verdicts r WHERE r.lead_id = l.id ORDER BY 1) AS rows
    FROM leads l ORDER BY l.name, l.inn`);
  return rows;
}

describe('an import cancelled in the middle of its commit', () => {
  it('leaves no lead, number, change, row or table behind, and the file loads afterwards', async () => {
    const before = await desk.world();
    const paused = await pausedInCommit();
    const { id } = paused.judged;
    const cancelled = await desk.http.post<Import>(`/api/imports/${id}/cancel`);
    await paused.release();
    await leftAlone(id);
    expect(cancelled.state).toBe('cancelled');
    expect(await desk.world()).toEqual(before);
    expect(await desk.count('import_rows WHERE import_id = $1', id)).toBe(0);
    expect(await desk.count('import_changes WHERE import_id = $1', id)).toBe(0);
    expect(await desk.stagedTables()).toBe(0);
    const said = await desk.db.query(
      `SELECT DISTINCT type FROM events WHERE payload ->> 'importId' = $1 AND type <> 'import.progressed' ORDER BY type`,
      [id],
    );
    expect(said.rows.map(({ type }) => type as string)).toEqual([
      'import.cancelled',
      'import.judged',
      'import.started',
    ]);
    expect(await desk.count(`events WHERE type LIKE 'lead.%'`)).toBe(0);
    expect((await load('Снова', EVERY_KIND)).counts).toMatchObject({ rows: ROWS, leadsCreated: 3, updated: 1 });
  }, 60_000);
});

describe('a backend killed with kill -9', () => {
  it('ends a commit after its restart with what an undisturbed one gives, each row once', async () => {
    const before = await desk.world();
    const paused = await pausedInCommit();
    await desk.app.kill9();
    await paused.release();
    expect(await desk.world()).toEqual(before);
    await desk.app.start();
    const done = await desk.finished(paused.judged.id);
    const calm = await ListDesk.open();
    try {
      await load('Было', KNOWN, calm);
      const undisturbed = await load('Станет', EVERY_KIND, calm);
      expect([done.state, done.counts]).toEqual(['done', undisturbed.counts]);
      expect(await union(desk)).toEqual(await union(calm));
    } finally {
      await calm.close();
    }
    expect(await desk.count('import_verdicts WHERE import_id = $1', done.id)).toBe(ROWS);
    expect(await desk.count(`events WHERE type = 'import.finished' AND payload ->> 'importId' = $1`, done.id)).toBe(1);
    expect(await desk.stagedTables()).toBe(0);
  }, 90_000);

  it('ends an undo after its restart: the state before, and the count of all that was taken back', async () => {
    const before = await desk.world();
    const created = 4_100;
    const many = Array.from({ length: created }, (_, index) => `Фирма ${index};+7921${2_000_000 + index};;;;`);
    const done = await load('Много', `Осина;210-40-01;;osina.example;;\n${many.join('\n')}\n`);
    expect(done.counts).toMatchObject({ leadsCreated: created, updated: 1 });
    const beyondTheFirstBatch = `SELECT FROM leads WHERE id = (SELECT max(lead_id) FROM list_members WHERE list_id = $1) FOR UPDATE`;
    const held = await desk.hold(beyondTheFirstBatch, [done.listId]);
    await desk.http.post(`/api/imports/${done.id}/undo`);
    await told(done.id, { phase: 'undoing', rowsDone: 4_001 });
    await desk.app.kill9();
    await held.release();
    await desk.app.start();
    await desk.until(`SELECT FROM events WHERE type = 'import.undone' AND payload ->> 'importId' = $1`, done.id);
    expect(await desk.http.get<Import>(`/api/imports/${done.id}`)).toMatchObject({
      state: 'undone',
      undo: { removed: created, restored: 1, kept: 0 },
    });
    expect(await desk.world()).toEqual(before);
  }, 90_000);
});
