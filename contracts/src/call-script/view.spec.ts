import { describe, expect, it } from '@jest/globals';
import { compileScript } from './compile.js';
import type { SayStep } from './format.js';
import { sampleScript } from './sample.fixture.js';
import { describeStep, type StepView, type ViewOptions } from './view.js';
import { replayRun, startRun, type RunState, type ScriptEvent } from './walk.js';

const script = compileScript(sampleScript());
const values = { 'operator.name': 'Мария', 'client.name': 'Тара' };

function stateAfter(...events: ScriptEvent[]): RunState {
  const start = startRun(script);
  const result = start.kind === 'moved' ? replayRun(script, start.state, events) : start;
  if (result.kind === 'refused') throw new Error(result.code);
  return result.state;
}

function viewAfter(locale: ViewOptions['locale'], ...events: ScriptEvent[]): StepView {
  const view = describeStep(script, stateAfter(...events), { locale, values });
  if (view === null) throw new Error('nothing to show');
  return view;
}

describe('what the console shows of a run', () => {
  it('is the step in the language asked for, with the names filled in', () => {
    const view = viewAfter('ru');
    expect(view).toMatchObject({ stepId: 'greet', type: 'say', title: 'Приветствие', submitEvent: null });
    expect(view.text.text).toBe('Здравствуйте! Мария, компания Тара. Вы …?');
    expect(view.hint?.text).toBe('Говорите медленно');
    expect(viewAfter('en').title).toBe('Greeting');
  });

  it('has a digit for each answer that no hidden one moves, and where it leads', () => {
    const shown = viewAfter('en').answers.map(({ key, event, targetTitle, leadsToEnd }) => [
      key,
      event,
      targetTitle,
      leadsToEnd,
    ]);
    expect(shown).toEqual([
      ['1', 'answer.yes', 'Volume', false],
      ['2', 'answer.other', 'Volume', false],
      ['3', 'answer.again', 'Greeting', false],
      ['5', 'answer.stop', 'Do not call', true],
    ]);
    expect(
      viewAfter('en', { type: 'answer.again', fields: { person: 'Ann' } }).answers.map(({ key }) => key),
    ).toContain('4');
  });

  it('looks through an automatic step to tell where an answer leads', () => {
    const document = sampleScript();
    const greet = document.steps[0] as SayStep;
    greet.answers[1] = { ...greet.answers[1]!, to: 'route' };
    greet.answers[0] = { ...greet.answers[0]!, to: 'route' };
    const compiled = compileScript(document);
    const started = startRun(compiled, { volume: 5 });
    if (started.kind === 'refused') throw new Error(started.code);
    const titles = describeStep(compiled, started.state, { locale: 'en', values })?.answers.map(
      ({ targetTitle }) => targetTitle,
    );
    expect(titles?.slice(0, 2)).toEqual(['Offer', 'When to return']);
  });

  it('has fields with their values, and is submitted', () => {
    const view = viewAfter('ru', { type: 'answer.yes' });
    expect(view).toMatchObject({ type: 'ask', submitEvent: 'ask.submit', answers: [] });
    expect(view.fields).toEqual([
      { name: 'volume', type: 'number', label: 'Объём', isOptional: false, choices: [], value: null },
      {
        name: 'rhythm',
        type: 'choice',
        label: 'Как часто',
        isOptional: true,
        choices: [
          { id: 'monthly', label: 'раз в месяц' },
          { id: 'yearly', label: 'раз в год' },
        ],
        value: null,
      },
    ]);
  });

  it('puts what was captured into words of the language', () => {
    const submitted: ScriptEvent = { type: 'ask.submit', fields: { volume: 12_000, rhythm: 'yearly' } };
    const events: ScriptEvent[] = [{ type: 'answer.yes' }, submitted];
    expect(viewAfter('ru', ...events).captured.map(({ text }) => text)).toEqual(['12\u00a0000', 'раз в год']);
    expect(viewAfter('en', ...events).captured.map(({ text }) => text)).toEqual(['12,000', 'yearly']);
    expect(viewAfter('en', ...events).text.text).toBe('You said 12,000. When shall I call?');
  });

  it('says a date as agreed, whatever the zone of this computer', () => {
    const events: ScriptEvent[] = [
      { type: 'answer.yes' },
      { type: 'ask.submit', fields: { volume: 1 } },
      { type: 'ask.submit', fields: { when: '2026-03-19' } },
    ];
    expect(viewAfter('en', ...events).captured.at(-1)?.text).toBe('19 March');
  });

  it('shows the way come and the likely way on', () => {
    expect(viewAfter('en')).toMatchObject({
      crumbs: [],
      upcoming: [{ stepId: 'need', title: 'Volume' }],
      stepsLeft: 2,
    });
    const asked = viewAfter('en', { type: 'answer.yes' });
    expect(asked).toMatchObject({ crumbs: [{ stepId: 'greet', title: 'Greeting' }], upcoming: [], stepsLeft: 1 });
  });

  it('shows the farewell and the result at the end', () => {
    const view = viewAfter('ru', { type: 'answer.yes' }, { type: 'ask.submit', fields: { volume: 500 } });
    expect(view).toMatchObject({
      type: 'end',
      isEnded: true,
      disposition: 'send_offer',
      stepsLeft: 0,
      answers: [],
      fields: [],
    });
    expect(view.text.text).toBe('Отправлю предложение.');
  });

  it('falls back to the other language and says so', () => {
    const document = sampleScript();
    (document.steps[0] as SayStep).text = { ru: 'Только по-русски', en: '' };
    const view = describeStep(compileScript(document), stateAfter(), { locale: 'en', values });
    expect(view?.text).toMatchObject({ text: 'Только по-русски', locale: 'ru' });
  });

  it('is nothing where the state is not of this script', () => {
    expect(describeStep(script, { ...stateAfter(), value: 'elsewhere' }, { locale: 'en', values })).toBeNull();
  });
});
