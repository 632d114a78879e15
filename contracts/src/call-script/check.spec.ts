import { describe, expect, it } from '@jest/globals';
import { checkScript, FINDING_CODES, hasErrors, type CheckOptions, type Finding, type FindingCode } from './check.js';
import { DISPOSITION_CODES } from './dispositions.js';
import type { AskStep, DecideStep, SayStep, ScriptDocument } from './format.js';
import { sampleScript } from './sample.fixture.js';

type Expected = Pick<Finding, 'severity' | 'code' | 'stepId' | 'path'>;

/** One fault for each code: how it is planted into the good script and what the checker must say of it. */
interface PlantedFault {
  plant: (document: ScriptDocument) => void;
  options?: CheckOptions;
  finds: Expected;
}

const say = (document: ScriptDocument): SayStep => document.steps.find((step) => step.type === 'say') as SayStep;
const ask = (document: ScriptDocument): AskStep => document.steps.find((step) => step.type === 'ask') as AskStep;
const decide = (document: ScriptDocument): DecideStep =>
  document.steps.find((step) => step.type === 'decide') as DecideStep;
const error = (code: FindingCode, stepId: string | null, path: string): Expected => ({
  severity: 'error',
  code,
  stepId,
  path,
});
const warning = (code: FindingCode, stepId: string | null, path: string): Expected => {
  return { severity: 'warning', code, stepId, path };
};

const FAULTS: Record<FindingCode, PlantedFault> = {
  'duplicate-step': {
    plant: (document) => document.steps.push({ ...decide(document) }),
    finds: error('duplicate-step', 'route', 'steps.7.id'),
  },
  'duplicate-field': {
    plant: (document) => document.fields.push({ ...document.fields[0]! }),
    finds: error('duplicate-field', null, 'fields.4.name'),
  },
  'duplicate-answer': {
    plant: (document) => say(document).answers.push({ ...say(document).answers[0]! }),
    finds: error('duplicate-answer', 'greet', 'steps.0.answers.5.id'),
  },
  'dangling-target': {
    plant: (document) => (say(document).answers[1]!.to = 'nowhere'),
    finds: error('dangling-target', 'greet', 'steps.0.answers.1.to'),
  },
  'shadowed-branch': {
    plant: (document) => ask(document).next.push({ to: 'later' }),
    finds: error('shadowed-branch', 'need', 'steps.1.next.2'),
  },
  'no-fallback': {
    plant: (document) => decide(document).branches.pop(),
    finds: error('no-fallback', 'route', 'steps.2'),
  },
  unreachable: {
    plant: (document) =>
      document.steps.push({ type: 'end', id: 'lost', title: { ru: 'а', en: 'a' }, disposition: 'order' }),
    finds: warning('unreachable', 'lost', 'steps.7'),
  },
  'no-way-to-end': {
    plant: (document) => (say(document).answers = [{ id: 'again', text: { ru: 'а', en: 'a' }, to: 'greet' }]),
    finds: error('no-way-to-end', 'greet', 'steps.0'),
  },
  'auto-cycle': {
    plant: (document) => (decide(document).branches[0]!.to = 'route'),
    finds: error('auto-cycle', 'route', 'steps.2'),
  },
  'auto-chain': {
    plant: (document) => {
      decide(document).branches = [{ to: 'hop1' }];
      for (let at = 1; at <= 50; at += 1) {
        document.steps.push({
          type: 'decide',
          id: `hop${at}`,
          branches: [{ to: at === 50 ? 'offer' : `hop${at + 1}` }],
        });
      }
    },
    finds: error('auto-chain', 'route', 'steps.2'),
  },
  'too-many-answers': {
    plant: (document) => {
      for (let at = 0; at < 5; at += 1) say(document).answers.push({ ...say(document).answers[0]!, id: `more${at}` });
    },
    finds: error('too-many-answers', 'greet', 'steps.0.answers'),
  },
  'unknown-field': {
    plant: (document) => (ask(document).fields[0]!.field = 'price'),
    finds: error('unknown-field', 'need', 'steps.1.fields.0.field'),
  },
  'field-never-set': {
    plant: (document) => (ask(document).fields = [{ field: 'rhythm' }]),
    finds: error('field-never-set', 'need', 'steps.1.next.0.when'),
  },
  'no-choices': {
    plant: (document) => delete document.fields[1]!.choices,
    finds: error('no-choices', null, 'fields.1.choices'),
  },
  'bad-value': {
    plant: (document) => (decide(document).branches[0]!.when = { op: 'eq', field: 'rhythm', value: 'hourly' }),
    finds: error('bad-value', 'route', 'steps.2.branches.0.when'),
  },
  'unknown-placeholder': {
    plant: (document) => (say(document).text.en = 'Hello, {{contact.title}}'),
    finds: error('unknown-placeholder', 'greet', 'steps.0.text.en'),
  },
  'no-text': {
    plant: (document) => (say(document).text = { ru: '', en: ' ' }),
    finds: error('no-text', 'greet', 'steps.0.text'),
  },
  'no-translation': {
    plant: (document) => (say(document).answers[0]!.text.en = ''),
    finds: warning('no-translation', 'greet', 'steps.0.answers.0.text.en'),
  },
  'unknown-disposition': {
    plant: () => undefined,
    options: { allowedDispositions: ['call_later', 'do_not_call'] },
    finds: error('unknown-disposition', 'offer', 'steps.4.disposition'),
  },
  'missing-duty': {
    plant: (document) => say(document).answers.pop(),
    options: { duties: [{ kind: 'end', disposition: 'do_not_call' }] },
    finds: error('missing-duty', null, 'steps'),
  },
};

