import { describe, expect, it } from '@jest/globals';
import { CLIENT_MESSAGES, OPERATOR_STATES, type ConsoleSnapshot } from '@warmline/contracts';
import {
  compileScript,
  describeStep,
  scriptDocumentSchema,
  startRun,
  stepRun,
  type AuthoredScript,
  type CompiledScript,
  type RunState,
} from '@warmline/contracts/call-script';
import fc from 'fast-check';
import { HOME_SERVICES_SCRIPT } from '../call-scripts/seed/home-services.js';
import { PACKAGING_SCRIPT } from '../call-scripts/seed/packaging.js';
import { localTimeAt } from '../compliance/local-time.rules.js';
import { PERSONAS } from '../telephony/provider-event.rules.js';
import { seededRandom } from '../telephony/simulator/seeded-random.rules.js';
import { attemptWith, consoleWith, disposition, leadWith, resultsOf } from './console.fixture.js';
import { nextStep, situationOf } from './operator-brain.rules.js';

const always = (value: number) => () => value;
const ENDLESS = 60;

const results = resultsOf(
  disposition('refusal_unsaid'),
  disposition('call_later', 'callback'),
  disposition('voicemail'),
);

describe('a simulated operator', () => {
  it('goes ready after signing in and after a break', () => {
    for (const pauseReason of ['signed_in', 'break', 'preview_timeout', 'connection_lost'] as const) {
      const step = nextStep({ snapshot: consoleWith({ pauseReason }), random: always(0.5), refusals: 0 });
      expect(step?.command.name).toBe('operator.ready');
    }
  });

  it('waits while nothing depends on him', () => {
    for (const state of ['offline', 'ready', 'reserved', 'dialing'] as const) {
      expect(nextStep({ snapshot: consoleWith({ state }), random: always(0.5), refusals: 0 })).toBeNull();
    }
  });

  it('dials what he is shown, seldom skips it, and skips what was refused twice', () => {
    const snapshot = consoleWith({ state: 'preview', attempt: attemptWith() });
    const named = (random: () => number, refusals: number) => nextStep({ snapshot, random, refusals })?.command.name;
    expect(named(always(0.5), 0)).toBe('attempt.dial');
    expect(named(always(0.01), 0)).toBe('attempt.skip');
    expect(named(always(0.5), 2)).toBe('attempt.skip');
  });

  it('hangs up where the script has ended, has no step, or does not take what is sent', () => {
    const snapshot = consoleWith({ state: 'talking', attempt: attemptWith({ state: 'connected' }) });
    expect(nextStep({ snapshot, random: always(0.5), refusals: 0 })?.command.name).toBe('call.hang_up');
    const running = talking(PACKAGING_SCRIPT, started(PACKAGING_SCRIPT), 'decision_maker');
    expect(nextStep({ snapshot: running, random: always(0.5), refusals: 2 })?.command.name).toBe('call.hang_up');
  });

  it('records what the script ended in', () => {
    const snapshot = wrapUp({ results, suggestedResult: 'refusal_unsaid' });
    const step = nextStep({ snapshot, random: always(0.9), refusals: 0 });
    expect(step?.command).toMatchObject({
      name: 'result.save',
      body: { dispositionCode: 'refusal_unsaid', then: 'ready' },
    });
  });

  it('records voicemail for a machine that no script was walked with', () => {
    const attempt = attemptWith({ state: 'ended', simulated: { persona: 'machine' } });
    const step = nextStep({ snapshot: wrapUp({ results, attempt }), random: always(0.9), refusals: 0 });
    expect(step?.command).toMatchObject({ body: { dispositionCode: 'voicemail' } });
  });

  it('promises a callback within office hours of every zone, on a working day', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 0, max: 4 }), ZONE_SETS, (seed, refusals, zones) => {
        const snapshot = wrapUp({ results, suggestedResult: 'call_later', lead: leadWith({ zones }) });
        const step = nextStep({ snapshot, random: seededRandom(String(seed)), refusals });
        const dueAt = dueAtOf(step?.command.body);
        expect(dueAt.getTime()).toBeGreaterThan(new Date(snapshot.now).getTime());
        for (const zone of zones) {
          const { weekday, minuteOfDay } = localTimeAt(dueAt, zone);
          expect(['sat', 'sun']).not.toContain(weekday);
          expect(minuteOfDay).toBeGreaterThanOrEqual(10 * 60);
          expect(minuteOfDay).toBeLessThan(17 * 60);
        }
      }),
    );
  });

  it('gives up on a callback whose every time is refused', () => {
    const snapshot = wrapUp({ results, suggestedResult: 'call_later' });
    const step = nextStep({ snapshot, random: always(0.9), refusals: 5 });
    expect(step?.command).toMatchObject({ body: { dispositionCode: 'refusal_unsaid' } });
  });

  it('sends nothing the wire would not take, whatever is on the screen', () => {
    fc.assert(
      fc.property(anyConsole, fc.integer(), fc.integer({ min: 0, max: 9 }), (snapshot, seed, refusals) => {
        const step = nextStep({ snapshot, random: seededRandom(String(seed)), refusals });
        if (step === null) return;
        const { name, body } = step.command;
        const sent = { ...body, commandId: '01980000-0000-7000-8000-000000000002', version: snapshot.version };
        expect(CLIENT_MESSAGES[name].schema.safeParse(sent).error).toBeUndefined();
        expect(step.afterMs).toBeGreaterThan(0);
        expect(step.afterMs).toBeLessThan(15 * 60_000);
      }),
    );
  });

  it('decides the same on the same picture', () => {
    fc.assert(
      fc.property(anyConsole, (snapshot) => {
        const key = situationOf(snapshot);
        const once = nextStep({ snapshot, random: seededRandom(key), refusals: 0 });
        expect(nextStep({ snapshot, random: seededRandom(key), refusals: 0 })).toEqual(once);
      }),
    );
  });
});

