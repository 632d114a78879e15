import { Popover, useMantineColorScheme } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.js';
import { Segmented } from '../../components/FilterChips.js';
import { Icon } from '../../components/Icon.js';
import { useProfileSwitches, useSignOut } from '../../hooks/useProfile.js';
import { useLanguage } from '../../hooks/useLocalized.js';
import { useConsole } from './ConsoleContext.js';

/** Language, scheme and the ways out; the console has no rail to keep them in. */
export function ProfileMenu(): JSX.Element {
  const { t } = useTranslation('common');
  const { snapshot } = useConsole();
  return (
    <Popover position="bottom-end" shadow="md" width={320} trapFocus>
      <Popover.Target>
        <button
          type="button"
          className="btn btn--sm btn--ghost statebar__name"
          aria-label={t('profile.open', { name: snapshot.operator.name })}
        >
          <span className="ell">{snapshot.operator.name}</span>
          <Icon of={IconChevronDown} />
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('profile.open', { name: snapshot.operator.name })}>
        <Choices />
        <WaysOut />
      </Popover.Dropdown>
    </Popover>
  );
}

function Choices(): JSX.Element {
  const { t } = useTranslation('common');
  const { colorScheme } = useMantineColorScheme();
  const { setLanguage, setScheme } = useProfileSwitches();
  return (
    <>
      <Segmented
        label={t('language.label')}
        value={useLanguage()}
        onChange={setLanguage}
        options={[
          { id: 'ru', label: t('language.ru'), lang: 'ru' },
          { id: 'en', label: t('language.en'), lang: 'en' },
        ]}
      />
      <Segmented
        label={t('scheme.label')}
        value={colorScheme}
        onChange={setScheme}
        options={(['auto', 'light', 'dark'] as const).map((id) => ({ id, label: t(`scheme.${id}`) }))}
      />
    </>
  );
}

/** Not in the middle of a lead: it would be left on the table. */
function WaysOut(): JSX.Element {
  const { t } = useTranslation(['console', 'common']);
  const { snapshot, actions, run } = useConsole();
  const leave = useSignOut();
  const atWork = snapshot.attempt !== null;
  return (
    <div className="rowx">
      <Button scale="sm" disabled={atWork || snapshot.state === 'offline'} onClick={() => void run(actions.signOff())}>
        {t('paused.signOff')}
      </Button>
      <Button scale="sm" disabled={atWork} onClick={() => void leave()}>
        {t('common:action.signOut')}
      </Button>
    </div>
  );
}
