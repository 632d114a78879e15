import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Test, type TestingModule } from '@nestjs/testing';
import { scriptDocumentSchema, type ScriptDocument, type ScriptEvent } from '@warmline/contracts/call-script';
import { CallScriptService } from '../../backend/src/call-scripts/call-script.service.js';
import { CallScriptsModule } from '../../backend/src/call-scripts/call-scripts.module.js';
import { ScriptCheckService } from '../../backend/src/call-scripts/script-check.service.js';
import { ScriptRunService } from '../../backend/src/call-scripts/script-run.service.js';
import { HOME_SERVICES_SCRIPT } from '../../backend/src/call-scripts/seed/home-services.js';
import { PACKAGING_SCRIPT } from '../../backend/src/call-scripts/seed/packaging.js';
import { readConfig } from '../../backend/src/config/config.js';
import { ConfigModule } from '../../backend/src/config/config.module.js';
import { DatabaseModule } from '../../backend/src/database/database.module.js';
import { uuidv7 } from '../../backend/src/kernel/ids.js';
import { KernelModule } from '../../backend/src/kernel/kernel.module.js';
import { Transaction } from '../../backend/src/kernel/transaction.js';
import { cloneDatabase, type TestDatabase } from '../support/database.js';

const SECRET = 'a secret of the tests, long enough to be one';
const VIEW = { locale: 'en', values: { 'operator.name': 'Ann', 'client.name': 'Tara' } } as const;

let database: TestDatabase;
let backend: TestingModule;
let scripts: CallScriptService;
let runs: ScriptRunService;

/** One backend process as far as call scripts go: no HTTP, no sockets, the real database. */
async function startBackend(): Promise<TestingModule> {
  const config = readConfig({ DATABASE_URL: database.url, WARMLINE_SECRET: SECRET });
  const imports = [ConfigModule.with(config), DatabaseModule, KernelModule, CallScriptsModule];
  return (await Test.createTestingModule({ imports }).compile()).init();
}

beforeAll(async () => {
  database = await cloneDatabase();
  backend = await startBackend();
  scripts = backend.get(CallScriptService);
  runs = backend.get(ScriptRunService);
});

afterAll(async () => {
  await backend.close();
  await database.drop();
});

async function rows<Row>(sql: string, parameters: unknown[] = []): Promise<Row[]> {
  return backend.get(Transaction).rows<Row>(sql, parameters);
}

async function insert(sql: string, parameters: unknown[] = []): Promise<string> {
  const [row] = await rows<{ id: string }>(`${sql} RETURNING id`, parameters);
  return row!.id;
}

function packaging(): ScriptDocument {
  return scriptDocumentSchema.parse(structuredClone(PACKAGING_SCRIPT));
}

async function publishedVersion(document = packaging()): Promise<{ scriptId: string; versionId: string }> {
  const created = await scripts.create(document, null);
  const published = await scripts.publish(created.id, { version: created.version }, null);
  return { scriptId: created.id, versionId: published.published!.id };
}

