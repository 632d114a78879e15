import { describe, expect, it } from '@jest/globals';
import { ATTEMPT_STATES } from '@warmline/contracts';
import type { AttemptState } from '@warmline/contracts';
import fc from 'fast-check';
import type { CallEvent, ProviderEvent } from '../telephony/provider-event.rules.js';
import { applyDecision, applyProviderEvent, isLeakedCall } from './attempt.machine.js';
import type { AttemptDecision, AttemptStep } from './attempt.machine.js';
import { ATTEMPT_RANK, PLANNED_ATTEMPT } from './attempt.rules.js';
import type { Attempt } from './attempt.rules.js';

const START = Date.UTC(2026, 2, 3, 9, 0, 0);
const at = (seconds: number) => new Date(START + seconds * 1000);

function base(seconds: number) {
  return {
    provider: 'simulator' as const,
    dedupeKey: `k${seconds}`,
    callId: 'c1',
    attemptId: 'a1',
    occurredAt: at(seconds),
    receivedAt: at(seconds),
    raw: null as unknown,
  };
}

const queued: CallEvent = { ...base(1), t: 'call.queued' };
const dialing: CallEvent = { ...base(2), t: 'call.dialing' };
const ringing: CallEvent = { ...base(3), t: 'call.ringing' };
const answered: CallEvent = { ...base(9), t: 'call.answered' };
const joined: CallEvent = { ...base(10), t: 'room.joined', roomId: 'room-7' };
const left: CallEvent = { ...base(11), t: 'room.left', roomId: 'room-7' };
const amd: CallEvent = { ...base(12), t: 'call.amd', verdict: 'machine', detectedAfterMs: 2600 };
const ended: CallEvent = { ...base(60), t: 'call.ended', cause: 'completed', by: 'customer', talkMs: 51_000 };
const incoming: CallEvent = { ...base(1), t: 'call.incoming', from: '+79990000001', to: '+78120000001' };

function stateOf(state: AttemptState, over: Partial<Attempt> = {}): Attempt {
  const isOver = state === 'ended';
  const closing: Partial<Attempt> = isOver ? { endedAt: at(60), cause: 'completed', endedBy: 'customer' } : {};
  return { ...PLANNED_ATTEMPT, state, callId: 'c1', ...closing, ...over };
}

/** The state after the step, `=` when only values were added, `-` when nothing changed. */
function shownBy(before: Attempt, result: AttemptStep): string {
  if (result.kind === 'ignored') return '-';
  return result.next.state === before.state ? '=' : result.next.state;
}

describe('attempt machine, told by the provider', () => {
  // Rows: state before. Columns: event. Every cell of the machine is here, the forbidden moves (- and =) too.
  const columns = { queued, dialing, ringing, answered, joined, left, amd, ended, incoming };
  const matrix: Record<AttemptState, string> = {
    planned: 'queued dialing ringing answered connected - = ended -',
    dial_requested: 'queued dialing ringing answered connected - = ended -',
    unknown: 'queued dialing ringing answered connected - = ended -',
    queued: '- dialing ringing answered connected - = ended -',
    dialing: '- - ringing answered connected - = ended -',
    ringing: '- - = answered connected - = ended -',
    answered: '- - = = connected - = ended -',
    connected: '- - = = = - = ended -',
    abandoned: '- - = = - - = ended -',
    machine: '- - = = = - = ended -',
    ended: '- - = = = - = - -',
  };
  const cells = ATTEMPT_STATES.flatMap((state) => {
    const expected = matrix[state].split(' ');
    return Object.entries(columns).map(([name, event], index) => ({ state, name, event, expected: expected[index] }));
  });

  it.each(cells)('$state + $name -> $expected', ({ state, event, expected }) => {
    const before = stateOf(state);
    expect(shownBy(before, applyProviderEvent(before, event))).toBe(expected);
  });

  it('never lowers the rank, whatever the state and the event', () => {
    for (const { state, event } of cells) {
      const result = applyProviderEvent(stateOf(state), event);
      if (result.kind === 'changed') {
        expect(ATTEMPT_RANK[result.next.state]).toBeGreaterThanOrEqual(ATTEMPT_RANK[state]);
      }
    }
  });

  it('ignores every event the second time', () => {
    for (const { state, event } of cells) {
      const first = applyProviderEvent(stateOf(state), event);
      if (first.kind === 'changed') {
        expect(applyProviderEvent(first.next, event)).toEqual({ kind: 'ignored', why: 'late_or_repeated' });
      }
    }
  });

  it('refuses events of another call leg, because they belong to a second dial', () => {
    const result = applyProviderEvent(stateOf('ringing'), { ...answered, callId: 'c2' });
    expect(result).toEqual({ kind: 'ignored', why: 'other_call' });
  });

  it('names the facts that the event log keeps', () => {
    const result = applyProviderEvent(stateOf('dialing'), answered);
    expect(result).toMatchObject({ kind: 'changed', facts: [{ type: 'call.answered' }] });
  });

  it('learns from the talk time that a call was answered when that event was lost', () => {
    const result = applyProviderEvent(stateOf('ringing'), ended);
    expect(result).toMatchObject({ next: { answeredAt: at(9), cause: 'completed', endedBy: 'customer' } });
  });

  it('fills the gaps of an ended attempt without reopening it', () => {
    const result = applyProviderEvent(stateOf('ended'), joined);
    expect(result).toMatchObject({
      kind: 'changed',
      next: { state: 'ended', connectedAt: at(10) },
      facts: [],
    });
  });

  it('keeps an abandoned call abandoned when the operator arrives too late', () => {
    const before = stateOf('abandoned', { answeredAt: at(9) });
    expect(applyProviderEvent(before, joined)).toEqual({ kind: 'ignored', why: 'late_or_repeated' });
  });
});

