import { IconRefresh } from '@tabler/icons-react';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../hooks/useErrorText.js';
import { Button } from './Button.js';
import { Notice } from './Notice.js';

export interface ErrorStateProps {
  readonly error: unknown;
  /** What was kept, in a sentence; the default says that nothing was changed. */
  readonly kept?: string;
  readonly retry?: () => void;
}

/** What happened, what was kept, what to do, and a code to quote. */
export function ErrorState({ error, kept, retry }: ErrorStateProps): JSX.Element {
  const { t } = useTranslation();
  const { text, code } = useErrorText(error);
  return (
    <div className="empty">
      <Notice tone="bad" role="alert">
        <p>
          <b>{text}</b>
        </p>
        <p className="t2">{kept ?? t('error.kept')}</p>
        <p className="sm t2">
          {t('error.quote')} <code className="num">{code}</code>
        </p>
      </Notice>
      {retry && (
        <Button icon={IconRefresh} onClick={retry}>
          {t('action.retry')}
        </Button>
      )}
    </div>
  );
}
