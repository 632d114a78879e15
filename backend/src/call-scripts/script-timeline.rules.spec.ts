import { describe, expect, it } from '@jest/globals';
import {
  compileScript,
  replayRun,
  scriptDocumentSchema,
  startRun,
  type ScriptEvent,
} from '@warmline/contracts/call-script';
import { answersOf, timelineOf, type LoggedStep } from './script-timeline.rules.js';
import { PACKAGING_SCRIPT } from './seed/packaging.js';

const script = compileScript(scriptDocumentSchema.parse(PACKAGING_SCRIPT));
const at = new Date('2026-03-18T10:00:00Z');
const entry = (type: string, stepId: string, fields: ScriptEvent['fields'] = {}): LoggedStep => {
  return { type, payload: { fields }, stepId, at };
};

describe('the history of a run', () => {
  it('tells steps, answers and fields in the order they came, with values in words', () => {
    const log = [
      entry('script.start', 'greet'),
      entry('answer.me', 'needs'),
      entry('ask.submit', 'satisfied', { kind: 'box', volume: '12000', supplier: ' ' }),
    ];
    const told = timelineOf(script, log, 'en').map(({ kind, text, value }) => [kind, text.en, value]);
    expect(told).toEqual([
      ['step', 'Greeting', null],
      ['answer', 'That is me, go on', null],
      ['step', 'Needs', null],
      ['field', 'What they buy', 'Corrugated boxes'],
      ['field', 'Volume, pieces a month', '12,000'],
      ['step', 'What works', null],
    ]);
  });

  it('leaves out what the script does not know', () => {
    expect(timelineOf(script, [entry('answer.gone', 'gone', { gone: 'x' })], 'ru')).toEqual([]);
  });
});

describe('the answers of a run', () => {
  it('stand in the order of the fields, in words of the language', () => {
    const started = startRun(script);
    if (started.kind === 'refused') throw new Error(started.code);
    const events: ScriptEvent[] = [
      { type: 'answer.me' },
      { type: 'ask.submit', fields: { volume: 12000, kind: 'box' } },
      { type: 'answer.delays' },
    ];
    const walked = replayRun(script, started.state, events);
    if (walked.kind === 'refused') throw new Error(walked.code);
    expect(answersOf(script, walked.state, 'ru').map(({ field, value }) => [field, value])).toEqual([
      ['kind', 'Гофрокороба'],
      ['volume', '12\u00a0000'],
      ['pain', 'Срывают сроки'],
    ]);
  });
});
