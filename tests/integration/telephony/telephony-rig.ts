import { Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AttemptRepository } from '../../../backend/src/calls/attempt.repository.js';
import { AttemptService } from '../../../backend/src/calls/attempt.service.js';
import { LiveCallsRepository } from '../../../backend/src/calls/live-calls.repository.js';
import { LiveCalls } from '../../../backend/src/calls/live-calls.service.js';
import type { AppConfig } from '../../../backend/src/config/app-config.js';
import { Reconciler } from '../../../backend/src/dialing/reconciler.service.js';
import { MAX_CALL_MS, RING_TIMEOUT_MS } from '../../../backend/src/dialing/watch.rules.js';
import { Watchdogs } from '../../../backend/src/dialing/watchdogs.service.js';
import { Agenda } from '../../../backend/src/kernel/agenda.js';
import { VirtualClock } from '../../../backend/src/kernel/clock.js';
import { Deadlines } from '../../../backend/src/kernel/deadlines.js';
import { EventLog } from '../../../backend/src/kernel/event-log.js';
import { EventStream } from '../../../backend/src/kernel/event-stream.js';
import { uuidv7 } from '../../../backend/src/kernel/ids.js';
import { LeaderConnection } from '../../../backend/src/kernel/leader-connection.js';
import { Transaction } from '../../../backend/src/kernel/transaction.js';
import { OperatorRepository } from '../../../backend/src/operators/operator.repository.js';
import { OperatorService } from '../../../backend/src/operators/operator.service.js';
import { DialingGate } from '../../../backend/src/telephony/dialing-gate.service.js';
import { InboxRepository } from '../../../backend/src/telephony/inbox.repository.js';
import { Inbox } from '../../../backend/src/telephony/inbox.service.js';
import type { ProviderEvent } from '../../../backend/src/telephony/provider-event.rules.js';
import { Exchange } from '../../../backend/src/telephony/simulator/exchange.js';
import { NO_FAULTS, type Faults } from '../../../backend/src/telephony/simulator/fault.rules.js';
import { SimulatorEngine } from '../../../backend/src/telephony/simulator/simulator.engine.js';
import { SimulatorRepository } from '../../../backend/src/telephony/simulator/simulator.repository.js';
import type { DialCommand, DialResult } from '../../../backend/src/telephony/telephony.port.js';
import { cloneDatabase, type TestDatabase } from '../../support/database.js';

export const START = new Date('2026-03-03T09:00:00Z');
const FAR = new Date('2027-03-03T09:00:00Z');

export interface RigOptions {
  readonly databaseUrl: string;
  readonly faults?: Partial<Faults>;
  /** Where the clock starts; a second rig on one database goes on where the first was killed. */
  readonly now?: Date;
}

/**
 * The telephony of one backend process, wired by hand on a virtual clock.
 */
export class TelephonyRig {
  readonly clock: VirtualClock;
  readonly agenda: Agenda;
  readonly inbox: Inbox;
  readonly engine: SimulatorEngine;
  readonly attempts: AttemptService;
  readonly attemptRows: AttemptRepository;
  readonly reconciler: Reconciler;
  readonly gate: DialingGate;
  readonly transaction: Transaction;
  private readonly stream: EventStream;

  private constructor(
    private readonly dataSource: DataSource,
    private readonly leader: LeaderConnection,
    { faults, now }: RigOptions,
  ) {
    this.clock = new VirtualClock((now ?? START).getTime());
    this.transaction = new Transaction(dataSource);
    const eventLog = new EventLog(this.transaction, this.clock);
    this.stream = new EventStream(dataSource, leader, eventLog, this.clock);
    this.agenda = new Agenda(this.clock, this.stream, leader);
    const deadlines = new Deadlines(this.transaction, this.agenda);
    const options = { seed: 1, behaviours: 'digits' as const, faults: { ...NO_FAULTS, ...faults } };
    const books = new SimulatorRepository(this.transaction);
    const exchange = new Exchange(books, this.transaction, this.clock, options);
    this.engine = new SimulatorEngine(exchange, books, this.transaction, this.clock, this.agenda, options);
    const inboxRows = new InboxRepository(this.transaction);
    this.inbox = new Inbox(inboxRows, this.transaction, deadlines, eventLog, this.clock, this.agenda, this.engine);
    const operators = new OperatorService(
      new OperatorRepository(this.transaction),
      this.transaction,
      eventLog,
      this.clock,
    );
    this.attemptRows = new AttemptRepository(this.transaction);
    this.attempts = new AttemptService(this.attemptRows, operators, this.transaction, eventLog, this.clock);
    const liveRows = new LiveCallsRepository(this.transaction);
    const liveCalls = new LiveCalls(
      this.attempts,
      this.attemptRows,
      liveRows,
      this.inbox,
      this.transaction,
      this.clock,
      this.engine,
    );
    this.gate = new DialingGate(leader, this.inbox, this.engine);
    this.reconciler = new Reconciler(
      this.attempts,
      liveCalls,
      this.inbox,
      this.gate,
      this.transaction,
      this.clock,
      this.agenda,
      this.engine,
    );
    liveCalls.onModuleInit();
    new Watchdogs(this.attempts, deadlines, this.transaction, this.clock, this.reconciler).onModuleInit();
  }

