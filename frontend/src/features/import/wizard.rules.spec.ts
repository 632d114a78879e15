import { describe, expect, it } from '@jest/globals';
import type { Preview } from '@warmline/contracts';
import { sampleColumn as column, samplePreview, sampleUpload as upload } from '../../lib/uploads.fixture.js';
import {
  areaCodeOf,
  beginWizard,
  customNameOf,
  goodRows,
  mayLoad,
  parseStored,
  previewRequestOf,
  readPhones,
  repeatedHeaders,
  requirements,
  takenOver,
  withCustomName,
  withField,
} from './wizard.rules.js';
import { surenessOf } from '../../lib/uploads.js';

const phone = (raw: string, e164: string): Record<string, unknown> => ({
  raw,
  e164,
  extension: '',
  origin: 'as_written',
  kind: 'mobile',
  zones: [],
});
const preview = samplePreview({
  rules: { constants: [{ field: 'industry', value: 'Кафе' }] },
  areaCode: '343',
  columns: [column(0, 'Название', 'name'), column(1, 'Тел.', 'phone'), column(2, 'тел.', 'phone')],
  rows: [
    {
      rowNumber: 2,
      cells: ['А', '8 900 000-11-22', '200-31-40'],
      phones: [phone('8 900 000-11-22', '+79000001122')],
      problem: null,
      warnings: [],
    },
    { rowNumber: 3, cells: ['Б', 'нет', ''], phones: [], problem: 'phone_invalid', warnings: [] },
  ],
});

describe('the import wizard', () => {
  it('begins with the file’s name as the list’s and no decisions', () => {
    const state = beginWizard(upload);
    expect(state.listName).toBe('prodmash 2026');
    expect(previewRequestOf(state)).toEqual({ audience: 'b2b', country: 'RU' });
  });

  it('takes the ending off the list’s name whatever the kind of file, and asks for the chosen sheet', () => {
    expect(beginWizard({ ...upload, name: 'База 2026.ods' }).listName).toBe('База 2026');
    expect(previewRequestOf({ ...beginWizard(upload), choice: { sheet: 'Лист2' } })).toMatchObject({ sheet: 'Лист2' });
  });

  it('says in words how sure a detection is', () => {
    expect([1, 0.9, 0.89, 0.6, 0.59, 0].map(surenessOf)).toEqual([
      'certain',
      'certain',
      'likely',
      'likely',
      'guess',
      'guess',
    ]);
  });

  it('does not ask about an area code that is still being typed', () => {
    expect(previewRequestOf({ ...beginWizard(upload), areaCode: '8' })).not.toHaveProperty('areaCode');
    expect(previewRequestOf({ ...beginWizard(upload), areaCode: '812' })).toMatchObject({ areaCode: '812' });
    expect(areaCodeOf({ ...beginWizard(upload), areaCode: 'x' })).toBeNull();
  });

  it('comes back as it was left, and begins anew from what it cannot read', () => {
    const left = { ...beginWizard(upload), areaCode: '812', mapping: ['name', 'phone'] as const };
    expect(parseStored(JSON.stringify(left))).toEqual(left);
    expect(parseStored('{"upload":1}')).toBeNull();
    expect(parseStored('not json')).toBeNull();
    expect(parseStored(null)).toBeNull();
  });
});

describe('the rules of an import', () => {
  it('are those the file was read with until the marketer changes one', () => {
    const state = beginWizard(upload);
    expect(previewRequestOf(state)).not.toHaveProperty('rules');
    const taken = takenOver(state, preview);
    expect(taken).toMatchObject({ mapping: ['name', 'phone', 'phone'], areaCode: '343', rules: preview.rules });
    expect(takenOver({ ...state, areaCode: '812' }, preview).areaCode).toBe('812');
    expect(previewRequestOf({ ...state, ...taken, useTemplate: false, clientId: '7' })).toMatchObject({
      rules: preview.rules,
      useTemplate: false,
      clientId: '7',
    });
  });

  it('name a custom column by its position', () => {
    const named = withCustomName(preview.rules, 2, 'Мест');
    expect(named.customNames).toEqual([null, null, 'Мест']);
    expect(customNameOf(named, 2)).toBe('Мест');
    expect(customNameOf(named, 0)).toBeUndefined();
    expect(withCustomName(named, 2, null).customNames).toEqual([null, null, null]);
  });
});

describe('the mapping of columns', () => {
  it('gives a single field to one column only', () => {
    expect(withField(['name', 'phone', 'custom'], 2, 'name')).toEqual(['custom', 'phone', 'name']);
  });

  it('lets several columns hold phones', () => {
    expect(withField(['name', 'phone', 'custom'], 2, 'phone')).toEqual(['name', 'phone', 'phone']);
  });

  it('needs a name and a phone to load, and a place to ring', () => {
    expect(requirements(['name', 'phone'], null)).toEqual({ name: true, phone: true, place: false });
    expect(requirements(['name', 'phone'], 'Europe/Moscow').place).toBe(true);
    expect(mayLoad(requirements(['phone'], null))).toBe(false);
    expect(mayLoad(requirements(['contact_name', 'phone'], null))).toBe(true);
  });

  it('finds headers that stand in the file twice, whatever their case', () => {
    expect([...repeatedHeaders(preview.columns)]).toEqual([[2, 1]]);
  });
});

describe('how phones were read', () => {
  it('gives a row’s numbers to the column they stand in', () => {
    expect(readPhones(preview, 1).map((read) => read.numbers.map((number) => number.e164))).toEqual([
      ['+79000001122'],
      [],
    ]);
    expect(readPhones(preview, 2)[0]?.numbers).toEqual([]);
  });

  it('knows a number whose text was put in order, alone or beside another column of numbers', () => {
    const read = {
      ...preview,
      columns: [column(1, 'Тел.', 'phone')],
      rows: [
        { rowNumber: 2, cells: ['', '8 (343) 200-11-22 доб. 12'], phones: [phone('…', '+73432001122')], problem: null },
      ],
    } as unknown as Preview;
    const two = { ...read, columns: [...read.columns, column(0, 'Моб.', 'phone')] } as Preview;
    expect(readPhones(read, 1)[0]).toMatchObject({ problem: null, numbers: [{ e164: '+73432001122' }] });
    expect(readPhones(two, 1)[0]?.problem).toBeNull();
    expect(readPhones(two, 0)[0]?.numbers).toEqual([]);
  });

  it('tells an empty cell from one that holds no number', () => {
    expect(readPhones(preview, 1)[1]?.problem).toBe('phone_invalid');
    expect(readPhones(preview, 2)[1]?.problem).toBe('phone_missing');
  });

  it('counts the rows of the sample that would load', () => {
    expect(goodRows(preview)).toBe(1);
  });
});