describe.each([
  ['packaging', PACKAGING_SCRIPT],
  ['home services', HOME_SERVICES_SCRIPT],
])('a conversation by the script for %s', (_name, authored) => {
  it('comes to an end with every persona, and nothing sent is refused', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PERSONAS, null), fc.integer(), (persona, seed) => {
        const random = seededRandom(`${seed}`);
        expect(converse(authored, persona, random)).toBeLessThan(ENDLESS);
      }),
    );
  });

  it('reaches a goal with people who decide, now and then', () => {
    const ends = Array.from({ length: 200 }, (_, seed) => endOf(authored, seededRandom(String(seed))));
    expect(ends.filter((code) => code === 'send_offer' || code === 'meeting').length).toBeGreaterThan(10);
    expect(ends.filter((code) => code?.startsWith('refusal')).length).toBeGreaterThan(10);
  });
});

const ZONE_SETS = fc.constantFrom<string[][]>(
  ['Europe/Moscow'],
  ['Asia/Yekaterinburg'],
  ['Europe/Kaliningrad', 'Asia/Krasnoyarsk'],
  ['Europe/London'],
);

const anyConsole: fc.Arbitrary<ConsoleSnapshot> = fc
  .record({
    state: fc.constantFrom(...OPERATOR_STATES),
    hasAttempt: fc.boolean(),
    persona: fc.constantFrom(...PERSONAS, null, 'somebody else'),
    results: fc.constantFrom([], results),
    suggestedResult: fc.constantFrom(null, 'call_later', 'refusal_unsaid', 'unheard_of'),
    zones: fc.constantFrom<string[][]>([], ['Europe/Moscow'], ['Europe/Kaliningrad', 'Asia/Kamchatka']),
    scripted: fc.boolean(),
  })
  .map(({ state, hasAttempt, persona, zones, scripted, ...rest }) =>
    consoleWith({
      state,
      ...rest,
      lead: hasAttempt ? leadWith({ zones }) : null,
      attempt: hasAttempt ? attemptWith({ simulated: { persona } }) : null,
      script: scripted ? consoleScript(PACKAGING_SCRIPT, started(PACKAGING_SCRIPT)) : null,
    }),
  );

function wrapUp(change: Partial<ConsoleSnapshot>): ConsoleSnapshot {
  return consoleWith({ state: 'wrap_up', attempt: attemptWith({ state: 'ended' }), ...change });
}

function dueAtOf(body: object | undefined): Date {
  const { callback } = body as { callback: { dueAt: string } };
  return new Date(callback.dueAt);
}

const compiled = new Map<AuthoredScript, CompiledScript>();

function compiledOf(authored: AuthoredScript): CompiledScript {
  const known = compiled.get(authored) ?? compileScript(scriptDocumentSchema.parse(authored));
  compiled.set(authored, known);
  return known;
}

function started(authored: AuthoredScript): RunState {
  const run = startRun(compiledOf(authored));
  if (run.kind === 'refused') throw new Error(run.code);
  return run.state;
}

function consoleScript(authored: AuthoredScript, state: RunState): ConsoleSnapshot['script'] {
  const step =
    state.status === 'ended' ? null : describeStep(compiledOf(authored), state, { locale: 'en', values: {} });
  const { status, disposition: dispositionCode } = state;
  return { name: { ru: '', en: '' }, versionNumber: 1, seq: 0, status, dispositionCode, step, captured: [] };
}

function talking(authored: AuthoredScript, state: RunState, persona: string | null): ConsoleSnapshot {
  const attempt = attemptWith({ state: 'connected', simulated: { persona } });
  return consoleWith({ state: 'talking', attempt, script: consoleScript(authored, state) });
}

function* steps(authored: AuthoredScript, persona: string | null, random: () => number): Generator<RunState> {
  let state = started(authored);
  for (;;) {
    const decided = nextStep({ snapshot: talking(authored, state, persona), random, refusals: 0 });
    if (decided?.command.name !== 'script.send') return;
    const { event, fields = {} } = decided.command.body;
    const moved = stepRun(compiledOf(authored), state, { type: event, fields });
    if (moved.kind === 'refused') throw new Error(`${moved.code} ${moved.field} at ${state.value}`);
    state = moved.state;
    yield state;
  }
}

function converse(authored: AuthoredScript, persona: string | null, random: () => number): number {
  const walk = steps(authored, persona, random);
  let count = 0;
  while (count < ENDLESS && walk.next().done !== true) count += 1;
  return count;
}

function endOf(authored: AuthoredScript, random: () => number): string | null {
  let last: string | null = null;
  for (const state of steps(authored, 'decision_maker', random)) last = state.disposition;
  return last;
}
