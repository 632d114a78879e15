import {
  IconActivity,
  IconAddressBook,
  IconArrowMerge,
  IconBan,
  IconBolt,
  IconDatabase,
  IconPhoneCalling,
  IconSettings,
  IconShieldSearch,
  IconUsers,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, Outlet } from '@tanstack/react-router';
import type { JSX, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AppShell, type RailItem } from '../components/AppShell.js';
import type { IconProps } from '../components/Icon.js';
import { IconFullFlame } from '../components/own-icons.js';
import { mayOpen, type SectionId } from '../lib/roles.js';
import { meQuery } from '../lib/session.js';
import { ProfileMenu } from './ProfileMenu.js';

const SECTIONS = [
  { id: 'board', to: '/board', icon: IconActivity },
  { id: 'campaigns', to: '/campaigns', icon: IconBolt },
  { id: 'lists', to: '/lists', icon: IconDatabase },
  { id: 'leads', to: '/leads', icon: IconAddressBook },
  { id: 'duplicates', to: '/duplicates', icon: IconArrowMerge },
  { id: 'stopList', to: '/stop-list', icon: IconBan },
  { id: 'promises', to: '/promises', icon: IconPhoneCalling },
  { id: 'warmHot', to: '/warm-hot', icon: IconFullFlame },
  { id: 'people', to: '/people', icon: IconUsers },
  { id: 'trail', to: '/trail', icon: IconShieldSearch },
] as const satisfies readonly { id: SectionId; to: string; icon: IconProps['of'] }[];

/** The frame of supervisors, marketers and administrators. */
export function Shell(): JSX.Element {
  const { t } = useTranslation();
  const { data: me } = useQuery(meQuery);
  const items = SECTIONS.filter(({ id }) => me && mayOpen(me.role, id)).map(({ id, to, icon }): RailItem => ({
    id,
    icon,
    label: t(`nav.${id}`),
    link: (content, label) => railLink(to, content, label),
  }));
  const settings: RailItem = {
    id: 'settings',
    icon: IconSettings,
    label: t('nav.settings'),
    link: (content, label) => railLink('/settings', content, label),
  };
  const home: RailItem[] =
    me?.role === 'operator'
      ? [
          {
            id: 'console',
            icon: IconBolt,
            label: t('nav.console'),
            link: (content, label) => railLink('/console', content, label),
          },
        ]
      : [];
  return (
    <AppShell items={[...home, ...items]} foot={[settings]} profile={me ? <ProfileMenu me={me} /> : undefined}>
      <Outlet />
    </AppShell>
  );
}

type RailAddress = (typeof SECTIONS)[number]['to'] | '/settings' | '/console';

const railLink = (to: RailAddress, content: ReactNode, label: string): JSX.Element => (
  <Link to={to} title={label} activeProps={{ 'aria-current': 'page' }}>
    {content}
  </Link>
);
