import { Injectable } from '@nestjs/common';
import type {
  NumberPreview,
  NumberPreviewRequest,
  startSuppressionLoadRequestSchema,
  SuppressionLoad,
  SuppressionLoadState,
} from '@warmline/contracts';
import { Readable } from 'node:stream';
import type { z } from 'zod';
import { AppConfig } from '../config/app-config.js';
import { FileStore } from '../files/file-store.service.js';
import { Clock } from '../kernel/clock.js';
import { DomainError } from '../kernel/domain-error.js';
import { EventLog } from '../kernel/event-log.js';
import { Transaction } from '../kernel/transaction.js';
import { ListFileWorker } from '../lists/list-file-worker.service.js';
import { NumberFileWorker } from '../lists/number-file-worker.service.js';
import { returnedRows } from '../lists/returned-rows.js';
import { rowPortions } from '../lists/row-page.js';
import { SuppressionLoadRunner } from './suppression-load-runner.service.js';
import { SuppressionLoadWork } from './suppression-load-work.service.js';
import { presentSuppressionLoad } from './suppression-load.presenter.js';
import { SuppressionLoadRepository, type SuppressionLoadRecord } from './suppression-load.repository.js';
import { UNREADABLE_COLUMNS, UNREADABLE_NAME, unreadableWords } from './unreadable-rows.rules.js';

type Start = z.output<typeof startSuppressionLoadRequestSchema>;
const SHOWN = 50;
const DAY_MS = 86_400_000;

/** Numbers come onto the stop list from a file: looked at, counted, said yes to, taken back. */
@Injectable()
export class SuppressionLoadService {
  constructor(
    private readonly loads: SuppressionLoadRepository,
    private readonly work: SuppressionLoadWork,
    private readonly runner: SuppressionLoadRunner,
    private readonly files: FileStore,
    private readonly listFiles: ListFileWorker,
    private readonly numberFiles: NumberFileWorker,
    private readonly transaction: Transaction,
    private readonly events: EventLog,
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {}

  async preview(fileId: string, request: NumberPreviewRequest): Promise<NumberPreview> {
    const file = await this.uploaded(fileId);
    return this.numberFiles.preview({ path: this.files.pathOf(file.sha256), request });
  }

  /** Reads and counts in the background; refuses at once what can be known at once. */
  async start(request: Start, userId: string): Promise<SuppressionLoad> {
    const file = await this.uploaded(request.fileId);
    await this.assertSensible(request);
    const { format, columns, country, kind, scope, register } = request;
    const load = {
      fileId: file.id,
      settings: { format, columns: [...new Set(columns)], country, areaCode: request.areaCode ?? null },
      kind,
      scope,
      clientId: request.clientId ?? null,
      reason: request.reason ?? null,
      registerName: register?.name ?? null,
      registerDate: register?.date ?? null,
      freshUntil: freshUntilOf(register),
      expiresOn: request.expiresOn ?? null,
      createdById: userId,
    };
    const id = await this.transaction.run(async () => {
      const stored = await this.loads.insert(load, this.clock.now());
      await this.events.append({
        type: 'suppression_load.started',
        clientId: load.clientId,
        actorId: userId,
        payload: { suppressionLoadId: stored },
      });
      return stored;
    });
    this.runner.poke();
    return this.get(id);
  }

  async get(id: string): Promise<SuppressionLoad> {
    return presentSuppressionLoad(await this.record(id), this.today());
  }

  async latest(): Promise<SuppressionLoad[]> {
    return (await this.loads.latest(SHOWN)).map((load) => presentSuppressionLoad(load, this.today()));
  }

  /** No number is stopped before this. */
  async commit(id: string): Promise<SuppressionLoad> {
    await this.move(id, ['review'], () => this.loads.setState(id, 'committing'));
    this.runner.poke();
    return this.get(id);
  }

  /** Until its numbers are stopped; later it is undone. */
  async cancel(id: string): Promise<SuppressionLoad> {
    await this.move(id, ['reading', 'review', 'committing'], async ({ clientId }) => {
      await this.loads.setState(id, 'cancelled', this.clock.now());
      const payload = { suppressionLoadId: id, state: 'cancelled' };
      await this.events.append({ type: 'suppression_load.finished', clientId, payload });
      await this.work.dropOf(id);
      await this.transaction.afterCommit(() => this.runner.stop(id));
    });
    return this.get(id);
  }

  /** Lifts what this load stopped; what others stop stays stopped. */
  async undo(id: string, undo: { byUserId: string; reason: string }): Promise<SuppressionLoad> {
    await this.move(id, ['done'], () => this.loads.beginUndo(id, undo));
    this.runner.poke();
    return this.get(id);
  }

  /** Rows without a number as they stood in the file, in its encoding, with the reason. */
  async unreadable(id: string, lang: 'ru' | 'en') {
    const load = await this.record(id);
    const { format } = load.settings;
    const order = {
      path: this.files.pathOf(load.fileSha256),
      format,
      columns: UNREADABLE_COLUMNS[lang],
      reasonOf: ({ reason }: { reason: string }) => reason,
      wordsOf: (reason: string) => unreadableWords(reason, lang),
    };
    const rows = rowPortions((range) => this.loads.unreadable(id, range));
    return {
      name: `${load.fileName.replace(/\.[^.]+$/, '')} ${UNREADABLE_NAME[lang]}.csv`,
      charset: format.kind === 'csv' ? format.charset : 'utf-8',
      content: Readable.from(returnedRows(this.listFiles, order, rows)),
    };
  }

  private async assertSensible({ register, expiresOn, clientId }: Start): Promise<void> {
    const today = this.today();
    if (register !== undefined && register.date > today) {
      throw new DomainError('suppression_load.register_in_future');
    }
    if (expiresOn !== undefined && expiresOn < today) {
      throw new DomainError('suppression.expired_already');
    }
    if (clientId !== undefined && !(await this.loads.clientExists(clientId))) {
      throw new DomainError('record.not_found', { client: clientId });
    }
  }

  private async uploaded(fileId: string) {
    const file = await this.files.get(fileId);
    if (file.kind !== 'upload') {
      throw new DomainError('file.not_found', { id: fileId });
    }
    return file;
  }

  private async move(
    id: string,
    from: readonly SuppressionLoadState[],
    work: (load: SuppressionLoadRecord) => Promise<void>,
  ): Promise<void> {
    await this.transaction.run(async () => {
      const load = await this.loads.lock(id);
      if (load === undefined) {
        throw new DomainError('record.not_found', { suppressionLoad: id });
      }
      if (!from.includes(load.state)) {
        throw new DomainError('suppression_load.wrong_state', { state: load.state });
      }
      await work(load);
    });
  }

  private async record(id: string): Promise<SuppressionLoadRecord> {
    const load = await this.loads.get(id);
    if (load === undefined) {
      throw new DomainError('record.not_found', { suppressionLoad: id });
    }
    return load;
  }

  private today(): string {
    return this.clock.now().toLocaleDateString('sv-SE', { timeZone: this.config.organisationZone });
  }
}

function freshUntilOf(register: Start['register']): string | null {
  if (register?.maxAgeDays === undefined || register.maxAgeDays === null) {
    return null;
  }
  const until = new Date(`${register.date}T00:00:00Z`).getTime() + register.maxAgeDays * DAY_MS;
  return new Date(until).toISOString().slice(0, 10);
}
