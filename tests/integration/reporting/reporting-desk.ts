import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { PACKAGING_SCRIPT } from '../../../backend/src/call-scripts/seed/packaging.js';
import { Agenda } from '../../../backend/src/kernel/agenda.js';
import { Clock, type VirtualClock } from '../../../backend/src/kernel/clock.js';
import { EventLog } from '../../../backend/src/kernel/event-log.js';
import { uuidv7 } from '../../../backend/src/kernel/ids.js';
import { Transaction } from '../../../backend/src/kernel/transaction.js';
import type { EventPayloads, EventType, Role } from '../../../contracts/src/index.js';
import { cloneDatabase, type TestDatabase } from '../../support/database.js';
import { testRun } from '../../support/environment.js';
import { createAdministrator, createAndSignIn, HttpClient } from '../../support/http.js';
import type { INestApplication } from '@nestjs/common';
import { EventStream } from '../../../backend/src/kernel/event-stream.js';
import { BoardService } from '../../../backend/src/reporting/board.service.js';
import { before, DAY, type DeskOptions, HOUR, NOW, openApp } from './reporting-app.js';

export { before, DAY, HOUR, NOW } from './reporting-app.js';

/** One backend process with reporting, handovers and cooling on a virtual clock, and rows put in by hand. */
export class ReportingDesk {
  readonly board: BoardService;
  readonly agenda: Agenda;
  readonly clock: VirtualClock;
  readonly transaction: Transaction;
  private readonly stream: EventStream;
  private readonly eventLog: EventLog;
  private numbers = 0;

  private constructor(
    private readonly app: INestApplication,
    readonly url: string,
    private readonly dataDir: string,
  ) {
    this.board = app.get(BoardService);
    this.agenda = app.get(Agenda);
    this.clock = app.get<VirtualClock>(Clock);
    this.transaction = app.get(Transaction);
    this.stream = app.get(EventStream);
    this.eventLog = app.get(EventLog);
  }

  static async open(options: DeskOptions): Promise<ReportingDesk> {
    const dataDir = await mkdtemp(join(testRun().runDir, 'reporting-'));
    const app = await openApp(options, dataDir);
    return new ReportingDesk(app, await app.getUrl(), dataDir);
  }

  async close(): Promise<void> {
    await this.app.close();
    await rm(this.dataDir, { recursive: true, force: true });
  }

  /** Logs an event at the clock's present instant. */
  async tell<Type extends EventType>(
    type: Type,
    payload: EventPayloads[Type],
    about: { operatorId?: string; campaignId?: string; leadId?: string; attemptId?: string } = {},
  ): Promise<void> {
    // The log's own type pairs each name with its payload; here the pair comes as two parameters.
    const event = { type, payload, ...about } as Parameters<EventLog['append']>[number];
    await this.transaction.run(() => this.eventLog.append(event));
  }

  async settled(): Promise<void> {
    await this.stream.settle();
    await this.board.settle();
  }

  pass(ms: number): void {
    this.clock.jumpTo(new Date(this.clock.now().getTime() + ms));
  }

  async insert(table: string, values: Record<string, unknown>): Promise<string> {
    const columns = Object.keys(values);
    const row = await this.transaction.row<{ id: string }>(
      `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((_, at) => `$${at + 1}`).join(', ')})
       RETURNING ${table === 'calls' || table === 'script_runs' ? 'attempt_id' : 'id'} AS id`,
      Object.values(values),
    );
    return row?.id ?? '';
  }

  async update(table: string, id: string, values: Record<string, unknown>): Promise<void> {
    const columns = Object.keys(values);
    await this.transaction.rows(
      `UPDATE ${table} SET ${columns.map((column, at) => `${column} = $${at + 2}`).join(', ')} WHERE id = $1`,
      [id, ...Object.values(values)],
    );
  }

  async office(): Promise<Office> {
    const clientId = await this.insert('clients', { name: 'Own', is_own: true });
    const operatorId = await this.person('operator', 'Anna Ivanova');
    const scriptId = await this.insert('call_scripts', { name: 'Packaging', created_at: NOW });
    const versionId = await this.insert('call_script_versions', {
      call_script_id: scriptId,
      number: 1,
      document: JSON.stringify(PACKAGING_SCRIPT),
      sha256: 'x',
      published_at: NOW,
      updated_at: NOW,
    });
    const campaignId = await this.campaign({ clientId, versionId });
    await this.transaction.rows(
      `INSERT INTO dispositions (code, parent_code, name_ru, name_en, effect, ordinal) VALUES
         ('talked', NULL, 'Разговор', 'Talked', '{}', 1),
         ('interested', 'talked', '=Интерес', 'Interested', '{"reached": true, "decisionMaker": true, "queue": "finish"}', 1),
         ('secretary', 'talked', 'Секретарь', 'Secretary', '{"reached": true, "decisionMaker": false, "queue": "retry"}', 2)
       ON CONFLICT (code) DO UPDATE SET name_ru = excluded.name_ru, effect = excluded.effect`,
    );
    return { clientId, operatorId, campaignId, versionId };
  }