describe('verdicts we invented', () => {
  const lost = stateOf('ended', { cause: 'lost_engine', verdictInvented: true, endedAt: at(40), endedBy: null });

  it('gives way to the real end', () => {
    expect(applyProviderEvent(lost, ended)).toMatchObject({
      kind: 'changed',
      next: { state: 'ended', cause: 'completed', verdictInvented: false, endedAt: at(60) },
      facts: [{ type: 'call.ending_corrected', cause: 'completed', by: 'customer' }],
    });
  });

  it('does not give way twice', () => {
    const result = applyProviderEvent(lost, ended);
    const next = result.kind === 'changed' ? result.next : lost;
    expect(applyProviderEvent(next, { ...ended, cause: 'busy' })).toEqual({ kind: 'ignored', why: 'late_or_repeated' });
  });

  it('calls a living call behind our back a leak, and a real end none', () => {
    expect(isLeakedCall(lost, ringing)).toBe(true);
    expect(isLeakedCall(lost, ended)).toBe(false);
    expect(isLeakedCall(stateOf('ended'), ringing)).toBe(false);
    expect(isLeakedCall(stateOf('ringing'), answered)).toBe(false);
  });
});

describe('attempt machine, our own decisions', () => {
  const decisions: Record<AttemptDecision['t'], AttemptDecision> = {
    request_dial: { t: 'request_dial' },
    dial_accepted: { t: 'dial_accepted', callId: 'c1' },
    dial_rejected: { t: 'dial_rejected', cause: 'congestion' },
    dial_unknown: { t: 'dial_unknown' },
    cancel: { t: 'cancel' },
    abandon: { t: 'abandon' },
    take_for_machine: { t: 'take_for_machine' },
    fail_to_place: { t: 'fail_to_place' },
    lose_engine: { t: 'lose_engine' },
  };
  // Columns in the order above; `-` is a refused or empty decision.
  const matrix: Record<AttemptState, string> = {
    planned: 'dial_requested - - - ended - - - -',
    dial_requested: '- queued ended unknown - - - ended ended',
    unknown: '- queued ended - - - - ended ended',
    queued: '- - - - - - - - ended',
    dialing: '- - - - - - - - ended',
    ringing: '- - - - - - - - ended',
    answered: '- - - - - abandoned machine - ended',
    connected: '- - - - - - - - ended',
    abandoned: '- - - - - - - - ended',
    machine: '- - - - - - - - ended',
    ended: '- - - - - - - - -',
  };
  const cells = ATTEMPT_STATES.flatMap((state) => {
    const expected = matrix[state].split(' ');
    return Object.values(decisions).map((decision, index) => ({ state, decision, expected: expected[index] }));
  });

  it.each(cells)('$state + $decision.t -> $expected', ({ state, decision, expected }) => {
    const before = stateOf(state);
    expect(shownBy(before, applyDecision(before, decision, at(20)))).toBe(expected);
  });

  it('takes the call id from a dial answer that the events have overtaken', () => {
    const before = { ...stateOf('ringing'), callId: null };
    expect(applyDecision(before, { t: 'dial_accepted', callId: 'c1' }, at(4))).toMatchObject({
      next: { state: 'ringing', callId: 'c1' },
    });
  });

  it('refuses a dial answer that names another call than the events did', () => {
    const result = applyDecision(stateOf('ringing'), { t: 'dial_accepted', callId: 'c2' }, at(4));
    expect(result).toEqual({ kind: 'ignored', why: 'forbidden' });
  });

  it('believes a rejection to be the provider`s word and a failure to place to be ours', () => {
    const rejected = applyDecision(stateOf('dial_requested'), { t: 'dial_rejected', cause: 'trunk_limit' }, at(4));
    const failed = applyDecision(stateOf('unknown'), { t: 'fail_to_place' }, at(64));
    expect(rejected).toMatchObject({ next: { cause: 'trunk_limit', verdictInvented: false } });
    expect(failed).toMatchObject({ next: { cause: 'failed_to_place', verdictInvented: true } });
  });
});