  static async start(options: RigOptions): Promise<TelephonyRig> {
    // What is lost, looked up and hung up is the matter of these tests; only what goes wrong is to be seen.
    Logger.overrideLogger(['error', 'fatal']);
    const dataSource = await new DataSource({ type: 'postgres', url: options.databaseUrl, poolSize: 4 }).initialize();
    const leader = new LeaderConnection({ databaseUrl: options.databaseUrl } as AppConfig);
    await leader.open();
    const rig = new TelephonyRig(dataSource, leader, options);
    await rig.stream.start();
    await rig.engine.start((event) => rig.inbox.store(event));
    return rig;
  }

  /** Ends without a word to anybody: for the database it is the same as a kill. */
  async die(): Promise<void> {
    this.stream.onApplicationShutdown();
    await this.leader.onApplicationShutdown();
    await this.dataSource.destroy();
  }

  /** Lets application time pass until nothing is planned, at most to `until`. */
  async pass(until: Date = FAR): Promise<void> {
    for (;;) {
      const { now, next } = await this.agenda.advance(until);
      if (next === null || now >= until) return;
    }
  }

  async passSeconds(seconds: number): Promise<void> {
    await this.pass(new Date(this.clock.now().getTime() + seconds * 1000));
  }

  /** A planned attempt to the given number; its operator and lead are made with it. */
  async plan(to: string): Promise<PlannedCall> {
    const id = uuidv7();
    await this.transaction.run(async (manager) => {
      const lead = await this.transaction.row<{ id: string }>(
        `INSERT INTO leads (client_id, kind, name, created_at) VALUES (1, 'person', 'Test', $1) RETURNING id`,
        [START],
      );
      await manager.query('INSERT INTO operator_states (operator_id, since) VALUES ($1, $2)', [lead?.id, START]);
      await manager.query(
        `INSERT INTO attempts (id, campaign_id, lead_id, phone_id, number_key, operator_id, call_script_version_id, state,
           provider, planned_at)
         VALUES ($1, 1, $2, 1, decode(md5($3), 'hex'), $2, 1, 'planned', 'simulator', $4)`,
        [id, lead?.id, to, this.clock.now()],
      );
    });
    return { attemptId: id, to };
  }

  /** What a dial command does: commit the wish, ask the engine once, keep its answer. */
  async dial(call: PlannedCall, over: Partial<DialCommand> = {}): Promise<DialResult> {
    const { attemptId, to } = call;
    await this.attempts.decide(attemptId, { t: 'request_dial' });
    const result = await this.engine.dial({
      attemptId,
      to,
      from: '+78120000001',
      tryNo: 1,
      synthetic: true,
      ringTimeoutMs: RING_TIMEOUT_MS,
      maxDurationMs: MAX_CALL_MS,
      amd: 'off',
      onAnswer: { join: 'room-1' },
      ...over,
    });
    if (result.result === 'accepted') {
      await this.attempts.decide(attemptId, { t: 'dial_accepted', callId: result.callId });
    } else if (result.result === 'unknown') await this.attempts.decide(attemptId, { t: 'dial_unknown' });
    return result;
  }

  async attempt({ attemptId }: PlannedCall) {
    const record = await this.attemptRows.get(attemptId);
    if (record === undefined) throw new Error(`attempt ${attemptId} is missing`);
    return record.attempt;
  }

  /** Types of the logged events of one attempt, in the order of writing. */
  async eventsOf({ attemptId }: PlannedCall): Promise<string[]> {
    const rows = await this.transaction.rows<{ type: string }>(
      'SELECT type FROM events WHERE attempt_id = $1 ORDER BY id',
      [attemptId],
    );
    return rows.map(({ type }) => type);
  }

  async outcomesOf({ attemptId }: PlannedCall): Promise<(string | null)[]> {
    const rows = await this.transaction.rows<{ outcome: string | null }>(
      'SELECT outcome FROM provider_events WHERE attempt_id = $1 ORDER BY id',
      [attemptId],
    );
    return rows.map(({ outcome }) => outcome);
  }

  async count(sql: string, parameters: unknown[] = []): Promise<number> {
    const row = await this.transaction.row<{ count: string }>(`SELECT count(*) FROM ${sql}`, parameters);
    return Number(row?.count);
  }

  async tell(event: ProviderEvent): Promise<void> {
    await this.inbox.store(event);
  }
}

export interface PlannedCall {
  readonly attemptId: string;
  readonly to: string;
}

/**
 * A database in which attempts, leads and operators' states need no rows around them: campaigns, phones and users have
 * no part in these tests.
 */
export async function cloneDatabaseOfLooseAttempts(): Promise<TestDatabase> {
  const database = await cloneDatabase();
  const dataSource = await new DataSource({ type: 'postgres', url: database.url }).initialize();
  await dataSource.query(`
    DO $$ DECLARE fk record; BEGIN
      FOR fk IN SELECT conrelid::regclass AS owner, conname FROM pg_constraint
        WHERE contype = 'f' AND conrelid IN ('attempts'::regclass, 'leads'::regclass, 'operator_states'::regclass)
      LOOP EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', fk.owner, fk.conname); END LOOP;
    END $$`);
  await dataSource.destroy();
  return database;
}
