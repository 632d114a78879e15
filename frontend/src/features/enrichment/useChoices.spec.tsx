import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { act, cleanup, renderHook } from '@testing-library/react';
import { sampleColumn as column, samplePreview, sampleUpload as upload } from '../../lib/uploads.fixture.js';
import { beginDraft } from './enrichment.rules.js';
import { forgetChoices, keepUpload, previewRequestOf, readChoices, useChoices } from './useChoices.js';

const { fileId } = upload;
const draft = beginDraft(samplePreview({ columns: [column(0, 'ИНН', 'inn')] }), '2026-03-18');

/** As a page that is opened: with what is kept of the file. */
const opened = () => renderHook(() => useChoices(readChoices(fileId)!));

describe('the choices about a file', () => {
  beforeEach(() => {
    localStorage.clear();
    keepUpload(upload);
  });
  afterEach(cleanup);

  it('begin with none made', () => {
    const nothing = { choice: {}, useTemplate: true, clientId: null, draft: null };
    expect(opened().result.current[0]).toEqual({ upload, ...nothing });
  });

  it('are shown and kept one by one, and are there after a reload', () => {
    const { result, unmount } = opened();
    act(() => result.current[1]({ useTemplate: false, clientId: '5' }));
    act(() => result.current[1]({ draft }));
    const made = { upload, choice: {}, useTemplate: false, clientId: '5', draft };
    expect(result.current[0]).toEqual(made);
    unmount();
    expect(opened().result.current[0]).toEqual(made);
    expect(previewRequestOf(readChoices(fileId)!)).toEqual({ useTemplate: false, clientId: '5' });
  });

  it('of one file are not those of another, and go alone', () => {
    keepUpload({ ...upload, fileId: '42' as typeof fileId });
    const { result } = opened();
    act(() => result.current[1]({ clientId: '5' }));
    expect(readChoices('42')?.clientId).toBeNull();
    forgetChoices(fileId);
    expect(readChoices(fileId)).toBeNull();
    expect(readChoices('42')?.upload.fileId).toBe('42');
  });

  it('that cannot be read are none', () => {
    localStorage.setItem(`warmline.draft.enrichment.${fileId}`, '{"upload":1}');
    expect(readChoices(fileId)).toBeNull();
  });
});
