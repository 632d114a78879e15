import { useMantineColorScheme } from '@mantine/core';
import { type JSX, type ReactNode, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { Segmented } from '../components/FilterChips.js';
import { PageHead } from '../components/PageHead.js';
import { useProfileSwitches } from '../hooks/useProfile.js';
import { languageOf } from '../lib/language.js';
import { onPreference, setSingleKeys, singleKeysOn } from '../lib/preferences.js';

export function SettingsPage(): JSX.Element {
  const { t, i18n } = useTranslation();
  const { colorScheme } = useMantineColorScheme();
  const { setLanguage, setScheme } = useProfileSwitches();
  const singleKeys = useSyncExternalStore(onPreference, singleKeysOn);
  return (
    <>
      <PageHead title={t('settings.title')} state={t('settings.state')} />
      <main className="panel settings">
        <Row title={t('settings.language')}>
          <Segmented
            label={t('settings.language')}
            value={languageOf(i18n.language)}
            onChange={setLanguage}
            options={[
              { id: 'ru', label: t('language.ru'), lang: 'ru' },
              { id: 'en', label: t('language.en'), lang: 'en' },
            ]}
          />
        </Row>
        <Row title={t('settings.scheme')}>
          <Segmented
            label={t('settings.scheme')}
            value={colorScheme}
            onChange={setScheme}
            options={(['auto', 'light', 'dark'] as const).map((id) => ({ id, label: t(`scheme.${id}`) }))}
          />
        </Row>
        <Row title={t('settings.singleKeys')} hint={t('settings.singleKeysHint')}>
          <Segmented
            label={t('settings.singleKeys')}
            value={singleKeys ? 'on' : 'off'}
            onChange={(choice) => setSingleKeys(choice === 'on')}
            options={(['on', 'off'] as const).map((id) => ({ id, label: t(`settings.${id}`) }))}
          />
        </Row>
      </main>
    </>
  );
}

function Row({ title, hint, children }: { title: string; hint?: string; children: ReactNode }): JSX.Element {
  return (
    <div className="settings__row">
      <div>
        <b>{title}</b>
        {hint && <p className="sm t2">{hint}</p>}
      </div>
      {children}
    </div>
  );
}
