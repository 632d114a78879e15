import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { BulkAction, BulkChange, LeadFilter, Role, startBulkActionRequestSchema } from '@warmline/contracts';
import { bulkActionSchema } from '@warmline/contracts';
import type { z } from 'zod';
import { Agenda } from '../kernel/agenda.js';
import { BackgroundRuns } from '../kernel/background-runs.js';
import { Clock } from '../kernel/clock.js';
import { DomainError } from '../kernel/domain-error.js';
import { EventLog } from '../kernel/event-log.js';
import { uuidv7 } from '../kernel/ids.js';
import { Transaction } from '../kernel/transaction.js';
import { LeadSearchService } from '../leads/lead-search.service.js';
import { BulkActionRepository, type BulkActionRecord } from './bulk-action.repository.js';
import { BulkChangeRepository } from './bulk-change.repository.js';
import { BulkChangeService } from './bulk-change.service.js';

type Start = z.output<typeof startBulkActionRequestSchema>;

/** Leads changed in one transaction: short enough that a call's own change of one of them does not wait. */
const PORTION = 1_000;
const SELECT_PORTION = 10_000;
const SHOWN = 20;
const LOOK_EVERY_MS = 500;

/**
 * Changes of many leads. The selection is written down first, so that what is changed is what was seen; then portion by portion, each with its
 * ledger in one transaction. The action's row is locked for the portion: a process that dies leaves a whole number of portions, and the next
 * leader goes on with the rest.
 */
@Injectable()
export class BulkActionService implements OnApplicationShutdown {
  private readonly logger = new Logger('bulk-actions');
  private readonly runs = new BackgroundRuns('bulk-actions');
  /** There is something to do now. */
  private readonly poke: () => void;

  constructor(
    private readonly actions: BulkActionRepository,
    private readonly changes: BulkChangeRepository,
    private readonly change: BulkChangeService,
    private readonly search: LeadSearchService,
    private readonly transaction: Transaction,
    private readonly events: EventLog,
    private readonly clock: Clock,
    agenda: Agenda,
  ) {
    this.poke = agenda.inBackground({
      name: 'bulk-actions',
      everyMs: LOOK_EVERY_MS,
      // One after the other: two actions would only wait for each other's leads.
      look: () => this.runs.takeUp('all', (signal) => this.runOpen(signal)),
    });
  }

  onApplicationShutdown(): Promise<void> {
    return this.runs.end();
  }

  /** Refuses `role.refused` for what only a supervisor may do, and `record.not_found` for a list that is not there. */
  async start({ selection, change }: Start, user: { id: string; role: Role }): Promise<BulkAction> {
    await this.check(change, user.role);
    const id = uuidv7();
    const filter: LeadFilter = 'filter' in selection ? selection.filter : {};
    await this.transaction.run(async () => {
      await this.actions.insert({ id, change, filter, userId: user.id, now: this.clock.now() });
      if ('leadIds' in selection) {
        await this.actions.select(id, selection.leadIds);
        await this.actions.setState(id, 'running', null);
      }
      const payload = { bulkActionId: id, kind: change.kind };
      await this.events.append({ type: 'bulk_action.started', actorId: user.id, payload });
    });
    this.poke();
    return this.get(id);
  }

  async get(id: string): Promise<BulkAction> {
    return present(found(await this.actions.get(id), id));
  }

  async latest(): Promise<BulkAction[]> {
    return (await this.actions.latest(SHOWN)).map(present);
  }

  /** It ends after the portion it is at; what is done stays done and may be undone. */
  async cancel(id: string): Promise<BulkAction> {
    await this.transaction.run(async () => {
      const action = found(await this.actions.lock(id), id);
      if (action.state !== 'selecting' && action.state !== 'running') {
        throw new DomainError('bulk_action.wrong_state', { state: action.state });
      }
      await this.actions.askToCancel(id);
    });
    return this.get(id);
  }

  async undo(id: string, user: { id: string; role: Role }): Promise<BulkAction> {
    await this.transaction.run(async () => {
      const action = found(await this.actions.lock(id), id);
      refuseUnlessAllowed(action.change, user.role);
      if (!['done', 'cancelled', 'failed'].includes(action.state)) {
        throw new DomainError('bulk_action.wrong_state', { state: action.state });
      }
      await this.actions.setState(id, 'undoing', null);
    });
    this.poke();
    return this.get(id);
  }

