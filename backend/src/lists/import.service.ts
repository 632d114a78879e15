import { Injectable } from '@nestjs/common';
import type {
  BranchChoice,
  ClientId,
  earlierLoadSchema,
  Import,
  ImportKept,
  ImportRow,
  importRowsQuerySchema,
  LeadField,
  Page,
  Preview,
  PreviewRequest,
  startImportRequestSchema,
  Upload,
} from '@warmline/contracts';
import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { z } from 'zod';
import { FileStore } from '../files/file-store.service.js';
import { Clock } from '../kernel/clock.js';
import { DomainError } from '../kernel/domain-error.js';
import { EventLog } from '../kernel/event-log.js';
import { uuidv7 } from '../kernel/ids.js';
import { Transaction } from '../kernel/transaction.js';
import { CustomFieldService } from '../leads/custom-field.service.js';
import { ImportRunner } from './import-runner.service.js';
import { ImportRepository, type EarlierLoad, type ImportRecord, type ImportSettings } from './import.repository.js';
import { ListFileWorker } from './list-file-worker.service.js';
import type { ListRow } from './lead-list.repository.js';
import { ListService } from './list.service.js';
import { presentImport } from './lists.presenter.js';
import { MappingTemplateService } from './mapping-template.service.js';
import { pageOfRows } from './row-page.js';

type StartImport = z.output<typeof startImportRequestSchema>;
type RowsQuery = z.output<typeof importRowsQuerySchema>;

const NAME_FIELDS: readonly LeadField[] = ['name', 'legal_name', 'contact_name', 'last_name', 'first_name'];

/** From the uploaded file to the running import, and what is asked about it afterwards. */
@Injectable()
export class ImportService {
  constructor(
    private readonly imports: ImportRepository,
    private readonly lists: ListService,
    private readonly files: FileStore,
    private readonly worker: ListFileWorker,
    private readonly runner: ImportRunner,
    private readonly transaction: Transaction,
    private readonly events: EventLog,
    private readonly clock: Clock,
    private readonly templates: MappingTemplateService,
    private readonly customFields: CustomFieldService,
  ) {}

  async upload(name: string, content: Readable, user: { id: string; mediaType: string }): Promise<Upload> {
    const file = await this.files.put({ name, kind: 'upload', mediaType: user.mediaType, createdBy: user.id, content });
    const earlier = await this.imports.earlierLoads(file.sha256, null);
    return {
      fileId: file.id as Upload['fileId'],
      name: file.name,
      sha256: file.sha256,
      sizeBytes: file.sizeBytes,
      alreadyLoaded: earlier.map(presentEarlier),
    };
  }

  async preview(fileId: string, request: PreviewRequest, signal: AbortSignal): Promise<Preview> {
    const file = await this.uploaded(fileId);
    const customFields = await this.customFields.ofClient(request.clientId);
    const order = { path: this.files.pathOf(file.sha256), customFields };
    const preview = await this.worker.preview({ ...order, request }, signal);
    const template =
      request.mapping === undefined && request.useTemplate
        ? await this.templates.ofLayout(request.clientId, preview.layoutKey)
        : undefined;
    if (template === undefined) {
      return preview;
    }
    const { mapping, rules, areaCode } = template.settings;
    const kept = { mapping, rules: request.rules ?? rules, areaCode: request.areaCode ?? areaCode ?? undefined };
    const mapped = await this.worker.preview({ ...order, request: { ...request, ...kept } }, signal);
    return { ...mapped, template: { id: template.id, name: template.name } };
  }

  /** Starts in the background; refuses at once what can be known at once. */
  async start(listId: string, request: StartImport, userId: string): Promise<Import> {
    assertMapping(request.mapping);
    const file = await this.uploaded(request.fileId);
    const id = uuidv7();
    await this.transaction.run(async () => {
      const list = await this.lists.row(listId);
      await this.assertMayLoad(list, file.sha256, request.again);
      const settings = await this.settingsOf(list, request);
      await this.keepTemplate(list, request, userId);
      const settingsSha256 = createHash('sha256').update(JSON.stringify(settings)).digest('hex');
      const record = {
        id,
        listId,
        fileId: file.id,
        fileSha256: file.sha256,
        settings,
        settingsSha256,
        createdBy: userId,
      };
      await this.replaceReviews(listId, userId);
      await this.imports.insert({ ...record, now: this.clock.now() });
      await this.events.append({ type: 'import.started', actorId: userId, payload: { importId: id, listId } });
      await this.transaction.afterCommit(() => this.runner.startInBackground(id));
    });
    return this.get(id);
  }

  /** Nothing has reached the leads before this. */
  async commit(id: string, userId: string): Promise<Import> {
    await this.transaction.run(async () => {
      await this.inState(id, await this.imports.decide(id, userId));
      await this.transaction.afterCommit(() => this.runner.startInBackground(id));
    });
    return this.get(id);
  }

