import { Injectable } from '@nestjs/common';
import type {
  Enrichment,
  EnrichmentLeft,
  EnrichmentRow,
  enrichmentRowsQuerySchema,
  EnrichmentVerdict,
  FactChange,
  Page,
  startEnrichmentRequestSchema,
} from '@warmline/contracts';
import { Readable } from 'node:stream';
import type { z } from 'zod';
import { ExportTrail } from '../access/export-trail.service.js';
import { FileStore } from '../files/file-store.service.js';
import { Clock } from '../kernel/clock.js';
import { DomainError } from '../kernel/domain-error.js';
import { EventLog } from '../kernel/event-log.js';
import { uuidv7 } from '../kernel/ids.js';
import { Transaction } from '../kernel/transaction.js';
import { CustomFieldService } from '../leads/custom-field.service.js';
import { ListFileWorker } from '../lists/list-file-worker.service.js';
import { MappingTemplateService } from '../lists/mapping-template.service.js';
import { returnedRows, rowsOnly } from '../lists/returned-rows.js';
import { pageOfRows, rowPortions } from '../lists/row-page.js';
import { refusalOfOrder } from './enrichment-order.rules.js';
import { enrichmentReasonWords, RETURNED_COLUMNS, VERDICT_NAMES } from './enrichment-reason.rules.js';
import { EnrichmentRunner } from './enrichment-runner.service.js';
import { EnrichmentWork } from './enrichment-work.service.js';
import {
  EnrichmentRepository,
  type EnrichmentRecord,
  type EnrichmentSettings,
  type JudgedRow,
} from './enrichment.repository.js';
import { presentEnrichment, presentFactChange } from './enrichment.presenter.js';
import { FactChangeRepository } from './fact-change.repository.js';

type Start = z.output<typeof startEnrichmentRequestSchema>;
const SHOWN = 20;

interface EnrichmentOrder {
  readonly clientId: string;
  readonly listId: string | null;
  readonly fileId: string;
  readonly settings: Omit<EnrichmentSettings, 'customFields'>;
  /** The kept mapping the columns were read by. */
  readonly templateId?: string | undefined;
}

/** Leads we have learn from a file: started, looked at, decided, taken back. It makes no lead and moves no number. */
@Injectable()
export class EnrichmentService {
  constructor(
    private readonly runs: EnrichmentRepository,
    private readonly changes: FactChangeRepository,
    private readonly work: EnrichmentWork,
    private readonly runner: EnrichmentRunner,
    private readonly files: FileStore,
    private readonly listFiles: ListFileWorker,
    private readonly customFields: CustomFieldService,
    private readonly templates: MappingTemplateService,
    private readonly transaction: Transaction,
    private readonly events: EventLog,
    private readonly clock: Clock,
    private readonly trail: ExportTrail,
  ) {}

  async start(request: Start, userId: string): Promise<Enrichment> {
    const refusal = refusalOfOrder(request, this.work.today());
    if (refusal !== null) {
      throw new DomainError(refusal);
    }
    const file = await this.files.get(request.fileId);
    if (file.kind !== 'upload') {
      throw new DomainError('file.not_found', { id: request.fileId });
    }
    const clientId = await this.clientOf(request);
    const { format, mapping, country, columns, key, rules, factDay, templateId } = request;
    const chosen = { format, mapping, country, columns, key, rules, factDay };
    const settings = { ...chosen, areaCode: request.areaCode ?? null };
    return this.begin({ clientId, listId: request.listId ?? null, fileId: file.id, settings, templateId }, userId);
  }

  /** The same file by the same rules, judged anew: what has been changed already is found as it is. */
  async again(id: string, userId: string): Promise<Enrichment> {
    const { state, clientId, listId, fileId, settings } = await this.record(id);
    if (state !== 'failed' && state !== 'cancelled') {
      throw new DomainError('enrichment.wrong_state', { state });
    }
    return this.begin({ clientId, listId, fileId, settings }, userId);
  }

  async get(id: string): Promise<Enrichment> {
    return presentEnrichment(await this.record(id));
  }

  async latest(): Promise<Enrichment[]> {
    return (await this.runs.latest(SHOWN)).map(presentEnrichment);
  }

  /** Nothing has reached a lead before this. */
  async commit(id: string): Promise<Enrichment> {
    await this.move(id, ['review'], () => this.runs.setState(id, 'committing', null));
    this.runner.poke();
    return this.get(id);
  }

