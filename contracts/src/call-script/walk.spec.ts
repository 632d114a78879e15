import { beforeEach, describe, expect, it } from '@jest/globals';
import { compileScript, type CompiledScript } from './compile.js';
import type { DecideStep, SayStep, ScriptDocument } from './format.js';
import { sampleScript } from './sample.fixture.js';
import {
  replayRun,
  runStateSchema,
  startRun,
  stepRun,
  type RunMove,
  type RunResult,
  type ScriptEvent,
} from './walk.js';

let script: CompiledScript;

beforeEach(() => {
  script = compileScript(sampleScript());
});

function begin(of = script): RunMove {
  return move(startRun(of));
}

function move(result: RunResult): RunMove {
  if (result.kind === 'refused') throw new Error(`refused: ${result.code} ${result.field ?? ''}`);
  return result;
}

function walk(...events: ScriptEvent[]): RunMove {
  return move(replayRun(script, begin().state, events));
}

const yes: ScriptEvent = { type: 'answer.yes' };
const submit = (fields: ScriptEvent['fields']): ScriptEvent => ({ type: 'ask.submit', fields });

describe('a walk through a script', () => {
  it('begins at the start', () => {
    expect(begin().state).toMatchObject({
      value: 'greet',
      status: 'running',
      disposition: null,
      context: { passed: ['greet'] },
    });
  });

  it('begins with what an earlier call found out, as far as it still fits', () => {
    const { state } = move(startRun(script, { volume: '120', rhythm: 'hourly', gone: 'x' }));
    expect(state.context.fields).toEqual({ volume: 120 });
  });

  it('judges an answer that was captured in the same event', () => {
    expect(walk(yes, submit({ volume: '99' })).state.value).toBe('later');
    expect(walk(yes, submit({ volume: '100' })).state.value).toBe('offer');
  });

  it('ends with the result the end step names', () => {
    expect(walk(yes, submit({ volume: 100 })).state).toMatchObject({ status: 'ended', disposition: 'send_offer' });
  });

  it('passes automatic steps, which nobody sees, without naming them', () => {
    const { state } = walk({ type: 'answer.other', fields: { person: 'Пётр' } }, submit({ volume: 100 }));
    expect(state.value).toBe('later');
    expect(state.context.passed).toEqual(['greet', 'need', 'later']);
  });

  it('returns what is to be done outside, with the values captured in the same event', () => {
    const { effects, state } = walk({ type: 'answer.other', fields: { person: ' Пётр ' } });
    const proposal = { name: 'Пётр', position: null, phone: null, email: null, isDecisionMaker: false };
    expect(effects).toEqual([{ type: 'captureContact', ...proposal }]);
    expect(state.context.contact).toEqual(proposal);
  });

  it('proposes a callback at the time named', () => {
    const { effects } = walk(yes, submit({ volume: 1 }), submit({ when: '2026-03-19T11:00' }));
    expect(effects).toEqual([{ type: 'scheduleCallback', at: '2026-03-19T11:00' }]);
  });

  it('keeps tags and who decides', () => {
    expect(walk(yes, submit({ volume: 1 })).state.context).toMatchObject({ tags: ['small'], isDecisionMaker: true });
  });

  it('empties a field that is sent as null', () => {
    const { state } = walk(
      { type: 'answer.again', fields: { person: 'Пётр' } },
      { type: 'answer.again', fields: { person: null } },
    );
    expect(state.context.fields).toEqual({});
  });

  it('enters a step again when an answer leads back to it', () => {
    expect(walk({ type: 'answer.again' }, { type: 'answer.again' }).state.context.passed).toEqual([
      'greet',
      'greet',
      'greet',
    ]);
  });

  it('does not let the row grow while people go round in circles', () => {
    const round = Array.from({ length: 300 }, (): ScriptEvent => ({ type: 'answer.again' }));
    expect(walk(...round).state.context.passed).toHaveLength(100);
  });

  it('offers an answer only where its condition holds', () => {
    const named: ScriptEvent = { type: 'answer.named' };
    expect(stepRun(script, begin().state, named)).toMatchObject({ kind: 'refused', code: 'script.event_not_allowed' });
    expect(walk({ type: 'answer.again', fields: { person: 'Пётр' } }, named).state.value).toBe('need');
  });

  it('goes on from its row after JSON and back, by another compilation of the same document', () => {
    const saved: unknown = JSON.parse(JSON.stringify(walk(yes).state));
    const resumed = runStateSchema.parse(saved);
    const other = compileScript(sampleScript());
    expect(stepRun(other, resumed, submit({ volume: 100 }))).toEqual(walk(yes, submit({ volume: 100 })));
  });
});

