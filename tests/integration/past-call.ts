import type pg from 'pg';

/**
 * A call a minute after now to the first number that is this one, ended with a result that is a cause as well, as the ledger of calls keeps it;
 * of a campaign of its own. For what looks back on calls and does not care how they came about.
 */
export async function pastCall(db: pg.Client | pg.Pool, e164: string, result = 'busy'): Promise<void> {
  await db.query(
    `WITH script AS (INSERT INTO call_scripts (name, created_at) VALUES ($1, now()) RETURNING id),
     version AS (
       INSERT INTO call_script_versions (call_script_id, number, document, sha256, updated_at) SELECT id, 1, '{}', '', now() FROM script RETURNING id),
     phone AS (SELECT p.*, l.client_id FROM phones p JOIN leads l ON l.id = p.lead_id WHERE p.e164 = $1 ORDER BY p.id LIMIT 1),
     campaign AS (
       INSERT INTO campaigns (client_id, name, purpose, audience, policy, created_at)
       SELECT client_id, 'К ' || $1, 'advertising', 'b2b', '{}', now() FROM phone RETURNING id),
     attempt AS (
       INSERT INTO attempts (id, campaign_id, lead_id, phone_id, number_key, operator_id, call_script_version_id, provider, state, cause, planned_at,
                             dial_requested_at, ended_at, wrapped_at)
       SELECT gen_random_uuid(), c.id, p.lead_id, p.id, p.number_key, (SELECT min(id) FROM users), v.id, 'simulator', 'ended', $2, at, at, at, at
       FROM campaign c, version v, phone p, (VALUES (now() + interval '1 minute')) t (at) RETURNING id)
     INSERT INTO attempt_results (attempt_id, disposition_code, at) SELECT id, $2, now() FROM attempt`,
    [e164, result],
  );
}
