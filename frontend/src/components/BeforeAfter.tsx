import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';

export interface BeforeAfterProps {
  readonly before: string | null;
  readonly after: string | null;
}

/** What a fact was, struck through, and what it became; "empty" is said, not struck. */
export function BeforeAfter({ before, after }: BeforeAfterProps): JSX.Element {
  const { t } = useTranslation();
  return (
    <>
      {before === null ? <span className="t3">{t('emptyValue')}</span> : <s className="t3">{before}</s>} → {after}
    </>
  );
}
