import { errorCodeSchema } from '@warmline/contracts';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { useCodeText } from '../hooks/useErrorText.js';
import { Notice } from './Notice.js';

/** A refusal that came as data (an import that failed while nobody watched), in the reader's words. */
export function ProblemOfCode({ code, params }: { code: string; params: Record<string, unknown> }): JSX.Element {
  const { t } = useTranslation();
  const words = useCodeText();
  const known = errorCodeSchema.safeParse(code);
  // The words of a request that failed say that nothing was changed; a run may have changed much before.
  const isRefusal = known.success && known.data !== 'server.failed';
  return (
    <Notice tone="bad">
      <p>{isRefusal ? words(known.data, params) : t('error.ofRun')}</p>
      <p className="sm t2 num">{code}</p>
    </Notice>
  );
}
