import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError, type ClientErrorCode } from '../lib/api.js';
import type { ErrorCode } from '@warmline/contracts';

export interface ErrorText {
  readonly text: string;
  /** What to quote to support: the code, and the trace where there is one. */
  readonly code: string;
}

/** The reader's words for a code. */
export function useCodeText(): (code: ErrorCode | ClientErrorCode, params?: Record<string, unknown>) => string {
  const { t } = useTranslation('errors');
  return useCallback((code, params) => t(code, { ...params }), [t]);
}

/** The reader's words for anything that was thrown. */
export function useErrorText(error: unknown): ErrorText {
  const words = useCodeText();
  if (!(error instanceof ApiError)) return { text: words('server.failed'), code: 'server.failed' };
  const code = error.traceId === undefined ? error.code : `${error.code} · ${error.traceId}`;
  return { text: words(error.code, error.params), code };
}
