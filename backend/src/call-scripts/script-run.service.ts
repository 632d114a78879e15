import { Injectable } from '@nestjs/common';
import type { ConsoleScript, timelineItemSchema } from '@warmline/contracts';
import {
  describeStep,
  runStateSchema,
  startRun,
  stepRun,
  type RunEffect,
  type RunMove,
  type RunResult,
  type RunState,
  type ScriptEvent,
  type ViewOptions,
} from '@warmline/contracts/call-script';
import type { z } from 'zod';
import { Clock } from '../kernel/clock.js';
import { DomainError } from '../kernel/domain-error.js';
import { EventLog, type EventSubjects } from '../kernel/event-log.js';
import { Transaction } from '../kernel/transaction.js';
import { ScriptRunRepository, type ScriptRunRow } from './script-run.repository.js';
import { answersOf, timelineOf, type CapturedAnswer } from './script-timeline.rules.js';
import { ScriptVersionService, type PublishedScript } from './script-version.service.js';

/** Whom the run concerns: all of it goes into the event log, and the operator is its actor. */
export type RunSubjects = EventSubjects & { attemptId: string; operatorId: string };

export interface StartScriptRun {
  subjects: RunSubjects;
  /** The version the campaign is pinned to; the run keeps it to its end. */
  versionId: string;
  /** Answers of an earlier call to begin with; those that do not fit the script are left out. */
  knownFields?: Readonly<Record<string, unknown>>;
}

export interface SendScriptEvent {
  subjects: RunSubjects;
  event: ScriptEvent;
  /** The seq the operator saw: a double click or a late message changes nothing. */
  expectedSeq: number;
}

/** What a step came to. `effects` are the caller's to act upon in the same transaction. */
export interface ScriptMove {
  seq: number;
  state: RunState;
  effects: RunEffect[];
}

export interface ShownRun {
  script: ConsoleScript;
  timeline: z.infer<typeof timelineItemSchema>[];
}

/**
 * The walk of one call through one pinned version. The row is the whole state: after a restart, or in another replica,
 * the next event simply reads it.
 */
@Injectable()
export class ScriptRunService {
  constructor(
    private readonly runs: ScriptRunRepository,
    private readonly versions: ScriptVersionService,
    private readonly transaction: Transaction,
    private readonly eventLog: EventLog,
    private readonly clock: Clock,
  ) {}

  /** Begins the run of an attempt. An attempt that has one already keeps it: connecting twice starts nothing twice. */
  async start({ subjects, versionId, knownFields = {} }: StartScriptRun): Promise<ScriptMove> {
    return this.transaction.run(async () => {
      const { attemptId } = subjects;
      const script = await this.versions.published(versionId);
      const { state, effects } = accepted(startRun(script.compiled, knownFields));
      if (!(await this.runs.insert({ ...writeOf(attemptId, 0, state, this.clock.now()), versionId }))) {
        return this.resume(attemptId);
      }
      await this.log(subjects, 0, state, { type: 'script.start', fields: state.context.fields });
      await this.eventLog.append({ type: 'script.started', payload: { versionId }, ...by(subjects) });
      await this.announce(subjects, 0, state);
      return { seq: 0, state, effects };
    });
  }

  /**
   * One event of the operator in one transaction. Throws `script.not_started`, `script.seq_stale` (with the present seq),
   * and what the walk refuses: `script.event_not_allowed`, `script.ended`, `script.field_*`, `script.broken`. Nothing changes then.
   */
  async send({ subjects, event, expectedSeq }: SendScriptEvent): Promise<ScriptMove> {
    return this.transaction.run(async () => {
      const row = await this.runs.forStep(subjects.attemptId);
      if (row === undefined) {
        throw new DomainError('script.not_started');
      }
      if (row.seq !== expectedSeq) {
        throw new DomainError('script.seq_stale', { seq: row.seq });
      }
      const script = await this.versions.published(row.versionId);
      const { state, effects } = accepted(stepRun(script.compiled, runStateSchema.parse(row.state), event));
      const seq = row.seq + 1;
      await this.runs.save(writeOf(subjects.attemptId, seq, state, this.clock.now()));
      await this.log(subjects, seq, state, event);
      await this.announce(subjects, seq, state);
      return { seq, state, effects };
    });
  }

  /** The run as the console shows it, at its present step or at its farewell, and what was said and noted in it; null while there is none. */
  async show(attemptId: string, options: ViewOptions): Promise<ShownRun | null> {
    const found = await this.find(attemptId);
    if (found === null) {
      return null;
    }
    const { row, script, state } = found;
    return {
      script: {
        name: script.compiled.document.name,
        versionNumber: script.number,
        seq: row.seq,
        status: state.status,
        dispositionCode: state.disposition,
        step: describeStep(script.compiled, state, options),
        captured: answersOf(script.compiled, state, options.locale),
      },
      timeline: timelineOf(script.compiled, await this.runs.events(attemptId), options.locale),
    };
  }

  /** What was captured in each of these calls, in words: for the lead's card, a handover and exports. A call without a run has none. */
  async answers(
    attemptIds: readonly string[],
    locale: ViewOptions['locale'],
  ): Promise<ReadonlyMap<string, CapturedAnswer[]>> {
    const answers = new Map<string, CapturedAnswer[]>();
    for (const row of await this.runs.byAttempts(attemptIds)) {
      const { compiled } = await this.versions.published(row.versionId);
      answers.set(row.attemptId, answersOf(compiled, runStateSchema.parse(row.state), locale));
    }
    return answers;
  }

  /** The result the script's end proposes and what it noted for the wrap-up; null while there is no run. */
  async state(attemptId: string): Promise<RunState | null> {
    return (await this.find(attemptId))?.state ?? null;
  }

  private async find(
    attemptId: string,
  ): Promise<{ row: ScriptRunRow; script: PublishedScript; state: RunState } | null> {
    const row = await this.runs.byAttempt(attemptId);
    if (row === undefined) {
      return null;
    }
    return { row, script: await this.versions.published(row.versionId), state: runStateSchema.parse(row.state) };
  }

  private async resume(attemptId: string): Promise<ScriptMove> {
    const row = await this.runs.byAttempt(attemptId);
    if (row === undefined) {
      throw new DomainError('script.not_started');
    }
    return { seq: row.seq, state: runStateSchema.parse(row.state), effects: [] };
  }

  private async log(
    subjects: RunSubjects,
    seq: number,
    state: RunState,
    event: { type: string; fields?: object },
  ): Promise<void> {
    const { type, fields = {} } = event;
    const entry = { seq, type, payload: { fields }, stepId: state.value, at: this.clock.now() };
    await this.runs.insertEvent(subjects.attemptId, entry, subjects.operatorId);
  }

  /** Ids and codes only: answers live in the run's own rows, which can be erased. */
  private async announce(subjects: RunSubjects, seq: number, state: RunState): Promise<void> {
    await this.eventLog.append({ type: 'script.step_entered', payload: { stepId: state.value, seq }, ...by(subjects) });
    if (state.disposition !== null) {
      await this.eventLog.append({
        type: 'script.ended',
        payload: { dispositionCode: state.disposition },
        ...by(subjects),
      });
    }
  }
}

function accepted(result: RunResult): RunMove {
  if (result.kind === 'refused') {
    throw new DomainError(result.code, result.field === null ? {} : { field: result.field });
  }
  return result;
}

function by(subjects: RunSubjects): EventSubjects {
  return { ...subjects, actorId: subjects.operatorId };
}

function writeOf(attemptId: string, seq: number, state: RunState, at: Date) {
  return { attemptId, seq, state, status: state.status, dispositionCode: state.disposition, at };
}
