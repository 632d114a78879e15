import { useMantineColorScheme, useComputedColorScheme } from '@mantine/core';
import { IconMoon, IconSun } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { JSX, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.js';
import { Segmented } from '../../components/FilterChips.js';
import { Icon } from '../../components/Icon.js';
import { IconDot, IconLogo } from '../../components/own-icons.js';
import { useProfileSwitches } from '../../hooks/useProfile.js';
import { languageOf } from '../../lib/language.js';
import { serverAnswer } from './server-answer.js';
import './auth.css';

/** What stands around the forms before anybody is signed in: product, language, scheme, whether the server answers. */
export function AuthFrame({ children }: { readonly children: ReactNode }): JSX.Element {
  const { t, i18n } = useTranslation();
  const { setLanguage, setScheme } = useProfileSwitches();
  const { colorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme() === 'dark';
  const next = dark ? 'light' : 'dark';
  return (
    <div className="signin">
      <header className="signin__bar">
        <span className="signin__logo">
          <Icon of={IconLogo} size={20} />
        </span>
        <b>{t('product')}</b>
        <span className="grow" />
        <Segmented
          label={t('language.label')}
          value={languageOf(i18n.language)}
          onChange={setLanguage}
          options={[
            { id: 'ru', label: t('language.ru'), lang: 'ru' },
            { id: 'en', label: t('language.en'), lang: 'en' },
          ]}
        />
        <Button
          look="ghost"
          icon={dark ? IconSun : IconMoon}
          aria-label={`${t('scheme.label')}: ${t(`scheme.${colorScheme}`)}. ${t(`scheme.${next}`)}`}
          title={t(`scheme.${next}`)}
          onClick={() => setScheme(next)}
        />
      </header>
      <main className="signin__main">{children}</main>
      <footer className="signin__bar sm t3">
        <ServerAnswer />
      </footer>
    </div>
  );
}

function ServerAnswer(): JSX.Element | null {
  const { t } = useTranslation('auth');
  const { data, isError } = useQuery(serverAnswer);
  if (isError) return <span className="bad">{t('server.silent')}</span>;
  if (data === undefined) return null;
  return (
    <span className="rowx">
      <Icon of={IconDot} tone="ok" />
      <span className="num">{t('server.answers', { milliseconds: data })}</span>
    </span>
  );
}