describe('authoring a call script', () => {
  it('keeps a draft with its findings and publishes it as the first version', async () => {
    const created = await scripts.create(packaging(), null);
    expect(created).toMatchObject({
      name: { ru: 'Упаковка, первый звонок', en: 'Packaging, first call' },
      published: null,
      draft: { number: 1, errors: 0 },
      findings: [],
    });
    const published = await scripts.publish(created.id, { version: created.version }, null);
    expect(published).toMatchObject({ draft: null, published: { number: 1 }, document: { version: 1 } });
    const events = await rows(
      `SELECT payload FROM events WHERE type = 'call_script.published' ORDER BY id DESC LIMIT 1`,
    );
    expect(events).toEqual([{ payload: { callScriptId: created.id, versionId: published.published!.id, number: 1 } }]);
    expect(await scripts.list()).toContainEqual(expect.objectContaining({ id: created.id, draft: null }));
  });

  it('refuses to publish while the checker finds an error, and says which', async () => {
    const created = await scripts.create({ ...packaging(), start: 'nowhere' }, null);
    expect(created.draft?.errors).toBeGreaterThan(0);
    const refusal = expect.objectContaining({ code: 'dangling-target', path: 'start' });
    await expect(scripts.publish(created.id, { version: created.version }, null)).rejects.toMatchObject({
      code: 'call_script.has_errors',
      params: { findings: expect.arrayContaining([refusal]) },
    });
    expect((await scripts.get(created.id)).published).toBeNull();
  });

  it('begins a new draft beside the published version, which stays as it was', async () => {
    const { scriptId, versionId } = await publishedVersion();
    const before = await scripts.version(versionId);
    const { version } = await scripts.get(scriptId);
    const renamed = { ...packaging(), name: { ru: 'Иначе', en: 'Otherwise' } };
    const saved = await scripts.saveDraft(scriptId, { document: renamed, version });
    expect(saved).toMatchObject({
      name: renamed.name,
      draft: { number: 2 },
      published: { number: 1 },
      document: { name: renamed.name },
    });
    await scripts.publish(scriptId, { version: saved.version }, null);
    expect(await scripts.version(versionId)).toEqual(before);
    expect((await scripts.get(scriptId)).versions.map(({ number }) => number)).toEqual([2, 1]);
  });

  it('refuses a change decided on an older state, and publishing twice', async () => {
    const { scriptId } = await publishedVersion();
    const { version } = await scripts.get(scriptId);
    const stale = { document: packaging(), version: version - 1 };
    await expect(scripts.saveDraft(scriptId, stale)).rejects.toMatchObject({ code: 'record.changed_meanwhile' });
    await expect(scripts.publish(scriptId, { version }, null)).rejects.toMatchObject({ code: 'call_script.no_draft' });
  });

  it('has a published version changed by nobody, not even by SQL', async () => {
    const { versionId } = await publishedVersion();
    const change = rows(`UPDATE call_script_versions SET document = '{}' WHERE id = $1`, [versionId]);
    await expect(change).rejects.toThrow('cannot change');
  });

  it('checks by the rules a higher feature gives', async () => {
    const checker = backend.get(ScriptCheckService);
    const other = await startBackend();
    other.get(ScriptCheckService).takeRulesFrom(() => Promise.resolve({ allowedDispositions: ['order'] }));
    const { findings } = await other.get(CallScriptService).check(packaging());
    await other.close();
    expect(new Set(findings.map(({ code }) => code))).toEqual(new Set(['unknown-disposition']));
    expect(await checker.check(packaging())).toEqual([]);
  });
});