  /** Judges the rows that wait for the yes anew; nothing has reached the leads. */
  async chooseBranches(id: string, choice: BranchChoice): Promise<Import> {
    await this.transaction.run(async () => {
      await this.inState(id, await this.imports.chooseBranches(id, choice));
      await this.transaction.afterCommit(() => this.runner.startInBackground(id));
    });
    return this.get(id);
  }

  async cancel(id: string, userId: string): Promise<Import> {
    await this.transaction.run(async () => {
      const { listId } = await this.record(id);
      await this.inState(id, await this.imports.cancel(id, this.clock.now()));
      await this.cancelled(id, { listId, userId });
    });
    return this.get(id);
  }

  async undo(id: string, userId: string): Promise<Import> {
    await this.transaction.run(async () => {
      await this.inState(id, await this.imports.beginUndo(id, userId, this.clock.now()));
      await this.transaction.afterCommit(() => this.runner.startInBackground(id));
    });
    return this.get(id);
  }

  async kept(id: string): Promise<ImportKept[]> {
    await this.record(id);
    return this.imports.kept(id);
  }

  async get(id: string): Promise<Import> {
    return presentImport(await this.record(id));
  }

  async record(id: string): Promise<ImportRecord> {
    const record = await this.imports.get(id);
    if (record === undefined) {
      throw new DomainError('record.not_found', { import: id });
    }
    return record;
  }

  async rows(id: string, query: RowsQuery): Promise<Page<ImportRow>> {
    const record = await this.record(id);
    const page = await pageOfRows(query, (range) => this.imports.rows(record, { verdict: query.verdict, ...range }));
    return page as Page<ImportRow>;
  }

  /** The list's standard and the client's fields as they are now: what changes later does not change a running import. */
  private async settingsOf(list: ListRow, request: StartImport): Promise<ImportSettings> {
    const { format, mapping, country, rules, duplicates } = request;
    const fields = await this.customFields.ofClient(list.clientId);
    const customFields = fields.map(({ name, type, choices }) => ({ name, type, choices }));
    return { format, mapping, country, rules: { ...rules, standard: list.standard }, customFields, duplicates };
  }

  private async keepTemplate(list: ListRow, request: StartImport, userId: string): Promise<void> {
    if (request.templateId !== undefined) {
      await this.templates.noteUse(request.templateId, list.clientId, userId);
    }
    if (request.saveTemplate !== undefined) {
      const { mapping, country, rules } = request;
      const settings = { mapping, country, areaCode: list.areaCode, audience: list.audience };
      await this.templates.save(
        {
          ...request.saveTemplate,
          clientId: list.clientId as ClientId,
          settings: { ...settings, rules: { ...rules, standard: list.standard } },
        },
        userId,
      );
    }
  }

  /** A file that was looked at and not loaded gives way to the next one. */
  private async replaceReviews(listId: string, userId: string): Promise<void> {
    for (const id of await this.imports.inReview(listId)) {
      await this.imports.cancel(id, this.clock.now());
      await this.cancelled(id, { listId, userId });
    }
  }

  private async inState(id: string, moved: boolean): Promise<void> {
    if (!moved) {
      const { state } = await this.record(id);
      throw new DomainError('import.wrong_state', { state });
    }
  }

  private async cancelled(id: string, { listId, userId }: { listId: string; userId: string }): Promise<void> {
    await this.events.append({ type: 'import.cancelled', actorId: userId, payload: { importId: id, listId } });
    await this.transaction.afterCommit(() => this.runner.stop(id));
  }

  private async assertMayLoad(list: { id: string; clientId: string }, sha256: string, again: boolean): Promise<void> {
    await this.lists.lock(list.id);
    if (await this.imports.hasRunning(list.id)) {
      throw new DomainError('import.running', { listId: list.id });
    }
    const [earlier] = again ? [] : await this.imports.earlierLoads(sha256, list.clientId);
    if (earlier !== undefined) {
      throw new DomainError('import.already_loaded', { ...presentEarlier(earlier) });
    }
  }

  private async uploaded(fileId: string) {
    const file = await this.files.get(fileId);
    if (file.kind !== 'upload') {
      throw new DomainError('file.not_found', { id: fileId });
    }
    return file;
  }
}

function assertMapping(mapping: readonly LeadField[]): void {
  if (!mapping.includes('phone')) {
    throw new DomainError('import.phone_column_missing');
  }
  if (!mapping.some((field) => NAME_FIELDS.includes(field))) {
    throw new DomainError('import.name_column_missing');
  }
}

function presentEarlier({ importId, listId, listName, at }: EarlierLoad): z.infer<typeof earlierLoadSchema> {
  return { importId, listId, listName, at: at.toISOString() } as z.infer<typeof earlierLoadSchema>;
}
