import type { JSX } from 'react';
import type { Me } from '@warmline/contracts';
import { IconUser } from '@tabler/icons-react';
import { Menu } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Icon } from '../components/Icon.js';
import { useSignOut } from '../hooks/useProfile.js';

/** Who is signed in, and the way out. */
export function ProfileMenu({ me }: { readonly me: Me }): JSX.Element {
  const { t } = useTranslation();
  const leave = useSignOut();
  return (
    <Menu position="right-end" shadow="md" width={220}>
      <Menu.Target>
        <button type="button" className="rail__profile" aria-label={t('profile.open', { name: me.name })}>
          <Icon of={IconUser} size={20} />
          <span className="ell">{me.name}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {me.name}, {t(`role.${me.role}`)}
        </Menu.Label>
        <Menu.Item onClick={() => void leave()}>{t('action.signOut')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
