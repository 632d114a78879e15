import { Menu, useMantineColorScheme } from '@mantine/core';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { Segmented } from '../../components/FilterChips.js';
import { useProfileSwitches, useSignOut } from '../../hooks/useProfile.js';
import { useLanguage } from '../../hooks/useLocalized.js';
import { useConsole } from './ConsoleContext.js';

/** Language, scheme and the ways out; the console has no rail to keep them in. */
export function ProfileItems(): JSX.Element {
  const { t } = useTranslation(['console', 'common']);
  const { colorScheme } = useMantineColorScheme();
  const { setLanguage, setScheme } = useProfileSwitches();
  const { snapshot, actions, run } = useConsole();
  const leave = useSignOut();
  const atWork = snapshot.attempt !== null;
  return (
    <Menu.Dropdown>
      <Menu.Label>{snapshot.operator.name}</Menu.Label>
      <div className="menu__row">
        <Segmented
          label={t('common:language.label')}
          value={useLanguage()}
          onChange={setLanguage}
          options={[
            { id: 'ru', label: t('common:language.ru'), lang: 'ru' },
            { id: 'en', label: t('common:language.en'), lang: 'en' },
          ]}
        />
      </div>
      {(['auto', 'light', 'dark'] as const).map((scheme) => (
        <Menu.Item
          key={scheme}
          aria-checked={colorScheme === scheme}
          role="menuitemradio"
          onClick={() => setScheme(scheme)}
        >
          {t(`common:scheme.${scheme}`)}
        </Menu.Item>
      ))}
      <Menu.Divider />
      <Menu.Item disabled={atWork || snapshot.state === 'offline'} onClick={() => void run(actions.signOff())}>
        {t('paused.signOff')}
      </Menu.Item>
      <Menu.Item disabled={atWork} onClick={() => void leave()}>
        {t('common:action.signOut')}
      </Menu.Item>
    </Menu.Dropdown>
  );
}