  /** Before the yes nothing of it stays; in the middle it ends after its portion, and what is done may be undone. */
  async cancel(id: string): Promise<Enrichment> {
    await this.move(id, ['reading', 'review', 'committing'], async ({ state, clientId }) => {
      if (state === 'committing') {
        return this.runs.askToCancel(id);
      }
      await this.changes.dropPlanned(id);
      await this.runs.setState(id, 'cancelled', this.clock.now());
      const none = { applied: 0, skipped: 0, undone: 0, kept: 0 };
      const payload = { enrichmentId: id, state: 'cancelled', ...none };
      await this.events.append({ type: 'enrichment.finished', clientId, payload });
      this.runner.stop(id);
    });
    return this.get(id);
  }

  async undo(id: string): Promise<Enrichment> {
    await this.move(id, ['done', 'cancelled', 'failed'], () => this.runs.setState(id, 'undoing', null));
    this.runner.poke();
    return this.get(id);
  }

  async rows(id: string, query: z.output<typeof enrichmentRowsQuerySchema>): Promise<Page<EnrichmentRow>> {
    await this.record(id);
    const page = await pageOfRows(query, (range) => this.runs.rows(id, { verdict: query.verdict, ...range }));
    return page as Page<EnrichmentRow>;
  }

  /** Rows of one verdict as they stood in the file, in its encoding, with the reason. */
  async file(id: string, choice: { verdict: EnrichmentVerdict; lang: 'ru' | 'en' }, actorId: string) {
    const record = await this.record(id);
    const { format } = record.settings;
    const { verdict, lang } = choice;
    const order = {
      path: this.files.pathOf(record.fileSha256),
      format,
      columns: RETURNED_COLUMNS[lang],
      reasonOf: (row: JudgedRow) => row.reason ?? row.verdict,
      wordsOf: (reason: string) => enrichmentReasonWords(reason, lang),
    };
    const rows = returnedRows(
      this.listFiles,
      order,
      rowPortions((range) => this.runs.rows(id, { verdict, ...range })),
    );
    const about = { what: 'enrichment_rows' as const, format: 'csv' as const, filter: { enrichmentId: id, verdict } };
    return {
      name: `${record.fileName.replace(/\.[^.]+$/, '')} ${VERDICT_NAMES[lang][verdict]}.csv`,
      charset: format.kind === 'csv' ? format.charset : 'utf-8',
      content: Readable.from(this.trail.noted(rows, about, { actorId, weigh: rowsOnly(format) })),
    };
  }

  async left(id: string): Promise<EnrichmentLeft[]> {
    await this.record(id);
    return this.runs.left(id);
  }

  async ofLead(leadId: string): Promise<FactChange[]> {
    return (await this.changes.ofLead(leadId)).map(presentFactChange);
  }

  private async begin({ templateId, ...order }: EnrichmentOrder, userId: string): Promise<Enrichment> {
    const { clientId } = order;
    const fields = await this.customFields.ofClient(clientId);
    const customFields = fields.map(({ name, type, choices }) => ({ name, type, choices }));
    const settings = { ...order.settings, customFields };
    const id = uuidv7();
    await this.transaction.run(async () => {
      await this.runs.insert({ ...order, id, settings, createdBy: userId, now: this.clock.now() });
      if (templateId !== undefined) {
        await this.templates.noteUse(templateId, clientId, userId);
      }
      const payload = { enrichmentId: id };
      await this.events.append({ type: 'enrichment.started', clientId, actorId: userId, payload });
    });
    this.runner.poke();
    return this.get(id);
  }

  /** A list decides whose leads they are. */
  private async clientOf(request: Start): Promise<string> {
    const ofList = request.listId === undefined ? undefined : await this.runs.listOfClient(request.listId);
    if (request.listId !== undefined && ofList === undefined) {
      throw new DomainError('record.not_found', { list: request.listId });
    }
    const clientId = request.clientId ?? ofList ?? (await this.runs.ownClient());
    if (clientId === undefined) {
      throw new DomainError('record.not_found', { client: 'own' });
    }
    if (ofList !== undefined && ofList !== clientId) {
      throw new DomainError('list.client_mismatch', { listId: request.listId });
    }
    return clientId;
  }

  private async move(
    id: string,
    from: readonly string[],
    work: (run: EnrichmentRecord) => Promise<void>,
  ): Promise<void> {
    await this.transaction.run(async () => {
      const run = await this.runs.lock(id);
      if (run === undefined) {
        throw new DomainError('record.not_found', { enrichment: id });
      }
      if (!from.includes(run.state)) {
        throw new DomainError('enrichment.wrong_state', { state: run.state });
      }
      await work(run);
    });
  }

  private async record(id: string): Promise<EnrichmentRecord> {
    const record = await this.runs.get(id);
    if (record === undefined) {
      throw new DomainError('record.not_found', { enrichment: id });
    }
    return record;
  }
}