  private async check(change: BulkChange, role: Role): Promise<void> {
    refuseUnlessAllowed(change, role);
    if ('listId' in change && !(await this.changes.listExists(change.listId))) {
      throw new DomainError('record.not_found', { list: change.listId });
    }
  }

  private async runOpen(signal: AbortSignal): Promise<void> {
    for (const id of await this.actions.open()) {
      await this.carry(id, signal).catch((error: unknown) => this.fail(id, error));
    }
  }

  private async carry(id: string, signal: AbortSignal): Promise<void> {
    if (await this.canGoOn(id)) {
      await this.runs.inSteps(signal, { step: () => this.step(id), tell: () => this.tellProgress(id) });
    }
  }

  /** What is selected by a filter waits until the search knows every lead; the next look asks again. */
  private async canGoOn(id: string): Promise<boolean> {
    const action = await this.actions.get(id);
    return (
      action !== undefined &&
      (action.state !== 'selecting' || action.isCancelAsked || this.search.findsAll(action.filter))
    );
  }

  /** One portion; whether there is another. */
  private step(id: string): Promise<boolean> {
    return this.transaction.run(async () => {
      const action = await this.actions.lock(id);
      if (action === undefined) {
        return false;
      }
      if (action.isCancelAsked && action.state !== 'undoing') {
        return this.finish(action, 'cancelled');
      }
      switch (action.state) {
        case 'selecting':
          return this.selectPortion(action);
        case 'running':
          return this.changePortion(action);
        case 'undoing':
          return this.undoPortion(action);
        default:
          return false;
      }
    });
  }

  private async selectPortion({ id, filter }: BulkActionRecord): Promise<boolean> {
    const leadIds = await this.search.ids(filter, await this.actions.lowestSelected(id), SELECT_PORTION);
    await this.actions.select(id, leadIds);
    if (leadIds.length < SELECT_PORTION) {
      await this.actions.setState(id, 'running', null);
    }
    return true;
  }

  private async changePortion(action: BulkActionRecord): Promise<boolean> {
    const leadIds = await this.actions.waiting(action.id, PORTION);
    if (leadIds.length === 0) {
      return this.finish(action, 'done');
    }
    await this.actions.noteDone(action.id, leadIds, await this.change.apply(action, leadIds));
    return true;
  }

  private async undoPortion(action: BulkActionRecord): Promise<boolean> {
    const changed = await this.actions.changedOnes(action.id, PORTION);
    if (changed.length === 0) {
      return this.finish(action, 'undone');
    }
    const undone = await this.change.undo(action, changed);
    await this.actions.noteUndone(
      action.id,
      changed.map(({ leadId }) => leadId),
      undone,
    );
    return true;
  }

  private async finish(action: BulkActionRecord, state: 'done' | 'cancelled' | 'undone' | 'failed'): Promise<false> {
    const { id, changed, undone, kept, createdById } = action;
    await this.actions.setState(id, state, this.clock.now());
    const payload = { bulkActionId: id, state, changed, undone, kept };
    await this.events.append({ type: 'bulk_action.finished', actorId: createdById, payload });
    return false;
  }

  /** A refusal is the end; a database that went away is not: the next look goes on. */
  private async fail(id: string, error: unknown): Promise<void> {
    if (this.runs.isInterruption(error)) {
      throw error;
    }
    this.logger.error(`bulk action ${id} failed: ${error instanceof Error ? error.stack : String(error)}`);
    await this.transaction.run(async () => {
      const action = await this.actions.lock(id);
      if (action !== undefined) {
        await this.finish(action, 'failed');
      }
    });
  }

  private async tellProgress(id: string): Promise<void> {
    const action = await this.actions.get(id);
    if (action !== undefined) {
      const { state, selected, done, changed } = action;
      const payload = { bulkActionId: id, state, selected, done, changed };
      await this.events.append({ type: 'bulk_action.progressed', payload });
    }
  }
}

/** Stages are a supervisor's to correct, one by one and many at once. */
function refuseUnlessAllowed({ kind }: BulkChange, role: Role): void {
  if (kind === 'close' && role !== 'supervisor' && role !== 'administrator') {
    throw new DomainError('role.refused', { role });
  }
}

function found(action: BulkActionRecord | undefined, id: string): BulkActionRecord {
  if (action === undefined) {
    throw new DomainError('record.not_found', { bulkAction: id });
  }
  return action;
}

function present(action: BulkActionRecord): BulkAction {
  return bulkActionSchema.parse({
    ...action,
    createdAt: action.createdAt.toISOString(),
    finishedAt: action.finishedAt?.toISOString() ?? null,
  });
}
