import { clientIdSchema, type Upload, uploadSchema } from '@warmline/contracts';
import { useCallback, useState } from 'react';
import { forgetDraft, readDraft, writeDraft } from '../../lib/drafts.js';
import type { FormatChoice, PreviewRequest } from '../../lib/uploads.js';
import type { Draft } from './enrichment.rules.js';

/**
 * What a marketer has decided so far about one uploaded file; kept on this computer, so that a reload loses nothing, until the run is
 * started (the server keeps its order from then on) or the file is given up.
 */
export interface Choices {
  readonly upload: Upload;
  readonly choice: FormatChoice;
  /** False: the kept mapping of this layout was set aside. */
  readonly useTemplate: boolean;
  /** Null = the own company. */
  readonly clientId: string | null;
  /** Null until something was changed by hand: the guess stands. */
  readonly draft: Draft | null;
}

const keyOf = (fileId: string): string => `enrichment.${fileId}`;

export const keepUpload = (upload: Upload): void => writeDraft<Choices>(keyOf(upload.fileId), { upload });

export const forgetChoices = (fileId: string): void => forgetDraft(keyOf(fileId));

export function readChoices(fileId: string): Choices | null {
  const kept = readDraft<Choices>(keyOf(fileId));
  const upload = uploadSchema.safeParse(kept.upload);
  if (!upload.success) return null;
  return { choice: {}, useTemplate: true, clientId: null, draft: null, ...kept, upload: upload.data };
}

export const previewRequestOf = ({ choice, useTemplate, clientId }: Choices): PreviewRequest => ({
  ...choice,
  useTemplate,
  ...(clientId === null ? {} : { clientId: clientIdSchema.parse(clientId) }),
});

/** Every decision is kept at once. */
export function useChoices(initial: Choices): [Choices, (change: Partial<Choices>) => void] {
  const [choices, setChoices] = useState(initial);
  const { fileId } = initial.upload;
  const set = useCallback(
    (change: Partial<Choices>) => {
      writeDraft<Choices>(keyOf(fileId), change);
      setChoices((now) => ({ ...now, ...change }));
    },
    [fileId],
  );
  return [choices, set];
}