describe('an event out of turn', () => {
  it.each([
    'xstate.stop',
    'xstate.error.actor.x',
    'xstate.init',
    'answer.unknown',
    'ask.submit',
    'answer.',
    'answer.yes.no',
    'ANSWER.YES',
    '',
  ])('%p is refused and nothing changes', (type) => {
    const { state } = begin();
    const before: unknown = JSON.parse(JSON.stringify(state));
    expect(stepRun(script, state, { type })).toEqual({
      kind: 'refused',
      code: 'script.event_not_allowed',
      field: null,
    });
    expect(state).toEqual(before);
  });

  it('is refused after the end', () => {
    const { state } = walk({ type: 'answer.stop' });
    expect(stepRun(script, state, yes)).toMatchObject({ kind: 'refused', code: 'script.ended' });
  });

  it.each<[ScriptEvent['fields'], string, string]>([
    [{}, 'script.field_required', 'volume'],
    [{ volume: ' ' }, 'script.field_required', 'volume'],
    [{ volume: 'many' }, 'script.field_invalid', 'volume'],
    [{ volume: 1, rhythm: 'hourly' }, 'script.field_invalid', 'rhythm'],
    [{ volume: 1, person: 'x' }, 'script.field_unknown', 'person'],
  ])('fields %j are refused as %s', (fields, code, field) => {
    expect(stepRun(script, walk(yes).state, submit(fields))).toEqual({ kind: 'refused', code, field });
  });

  it.each<object>([{ fields: { constructor: 'x' } }, { fields: { volume: { a: 1 } } }, { extra: 1 }])(
    'a payload outside the format is refused: %j',
    (payload) => {
      const event = { type: 'ask.submit', ...payload } as ScriptEvent;
      expect(stepRun(script, walk(yes).state, event)).toMatchObject({ kind: 'refused' });
    },
  );

  it('is refused where the state is not of this script', () => {
    const state = { ...begin().state, value: 'elsewhere' };
    expect(stepRun(script, state, yes)).toMatchObject({ kind: 'refused', code: 'script.broken' });
  });
});

describe('a script that was never checked', () => {
  const planted = (plant: (document: ScriptDocument) => void): CompiledScript => {
    const document = sampleScript();
    plant(document);
    return compileScript(document);
  };
  const decide = (document: ScriptDocument) => document.steps.find((step) => step.type === 'decide') as DecideStep;
  const say = (document: ScriptDocument) => document.steps[0] as SayStep;

  it('cannot hang the process by a cycle of automatic steps', () => {
    const hostile = planted((document) => {
      decide(document).branches = [{ to: 'second' }];
      document.steps.push({ type: 'decide', id: 'second', branches: [{ to: 'route' }] });
      say(document).answers[0]!.to = 'route';
    });
    expect(stepRun(hostile, begin(hostile).state, yes)).toMatchObject({ kind: 'refused', code: 'script.broken' });
  });

  it('cannot hang the process at its start', () => {
    const hostile = planted((document) => {
      decide(document).branches = [{ to: 'route' }];
      document.start = 'route';
    });
    expect(startRun(hostile)).toMatchObject({ kind: 'refused', code: 'script.broken' });
  });

  it('does not get stuck in a step nobody sees', () => {
    const stuck = planted((document) => {
      decide(document).branches.pop();
    });
    const { state } = move(stepRun(stuck, begin(stuck).state, yes));
    expect(stepRun(stuck, state, submit({ volume: 100 }))).toMatchObject({ kind: 'refused', code: 'script.broken' });
  });

  it('does not compile with a target that is not there', () => {
    expect(() => planted((document) => (say(document).answers[0]!.to = 'nowhere'))).toThrow(/nowhere/);
  });
});