describe('a script run', () => {
  let versionId: string;
  let operatorId: string;
  let attemptId: string;
  let subjects: { attemptId: string; operatorId: string; leadId: string; campaignId: string };

  const send = (event: ScriptEvent, expectedSeq: number) => runs.send({ subjects, event, expectedSeq });

  beforeAll(async () => {
    ({ versionId } = await publishedVersion());
    operatorId = await insert(
      `INSERT INTO users (login, name, role, password_hash) VALUES ('op', 'Op', 'operator', 'x')`,
    );
  });

  beforeEach(async () => {
    attemptId = uuidv7();
    const clientId = await insert(`INSERT INTO clients (name, synthetic) VALUES ('Tara', true)`);
    const leadId = await insert(
      `INSERT INTO leads (client_id, kind, name, synthetic, created_at) VALUES ($1, 'company', 'Lead', true, now())`,
      [clientId],
    );
    const phoneId = await insert(
      `INSERT INTO phones (lead_id, e164, number_key, kind, country, synthetic, created_at) VALUES ($1, '+70001234567', decode(md5($2), 'hex'), 'unknown', 'ZZ', true, now())`,
      [leadId, attemptId],
    );
    const campaignId = await insert(
      `INSERT INTO campaigns (client_id, name, purpose, audience, call_script_version_id, policy, synthetic, created_at)
       VALUES ($1, 'Spring', 'advertising', 'b2b', $2, '{}', true, now())`,
      [clientId, versionId],
    );
    await rows(
      `INSERT INTO attempts (id, campaign_id, lead_id, phone_id, number_key, operator_id, call_script_version_id, state, provider, planned_at, synthetic)
       VALUES ($1, $2, $3, $4, decode(md5($5), 'hex'), $6, $7, 'connected', 'simulator', now(), true)`,
      [attemptId, campaignId, leadId, phoneId, attemptId, operatorId, versionId],
    );
    subjects = { attemptId, operatorId, leadId, campaignId };
  });

  // The operator is free for the attempt of the next test.
  afterEach(async () => {
    await rows('UPDATE attempts SET wrapped_at = now() WHERE id = $1', [attemptId]);
  });

  it('walks step by step, each in one row of its log, and ends with a result', async () => {
    expect(await runs.show(attemptId, VIEW)).toBeNull();
    await runs.start({ subjects, versionId });
    await send({ type: 'answer.me' }, 0);
    await send({ type: 'ask.submit', fields: { kind: 'box', volume: '500' } }, 1);
    await send({ type: 'answer.delays' }, 2);
    await send({ type: 'answer.send' }, 3);
    const { state, seq } = await send({ type: 'ask.submit', fields: { email: 'o.k@example.test' } }, 4);
    expect([seq, state.status, state.disposition]).toEqual([5, 'ended', 'send_offer']);
    const shown = await runs.show(attemptId, VIEW);
    expect(shown?.script).toMatchObject({ seq: 5, status: 'ended', dispositionCode: 'send_offer', versionNumber: 1 });
    expect(shown?.script.captured.map(({ value }) => value)).toEqual([
      'Corrugated boxes',
      '500',
      'Late deliveries',
      'o.k@example.test',
    ]);
    expect(shown?.timeline.filter(({ kind }) => kind === 'step')).toHaveLength(6);
  });

  it('writes ids and codes into the event log, never an answer', async () => {
    await runs.start({ subjects, versionId });
    await send({ type: 'answer.somebody' }, 0);
    const { effects } = await send({ type: 'ask.submit', fields: { person_name: 'Ольга Кравцова' } }, 1);
    expect(effects).toEqual([expect.objectContaining({ type: 'captureContact', name: 'Ольга Кравцова' })]);
    const logged = await rows<{ type: string; text: string }>(
      'SELECT type, payload::text AS text FROM events WHERE attempt_id = $1 ORDER BY id',
      [attemptId],
    );
    const steps = ['script.step_entered', 'script.step_entered', 'script.step_entered'];
    expect(logged.map(({ type }) => type)).toEqual(['script.started', ...steps, 'script.ended']);
    expect(logged.map(({ text }) => text).join()).not.toContain('Ольга');
  });

  it('refuses what does not fit and changes nothing', async () => {
    await runs.start({ subjects, versionId });
    await expect(send({ type: 'answer.me' }, 7)).rejects.toMatchObject({
      code: 'script.seq_stale',
      params: { seq: 0 },
    });
    await expect(send({ type: 'xstate.stop' }, 0)).rejects.toMatchObject({ code: 'script.event_not_allowed' });
    await send({ type: 'answer.me' }, 0);
    await expect(send({ type: 'ask.submit' }, 1)).rejects.toMatchObject({
      code: 'script.field_required',
      params: { field: 'kind' },
    });
    expect((await runs.show(attemptId, VIEW))?.script).toMatchObject({
      seq: 1,
      status: 'running',
      step: { stepId: 'needs' },
    });
    expect(await rows('SELECT seq FROM script_run_events WHERE attempt_id = $1', [attemptId])).toHaveLength(2);
  });

  it('refuses an event before its start and after its end', async () => {
    await expect(send({ type: 'answer.me' }, 0)).rejects.toMatchObject({ code: 'script.not_started' });
    await runs.start({ subjects, versionId });
    await send({ type: 'answer.stop' }, 0);
    await expect(send({ type: 'answer.me' }, 1)).rejects.toMatchObject({ code: 'script.ended' });
  });

  it('takes one of two events sent at the same instant', async () => {
    await runs.start({ subjects, versionId });
    const both = await Promise.allSettled([send({ type: 'answer.me' }, 0), send({ type: 'answer.me' }, 0)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await runs.show(attemptId, VIEW))?.script).toMatchObject({ seq: 1 });
  });

  it('is begun once, however often the call is connected', async () => {
    await Promise.all([runs.start({ subjects, versionId }), runs.start({ subjects, versionId })]);
    await send({ type: 'answer.me' }, 0);
    expect(await runs.start({ subjects, versionId })).toMatchObject({ seq: 1, state: { value: 'needs' } });
  });

  it('goes on in another process from where it stood', async () => {
    await runs.start({ subjects, versionId });
    await send({ type: 'answer.me' }, 0);
    const other = await startBackend();
    const event = { type: 'ask.submit', fields: { kind: 'none' } };
    const { state } = await other.get(ScriptRunService).send({ subjects, event, expectedSeq: 1 });
    await other.close();
    expect(state).toMatchObject({ status: 'ended', disposition: 'refusal_no_need' });
  });

  it('begins with what an earlier call found out', async () => {
    await runs.start({ subjects, versionId, knownFields: { email: 'o.k@example.test', volume: 'many' } });
    const answers = await runs.answers([attemptId, uuidv7()], 'en');
    expect([...answers]).toEqual([[attemptId, [expect.objectContaining({ field: 'email' })]]]);
  });

  it('refuses to begin on a draft', async () => {
    const draft = await scripts.create(scriptDocumentSchema.parse(HOME_SERVICES_SCRIPT), null);
    const [row] = await rows<{ id: string }>('SELECT id FROM call_script_versions WHERE call_script_id = $1', [
      draft.id,
    ]);
    await expect(runs.start({ subjects, versionId: row!.id })).rejects.toMatchObject({
      code: 'call_script.not_published',
    });
  });
});
