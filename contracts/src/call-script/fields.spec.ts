import { describe, expect, it } from '@jest/globals';
import { fieldNameSchema, parseFieldValue, type FieldShape, type ParsedField } from './fields.js';

const choice: FieldShape = { type: 'choice', choices: [{ id: 'monthly' }] };
const value = (found: string | number): ParsedField => ({ kind: 'value', value: found });
const empty: ParsedField = { kind: 'empty' };
const invalid: ParsedField = { kind: 'invalid' };

describe('the value of a field', () => {
  it.each<[string, FieldShape, unknown, ParsedField]>([
    ['trims a text', { type: 'text' }, '  Картон-Регион ', value('Картон-Регион')],
    ['takes blanks for an empty field', { type: 'text' }, '   ', empty],
    ['takes null for an empty field', { type: 'number' }, null, empty],
    ['reads a number with Russian grouping and comma', { type: 'number' }, '12\u00a0000,5', value(12000.5)],
    ['takes a number as it is', { type: 'number' }, 7, value(7)],
    ['refuses words for a number', { type: 'number' }, 'много', invalid],
    ['refuses infinity', { type: 'number' }, Number.POSITIVE_INFINITY, invalid],
    ['refuses a number for a text', { type: 'text' }, 7, invalid],
    ['refuses an object', { type: 'text' }, { toString: 'x' }, invalid],
    ['takes a choice that is offered', choice, 'monthly', value('monthly')],
    ['refuses a choice that is not offered', choice, 'daily', invalid],
    ['refuses any choice where none is offered', { type: 'choice' }, 'monthly', invalid],
    ['takes a day', { type: 'date' }, '2026-03-19', value('2026-03-19')],
    ['takes a day with a time', { type: 'date' }, '2026-03-19T11:00', value('2026-03-19T11:00')],
    ['refuses a day that no month has', { type: 'date' }, '2026-02-31', invalid],
    ['refuses an hour that no day has', { type: 'date' }, '2026-03-19T24:00', invalid],
    ['takes a number as people write it', { type: 'phone' }, '8 (900) 111-22-33', value('8 (900) 111-22-33')],
    ['takes a number with an extension', { type: 'phone' }, '320-44-55 доб. 12', value('320-44-55 доб. 12')],
    ['refuses words for a phone number', { type: 'phone' }, 'позже 12345', invalid],
    ['takes an address', { type: 'email' }, 'o.k@example.test', value('o.k@example.test')],
    ['refuses an address without a host', { type: 'email' }, 'o.k@', invalid],
    ['refuses a text beyond all measure', { type: 'text' }, 'я'.repeat(2_001), invalid],
  ])('%s', (_name, shape, raw, expected) => {
    expect(parseFieldValue(shape, raw)).toEqual(expected);
  });

  it.each(['constructor', 'lead', '__proto__', 'a.b', '7', ''])('is never called %p', (name) => {
    expect(fieldNameSchema.safeParse(name).success).toBe(false);
  });
});
