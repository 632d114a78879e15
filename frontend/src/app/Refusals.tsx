import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../components/EmptyState.js';
import { meQuery } from '../lib/session.js';

export function NotFound(): JSX.Element {
  const { t } = useTranslation();
  return (
    <EmptyState title={t('error.notFound')} action={<Home />}>
      {t('error.notFoundHint')}
    </EmptyState>
  );
}

export function NoRight(): JSX.Element {
  const { t } = useTranslation();
  const { data: me } = useQuery(meQuery);
  return (
    <EmptyState title={t('error.noRight')} action={<Home />}>
      {me && t('error.noRightHint', { role: t(`role.${me.role}`) })}
    </EmptyState>
  );
}

function Home(): JSX.Element {
  const { t } = useTranslation();
  return (
    <Link to="/" className="btn">
      {t('action.home')}
    </Link>
  );
}
