import {
  callScriptIdSchema,
  callScriptVersionIdSchema,
  scriptFindingSchema,
  type CallScriptSummary,
  type CallScriptVersionSummary,
  type ScriptFinding,
} from '@warmline/contracts';
import { z } from 'zod';
import type { CallScriptRow, CallScriptVersionRow } from './call-script.repository.js';
import { nameInBoth } from './script-name.rules.js';

type VersionRow = Omit<CallScriptVersionRow, 'document'>;

/** `versions` are the script's own, newest first. */
export function presentSummary(script: CallScriptRow, versions: readonly VersionRow[]): CallScriptSummary {
  const published = presentVersions(versions)[0] ?? null;
  const draft = versions.find(({ publishedAt }) => publishedAt === null);
  return {
    id: callScriptIdSchema.parse(script.id),
    name: nameInBoth(versions[0]?.name ?? { ru: '', en: '' }, script.name),
    synthetic: script.synthetic,
    createdAt: script.createdAt.toISOString(),
    published,
    draft: draft === undefined ? null : presentDraft(draft),
    version: script.version,
  };
}

/** The published ones, in the order given. */
export function presentVersions(versions: readonly VersionRow[]): CallScriptVersionSummary[] {
  return versions.flatMap((version) => {
    const { publishedAt } = version;
    return publishedAt === null ? [] : [presentVersion(version, publishedAt)];
  });
}

export function presentVersion(version: VersionRow, publishedAt: Date): CallScriptVersionSummary {
  return {
    id: callScriptVersionIdSchema.parse(version.id),
    number: version.number,
    sha256: version.sha256,
    publishedAt: publishedAt.toISOString(),
    publishedBy: version.publishedByName,
  };
}

export function presentFindings(stored: unknown): ScriptFinding[] {
  return z.array(scriptFindingSchema).parse(stored);
}

function presentDraft(draft: VersionRow): CallScriptSummary['draft'] {
  const findings = presentFindings(draft.findings);
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  return {
    number: draft.number,
    updatedAt: draft.updatedAt.toISOString(),
    errors,
    warnings: findings.length - errors,
  };
}
