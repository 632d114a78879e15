import { describe, expect, it } from '@jest/globals';
import { type LeadCard, leadCardSchema, type LeadMove, leadMoveSchema } from '@warmline/contracts';
import { correctionOf, filterOf, filterText, hasGround, mayCorrect, movesInWords, phoneBookOf } from './leads.rules.js';

const phone = (id: string, change: object = {}): object => ({
  id,
  e164: `+7921123456${id}`,
  extension: '',
  raw: '',
  kind: 'mobile',
  region: null,
  zones: ['Europe/Moscow'],
  zoneSource: 'numbering_plan',
  contactId: null,
  state: 'active',
  retiredReason: null,
  sharedWith: [],
  ...change,
});

const contact = (id: string): object => ({
  id,
  fullName: `Контакт ${id}`,
  position: null,
  isDecisionMaker: false,
  email: null,
  note: null,
});

const book = (phones: object[], contacts: object[]): Pick<LeadCard, 'phones' | 'contacts'> =>
  leadCardSchema.pick({ phones: true, contacts: true }).parse({ phones, contacts });

const move = (change: object): LeadMove =>
  leadMoveSchema.parse({
    at: '2026-03-18T11:14:00.000Z',
    fromTemperature: 'warm',
    toTemperature: 'cold',
    fromStage: 'open',
    toStage: 'open',
    reason: 'cooled',
    note: null,
    byName: null,
    stepId: null,
    attemptId: null,
    ...change,
  });

describe('the filter of leads in the address', () => {
  it('carries temperature and stage in one word and reads them back', () => {
    for (const filter of [
      { temperature: 'hot', stage: undefined },
      { temperature: undefined, stage: 'refused' },
      { temperature: 'warm', stage: 'open' },
    ] as const) {
      expect(filterOf(filterText(filter))).toEqual(filter);
    }
  });

  it('leaves the address clean when nothing is chosen, and survives an address typed wrongly', () => {
    expect(filterText({ temperature: undefined, stage: undefined })).toBeUndefined();
    expect(filterOf('lukewarm-hot')).toEqual({ temperature: 'hot', stage: undefined });
    expect(filterOf(undefined)).toEqual({ temperature: undefined, stage: undefined });
  });
});

describe('the numbers of a lead', () => {
  it('stand under whom they reach: the company first, then each contact', () => {
    const { groups } = phoneBookOf(book([phone('1', { contactId: '8' }), phone('2')], [contact('8'), contact('9')]));
    expect(groups.map((group) => [group.contact?.id ?? null, group.phones.map(({ id }) => id)])).toEqual([
      [null, ['2']],
      ['8', ['1']],
      ['9', []],
    ]);
  });

  it('are the company’s own when their contact is gone', () => {
    const { groups } = phoneBookOf(book([phone('1', { contactId: '7' })], []));
    expect(groups.map(({ contact: whose, phones }) => [whose, phones.length])).toEqual([[null, 1]]);
  });

  it('stand apart when they are retired', () => {
    const gone = phone('3', { state: 'retired', retiredReason: 'changed_hands' });
    const { groups, retired } = phoneBookOf(book([gone], [contact('8')]));
    expect(groups.flatMap(({ phones }) => phones)).toEqual([]);
    expect(retired.map(({ id }) => id)).toEqual(['3']);
  });
});

describe('a correction', () => {
  const card = { temperature: 'warm', stage: 'open' } as const;

  it('asks only for what differs', () => {
    expect(correctionOf(card, { temperature: 'hot', stage: 'open', reason: ' ждут счёт ' })).toEqual({
      temperature: 'hot',
      reason: 'ждут счёт',
    });
  });

  it('is nothing without a change or without a reason', () => {
    expect(correctionOf(card, { ...card, reason: 'так' })).toBeUndefined();
    expect(correctionOf(card, { ...card, stage: 'refused', reason: '  ' })).toBeUndefined();
  });

  it('is for supervisors and administrators', () => {
    expect((['supervisor', 'administrator', 'marketer', undefined] as const).map(mayCorrect)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});

describe('the history of a lead', () => {
  it('says in words what no call has caused and keeps the notes of people', () => {
    const moves = [move({}), move({ reason: 'corrected', note: 'просили каталог' }), move({ reason: 'interested' })];
    expect(movesInWords(moves, (reason) => `word of ${reason}`).map(({ note }) => note)).toEqual([
      'word of cooled',
      'просили каталог',
      null,
    ]);
  });
});

describe('the ground of calling a lead', () => {
  const list = (legalSourceComplete: boolean): LeadCard['lists'][number] =>
    leadCardSchema.shape.lists.element.parse({
      id: '1',
      name: 'База',
      addedAt: '2026-03-18T11:14:00.000Z',
      legalSourceKind: 'purchased',
      legalSourceComplete,
    });

  it('is one list with a complete legal source', () => {
    expect(hasGround({ lists: [list(false), list(true)] })).toBe(true);
    expect(hasGround({ lists: [list(false)] })).toBe(false);
    expect(hasGround({ lists: [] })).toBe(false);
  });
});
