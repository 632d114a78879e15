import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkScript, hasErrors } from './check.js';
import { compileScript, type CompiledScript } from './compile.js';
import type { Condition } from './conditions.js';
import { scriptDocumentSchema, type Branch, type ScriptDocument, type Step, type StepField } from './format.js';
import { sampleScript } from './sample.fixture.js';
import { describeStep } from './view.js';
import { replayRun, startRun, stepRun, type RunState, type ScriptEvent } from './walk.js';

const RUNS = 150;
const MAX_EVENTS = 40;
const STEP_IDS = ['s0', 's1', 's2', 's3', 's4', 's5', 's6'];
/** The last two steps are ends, the others lead on. */
const FIRST_END = 5;
const LABEL = { ru: 'а', en: 'a' };

const condition: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({
    op: fc.constantFrom('lt', 'gte', 'eq', 'ne'),
    field: fc.constant('volume'),
    value: fc.integer({ min: 0, max: 3 }),
  }),
  fc.record({ op: fc.constantFrom('filled', 'empty'), field: fc.constantFrom('volume', 'person') }),
);
const target = fc.constantFrom(...STEP_IDS);
const branch: fc.Arbitrary<Branch> = fc.record(
  { to: target, when: condition, effects: fc.constant([{ type: 'set', field: 'volume', value: 2 }]) },
  { requiredKeys: ['to'] },
);
/** Mostly with a fallback, so that many of the documents pass the check. */
const branches = fc
  .tuple(fc.array(branch, { maxLength: 2 }), fc.integer({ min: 0, max: 9 }), target)
  .map(([some, luck, to]): Branch[] => {
    return luck === 0 ? some : [...some.filter(({ when }) => when !== undefined), { to }];
  });

function step(id: string, at: number): fc.Arbitrary<Step> {
  const title = fc.constant(LABEL);
  const toAnswers = (ways: Branch[]) => ways.map((way, answerAt) => ({ id: `a${answerAt}`, text: LABEL, ...way }));
  const fields = fc.constantFrom<StepField[]>(
    [{ field: 'volume' }],
    [
      { field: 'volume', optional: true },
      { field: 'person', optional: true },
    ],
  );
  const common = { id: fc.constant(id), title, text: title };
  if (at >= FIRST_END) {
    return fc.record({ ...common, type: fc.constant('end'), disposition: fc.constantFrom('order', 'do_not_call') });
  }
  return fc.oneof(
    { weight: 4, arbitrary: fc.record({ ...common, type: fc.constant('say'), answers: branches.map(toAnswers) }) },
    { weight: 3, arbitrary: fc.record({ ...common, type: fc.constant('ask'), fields, next: branches }) },
    { weight: 1, arbitrary: fc.record({ type: fc.constant('decide'), id: fc.constant(id), branches }) },
  );
}

const anyScript: fc.Arbitrary<ScriptDocument> = fc.tuple(...STEP_IDS.map(step)).map((steps) =>
  scriptDocumentSchema.parse({
    format: 1,
    id: 'random',
    name: LABEL,
    start: 's0',
    fields: [
      { name: 'volume', type: 'number', label: LABEL },
      { name: 'person', type: 'text', label: LABEL },
    ],
    steps,
  }),
);

const hostileEvent: fc.Arbitrary<ScriptEvent> = fc.record(
  {
    type: fc.oneof(
      fc.constantFrom(
        'ask.submit',
        'answer.yes',
        'answer.a0',
        'answer.a1',
        'xstate.stop',
        'xstate.error.actor.x',
        '__proto__',
      ),
      fc.string(),
    ),
    fields: fc.dictionary(
      fc.oneof(fc.constantFrom('volume', 'person', 'rhythm', 'when'), fc.string()),
      fc.oneof(fc.string(), fc.integer(), fc.constant(null)),
    ),
  },
  { requiredKeys: ['type'] },
);

/** The events a person could send now, each with fields that fit. */
function possibleEvents(script: CompiledScript, state: RunState): ScriptEvent[] {
  const view = describeStep(script, state, { locale: 'en', values: {} });
  if (view === null || view.isEnded) return [];
  if (view.submitEvent === null) return view.answers.map(({ event }) => ({ type: event }));
  const filled = (volume: number): ScriptEvent => {
    const entries = view.fields.map(({ name, type }) => [name, type === 'number' ? volume : null] as const);
    return { type: 'ask.submit', fields: Object.fromEntries(entries) };
  };
  return [filled(0), filled(3)];
}

/** Walks by the given choices, checking at each step what must always hold; returns the log. */
function walkBy(
  script: CompiledScript,
  choices: readonly number[],
): { log: ScriptEvent[]; start: RunState; state: RunState } {
  const started = startRun(script);
  if (started.kind === 'refused') throw new Error('a checked script did not start');
  const log: ScriptEvent[] = [];
  let { state } = started;
  for (const choice of choices) {
    if (state.status === 'ended') break;
    const events = possibleEvents(script, state);
    expect(events).not.toHaveLength(0);
    const event = events[choice % events.length]!;
    const result = stepRun(script, state, event);
    if (result.kind === 'refused') throw new Error(`a possible event was refused: ${result.code}`);
    log.push(event);
    state = result.state;
  }
  return { log, start: started.state, state };
}

const choices = fc.array(fc.nat(), { minLength: MAX_EVENTS, maxLength: MAX_EVENTS });

describe('any checked script', () => {
  it('never gets stuck, ends with a result and is replayed from its log', () => {
    fc.assert(
      fc.property(anyScript, choices, (document, picked) => {
        fc.pre(!hasErrors(checkScript(document)));
        const { log, start, state } = walkBy(compileScript(document), picked);
        expect(state.status === 'ended').toBe(state.disposition !== null);
        const replayed = replayRun(compileScript(document), JSON.parse(JSON.stringify(start)) as RunState, log);
        expect(replayed).toMatchObject({ kind: 'moved', state });
        expect(JSON.parse(JSON.stringify(state))).toEqual(state);
      }),
      { numRuns: RUNS, maxSkipsPerRun: 1_000 },
    );
  });
});

describe('any script at all', () => {
  it('is refused rather than thrown or hung, whatever it is and whatever it is sent', () => {
    fc.assert(
      fc.property(anyScript, fc.array(hostileEvent, { maxLength: 10 }), (document, events) => {
        const script = compileScript(document);
        const started = startRun(script);
        if (started.kind === 'refused') return;
        events.reduce((state, event) => {
          const result = stepRun(script, state, event);
          return result.kind === 'moved' ? result.state : state;
        }, started.state);
      }),
      { numRuns: RUNS },
    );
  });

  it('keeps its state when an event is refused', () => {
    const script = compileScript(sampleScript());
    const started = startRun(script);
    if (started.kind === 'refused') throw new Error(started.code);
    fc.assert(
      fc.property(hostileEvent, (event) => {
        const before: unknown = JSON.parse(JSON.stringify(started.state));
        stepRun(script, started.state, event);
        expect(started.state).toEqual(before);
      }),
      { numRuns: RUNS },
    );
  });
});
