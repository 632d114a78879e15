import { describe, expect, it } from '@jest/globals';
import { providerEventSchema, simulatedPersona } from './provider-event.rules.js';
import { eventsFromSnapshot } from './snapshot.rules.js';
import type { CallSnapshot } from './snapshot.rules.js';

const at = (seconds: number) => new Date(Date.UTC(2026, 2, 3, 9, 0, seconds));
const snapshot: CallSnapshot = {
  provider: 'simulator',
  callId: 'c1',
  attemptId: 'a1',
  direction: 'outgoing',
  state: 'ringing',
  placedAt: at(0),
  answeredAt: null,
  roomId: null,
  joinedAt: null,
  endedAt: null,
  cause: null,
  by: null,
  raw: null,
};
const kinds = (over: Partial<CallSnapshot>) => eventsFromSnapshot({ ...snapshot, ...over }, at(50)).map((one) => one.t);

describe('events from a snapshot', () => {
  it('tells the state that the engine sees', () => {
    expect(kinds({})).toEqual(['call.ringing']);
    expect(kinds({ state: 'answered', answeredAt: at(9) })).toEqual(['call.answered']);
  });

  it('tells everything that may have been missed, oldest first', () => {
    const over = { answeredAt: at(9), joinedAt: at(10), roomId: 'room-7', endedAt: at(30), state: 'ended' } as const;
    expect(kinds(over)).toEqual(['call.answered', 'room.joined', 'call.ended']);
  });

  it('names equal happenings equally, so that asking again adds nothing to the inbox', () => {
    const keys = () => eventsFromSnapshot(snapshot, at(50)).map((event) => event.dedupeKey);
    expect(keys()).toEqual(keys());
  });

  it('survives the way through the inbox, where dates are text', () => {
    const [event] = eventsFromSnapshot(
      { ...snapshot, state: 'ended', cause: 'busy', by: 'customer', endedAt: at(5) },
      at(50),
    );
    expect(providerEventSchema.parse(JSON.parse(JSON.stringify(event)))).toEqual(event);
  });

  it('reads the persona note of simulated calls alone', () => {
    expect(simulatedPersona({ simulated: { persona: 'secretary' } })).toBe('secretary');
    expect(simulatedPersona({ CallStatus: 'in-progress' })).toBeNull();
    expect(simulatedPersona(null)).toBeNull();
  });
});
