import type { ScriptDocument, Step } from './format.js';
import { indexDocument, reachableFrom, type ScriptIndex } from './graph.js';
import { checkFields } from './check-fields.js';
import { checkGraph } from './check-graph.js';
import { checkTexts } from './check-texts.js';

export const FINDING_CODES = [
  'duplicate-step',
  'duplicate-field',
  'duplicate-answer',
  'dangling-target',
  'shadowed-branch',
  'no-fallback',
  'unreachable',
  'no-way-to-end',
  'auto-cycle',
  'auto-chain',
  'too-many-answers',
  'unknown-field',
  'field-never-set',
  'no-choices',
  'bad-value',
  'unknown-placeholder',
  'no-text',
  'no-translation',
  'unknown-disposition',
  'missing-duty',
] as const;
export type FindingCode = (typeof FINDING_CODES)[number];

/** A code and its values, never prose: the screen has the words, in two languages. */
export interface Finding {
  severity: 'error' | 'warning';
  code: FindingCode;
  /** Null where the whole document is meant. */
  stepId: string | null;
  /** Where in the document, as `steps.3.answers.1.to`; empty for the document. */
  path: string;
  params: Record<string, string | number>;
}

/**
 * Something the campaign's rules demand of a script. `end`: an end with this result can be reached (a person must
 * be able to opt out). `mention`: some step that can be reached says this placeholder (who calls, and for whom).
 */
export type ScriptDuty = { kind: 'end'; disposition: string } | { kind: 'mention'; placeholder: string };

/** What a campaign knows and a script cannot; given as values, because scripts stand below campaigns. */
export interface CheckOptions {
  /** Result codes the ends may name; any, if left out. */
  allowedDispositions?: readonly string[];
  duties?: readonly ScriptDuty[];
}

/** What every rule of the checker is given. */
export interface CheckSubject {
  index: ScriptIndex;
  document: ScriptDocument;
  /** Steps with their path prefix, duplicates included. */
  steps: readonly { step: Step; base: string }[];
  reachable: ReadonlySet<string>;
  options: CheckOptions;
}

/**
 * Finds what is wrong with a document without ever building a machine, so a bad draft cannot hang anybody.
 * Publishing is refused on any finding of severity error; with none, a walk cannot get stuck.
 */
export function checkScript(document: ScriptDocument, options: CheckOptions = {}): Finding[] {
  const index = indexDocument(document);
  const steps = document.steps.map((step, at) => ({ step, base: `steps.${at}.` }));
  const subject: CheckSubject = { index, document, steps, reachable: reachableFrom(index, document.start), options };
  return [...checkGraph(subject), ...checkFields(subject), ...checkTexts(subject), ...checkEnds(subject)];
}

export function hasErrors(findings: readonly Finding[]): boolean {
  return findings.some(({ severity }) => severity === 'error');
}

function checkEnds({ steps, reachable, options }: CheckSubject): Finding[] {
  const findings: Finding[] = [];
  const reached = new Set<string>();
  for (const { step, base } of steps) {
    if (step.type !== 'end') continue;
    if (reachable.has(step.id)) reached.add(step.disposition);
    if (options.allowedDispositions?.includes(step.disposition) !== false) continue;
    const params = { disposition: step.disposition };
    findings.push({
      severity: 'error',
      code: 'unknown-disposition',
      stepId: step.id,
      path: `${base}disposition`,
      params,
    });
  }
  for (const duty of options.duties ?? []) {
    if (duty.kind !== 'end' || reached.has(duty.disposition)) continue;
    const params = { duty: duty.kind, disposition: duty.disposition };
    findings.push({ severity: 'error', code: 'missing-duty', stepId: null, path: 'steps', params });
  }
  return findings;
}
