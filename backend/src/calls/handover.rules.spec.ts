import { describe, expect, it } from '@jest/globals';
import { type HandoverAnswer, type HandoverState, mayAnswer, mayOffer, maySpeak } from './handover.rules.js';

const STATES: HandoverState[] = ['offered', 'accepted', 'rejected', 'deal', 'withdrawn'];
const ANSWERS: HandoverAnswer[] = ['accepted', 'rejected', 'deal', 'withdrawn'];
const LEGAL = new Set([
  'offered accepted',
  'offered rejected',
  'offered withdrawn',
  'accepted deal',
  'accepted rejected',
  'accepted withdrawn',
]);

describe('a handover', () => {
  it.each(STATES.flatMap((state) => ANSWERS.map((answer): [HandoverState, HandoverAnswer] => [state, answer])))(
    'that is %s takes or refuses %s',
    (state, answer) => {
      const allowed = { kind: 'allowed' };
      const refused = { kind: 'refused', code: 'handover.wrong_state', params: { state, answer } };
      expect(mayAnswer(state, answer, 'not my region')).toEqual(LEGAL.has(`${state} ${answer}`) ? allowed : refused);
    },
  );

  it('is rejected only with a reason', () => {
    expect(mayAnswer('offered', 'rejected', undefined)).toMatchObject({ code: 'handover.reason_required' });
    expect(mayAnswer('offered', 'rejected', '')).toMatchObject({ code: 'handover.reason_required' });
    expect(mayAnswer('deal', 'rejected', undefined)).toMatchObject({ code: 'handover.wrong_state' });
  });

  it.each([
    [{ temperature: 'hot', stage: 'open', pending: null }, undefined],
    [{ temperature: 'warm', stage: 'open', pending: null }, undefined],
    [{ temperature: 'cold', stage: 'open', pending: null }, 'handover.wrong_state'],
    [{ temperature: 'hot', stage: 'open', pending: 'offered' }, 'handover.wrong_state'],
    [{ temperature: 'hot', stage: 'customer', pending: null }, 'lead.closed'],
    [{ temperature: 'warm', stage: 'refused', pending: null }, 'lead.closed'],
  ] as const)('of a lead %j is offered or refused: %s', (lead, code) => {
    expect(mayOffer(lead)).toMatchObject(code === undefined ? { kind: 'allowed' } : { kind: 'refused', code });
  });

  it('is answered by its receiver and by those who lead the work, and taken back by who offered it', () => {
    const stranger = { role: 'operator', isReceiver: false, isOfferer: false } as const;
    expect(maySpeak({ ...stranger, role: 'marketer' }, 'deal')).toBe(true);
    expect(maySpeak({ ...stranger, isReceiver: true }, 'accepted')).toBe(true);
    expect(maySpeak({ ...stranger, isReceiver: true }, 'withdrawn')).toBe(false);
    expect(maySpeak({ ...stranger, isOfferer: true }, 'withdrawn')).toBe(true);
    expect(maySpeak({ ...stranger, isOfferer: true }, 'accepted')).toBe(false);
    expect(maySpeak(stranger, 'rejected')).toBe(false);
  });
});
