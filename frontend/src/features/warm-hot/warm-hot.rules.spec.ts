import { describe, expect, it } from '@jest/globals';
import { handoverNote, handoverWord, mayOffer, NEXT_ANSWERS } from './warm-hot.rules.js';
import { sampleHandover, sampleRow } from './warm-hot.fixture.js';

const now = Date.parse('2026-03-18T11:14:00Z');

describe('the handover of a lead', () => {
  it('says that a hot lead waits, and that a day is too long', () => {
    expect(handoverNote(sampleRow(), now, 'ru')).toEqual({ kind: 'waits', span: '26 ч', long: true });
    const fresh = sampleRow({ since: '2026-03-18T10:14:00.000Z' });
    expect(handoverNote(fresh, now, 'ru')).toEqual({ kind: 'waits', span: '1 ч', long: false });
  });

  it('does not hurry a warm lead, unless it cools within a week', () => {
    expect(handoverNote(sampleRow({ temperature: 'warm' }), now, 'ru')).toEqual({ kind: 'early' });
    const cooling = sampleRow({ temperature: 'warm', coolsAt: '2026-03-21T12:00:00.000Z' });
    expect(handoverNote(cooling, now, 'en')).toEqual({ kind: 'cools', span: '3 days' });
  });

  it('gives the reason of a refusal', () => {
    const row = sampleRow({ handover: sampleHandover({ state: 'rejected', reason: 'не мой регион' }) });
    expect(handoverNote(row, now, 'ru')).toEqual({ kind: 'refusal', name: 'Орехов Глеб', reason: 'не мой регион' });
    expect(mayOffer(row)).toBe(true);
  });

  it('names the person and the day while an offer stands, and offers to nobody else', () => {
    const row = sampleRow({ handover: sampleHandover() });
    expect(handoverNote(row, now, 'ru')).toEqual({ kind: 'person', name: 'Орехов Глеб', when: 'вчера' });
    expect(mayOffer(row)).toBe(false);
    expect(NEXT_ANSWERS.offered).toEqual(['accepted', 'rejected', 'withdrawn']);
  });

  it('does not offer who is a customer already', () => {
    expect(mayOffer(sampleRow({ stage: 'customer' }))).toBe(false);
  });

  it('takes a withdrawn offer for none', () => {
    const row = sampleRow({ handover: sampleHandover({ state: 'withdrawn' }) });
    expect(handoverWord(row.handover)).toBe('none');
    expect(handoverNote(row, now, 'ru').kind).toBe('waits');
  });
});
