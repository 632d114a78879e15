import { type previewRequestSchema, previewSchema, type Upload, uploadSchema } from '@warmline/contracts';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import { api } from './api.js';

/** The file goes as it is, whatever its name claims to be. */
export const uploadFile = (file: File): Promise<Upload> =>
  api('/uploads', uploadSchema, {
    method: 'POST',
    query: { name: file.name },
    body: new Blob([file], { type: 'application/octet-stream' }),
  });

/** What is asked of the server: defaults may be left out. */
export type PreviewRequest = z.input<typeof previewRequestSchema>;

/** What was chosen against the detection. */
export type FormatChoice = Pick<
  PreviewRequest,
  'charset' | 'delimiter' | 'sheet' | 'header' | 'headerRow' | 'headerRows' | 'hiddenRows'
>;

/** The first rows of an uploaded file, as they would be read. */
export const previewQuery = (fileId: string, request: PreviewRequest) =>
  queryOptions({
    queryKey: ['preview', fileId, request],
    queryFn: ({ signal }) =>
      api(`/uploads/${fileId}/preview`, previewSchema, { method: 'POST', body: request, signal }),
    staleTime: Infinity,
    placeholderData: keepPreviousData,
  });

/** How sure a detection is, in three words. Below the last a person should look. */
export type Sureness = 'certain' | 'likely' | 'guess';

export const surenessOf = (confidence: number): Sureness =>
  confidence >= 0.9 ? 'certain' : confidence >= 0.6 ? 'likely' : 'guess';
