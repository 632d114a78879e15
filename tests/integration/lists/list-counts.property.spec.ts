import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Random, scaled, seededRandom } from '../../support/random.js';
import { CountedLists } from './counted-lists.js';

const CHANGES_A_ROUND = 12;
const TEMPERATURES = ['cold', 'warm', 'hot'];
const ZONES = ['{}', '{Asia/Omsk}', '{Europe/Moscow,Asia/Omsk}'];
/** One of these leads' numbers, whichever the second parameter draws. */
const A_PHONE = '(SELECT id FROM phones WHERE lead_id = ANY ($1) ORDER BY md5(id::text || $2) LIMIT 1)';
const SOURCE = `CASE WHEN $3::text[] = '{}' THEN 'unknown' ELSE 'address' END`;

let lists: CountedLists;
let numbers = 0;

beforeAll(async () => {
  lists = await CountedLists.open();
}, 30_000);
afterAll(() => lists.close());

it('what is kept after any changes is what the leads say', async () => {
  const random = seededRandom('list counts');
  // Of each the first three leads stay, so that it is always a large one.
  const made = [await lists.list('Первая', 9), await lists.list('Вторая', 9), await lists.list('Третья', 9)];
  const listIds = made.map(({ list }) => list.id);
  const leadIds = made.flatMap((each) => each.leadIds.slice(3));
  for (let round = 0; round < scaled(60); round += 1) {
    for (let step = 0; step < CHANGES_A_ROUND; step += 1) {
      const [sql, parameters] = anyChange(random, listIds, leadIds);
      await lists.desk.db.query(sql, parameters);
    }
    for (const { list } of made) {
      await lists.inBackground(list);
      expect(await lists.kept(list)).toEqual(await lists.counted(list));
    }
  }
}, 120_000);

/** Straight in the tables, also in ways nobody has thought of yet. */
function anyChange(random: Random, listIds: string[], leadIds: string[]): [string, unknown[]] {
  const list = random.pick(listIds);
  const lead = random.pick(leadIds);
  const other = random.pick(leadIds);
  const some = random.shuffle(leadIds).slice(0, random.integer(1, leadIds.length));
  const zones = random.pick(ZONES);
  const draw = String(random.next());
  return random.pick<[string, unknown[]]>([
    [`UPDATE leads SET temperature = $2 WHERE id = ANY ($1)`, [some, random.pick(TEMPERATURES)]],
    ['UPDATE leads SET merged_into = nullif($2::bigint, id) WHERE id = $1', [lead, random.pick([null, other])]],
    [
      'INSERT INTO list_members (list_id, lead_id, added_at) SELECT $1, unnest($2::bigint[]), now() ON CONFLICT DO NOTHING',
      [list, some],
    ],
    ['DELETE FROM list_members WHERE list_id = $1 AND lead_id = ANY ($2)', [list, some.slice(0, 3)]],
    [
      `UPDATE list_members m SET lead_id = $2 WHERE lead_id = $1
       AND NOT EXISTS (SELECT FROM list_members o WHERE o.list_id = m.list_id AND o.lead_id = $2)`,
      [lead, other],
    ],
    [
      `INSERT INTO phones (lead_id, e164, number_key, kind, country, zones, zone_source, created_at)
       VALUES ($1, '+7912' || lpad($2, 7, '0'), decode(md5($2), 'hex'), 'mobile', 'RU', $3::text[], ${SOURCE}, now())`,
      [lead, String((numbers += 1)), zones],
    ],
    [`UPDATE phones SET zones = $3::text[], zone_source = ${SOURCE} WHERE id = ${A_PHONE}`, [leadIds, draw, zones]],
    [`UPDATE phones SET lead_id = $3 WHERE id = ${A_PHONE}`, [leadIds, draw, lead]],
    [
      `UPDATE phones SET (state, retired_reason) =
         (SELECT CASE state WHEN 'active' THEN 'retired' ELSE 'active' END, CASE state WHEN 'active' THEN 'other' END)
       WHERE id = ${A_PHONE}`,
      [leadIds, draw],
    ],
    [`DELETE FROM phones WHERE id = ${A_PHONE}`, [leadIds, draw]],
  ]);
}
