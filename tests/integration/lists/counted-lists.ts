import type { LeadList } from '@warmline/contracts';
import { ListDesk } from './list-desk.js';

/** Larger lists are counted in the background. */
const LIVE_MAX = 2;
/** Held while a list is counted in the background. */
const COUNTING = 'SELECT pg_advisory_xact_lock(7264017, 0)';

export interface Figures {
  total: number;
  cold: number;
  warm: number;
  hot: number;
  zoneUnknown: number;
}

/** A marketer's desk where three leads make a large list: what is shown of a list, what is kept, and what its leads say. */
export class CountedLists {
  private constructor(readonly desk: ListDesk) {}

  static async open(): Promise<CountedLists> {
    return new CountedLists(await ListDesk.open({ LIST_LIVE_COUNT_MAX: String(LIVE_MAX) }));
  }

  close(): Promise<void> {
    return this.desk.close();
  }

  /** A list of so many cold leads, each with a number in Moscow, straight in the tables. */
  async list(name: string, size = 4): Promise<{ list: LeadList; leadIds: string[] }> {
    const list = await this.desk.newList(name);
    const { rows } = await this.desk.db.query<{ id: string }>(
      `WITH added AS (
         INSERT INTO leads (client_id, kind, name, created_at)
         SELECT client_id, 'company', $2 || ' ' || n, now() FROM lead_lists, generate_series(1, $3::int) n WHERE id = $1 RETURNING id
       ), numbers AS (
         INSERT INTO phones (lead_id, e164, number_key, kind, country, zones, zone_source, created_at)
         SELECT id, '+7913' || lpad(id::text, 7, '0'), decode(md5(id::text), 'hex'), 'mobile', 'RU', '{Europe/Moscow}', 'address', now() FROM added
       ), members AS (INSERT INTO list_members (list_id, lead_id, added_at) SELECT $1, id, now() FROM added)
       SELECT id FROM added ORDER BY id`,
      [list.id, name, size],
    );
    return { list, leadIds: rows.map(({ id }) => id) };
  }

  async shown({ id }: LeadList): Promise<LeadList['leads']> {
    return (await this.desk.http.get<LeadList>(`/api/lists/${id}`)).leads;
  }

  /** What the leads themselves say. */
  async counted({ id }: LeadList): Promise<Figures> {
    const { rows } = await this.desk.db.query<{ temperature: string; known: boolean }>(
      `SELECT l.temperature, EXISTS (SELECT FROM phones p WHERE p.lead_id = l.id AND p.state = 'active' AND p.zones <> '{}') AS known
       FROM leads l WHERE l.merged_into IS NULL AND l.id IN (SELECT lead_id FROM list_members WHERE list_id = $1)`,
      [id],
    );
    const of = (temperature: string) => rows.filter((row) => row.temperature === temperature).length;
    const zoneUnknown = rows.filter(({ known }) => !known).length;
    return { total: rows.length, cold: of('cold'), warm: of('warm'), hot: of('hot'), zoneUnknown };
  }

  async kept({ id }: LeadList): Promise<Figures | undefined> {
    const { rows } = await this.desk.db.query<Figures>(
      'SELECT total, cold, warm, hot, zone_unknown AS "zoneUnknown" FROM list_counts WHERE list_id = $1',
      [id],
    );
    return rows[0];
  }

  marks({ id }: LeadList): Promise<number> {
    return this.desk.count('list_count_marks WHERE list_id = $1', id);
  }

  /** Waits until nothing says that the list is to be counted anew. */
  inBackground({ id }: LeadList): Promise<void> {
    return this.desk.soon('SELECT WHERE NOT EXISTS (SELECT FROM list_count_marks WHERE list_id = $1)', id);
  }

  /** How often browsers were told of other figures. */
  told({ id }: LeadList): Promise<number> {
    return this.desk.count(`events WHERE type = 'list.counted' AND payload ->> 'listId' = $1`, id);
  }

  /** Nothing is counted in the background meanwhile. */
  async held<Result>(work: () => Promise<Result>): Promise<Result> {
    const held = await this.desk.hold(COUNTING);
    try {
      return await work();
    } finally {
      await held.release();
    }
  }
}
