import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../components/EmptyState.js';
import { PageHead } from '../../components/PageHead.js';

export function CampaignsPage(): JSX.Element {
  const { t } = useTranslation('campaigns');
  return (
    <>
      <PageHead title={t('title')} />
      <EmptyState title={t('empty')} />
    </>
  );
}