  async person(role: Role, name: string, more: Record<string, unknown> = {}): Promise<string> {
    this.numbers += 1;
    return this.insert('users', { login: `p${this.numbers}`, name, role, password_hash: '-', ...more });
  }

  async campaign(of: {
    clientId: string;
    versionId: string;
    coolAfterDays?: { hot: number; warm: number };
  }): Promise<string> {
    return this.insert('campaigns', {
      client_id: of.clientId,
      name: 'Spring',
      purpose: 'advertising',
      audience: 'b2b',
      mode: 'preview',
      status: 'running',
      call_script_version_id: of.versionId,
      policy: JSON.stringify({ coolAfterDays: of.coolAfterDays ?? { hot: 14, warm: 60 } }),
      created_at: NOW,
      started_at: NOW,
    });
  }

  /** A company with one number; hot since an hour unless told otherwise. */
  async lead({ clientId }: Office, values: Record<string, unknown> = {}): Promise<{ leadId: string; phoneId: string }> {
    this.numbers += 1;
    const leadId = await this.insert('leads', {
      client_id: clientId,
      kind: 'company',
      name: `Company ${this.numbers}`,
      city: 'Tver',
      temperature: 'hot',
      temperature_at: before(HOUR),
      created_at: before(90 * DAY),
      ...values,
    });
    const number = String(this.numbers).padStart(7, '0');
    const phoneId = await this.insert('phones', {
      lead_id: leadId,
      e164: `+7921${number}`,
      number_key: Buffer.from(number.padStart(16, '0')),
      kind: 'mobile',
      country: 'RU',
      zones: ['Asia/Yekaterinburg'],
      zone_source: 'numbering_plan',
      created_at: NOW,
    });
    return { leadId, phoneId };
  }

  /** A finished conversation with answers, note and result. */
  async talk(
    office: Office,
    { leadId, phoneId }: { leadId: string; phoneId: string },
    said: {
      at?: Date;
      fields?: Record<string, unknown>;
      note?: string;
      contactId?: string;
      operatorId?: string;
      code?: string;
    } = {},
  ): Promise<string> {
    const { at = before(HOUR), fields = {}, note = '', contactId = null, operatorId = office.operatorId, code } = said;
    const id = uuidv7(at.getTime());
    const times = {
      planned_at: at,
      dial_requested_at: at,
      answered_at: at,
      connected_at: at,
      ended_at: at,
      wrapped_at: at,
    };
    await this.insert('attempts', {
      ...{
        id,
        campaign_id: office.campaignId,
        lead_id: leadId,
        phone_id: phoneId,
        contact_id: contactId,
        number_key: Buffer.alloc(16),
      },
      ...{
        operator_id: operatorId,
        call_script_version_id: office.versionId,
        state: 'ended',
        cause: 'completed',
        provider: 'simulator',
      },
      ...times,
    });
    await this.insert('calls', {
      attempt_id: id,
      operator_id: operatorId,
      lead_id: leadId,
      started_at: at,
      note,
      note_at: at,
    });
    const context = { fields, tags: [], passed: [], isDecisionMaker: null, callback: null, contact: null };
    const state = { value: 'greet', context, status: 'ended', disposition: 'interested' };
    const run = {
      attempt_id: id,
      call_script_version_id: office.versionId,
      state: JSON.stringify(state),
      status: 'ended',
    };
    await this.insert('script_runs', { ...run, started_at: at, updated_at: at });
    await this.insert('attempt_results', { attempt_id: id, disposition_code: code ?? 'interested', at });
    return id;
  }

  async move(leadId: string, values: Record<string, unknown> = {}): Promise<void> {
    await this.insert('lead_moves', {
      ...{ lead_id: leadId, from_temperature: 'cold', to_temperature: 'hot', from_stage: 'open', to_stage: 'open' },
      ...{ reason: 'interested', at: before(HOUR), ...values },
    });
  }
}

export interface Office {
  readonly clientId: string;
  readonly operatorId: string;
  readonly campaignId: string;
  readonly versionId: string;
}

/** A desk with a database of its own, people who may sign in, and one office. */
export async function openOffice(): Promise<{
  desk: ReportingDesk;
  office: Office;
  administrator: HttpClient;
  database: TestDatabase;
  signIn: (role: Role) => ReturnType<typeof createAndSignIn>;
  close: () => Promise<void>;
}> {
  const database = await cloneDatabase();
  const desk = await ReportingDesk.open({ databaseUrl: database.url });
  const administrator = await createAdministrator(desk.url);
  await desk.transaction.rows('DELETE FROM clients');
  const office = await desk.office();
  const close = async () => {
    await desk.close();
    await database.drop();
  };
  return { desk, office, administrator, database, close, signIn: (role) => createAndSignIn(administrator, role) };
}