describe('the checker', () => {
  it('finds nothing in a good script', () => {
    const options: CheckOptions = {
      allowedDispositions: DISPOSITION_CODES,
      duties: [
        { kind: 'end', disposition: 'do_not_call' },
        { kind: 'mention', placeholder: 'client.name' },
      ],
    };
    expect(checkScript(sampleScript(), options)).toEqual([]);
  });

  it.each(FINDING_CODES)('finds a planted %s', (code) => {
    const { plant, options, finds } = FAULTS[code];
    const document = sampleScript();
    plant(document);
    expect(checkScript(document, options)).toContainEqual(expect.objectContaining(finds));
  });

  it('finds a start that leads nowhere', () => {
    const document = { ...sampleScript(), start: 'nowhere' };
    expect(checkScript(document)).toContainEqual(expect.objectContaining(error('dangling-target', null, 'start')));
  });

  it('finds a cycle over several automatic steps once', () => {
    const document = sampleScript();
    decide(document).branches = [{ to: 'second' }];
    document.steps.push({ type: 'decide', id: 'second', branches: [{ to: 'route' }] });
    expect(checkScript(document).filter(({ code }) => code === 'auto-cycle')).toHaveLength(1);
  });

  it('finds the same condition asked twice', () => {
    const document = sampleScript();
    ask(document).next.splice(1, 0, { ...ask(document).next[0]! });
    const found = expect.objectContaining(error('shadowed-branch', 'need', 'steps.1.next.1'));
    expect(checkScript(document)).toContainEqual(found);
  });

  it('counts a field nobody fills as a warning where a text only shows it', () => {
    const document = sampleScript();
    ask(document).fields = [{ field: 'rhythm' }];
    const found = expect.objectContaining(warning('field-never-set', 'later', 'steps.3.text'));
    expect(checkScript(document)).toContainEqual(found);
  });

  it('wants a duty of words kept in both languages', () => {
    const document = sampleScript();
    say(document).text.en = 'Hello!';
    const findings = checkScript(document, { duties: [{ kind: 'mention', placeholder: 'client.name' }] });
    expect(findings).toContainEqual(expect.objectContaining(error('missing-duty', null, 'steps')));
  });

  it('does not stop publishing for a warning', () => {
    const document = sampleScript();
    document.name.en = '';
    const findings = checkScript(document);
    expect(findings.map(({ code }) => code)).toEqual(['no-translation']);
    expect(hasErrors(findings)).toBe(false);
  });
});