describe('order of arrival', () => {
  type Step = { event: ProviderEvent } | { decision: AttemptDecision };
  const run = (steps: readonly Step[]) =>
    steps.reduce((state: Attempt, item) => {
      const result =
        'event' in item ? applyProviderEvent(state, item.event) : applyDecision(state, item.decision, at(40));
      return result.kind === 'changed' ? result.next : state;
    }, stateOf('dial_requested'));

  const clearer: CallEvent = { ...base(14), t: 'call.amd', verdict: 'machine_beep', detectedAfterMs: 4600 };
  const life: Step[] = [queued, dialing, ringing, answered, joined, amd, clearer, left].map((event) => ({ event }));
  const ends: CallEvent[] = [
    ended,
    { ...ended, talkMs: 51_400, by: 'us' },
    { ...base(30), t: 'call.ended', cause: 'no_answer' },
    { ...base(30), t: 'call.ended', cause: 'busy', sip: 486, q850: 17 },
  ];
  /** Any part of a call's events, some of them several times, with its one real end, shuffled. */
  const deliveries = fc.constantFrom(...ends).chain((end) => {
    const all: Step[] = [...life, { event: end }, { decision: { t: 'lose_engine' } }];
    return fc
      .uniqueArray(fc.nat(all.length - 1), { minLength: 1 })
      .map((indexes) => indexes.flatMap((index) => all[index] ?? []))
      .chain((set) =>
        fc.tuple(
          fc.constant(set),
          fc
            .array(fc.constantFrom(...set), { maxLength: 6 })
            .chain((more) => fc.shuffledSubarray([...set, ...more], { minLength: set.length + more.length })),
        ),
      );
  });
  const wordOfProvider = (steps: readonly Step[]) => steps.some((s) => 'event' in s && s.event.t === 'call.ended');

  it('does not matter: shuffled and repeated events of one call end in one record', () => {
    fc.assert(
      fc.property(deliveries, ([once, delivered]) => {
        // Our own verdict stands only while the provider is silent, so it takes part where its word closes the call.
        const steps = wordOfProvider(once) ? delivered : delivered.filter((item) => 'event' in item);
        const plain = wordOfProvider(once) ? once : once.filter((item) => 'event' in item);
        expect(run(steps)).toEqual(run(plain));
      }),
      { numRuns: 500 },
    );
  });

  it('never brings an ended attempt back', () => {
    fc.assert(
      fc.property(deliveries, ([, delivered]) => {
        let state = stateOf('dial_requested');
        let isOver = false;
        for (const item of delivered) {
          const result =
            'event' in item ? applyProviderEvent(state, item.event) : applyDecision(state, item.decision, at(40));
          if (result.kind === 'changed') state = result.next;
          isOver ||= state.state === 'ended';
          expect(state.state === 'ended').toBe(isOver);
        }
      }),
      { numRuns: 200 },
    );
  });
});
