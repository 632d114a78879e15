import { MantineProvider } from '@mantine/core';
import { DatesProvider } from '@mantine/dates';
import { Notifications } from '@mantine/notifications';
import 'dayjs/locale/ru.js';
import 'dayjs/locale/en-gb.js';
import type { JSX, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { colorSchemeManager } from './theme/scheme.js';
import { styleNonce } from './theme/nonce.js';
import { cssVariablesResolver, theme } from './theme/theme.js';

/** Theme, dates in the reader's language, short notices. Used by the application and by the gallery of states. */
export function Providers({ children }: { readonly children: ReactNode }): JSX.Element {
  const { i18n } = useTranslation();
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      colorSchemeManager={colorSchemeManager}
      defaultColorScheme="auto"
      getStyleNonce={styleNonce}
    >
      <DatesProvider settings={{ locale: i18n.language === 'en' ? 'en-gb' : 'ru', firstDayOfWeek: 1 }}>
        <Notifications position="bottom-right" autoClose={6000} limit={3} transitionDuration={120} />
        {children}
      </DatesProvider>
    </MantineProvider>
  );
}
