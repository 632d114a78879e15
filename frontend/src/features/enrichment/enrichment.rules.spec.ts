import { describe, expect, it } from '@jest/globals';
import { sampleColumn as column, samplePreview, sampleUpload as upload } from '../../lib/uploads.fixture.js';
import { sampleRun } from './enrichment.fixture.js';
import { beginDraft, type Draft, gapOf, isWhole, progressNow, requestOf, stepOf } from './enrichment.rules.js';

const columns = [
  column(0, 'ИНН', 'inn'),
  column(1, ' Мест ', 'custom'),
  column(2, '', 'custom'),
  column(3, 'Обновлено', 'custom'),
];
const preview = samplePreview({ columns });
/** As a kept mapping reads the same file. */
const kept = samplePreview({
  columns,
  template: { id: '7', name: 'Выставка' },
  rules: { customNames: [null, 'Число мест', null, 'Дата выгрузки'] },
});
const draft = beginDraft(preview, '2026-03-18');
const order = (change: Partial<Draft> = {}, from = preview) =>
  requestOf({ draft: { ...draft, ...change }, upload, preview: from, clientId: null });

describe('the order of an update', () => {
  it('calls own columns by their headers, and by their numbers where they have none', () => {
    const { rules, columns: read, ...rest } = order({ rules: ['never', 'newer_wins', 'fill_empty', 'never'] });
    expect(rules).toEqual({
      fields: { inn: 'never' },
      custom: { Мест: 'newer_wins', '#3': 'fill_empty', Обновлено: 'never' },
      phones: 'never',
    });
    expect(read).toEqual({ customNames: [null, null, null, null] });
    expect(rest).not.toHaveProperty('templateId');
    expect(rest).not.toHaveProperty('clientId');
  });

  it('calls them as the kept mapping does, and names that mapping', () => {
    const request = order({ dayKind: 'column', dayColumn: 3 }, kept);
    expect(request.templateId).toBe('7');
    expect(request.columns).toEqual({ customNames: [null, 'Число мест', null, 'Дата выгрузки'] });
    expect(Object.keys(request.rules?.custom ?? {})).toEqual(['Число мест', '#3', 'Дата выгрузки']);
    expect(request.factDay).toEqual({ kind: 'column', name: 'Дата выгрузки' });
  });

  it('reads the column of the own id into the field leads keep it in, whatever the kept mapping calls it', () => {
    const request = order({ key: 'own_id', idColumn: 1, idField: 'Код' }, kept);
    expect(request.key).toEqual({ kind: 'own_id', field: 'Код' });
    expect(request.columns).toEqual({ customNames: [null, 'Код', null, 'Дата выгрузки'] });
    expect(Object.keys(request.rules?.custom ?? {})).toEqual(['#3', 'Дата выгрузки']);
  });

  it('is for a client where one was chosen', () => {
    expect(requestOf({ draft, upload, preview, clientId: '5' }).clientId).toBe('5');
  });

  it('lacks a key, a field of the own id, a day or anything to change', () => {
    const rules = draft.rules.map(() => 'newer_wins' as const);
    const gaps = [
      {},
      { fields: draft.fields.map(() => 'custom' as const) },
      { key: 'own_id' as const },
      { rules, day: '' },
      { rules, dayKind: 'column' as const },
      { fields: draft.fields.map((field) => (field === 'custom' ? 'ignore' : field)) },
    ].map((change) => gapOf({ ...draft, ...change }));
    expect(gaps).toEqual([null, 'key', 'idField', 'day', 'day', 'nothing']);
  });
});

describe('the progress of a run', () => {
  const heard = (phase: string) => ({ phase, done: 5, total: 6 });

  it('is what was heard last of its present phase', () => {
    expect(progressNow(sampleRun({ state: 'committing' }), heard('committing'))).toEqual(heard('committing'));
  });

  it('is what the server keeps when nothing of this phase was heard yet', () => {
    const committing = sampleRun({ state: 'committing', applied: 2, skipped: 1 });
    expect(progressNow(committing, undefined)).toEqual({ phase: 'committing', done: 3, total: 6 });
    expect(progressNow(committing, heard('reading'))).toEqual({ phase: 'committing', done: 3, total: 6 });
    const undoing = sampleRun({ state: 'undoing', applied: 5, undone: 2, kept: 1 });
    expect(progressNow(undoing, heard('committing'))).toEqual({ phase: 'undoing', done: 3, total: 5 });
  });

  it('has no end while the file is read', () => {
    const reading = sampleRun({ state: 'reading', counts: null });
    expect(progressNow(reading, undefined)).toEqual({ phase: 'reading', done: 0, total: null });
  });
});

describe('a run that has ended', () => {
  it.each([
    [{ state: 'review' }, 'check', false],
    [{ state: 'failed', counts: null }, 'check', false],
    [{ state: 'cancelled' }, 'check', false],
    [{ state: 'cancelled', applied: 3 }, 'done', false],
    [{ state: 'failed', applied: 3 }, 'done', false],
    [{ state: 'done', applied: 4, skipped: 2 }, 'done', true],
    [{ state: 'undone', applied: 6, undone: 6 }, 'done', true],
  ])('as %j stands at "%s", with the whole plan made: %s', (change, step, whole) => {
    const run = sampleRun(change);
    expect([stepOf(run), isWhole(run)]).toEqual([step, whole]);
  });
});
