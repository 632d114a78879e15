import { describe, expect, it } from '@jest/globals';
import {
  checkScript,
  compileScript,
  DISPOSITION_CODES,
  edgesOf,
  indexDocument,
  reachableFrom,
  scriptDocumentSchema,
  shortestWay,
  startRun,
  stepRun,
} from '@warmline/contracts/call-script';
import { HOME_SERVICES_SCRIPT } from './home-services.js';
import { PACKAGING_SCRIPT } from './packaging.js';

const DUTIES = [
  { kind: 'end', disposition: 'do_not_call' },
  { kind: 'mention', placeholder: 'operator.name' },
  { kind: 'mention', placeholder: 'client.name' },
] as const;

describe.each([
  ['packaging', PACKAGING_SCRIPT],
  ['home services', HOME_SERVICES_SCRIPT],
])('the seeded call script for %s', (_name, authored) => {
  const document = scriptDocumentSchema.parse(authored);
  const index = indexDocument(document);

  it('has nothing the checker would say anything of', () => {
    expect(checkScript(document, { allowedDispositions: DISPOSITION_CODES, duties: DUTIES })).toEqual([]);
  });

  it('lets a person opt out by one answer at every step where answers are given', () => {
    const says = document.steps.filter((step) => step.type === 'say');
    expect(says.filter((step) => !edgesOf(step).some(({ to }) => to === 'end_stop'))).toEqual([]);
  });

  it('says who calls, and for whom, in the first step', () => {
    const first = index.steps.get(document.start);
    const text = first?.type === 'say' ? first.text.en : '';
    expect(text).toMatch(/{{operator\.name}}.*{{client\.name}}/);
  });

  it('can reach every end', () => {
    const reachable = reachableFrom(index, document.start);
    expect(document.steps.filter((step) => step.type === 'end' && !reachable.has(step.id))).toEqual([]);
  });

  it('is run from its start by its first answer', () => {
    const script = compileScript(document);
    const started = startRun(script);
    expect(started.kind).toBe('moved');
    const first = index.steps.get(document.start);
    const answer = first?.type === 'say' ? first.answers[0]?.id : '';
    const next = started.kind === 'moved' ? stepRun(script, started.state, { type: `answer.${answer}` }) : started;
    expect(next).toMatchObject({ kind: 'moved', state: { status: 'running', context: { isDecisionMaker: true } } });
  });
});

describe('the packaging script', () => {
  it('leads to each kind of result a first call can have', () => {
    const document = scriptDocumentSchema.parse(PACKAGING_SCRIPT);
    const index = indexDocument(document);
    const isReached = (code: string) =>
      shortestWay(index, document.start, (step) => step.type === 'end' && step.disposition === code) !== null;
    // What the telephony reports by itself is no end of a conversation.
    const byTelephony = ['busy', 'no_answer', 'voicemail', 'hung_up', 'rejected', 'unallocated', 'congestion'];
    const missing = DISPOSITION_CODES.filter((code) => !byTelephony.includes(code) && !isReached(code));
    expect(missing).toEqual([]);
  });
});
