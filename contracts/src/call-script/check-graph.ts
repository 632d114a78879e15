import type { CheckSubject, Finding } from './check.js';
import type { Step } from './format.js';
import { edgesOf, stepsReachingEnd } from './graph.js';

/** Answers beyond the ninth have no digit to press. */
const MAX_KEYED_ANSWERS = 9;
/** Decide steps in a row; half of what the machine is allowed before it gives up. */
const MAX_AUTOMATIC_CHAIN = 50;

/** Rules about the shape of the walk: names, targets, branches, reach, cycles. */
export function checkGraph(subject: CheckSubject): Finding[] {
  return [
    ...duplicateSteps(subject),
    ...danglingTargets(subject),
    ...subject.steps.flatMap(({ step, base }) => [...branchFindings(step, base), ...answerFindings(step, base)]),
    ...reachFindings(subject),
    ...automaticSteps(subject),
  ];
}

function duplicateSteps({ steps }: CheckSubject): Finding[] {
  const seen = new Set<string>();
  return steps.flatMap(({ step, base }) => {
    if (!seen.has(step.id)) {
      seen.add(step.id);
      return [];
    }
    return [error('duplicate-step', step.id, `${base}id`)];
  });
}

function danglingTargets({ steps, index, document }: CheckSubject): Finding[] {
  const start = index.steps.has(document.start)
    ? []
    : [{ ...error('dangling-target', null, 'start'), params: { target: document.start } }];
  const targets = steps.flatMap(({ step, base }) =>
    edgesOf(step, base)
      .filter(({ to }) => !index.steps.has(to))
      .map(({ to, path }) => ({ ...error('dangling-target', step.id, `${path}.to`), params: { target: to } })),
  );
  return [...start, ...targets];
}

/** The first branch without a condition takes everything; there must be one and nothing may stand behind it. */
function branchFindings(step: Step, base: string): Finding[] {
  if (step.type === 'end') return [];
  const ways = edgesOf(step, base);
  const fallback = ways.findIndex(({ when }) => when === undefined);
  if (fallback === -1) return [error('no-fallback', step.id, base.slice(0, -1))];
  if (step.type === 'say') return [];
  return ways.flatMap((way, at) => {
    const isRepeated = ways.slice(0, at).some(({ when }) => JSON.stringify(when) === JSON.stringify(way.when));
    return at > fallback || isRepeated ? [error('shadowed-branch', step.id, way.path)] : [];
  });
}

function answerFindings(step: Step, base: string): Finding[] {
  if (step.type !== 'say') return [];
  const findings: Finding[] = [];
  step.answers.forEach(({ id }, at) => {
    const isRepeated = step.answers.slice(0, at).some((earlier) => earlier.id === id);
    if (isRepeated) findings.push({ ...error('duplicate-answer', step.id, `${base}answers.${at}.id`), params: { id } });
  });
  if (step.answers.length > MAX_KEYED_ANSWERS) {
    const params = { count: step.answers.length, max: MAX_KEYED_ANSWERS };
    findings.push({ ...error('too-many-answers', step.id, `${base}answers`), params });
  }
  return findings;
}

function reachFindings({ steps, index, reachable }: CheckSubject): Finding[] {
  const endReaching = stepsReachingEnd(index);
  return steps.flatMap(({ step, base }) => {
    const path = base.slice(0, -1);
    if (!reachable.has(step.id)) return [{ ...error('unreachable', step.id, path), severity: 'warning' as const }];
    return endReaching.has(step.id) ? [] : [error('no-way-to-end', step.id, path)];
  });
}

/**
 * A cycle of decide steps alone would run for ever without a person; conditions are no excuse. One finding per
 * cycle, and only where there is none is the longest chain measured.
 */
function automaticSteps({ index, steps }: CheckSubject): Finding[] {
  const settled = new Set<string>();
  const cycles: Finding[] = [];
  for (const { step, base } of steps) {
    if (step.type !== 'decide' || settled.has(step.id)) continue;
    const cycle = cycleThrough(index.steps, step.id);
    if (cycle === null) continue;
    cycle.forEach((id) => settled.add(id));
    cycles.push({ ...error('auto-cycle', step.id, base.slice(0, -1)), params: { steps: cycle.join(' ') } });
  }
  if (cycles.length > 0) return cycles;
  const lengths = new Map<string, number>();
  return steps.flatMap(({ step, base }) => {
    const length = chainLength(index.steps, step, lengths);
    if (length !== MAX_AUTOMATIC_CHAIN + 1) return [];
    return [{ ...error('auto-chain', step.id, base.slice(0, -1)), params: { length, max: MAX_AUTOMATIC_CHAIN } }];
  });
}

/** Decide steps from this one on, itself included; `known` keeps what was measured. Needs a graph without cycles of them. */
function chainLength(steps: ReadonlyMap<string, Step>, step: Step | undefined, known: Map<string, number>): number {
  if (step?.type !== 'decide') return 0;
  const measured = known.get(step.id);
  if (measured !== undefined) return measured;
  const rest = edgesOf(step).map(({ to }) => chainLength(steps, steps.get(to), known));
  const length = 1 + Math.max(0, ...rest);
  known.set(step.id, length);
  return length;
}

/** The shortest cycle of decide steps from `start` back to it. */
function cycleThrough(steps: ReadonlyMap<string, Step>, start: string): string[] | null {
  const seen = new Set<string>();
  const queue: string[][] = [[start]];
  for (let way = queue.shift(); way !== undefined; way = queue.shift()) {
    const step = steps.get(way[way.length - 1] ?? '');
    if (step?.type !== 'decide') continue;
    for (const { to } of edgesOf(step)) {
      if (to === start) return way;
      if (seen.has(to)) continue;
      seen.add(to);
      queue.push([...way, to]);
    }
  }
  return null;
}

function error(code: Finding['code'], stepId: string | null, path: string): Finding {
  return { severity: 'error', code, stepId, path, params: {} };
}
