import { errorCodeSchema } from '@warmline/contracts';
import type { JSX } from 'react';
import { useCodeText } from '../hooks/useErrorText.js';
import { Notice } from './Notice.js';

/** A refusal that came as data (an import that failed while nobody watched), in the reader's words. */
export function ProblemOfCode({ code, params }: { code: string; params: Record<string, unknown> }): JSX.Element {
  const words = useCodeText();
  const known = errorCodeSchema.safeParse(code);
  return (
    <Notice tone="bad">
      <p>{words(known.success ? known.data : 'server.failed', params)}</p>
      <p className="sm t2 num">{code}</p>
    </Notice>
  );
}
