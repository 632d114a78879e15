import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../components/EmptyState.js';
import { PageHead } from '../../components/PageHead.js';

export function BoardPage(): JSX.Element {
  const { t } = useTranslation('supervisor');
  return (
    <>
      <PageHead title={t('title')} />
      <EmptyState title={t('empty')} />
    </>
  );
}
