import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type {
  CallScript,
  CallScriptSummary,
  CallScriptVersion,
  CheckCallScriptReply,
  SaveDraftRequest,
} from '@warmline/contracts';
import { callScriptIdSchema } from '@warmline/contracts';
import { hasErrors, scriptDocumentSchema, type Finding, type ScriptDocument } from '@warmline/contracts/call-script';
import { Clock } from '../kernel/clock.js';
import { DomainError } from '../kernel/domain-error.js';
import { EventLog } from '../kernel/event-log.js';
import { Transaction } from '../kernel/transaction.js';
import { presentFindings, presentSummary, presentVersion, presentVersions } from './call-script.presenter.js';
import { CallScriptRepository, type CallScriptRow, type DraftValues } from './call-script.repository.js';
import { ScriptCheckService } from './script-check.service.js';
import { canonicalJson } from './script-digest.rules.js';
import { nameInBoth } from './script-name.rules.js';

/** Call scripts as their authors see them: drafts that may be wrong, versions that never change. */
@Injectable()
export class CallScriptService {
  constructor(
    private readonly scripts: CallScriptRepository,
    private readonly checker: ScriptCheckService,
    private readonly transaction: Transaction,
    private readonly eventLog: EventLog,
    private readonly clock: Clock,
  ) {}

  async list(): Promise<CallScriptSummary[]> {
    const scripts = await this.scripts.all();
    const versions = await this.scripts.versionsOf(scripts.map(({ id }) => id));
    return scripts.map((script) =>
      presentSummary(
        script,
        versions.filter(({ callScriptId }) => callScriptId === script.id),
      ),
    );
  }

  async get(id: string): Promise<CallScript> {
    const script = await this.scripts.byId(id);
    const newest = await this.scripts.newestVersion(id);
    if (script === undefined || newest === undefined) {
      throw new DomainError('record.not_found', { record: 'call_script', id });
    }
    const versions = await this.scripts.versionsOf([id]);
    return {
      ...presentSummary(script, versions),
      document: scriptDocumentSchema.parse(newest.document),
      findings: presentFindings(newest.findings),
      versions: presentVersions(versions),
    };
  }

  async version(versionId: string): Promise<CallScriptVersion> {
    const version = await this.scripts.publishedVersion(versionId);
    if (version === undefined || version.publishedAt === null) {
      throw new DomainError('record.not_found', { record: 'call_script_version', id: versionId });
    }
    return {
      ...presentVersion(version, version.publishedAt),
      callScriptId: callScriptIdSchema.parse(version.callScriptId),
      document: scriptDocumentSchema.parse(version.document),
    };
  }

  async check(document: ScriptDocument): Promise<CheckCallScriptReply> {
    return { findings: await this.checker.check(document) };
  }

  /** `marks` are for the demo; scripts made on the page have none. */
  async create(
    document: ScriptDocument,
    actorId: string | null,
    marks: { synthetic?: boolean } = {},
  ): Promise<CallScript> {
    const id = await this.transaction.run(async () => {
      const at = this.clock.now();
      const script = await this.scripts.insert({
        name: nameOf(document),
        synthetic: marks.synthetic ?? false,
        createdBy: actorId,
        at,
      });
      await this.scripts.insertDraft(script.id, 1, await this.draftOf(document));
      return script.id;
    });
    return this.get(id);
  }

  /** Replaces the draft, or begins one beside the published versions. Findings never stop saving. */
  async saveDraft(id: string, request: SaveDraftRequest): Promise<CallScript> {
    await this.transaction.run(async () => {
      await this.lock(id, request.version);
      const newest = await this.scripts.newestVersion(id);
      const draft = await this.draftOf(request.document);
      if (newest === undefined || newest.publishedAt !== null) {
        await this.scripts.insertDraft(id, (newest?.number ?? 0) + 1, draft);
      } else {
        await this.scripts.updateDraft(newest.id, draft);
      }
      await this.scripts.touch(id, nameOf(request.document));
    });
    return this.get(id);
  }

  /** Makes the draft a version for ever. Calls that run finish on the version they began with. */
  async publish(id: string, expected: { version: number }, actorId: string | null): Promise<CallScript> {
    await this.transaction.run(async () => {
      await this.lock(id, expected.version);
      const draft = await this.scripts.newestVersion(id);
      if (draft === undefined || draft.publishedAt !== null) {
        throw new DomainError('call_script.no_draft', { id });
      }
      const document = { ...scriptDocumentSchema.parse(draft.document), version: draft.number };
      const values = await this.draftOf(document);
      this.refuseErrors(document, values.findings);
      await this.scripts.publish(draft.id, values, actorId);
      await this.scripts.touch(id, nameOf(document));
      const payload = { callScriptId: id, versionId: draft.id, number: draft.number };
      await this.eventLog.append({ type: 'call_script.published', payload, actorId });
    });
    return this.get(id);
  }

  private refuseErrors(document: ScriptDocument, findings: readonly Finding[]): void {
    if (hasErrors(findings)) {
      throw new DomainError('call_script.has_errors', {
        findings: findings.filter(({ severity }) => severity === 'error'),
      });
    }
    if (!this.checker.runs(document)) {
      throw new DomainError('call_script.has_errors', { findings: [] });
    }
  }

  private async lock(id: string, version: number): Promise<CallScriptRow> {
    const script = await this.scripts.forChange(id);
    if (script === undefined) {
      throw new DomainError('record.not_found', { record: 'call_script', id });
    }
    if (script.version !== version) {
      throw new DomainError('record.changed_meanwhile', { version: script.version });
    }
    return script;
  }

  private async draftOf(document: ScriptDocument): Promise<DraftValues & { findings: Finding[] }> {
    const findings = await this.checker.check(document);
    const sha256 = createHash('sha256').update(canonicalJson(document)).digest('hex');
    return { document, findings, sha256, at: this.clock.now() };
  }
}

/** The name lists are sorted by; the document keeps both languages. */
function nameOf({ name, id }: ScriptDocument): string {
  return nameInBoth(name, id).ru;
}
